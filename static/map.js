// The map beside the list of places. The list is the product: its places are the pins, in step with it. What else stands in the view comes
// from the server, as clusters and single places, few enough for any screen. finder.js fetches this, and this fetches Leaflet, only where
// the map is wanted; map-drawing.js draws. Nothing comes from another host, unless somebody asks for the tile server named on the button.

// A square of the map as the server counts them, and how many of the list in one square are too many to tell apart.
const SQUARE = 80, CROWD = 4;
// Two that are drawn nearer to each other than this become one.
const TOUCHING = 44;
// From here on neighbourhoods can be read.
const NEAR = 12;
const ARROWS = { ArrowUp: [0, -80], ArrowDown: [0, 80], ArrowLeft: [-80, 0], ArrowRight: [80, 0] };

let map, canvas, side, draw, question, hereMark, lookedAt, opened, inPopup, asking, soon;
let helpIsOff = false;
let pins = [];
// What the server told besides, by what it is.
const others = new Map();
// Which parts of the ground were asked for.
const grounds = [];

// Draws the map in this part of the page; later again, where the list was changed in place: other pins on the same map.
export async function show(part) {
  side = part;
  const button = side.querySelector("[data-map-show]");
  button.hidden = true;
  draw = await tools(side.dataset).catch((trouble) => {
    // Out of reach for a moment: the next tap tries again.
    fetched = null;
    button.hidden = false;
    throw trouble;
  });
  button.remove();
  if (!map) make(side.querySelector("[data-map-canvas]"));
  const { places, here, question: asked } = JSON.parse(document.getElementById(side.dataset.map).textContent);
  moveTo(side);
  question = asked;
  for (const marker of [hereMark, ...pins.map((pin) => pin.marker), ...others.values()]) if (marker) marker.remove();
  others.clear();
  hereMark = here && L.circleMarker(here, { radius: 9, className: "map-here", interactive: false }).addTo(map);
  lookAt(places, here);
  pins = places.map(draw.pin);
  lookSoon();
}

// Whoever only put a place on a list keeps the view that they moved to.
function lookAt(places, here) {
  const list = JSON.stringify([places.map((place) => place.slug), here]);
  if (list === lookedAt) return;
  lookedAt = list;
  map.fitBounds(around(here, places.map((at) => [at.lat, at.lng])), { padding: [48, 48], maxZoom: 16, animate: false });
}

function moveTo(part) {
  side = draw.stage.side = part;
  const place = side.querySelector("[data-map-canvas]");
  if (place !== canvas) place.replaceWith(canvas);
  side.querySelector("[data-map-skip]").hidden = false;
  offerTiles();
  offerHelp();
  map.invalidateSize({ pan: false });
}

let fetched;

function tools({ script, style, look, drawing }) {
  const leaflet = Object.assign(document.createElement("script"), { src: script });
  fetched ||= Promise.all([import(drawing), sheet(style), sheet(look), loaded(leaflet)]);
  return fetched.then(([module]) => module);
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

function make(element) {
  canvas = element;
  canvas.hidden = false;
  const moves = !draw.still();
  // The wheel scrolls the page, as everywhere else on it; buttons, keys and two fingers zoom.
  map = L.map(canvas, {
    zoomControl: false, scrollWheelZoom: false, minZoom: 6, maxZoom: 18,
    zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves,
  });
  if (!moves) map.panBy = (by) => L.Map.prototype.panBy.call(map, by, { animate: false });
  L.control.zoom({ zoomInTitle: side.dataset.zoomIn, zoomOutTitle: side.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  Object.assign(draw.stage, { map, canvas, side });
  map.on("moveend", lookSoon);
  listen();
}

// Where one is and the places within reach; all of them when none is.
function around(here, spots) {
  if (!here) return spots;
  const near = spots.slice(0, 12).filter((spot) => L.latLng(here).distanceTo(spot) < 5000);
  return [here, ...(near.length ? near : spots)];
}

// ---- Keys: Tab goes from pin to pin and out again, Enter opens, Escape closes and gives the focus back, arrows move the map.

function listen() {
  map.on("popupopen", ({ popup }) => { opened = popup.of; });
  map.on("popupclose", () => { if (inPopup) giveBackTheFocus(); });
  canvas.addEventListener("keydown", keys);
  canvas.addEventListener("focusin", ({ target }) => { inPopup = Boolean(target.closest(".leaflet-popup")); });
  canvas.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !canvas.contains(relatedTarget)) inPopup = false; });
}

