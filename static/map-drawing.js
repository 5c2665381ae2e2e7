// What the map draws: pins in step with the list, smaller pins for other places, clusters, and the ground they stand on.
// map.js says what and where. `stage` is what both share: the map, its element, and the part of the page it stands in.

export const stage = {};

// A place of the list: a pin in the colour of its door, with the pictogram of what waits there.
export function pin(place) {
  const card = document.getElementById(place.slug);
  const inside = box(""), waits = card.querySelector(".waiting-line svg");
  if (waits) inside.append(waits.cloneNode(true));
  const size = { iconSize: [32, 32], iconAnchor: [16, 38], popupAnchor: [0, -34] };
  const marker = put(place, box(`pin pin-${place.state}`, inside), nameOf(card).textContent, size);
  const made = { ...place, card, marker, reasons: new Set() };
  withWords(marker, () => wordsOf(card));
  for (const part of [card, marker.getElement()]) keepInStep(part, [made]);
  marker.on("popupopen", () => {
    light([made], "opened", true);
    // On a phone the list stands under the map: going there would take the map away from under the finger.
    if (besideTheList()) card.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
  });
  marker.on("popupclose", () => light([made], "opened", false));
  return made;
}

// A place that is not on the list: a smaller pin, with its name, its door and the way to its page.
export function place({ slug, name, lat, lng, open }, aside) {
  const state = { true: "open", false: "closed" }[open] || "ask", right = 20 * aside;
  const size = { iconSize: [24, 24], iconAnchor: [12 - right, 29], popupAnchor: [right, -25] };
  const marker = put({ lat, lng }, box(`pin pin-small pin-${state}`, box("")), name, size);
  const link = Object.assign(document.createElement("a"), { href: stage.side.dataset.page.replace("SLUG", slug), textContent: name });
  withWords(marker, box("map-words", link, stage.side.querySelector(`[data-map-door="${state}"]`).content.cloneNode(true)));
  return marker;
}

// So many places in one square. Those of the list among them, when they are too many for pins, light it up as they would their pins.
export function cluster({ lat, lng, count }, crowd, isBesidePins) {
  const { one, many } = stage.side.dataset, across = count < 10 ? 36 : count < 100 ? 42 : 50;
  const words = (count === 1 ? one : many).replace("{n}", count);
  const marker = put({ lat, lng }, box(`pin pin-many pin-${across}`, count === 1 ? "+1" : count), words, {
    iconSize: [across, across],
    // Pins stand on their spot; what comes besides hangs under it.
    iconAnchor: [across / 2, isBesidePins ? -2 : across / 2],
  });
  marker.on("remove", keepInStep(marker.getElement(), crowd));
  for (const one of crowd) Object.assign(one, { cluster: marker }).marker.getElement().hidden = true;
  crowd.forEach(glow);
  whenPressed(marker, (byKey) => {
    // It falls apart under the focus: from the map itself Tab goes on to what comes in its place.
    if (byKey) stage.canvas.focus({ preventScroll: true });
    stage.map.setView([lat, lng], Math.min(stage.map.getZoom() + 2, stage.map.getMaxZoom()), { animate: !still() });
  });
  return marker;
}

// No longer part of a cluster.
export function apart(one) {
  if (!one.cluster) return;
  one.cluster = null;
  one.marker.getElement().hidden = false;
  glow(one);
}

const spots = new Map();

// Other help, not of the network: small and faint, beneath the pins. Tab passes it by: it stands on a page of its own as well.
export function help(told) {
  if (!stage.map.getPane("helpPane")) stage.map.createPane("helpPane");
  const wanted = new Map(told.map((one) => [`${one.kind}:${one.name}:${one.lat},${one.lng}`, one]));
  for (const [key, spot] of spots) {
    // What is still there stays as it is, with its open words.
    if (wanted.delete(key)) continue;
    spot.remove();
    spots.delete(key);
  }
  for (const [key, one] of wanted) spots.set(key, spotOf(one));
}

