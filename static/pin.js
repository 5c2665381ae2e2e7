// The pin of a place that joins, on a map: dragged, tapped, moved with the arrow keys or put where one stands. The field beside it holds
// the coordinates and is what is sent. Nothing comes from another host, unless somebody asks for the tile server named on the button.

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
// So many pixels per press; with Shift as many times more.
const STRIDE = 8, LEAP = 6;

export async function show(part) {
  const { lat, lng, middleLat, middleLng } = part.dataset;
  await tools(part.dataset);
  part.hidden = false;
  const map = makeMap(part), field = document.querySelector(part.dataset.pin);
  map.setView([lat, lng], field.value ? 16 : 14);
  const marker = makeMarker([lat, lng]).addTo(map);
  marker.getElement().setAttribute("aria-label", part.dataset.label);

  function move(spot) {
    marker.setLatLng(spot);
    if (!map.getBounds().contains(marker.getLatLng())) map.panTo(marker.getLatLng(), { animate: false });
    say(part, marker.getLatLng().distanceTo([middleLat, middleLng]));
  }
  function put(spot) {
    move(spot);
    const at = marker.getLatLng();
    field.value = `${at.lat.toFixed(5)}, ${at.lng.toFixed(5)}`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  marker.on("dragend", () => put(marker.getLatLng()));
  map.on("click", ({ latlng }) => put(latlng));
  marker.getElement().addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const by = L.point(arrow).multiplyBy(event.shiftKey ? STRIDE * LEAP : STRIDE);
    put(map.unproject(map.project(marker.getLatLng()).add(by)));
  });
  field.addEventListener("change", () => {
    const typed = /^\s*(\d+[.,]\d+)\s*[,;\s]\s*(\d+[.,]\d+)\s*$/.exec(field.value);
    if (typed) move(typed.slice(1).map((number) => Number(number.replace(",", "."))));
  });
  offerHere(part, put, map);
  offerTiles(part, map);
  drawGround(part, map);
}

function tools({ script, style, look }) {
  if (window.L) return null;
  return Promise.all([
    loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style })),
    loaded(Object.assign(document.createElement("link"), { rel: "stylesheet", href: look })),
    loaded(Object.assign(document.createElement("script"), { src: script })),
  ]);
}

function loaded(part) {
  return new Promise((resolve, reject) => {
    part.onload = resolve;
    part.onerror = reject;
    document.head.append(part);
  });
}

function makeMap(part) {
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(part.querySelector("[data-pin-map]"), {
    zoomControl: false, scrollWheelZoom: false, minZoom: 8, maxZoom: 19, keyboard: false,
    zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves, inertia: moves,
  });
  L.control.zoom({ zoomInTitle: part.dataset.zoomIn, zoomOutTitle: part.dataset.zoomOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  return map;
}

function makeMarker(spot) {
  const shape = Object.assign(document.createElement("span"), { className: "pin pin-mine" });
  shape.append(document.createElement("span"));
  const icon = L.divIcon({ html: shape, className: "", iconSize: [44, 44], iconAnchor: [22, 53] });
  return L.marker(spot, { icon, draggable: true, autoPan: true });
}

function say(part, metres) {
  const far = metres >= 1000;
  const number = far ? (metres / 1000).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) : Math.round(metres);
  part.querySelector("[data-pin-words]").textContent = (far ? part.dataset.kilometres : part.dataset.metres).replace("{n}", number);
}

function offerHere(part, put, map) {
  const button = part.querySelector("[data-pin-here]");
  button.hidden = !navigator.geolocation;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        button.removeAttribute("aria-busy");
        map.setView([latitude, longitude], 17, { animate: false });
        put([latitude, longitude]);
      },
      () => {
        button.hidden = true;
        part.querySelector("[data-pin-words]").textContent = part.dataset.lost;
      },
      { enableHighAccuracy: true, timeout: 15000 },
    );
  });
}

function offerTiles(part, map) {
  const button = part.querySelector("[data-pin-tiles]");
  if (button) button.addEventListener("click", () => {
    L.tileLayer(part.dataset.tiles, { attribution: part.dataset.tilesCredit, maxZoom: 19 }).addTo(map);
    part.querySelector("[data-pin-map]").classList.add("map-streets");
    button.hidden = true;
  }, { once: true });
}

// The shapes and names of the city and its neighbourhoods; without them the map is a bare sheet, and the pin moves all the same.
async function drawGround({ dataset: { ground, lat, lng } }, map) {
  if (!ground) return;
  const [north, east] = [Number(lat), Number(lng)], box = [east - 0.15, north - 0.1, east + 0.15, north + 0.1];
  const answer = await fetch(`${ground}?${new URLSearchParams({ bbox: box.map((edge) => edge.toFixed(4)), zoom: 14 })}`).catch(() => null);
  if (!answer || !answer.ok) return;
  (await answer.json()).features.forEach(({ geometry, properties: { kind, name, lat, lng } }, number) => {
    if (geometry.type !== "Point") {
      const shape = L.geoJSON(geometry, { style: { className: `map-${kind} map-tint-${number % 3}` }, interactive: false }).addTo(map);
      if (kind === "city") shape.bringToBack();
    }
    const label = Object.assign(document.createElement("span"), { textContent: name });
    const icon = L.divIcon({ html: label, className: `map-name map-${kind}-name`, iconSize: [0, 0] });
    L.marker([lat, lng], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(map);
  });
}
