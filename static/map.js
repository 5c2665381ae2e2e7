// The map beside the list of places: the same places, drawn. The list is the product; this reads it and points at it.
// finder.js fetches this, and this fetches Leaflet, only where the map is shown; again after each change of the list.
// Nothing comes from another host, unless somebody asks for the street map of the tile server that is named on the button.

export async function show(side) {
  side.querySelector("[data-map-show]").hidden = true;
  await leaflet(side.dataset);
  const canvas = side.querySelector("[data-map-canvas]");
  canvas.hidden = false;
  const { places, here } = JSON.parse(document.getElementById(side.dataset.map).textContent);
  const map = makeMap(canvas, side.dataset);
  map.fitBounds(around(here, places.map((place) => [place.lat, place.lng])), { padding: [48, 48], maxZoom: 16 });
  drawNeighbourhoods(map, side.dataset.neighbourhoods);
  if (here) L.circleMarker(here, { radius: 9, className: "map-here", interactive: false }).addTo(map);
  for (const place of places) drawPlace(map, place);
  offerTiles(map, side);
}

let leafletIsHere;

function leaflet({ script, style, look }) {
  if (!leafletIsHere) leafletIsHere = Promise.all([sheet(style), sheet(look), loaded(Object.assign(document.createElement("script"), { src: script }))]);
  return leafletIsHere;
}

function sheet(href) {
  return loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}

function loaded(part) {
  return new Promise((resolve, reject) => {
    part.onload = resolve;
    part.onerror = reject;
    document.head.append(part);
  });
}

function makeMap(canvas, words) {
  // The wheel scrolls the page, as everywhere else on it; buttons, keys and two fingers zoom.
  const map = L.map(canvas, { zoomControl: false, scrollWheelZoom: false, maxZoom: 18 });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  canvas.addEventListener("keydown", (event) => { if (event.key === "Escape") map.closePopup(); });
  map.on("zoomend", () => canvas.classList.toggle("map-far", map.getZoom() < 12));
  return map;
}

// Where one is and the places within reach; all of them when none is.
function around(here, spots) {
  if (!here) return spots;
  const near = spots.slice(0, 12).filter((spot) => L.latLng(here).distanceTo(spot) < 5000);
  return [here, ...(near.length ? near : spots)];
}

function drawPlace(map, place) {
  const card = document.querySelector(`[data-place="${place.slug}"]`);
  const marker = L.marker([place.lat, place.lng], { icon: pin(card, place), riseOnHover: true }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("aria-label", nameOf(card).textContent);
  // Beside the zoom buttons, not under them.
  marker.bindPopup(() => wordsOf(card), { maxWidth: 220, autoPanPaddingTopLeft: [68, 12] });
  // Lit for as long as there is a reason: pointed at, focused, or opened.
  const reasons = new Set();
  const light = (reason, on) => {
    reasons[on ? "add" : "delete"](reason);
    card.classList.toggle("place-lit", reasons.size > 0);
    element.classList.toggle("pin-lit", reasons.size > 0);
    marker.setZIndexOffset(reasons.size ? 1000 : 0);
  };
  for (const part of [card, element]) {
    part.addEventListener("mouseenter", () => light("pointed at", true));
    part.addEventListener("mouseleave", () => light("pointed at", false));
    part.addEventListener("focusin", () => light("focused", true));
    part.addEventListener("focusout", () => light("focused", false));
  }
  marker.on("popupopen", () => {
    light("opened", true);
    // On a phone the list stands under the map: going there would take the map away from under the finger.
    if (besideTheList()) card.scrollIntoView({ block: "nearest", behavior: still() ? "auto" : "smooth" });
  });
  marker.on("popupclose", () => light("opened", false));
}

// A pin in the colour of the door, with the pictogram of what waits there.
function pin(card, place) {
  const shape = document.createElement("span");
  shape.className = `pin pin-${place.state}`;
  const waits = card.querySelector(".waiting-line svg");
  const inside = document.createElement("span");
  if (waits) inside.append(waits.cloneNode(true));
  shape.append(inside);
  return L.divIcon({ html: shape, className: "", iconSize: [32, 32], iconAnchor: [16, 38], popupAnchor: [0, -34] });
}

function nameOf(card) {
  return card.querySelector(".place-name a");
}

function wordsOf(card) {
  const words = document.createElement("div");
  const link = nameOf(card).cloneNode(true);
  words.append(link);
  for (const part of card.querySelectorAll(".open-state, .waiting-line")) words.append(part.cloneNode(true));
  words.className = "map-words";
  return words;
}

// Where no street map is drawn, the neighbourhoods tell where one is: their shape where it is known, and their name.
async function drawNeighbourhoods(map, address) {
  const box = map.getBounds().pad(0.5).toBBoxString().split(",").map((edge) => Number(edge).toFixed(2));
  const answer = await fetch(`${address}?bbox=${box}`);
  if (!answer.ok) return;
  const { features } = await answer.json();
  const shapes = features.filter((feature) => feature.geometry.type !== "Point");
  L.geoJSON(shapes, { style: { className: "map-quarter" }, interactive: false }).addTo(map).bringToBack();
  for (const { properties } of features) writeName(map, properties);
}

function writeName(map, { lat, lng, name }) {
  const words = document.createElement("span");
  words.textContent = name;
  const icon = L.divIcon({ html: words, className: "map-quarter-name", iconSize: [0, 0] });
  L.marker([lat, lng], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
}

function offerTiles(map, side) {
  const button = side.querySelector("[data-map-tiles]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    L.tileLayer(side.dataset.tiles, { attribution: side.dataset.tilesCredit }).addTo(map);
    button.hidden = true;
  }, { once: true });
}

function besideTheList() {
  return matchMedia("(min-width: 60rem)").matches;
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