function spotOf({ kind, name, lat, lng, hours }) {
  const word = stage.side.querySelector(`[data-map-kind="${kind}"]`), { help: list } = stage.side.dataset;
  const icon = L.divIcon({ html: box("map-spot", word.firstElementChild.cloneNode(true)), className: "", iconSize: [24, 24] });
  const spot = L.marker([lat, lng], { icon, pane: "helpPane", keyboard: false, title: name }).addTo(stage.map);
  const link = Object.assign(document.createElement("a"), { href: `${list}?lat=${lat.toFixed(3)}&lng=${lng.toFixed(3)}`, textContent: name });
  const words = [word.textContent.trim(), hours].filter((part) => part && part !== name).map((part) => box("", part));
  const popup = L.popup({ maxWidth: 220, autoPanPaddingTopLeft: [68, 12] }).setContent(box("map-words", link, ...words));
  popup.of = spot.bindPopup(popup);
  spot.getElement().tabIndex = -1;
  return spot;
}

const drawn = new Set();

export function ground({ geometry, properties: { kind, name, lat, lng } }) {
  const key = `${kind}:${name}:${lat},${lng}`;
  if (drawn.has(key)) return;
  drawn.add(key);
  if (geometry.type !== "Point") {
    const shape = L.geoJSON(geometry, { style: { className: `map-${kind} map-tint-${drawn.size % 3}` }, interactive: false }).addTo(stage.map);
    if (kind === "city") shape.bringToBack();
  }
  const icon = L.divIcon({ html: box("", name), className: `map-name map-${kind}-name`, iconSize: [0, 0] });
  L.marker([lat, lng], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(stage.map);
}

export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function besideTheList() {
  return matchMedia("(min-width: 60rem)").matches;
}

// ---- Markers

function put(at, shape, label, size) {
  const icon = L.divIcon({ html: shape, className: "", ...size });
  const marker = L.marker(at, { icon, riseOnHover: true }).addTo(stage.map);
  marker.getElement().setAttribute("aria-label", label);
  return marker;
}

function box(kind, ...inside) {
  const made = document.createElement("span");
  made.className = kind;
  made.append(...inside);
  return made;
}

// As a button: a tap does it, and so do Enter and the space bar.
function whenPressed(marker, action) {
  marker.on("click", () => action(false));
  marker.getElement().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    action(true);
  });
}

// Beside the zoom buttons, not under them. Whoever comes with the keyboard goes on inside.
function withWords(marker, words) {
  const popup = L.popup({ maxWidth: 220, autoPanPaddingTopLeft: [68, 12] }).setContent(words);
  popup.of = marker.bindPopup(popup);
  marker.off("click keypress");
  whenPressed(marker, (byKey) => {
    marker.openPopup();
    if (byKey) popup.getElement().querySelector("a").focus();
  });
}

function nameOf(card) {
  return card.querySelector(".place-name a");
}

function wordsOf(card) {
  const parts = [...card.querySelectorAll(".open-state, .waiting-line")];
  return box("map-words", nameOf(card).cloneNode(true), ...parts.map((part) => part.cloneNode(true)));
}

// ---- In step: what is pointed at or focused on one side is lit on the other

// Returns what takes the light away again.
function keepInStep(part, crowd) {
  const pointedAt = {}, focused = {};
  part.addEventListener("mouseenter", () => light(crowd, pointedAt, true));
  part.addEventListener("mouseleave", () => light(crowd, pointedAt, false));
  part.addEventListener("focusin", () => light(crowd, focused, true));
  part.addEventListener("focusout", () => light(crowd, focused, false));
  // What came under the pointer or the focus while the list was exchanged.
  if (part.matches(":hover")) light(crowd, pointedAt, true);
  if (part.contains(document.activeElement)) light(crowd, focused, true);
  return () => [pointedAt, focused].forEach((reason) => light(crowd, reason, false));
}

// Lit for as long as there is a reason: pointed at, focused, or opened.
function light(crowd, reason, on) {
  for (const one of crowd) {
    one.reasons[on ? "add" : "delete"](reason);
    glow(one);
  }
}

function glow({ card, marker, cluster, reasons }) {
  card.classList.toggle("place-lit", reasons.size > 0);
  for (const on of [marker, cluster]) {
    if (!on || !on.getElement()) continue;
    on.getElement().classList.toggle("pin-lit", reasons.size > 0);
    on.setZIndexOffset(reasons.size ? 1000 : 0);
  }
}
