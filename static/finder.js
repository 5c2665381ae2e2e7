// The finder for those with a script; without one every link and button does the same by loading a page.
// The map, and keeping pages on this phone, are fetched only when somebody wants them: their addresses stand on our own tag.

const { map, keep } = document.currentScript.dataset;
const form = document.querySelector("[data-finder]");
const part = (id, page = document) => page.getElementById(id);
const told = document.createElement("p");
const here = () => location.pathname + location.search;
// Own sentences of a list somebody adds to: they go back to it.
const words = location.hash.includes("=") ? location.hash : "";
let shown = here();
let asking, coming, mapIsOut;

// ---- Near me: asked only after a tap. Three decimals (some hundred metres) leave the phone, nothing is kept.

function nearMe({ currentTarget: button }) {
  button.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude } }) => {
      // What was ticked goes along; a place that was typed does not.
      const question = asked(button.form, "bij", "lat", "lng");
      question.append("lat", latitude.toFixed(3));
      question.append("lng", longitude.toFixed(3));
      button.removeAttribute("aria-busy");
      go(`${button.dataset.here}?${question}`);
    },
    () => {
      button.hidden = true;
      tell(button.dataset.hereTrouble, true);
    },
    { maximumAge: 60000, timeout: 15000 },
  );
}

// ---- In place: the same address is fetched, and what it shows takes the place of what stood there.

// What stands in the form, without what is empty.
function asked(form, ...without) {
  return new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && !without.includes(name)));
}

function submit() {
  go(`${form.action}?${asked(form)}`);
}

// A link that asks the finder something else: a wish left out, another page, a place put on the list.
function follow(event) {
  const link = event.target.closest("#results a[href]:not([href^='#']), [data-finder] a[href]");
  if (link && link.search.includes("plek=") && !link.hash) link.hash = words;
  if (!link || link.pathname !== location.pathname || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href.split("#")[0]);
}

function go(address) {
  const url = new URL(address.replace(/\?$/, ""), location);
  if (!form || url.pathname !== location.pathname) return location.assign(url);
  if (coming) url.search = together(coming.search, url.search);
  change(url, true);
}

// Two taps in a row: what the second one changes comes on top of what the first one asked.
function together(...both) {
  const [from, one, two] = [location.search, ...both].map((search) => search.slice(1).split("&").filter(Boolean));
  const stays = one.filter((wish) => two.includes(wish) || !from.includes(wish));
  return [...stays, ...two.filter((wish) => !from.includes(wish) && !one.includes(wish))].join("&");
}

async function change(address, isNew) {
  if (asking) asking.abort();
  const mine = asking = new AbortController();
  coming = new URL(address, location);
  part("results").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: mine.signal });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asking) return;
    if (!answer.ok || !part("results", page)) throw answer;
    coming = null;
    if (isNew) history.pushState(null, "", address + words);
    shown = here();
    swap(page);
  } catch {
    // Nothing is lost: the browser goes there by itself.
    if (mine === asking) location.assign(address);
  }
}

function swap(page) {
  const { activeElement } = document;
  const card = activeElement.closest(".place");
  const control = controls().indexOf(activeElement);
  const isOurs = control >= 0 || part("results").contains(activeElement);
  document.title = page.title;
  fill(page.querySelector("[data-finder]"));
  for (const place of ["#results", "#pictograms", ".languages", "#languages"]) document.querySelector(place).replaceWith(page.querySelector(place));
  begin();
  const heading = part("found");
  tell(heading.textContent.trim());
  if (!isOurs) return;
  heading.tabIndex = -1;
  const again = card && part(card.id);
  (controls()[control] || (again && again.querySelector(".place-actions a")) || heading).focus();
}

// The boxes keep their places in the form; after a change the focus goes back to the same one.
function controls() {
  return [...form.querySelectorAll("details :is(summary, input, select, button)")];
}

// The field for a place stays as it is, for somebody may be typing; all else in the form follows the address, numbers included.
function fill(fresh) {
  const where = part("where");
  const isOpen = form.querySelector("details").open;
  where.className = fresh.querySelector("#where").className;
  if (document.activeElement.id !== "bij") part("bij").value = fresh.elements.bij.value;
  for (const old of [...form.children]) if (old !== where && old !== told) old.remove();
  form.append(...[...fresh.children].filter(({ id }) => id !== "where"));
  form.querySelector("details").open = isOpen;
}

// Heard, and where it is not on the page already, seen.
function tell(words, seen) {
  told.className = seen ? "" : "visually-hidden";
  told.textContent = words;
}

// ---- The map: by itself where there is room beside the list, else after a tap.

function offerMap(side) {
  const saving = navigator.connection && navigator.connection.saveData;
  const show = async () => {
    mapIsOut = true;
    // Without a connection the list is all there is; a tap or the next change tries again.
    await import(map).then((it) => it.show(side)).catch(() => {
      mapIsOut = false;
      offer(side.querySelector("[data-map-show]"), show);
    });
  };
  if (mapIsOut || matchMedia("(min-width: 60rem)").matches && !saving) show();
  else offer(side.querySelector("[data-map-show]"), show);
}

function offer(button, action) {
  if (!button) return;
  button.hidden = false;
  button.onclick = action;
}

// What is on the page, when it comes and after each change.
function begin() {
  if (navigator.geolocation) offer(document.querySelector("[data-here]"), nearMe);
  const side = document.querySelector("[data-map]");
  if (side) offerMap(side);
}

told.setAttribute("role", "status");
told.className = "visually-hidden";
part("where").after(told);
begin();
if (form) {
  form.addEventListener("change", ({ target }) => { if (target.id !== "bij") submit(); });
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  document.addEventListener("click", follow);
  addEventListener("popstate", () => { if (shown !== here()) change(location.href); });
}
// What was kept before is looked after at once; else the script for it comes with the tap.
if (keep && navigator.serviceWorker) {
  if (navigator.serviceWorker.controller) import(keep);
  else offer(document.querySelector("button[data-keep]"), async () => (await import(keep)).keepThis());
}
