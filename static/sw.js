// Keeps pages on this phone, only after somebody tapped "Keep on this phone": no cache, no keeping. Served from /sw.js.
// With a connection the network answers; without one, or where it hangs, the copy does, and says how old it is.

const KEPT = "kept";
const MOST = 80;
// So long the network may take when there is a copy.
const PATIENCE = 4000;
// The end of our own tag. What people write cannot look like it: its > is escaped.
const MARK = " data-keeps>";
const onTheWay = new Map();
const FILE = /\.(?:css|js)$/;
const NO_CONNECTION = "/zonder-verbinding/";
const HOURS = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" };
const DAY = { day: "numeric", month: "long", timeZone: "Europe/Brussels" };

addEventListener("install", () => skipWaiting());
addEventListener("message", (event) => {
  const done = () => event.ports[0].postMessage("kept");
  event.waitUntil(keepAsked(event.data).then(done, done));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request, event));
});

async function answer(request, event) {
  const fresh = fetch(request);
  event.waitUntil(fresh.then((answer) => keep(request.url, answer.clone())).catch(() => {}));
  try {
    return await Promise.race([fresh, hangs(fresh).then(() => copyOf(request)).then((copy) => copy || fresh)]);
  } catch (error) {
    const copy = await copyOf(request);
    if (copy) return copy;
    if (request.mode !== "navigate") throw error;
    return (await noConnection(request)) || Response.error();
  }
}

function hangs(fresh) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE), stop = () => clearTimeout(timer);
    fresh.then(stop, stop);
  });
}

async function copyOf(request) {
  const address = plain(request.url);
  const there = (how) => caches.match(address, { cacheName: KEPT, ...how });
  // A place is the same place from wherever one comes.
  const copy = (await there()) || (address.includes("/plek/") && (await there({ ignoreSearch: true }))) || undefined;
  return copy && isPage(copy) ? dated(copy) : copy;
}

// Only here the cache is made, with the page of the tap: what "Forget" takes away, nothing that was still on its way brings back.
async function keepAsked([first, ...others]) {
  const page = await fetch(first);
  if (!page.ok) return;
  await caches.open(KEPT);
  const coming = others.map(async (address) => keep(address, await fetch(address), true));
  await Promise.all([keep(first, page, true), ...coming].map((part) => part.catch(() => {})));
}

async function kept() {
  return (await caches.has(KEPT)) && caches.open(KEPT);
}

// Of pages those are kept that can tell how old they are, with the sheets and scripts they are drawn with.
async function keep(address, answer, isAsked) {
  if (!answer.ok || answer.type !== "basic" || !(await kept())) return;
  if (!isPage(answer)) return FILE.test(address) && put(address, answer, await answer.blob());
  const page = await answer.text();
  if (!page.includes(MARK)) return;
  const files = [...page.matchAll(/ (?:href|src|data-keep)="([^"]+)"/g)].map(([, file]) => file).filter((file) => FILE.test(file));
  await Promise.all([put(address, answer, page, isAsked), ...files.map(keepFile)]);
}

// Twenty pages share a sheet: it is fetched once.
function keepFile(address) {
  if (!onTheWay.has(address)) onTheWay.set(address, fetchFile(address).finally(() => onTheWay.delete(address)));
  return onTheWay.get(address);
}

async function fetchFile(address) {
  if (await caches.match(address, { cacheName: KEPT })) return;
  const answer = await fetch(address);
  if (answer.ok) await put(address, answer, await answer.blob());
}

async function put(address, answer, body, isAsked) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set("X-Kept", Date.now());
  const cache = await kept();
  if (!cache) return;
  if (isAsked || (await wasAsked(cache, plain(address)))) headers.set("X-Asked", "yes");
  await cache.put(plain(address), new Response(body, { headers }));
  await makeRoom(cache);
}

// The oldest goes, but what somebody asked to keep goes last.
async function makeRoom(cache) {
  const pages = await pagesIn(cache);
  if (pages.length <= MOST) return;
  const asked = await Promise.all(pages.map((page) => wasAsked(cache, page)));
  await cache.delete(pages[Math.max(0, asked.indexOf(false))]);
}

async function wasAsked(cache, page) {
  const copy = await cache.match(page);
  return Boolean(copy && copy.headers.has("X-Asked"));
}

async function pagesIn(cache) {
  return (await cache.keys()).filter(({ url }) => !FILE.test(url) && !url.endsWith(NO_CONNECTION));
}

async function dated(copy) {
  const page = await copy.text();
  const [day, hour] = momentOf(copy, page);
  const told = page
    .replace('id="kept" hidden', 'id="kept"')
    .replace("<b data-day></b>", `<b>${day}</b>`)
    .replace("<b data-hour></b>", `<b>${hour}</b>`);
  return new Response(told, { headers: copy.headers });
}

// The day and the hour it was kept, in the language of the page.
function momentOf(copy, page) {
  const language = page.match(/<html lang="([a-z]+)/)[1].replace(/^en$/, "en-GB");
  return [DAY, HOURS].map((style) => new Intl.DateTimeFormat(language, style).format(Number(copy.headers.get("X-Kept"))));
}

// A kind page in the language of the address, with the way to what was kept.
async function noConnection(request) {
  const cache = await kept();
  if (!cache) return null;
  const [, language = ""] = new URL(request.url).pathname.match(/^(\/[a-z]{2})\//) || [];
  const any = (await cache.keys()).find(({ url }) => url.endsWith(NO_CONNECTION));
  const copy = (await cache.match(language + NO_CONNECTION)) || (any && (await cache.match(any)));
  if (!copy) return null;
  const ways = await Promise.all((await pagesIn(cache)).reverse().sort(listsFirst).map(async (page) => entry(page.url, await cache.match(page))));
  const list = ways.map((way) => wayTo(way, ways.filter(({ title }) => title === way.title).length > 1)).join("");
  // A function, for a name may hold what `replace` reads as a pattern.
  return new Response((await copy.text()).replace("</ul><!--kept-->", () => `${list}</ul>`), { headers: copy.headers });
}

async function entry(address, copy) {
  const page = await copy.text();
  const [, title] = page.match(/<title>([^<]*?)(?: · [^<]*)?<\/title>/);
  return { address, title, moment: momentOf(copy, page).join(", ") };
}

function listsFirst(one, other) {
  return one.url.includes("/plek/") - other.url.includes("/plek/");
}

// Two of the same name are told apart by when they were kept.
function wayTo({ address, title, moment }, isNamesake) {
  const words = isNamesake ? `${title} (${moment})` : title;
  return `<li><a class="chip chip-strong" href="${address.replace(/&/g, "&amp;")}">${words}</a></li>`;
}

function plain(address) {
  return address.split("#")[0];
}

function isPage(answer) {
  return (answer.headers.get("Content-Type") || "").startsWith("text/html");
}