function keys(event) {
  const arrow = ARROWS[event.key];
  if (event.key === "Escape" && opened && opened.isPopupOpen()) {
    inPopup = true;
    map.closePopup();
  } else if (arrow && event.target !== canvas) {
    event.preventDefault();
    map.panBy(arrow);
  }
}

function giveBackTheFocus() {
  inPopup = false;
  (opened.getElement() || canvas).focus({ preventScroll: true });
}

// ---- The view: asked of the server whenever it has moved; an answer that comes too late is left.

function lookSoon() {
  canvas.classList.toggle("map-far", map.getZoom() < NEAR);
  clearTimeout(soon);
  soon = setTimeout(look, 150);
}

async function look() {
  if (asking) asking.abort();
  asking = new AbortController();
  lookAtTheGround();
  const answer = await ask(side.dataset.features, asksHelp() ? `${question}&hulp=1` : question, 0, asking.signal);
  if (answer) drawView(answer);
}

// Null where nothing comes: then the map shows the list alone.
async function ask(address, asked, around, signal) {
  const box = map.getBounds().pad(around);
  const query = new URLSearchParams(asked);
  const edges = [Math.max(-180, box.getWest()), Math.max(-90, box.getSouth()), Math.min(180, box.getEast()), Math.min(90, box.getNorth())];
  query.set("bbox", edges.map((edge) => edge.toFixed(4)));
  query.set("zoom", map.getZoom());
  try {
    const answer = await fetch(`${address}?${query}`, { signal });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

function drawView({ zoom, clusters, places, note = "", help = {} }) {
  const listed = new Set(pins.map((pin) => pin.slug));
  const { groups, single } = gathered(clusters, places.filter((place) => !listed.has(place.slug)), zoom);
  exchange(new Map([...besides(groups, zoom), ...alone(single)]));
  const told = side.querySelector("[data-map-note]");
  told.textContent = note || help.note || "";
  told.hidden = !told.textContent;
  drawHelp(help);
}

// Clusters that would lie on top of each other, or on a single place, become one: { lat, lng, count, squares }.
function gathered(clusters, places, zoom) {
  const groups = [], single = [];
  for (const one of [...clusters.sort((a, b) => b.count - a.count), ...places]) {
    const spot = map.project(one), near = groups.find((group) => group.spot.distanceTo(spot) < TOUCHING);
    if (near) join(near, one, zoom);
    else if (one.count) groups.push({ ...one, spot, squares: [squareOf(one, zoom)] });
    else single.push(one);
  }
  return { groups: groups.sort((a, b) => b.lat - a.lat), single };
}

function join(group, { lat, lng, count = 1 }, zoom) {
  const all = group.count + count, mean = (one, other) => (one * group.count + other * count) / all;
  group.squares.push(squareOf({ lat, lng }, zoom));
  Object.assign(group, { lat: mean(group.lat, lat), lng: mean(group.lng, lng), count: all });
}

// The clusters without the places of the list, which have pins of their own; but a crowd of those stays one cluster.
function* besides(groups, zoom) {
  const ofTheList = grouped(pins, (pin) => squareOf(pin, zoom)), crowded = new Set();
  for (const group of groups) {
    const listed = group.squares.flatMap((square) => ofTheList.get(square) || []);
    const crowd = listed.length >= CROWD ? listed : [];
    const cluster = crowd.length ? group : without(group, listed), isBesidePins = listed.length > crowd.length;
    crowd.forEach((pin) => crowded.add(pin));
    if (cluster.count > 0) yield [`${group.squares}:${cluster.count}:${crowd.map((pin) => pin.slug)}`, () => draw.cluster(cluster, crowd, isBesidePins)];
  }
  for (const pin of pins) if (!crowded.has(pin)) draw.apart(pin);
}

function grouped(all, keyOf) {
  const found = new Map();
  for (const one of all) found.set(keyOf(one), [...(found.get(keyOf(one)) || []), one]);
  return found;
}

// Places that are not on the list; those at one spot stand side by side.
function* alone(places) {
  const spots = {};
  for (const { lat, lng } of pins) spots[spotOf(lat, lng)] = 1 + (spots[spotOf(lat, lng)] || 0);
  for (const place of places) {
    const spot = spotOf(place.lat, place.lng), aside = spots[spot] || 0;
    spots[spot] = aside + 1;
    yield [place.slug, () => draw.place(place, aside)];
  }
}

function spotOf(lat, lng) {
  return `${lat.toFixed(5)},${lng.toFixed(5)}`;
}

function squareOf(at, zoom) {
  const { x, y } = map.project(at, zoom).divideBy(SQUARE).floor();
  return `${x}/${y}`;
}

function without({ lat, lng, count }, listed) {
  const left = count - listed.length;
  const middle = (mean, name) => (mean * count - listed.reduce((sum, pin) => sum + pin[name], 0)) / left;
  return { lat: middle(lat, "lat"), lng: middle(lng, "lng"), count: left };
}

// What is still there stays as it is, with its open words and the focus.
function exchange(wanted) {
  const focused = document.activeElement, wasInside = canvas.contains(focused);
  for (const [key, marker] of others) {
    if (wanted.has(key)) continue;
    marker.remove();
    others.delete(key);
  }
  for (const [key, drawIt] of wanted) {
    if (!others.has(key)) others.set(key, drawIt());
    // From north to south, and so with Tab.
    map.getPane("markerPane").append(others.get(key).getElement());
  }
  if (wasInside) (canvas.contains(focused) && !focused.hidden ? focused : canvas).focus({ preventScroll: true });
}

// ---- The ground: the shapes and names of cities and, near enough, of neighbourhoods.

async function lookAtTheGround() {
  const view = map.getBounds(), isNear = map.getZoom() >= NEAR;
  if (grounds.some((ground) => ground.isNear >= isNear && ground.box.contains(view))) return;
  const ground = { isNear, box: view.pad(0.5) };
  grounds.push(ground);
  const answer = await ask(side.dataset.neighbourhoods, "", 0.5);
  if (answer) answer.features.forEach(draw.ground);
  else grounds.splice(grounds.indexOf(ground), 1);
}

function offerTiles() {
  const button = side.querySelector("[data-map-tiles]");
  if (!button) return;
  button.hidden = canvas.classList.contains("map-streets");
  button.addEventListener("click", () => {
    L.tileLayer(side.dataset.tiles, { attribution: side.dataset.tilesCredit }).addTo(map);
    canvas.classList.add("map-streets");
    button.hidden = true;
  }, { once: true });
}

// ---- Other help, not of the network: beneath the pins, and gone with one tap.

function asksHelp() {
  return side.dataset.help && !helpIsOff;
}

function offerHelp() {
  const box = side.querySelector("[data-map-help]");
  if (!box) return;
  box.checked = !helpIsOff;
  box.addEventListener("change", () => {
    helpIsOff = !box.checked;
    lookSoon();
  });
}

function drawHelp({ spots = [], from = "" }) {
  draw.help(spots);
  const key = side.querySelector("[data-map-key]");
  if (!key) return;
  // Once it is off, nobody asks whether there is any: the way back stays.
  key.hidden = !spots.length && !helpIsOff;
  key.querySelector("[data-map-from]").textContent = from;
}
