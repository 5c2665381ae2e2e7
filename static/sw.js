// Keeps pages on this phone, only after somebody tapped "Keep on this phone": no cache, no keeping. Served from /sw.js.
// With a connection the network always answers; without one the copy does, and says how old it is.

const KEPT = "kept";
const MOST = 80;
const onTheWay = new Map();
const FILE = /\.(?:css|js)$/;
const NO_CONNECTION = "/zonder-verbinding/";
const HOURS = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Brussels" };
const DAY = { day: "numeric", month: "long", timeZone: "Europe/Brussels" };

addEventListener("install", () => skipWaiting());
addEventListener("message", (event) => {
  const kept = Promise.all(event.data.map((address) => fetch(address).then((answer) => keep(address, answer, true)).catch(() => {})));
  event.waitUntil(kept.then(() => event.ports[0].postMessage("kept")));
});
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request, event));
});

async function answer(request, event) {
  try {
    const fresh = await fetch(request);
    event.waitUntil(keep(request.url, fresh.clone()));
    return fresh;
  } catch (error) {
    const copy = await caches.match(plain(request.url), { cacheName: KEPT });
    if (copy) return isPage(copy) ? dated(copy) : copy;
    if (request.mode !== "navigate") throw error;
    return (await noConnection(request)) || Response.error();
  }
}

// Of pages those are kept that can tell how old they are, with the sheets and scripts they are drawn with.
async function keep(address, answer, isAsked) {
  if (!answer.ok || answer.type !== "basic" || !(isAsked || (await caches.has(KEPT)))) return;
  if (!isPage(answer)) return FILE.test(address) && put(address, answer, await answer.blob());
  const page = await answer.text();
  if (!page.includes("data-keeps")) return;
  const files = [...page.matchAll(/ (?:href|src|data-keep)="([^"]+)"/g)].map(([, file]) => file).filter((file) => FILE.test(file));
  await Promise.all([put(address, answer, page), ...files.map(keepFile)]);
}

// Twenty pages share a sheet: it is fetched once.
function keepFile(address) {
  if (!onTheWay.has(address)) onTheWay.set(address, fetchFile(address).finally(() => onTheWay.delete(address)));
  return onTheWay.get(address);
}

async function fetchFile(address) {
  const cache = await caches.open(KEPT);
  if (!(await cache.match(address))) await put(address, await fetch(address));
}

async function put(address, answer, body) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set("X-Kept", Date.now());
  const cache = await caches.open(KEPT);
  await cache.put(plain(address), new Response(body || (await answer.blob()), { headers }));
  const [oldest, ...others] = await pagesIn(cache);
  if (others.length >= MOST) await cache.delete(oldest);
}

async function pagesIn(cache) {
  return (await cache.keys()).filter(({ url }) => !FILE.test(url) && !url.endsWith(NO_CONNECTION));
}

async function dated(copy) {
  const page = await copy.text();
  const language = page.match(/<html lang="([a-z]+)/)[1].replace(/^en$/, "en-GB");
  const moment = Number(copy.headers.get("X-Kept"));
  const write = (style) => new Intl.DateTimeFormat(language, style).format(moment);
  const told = page
    .replace('id="kept" hidden', 'id="kept"')
    .replace("<b data-day></b>", `<b>${write(DAY)}</b>`)
    .replace("<b data-hour></b>", `<b>${write(HOURS)}</b>`);
  return new Response(told, { headers: copy.headers });
}

// A kind page in the language of the address, with the way to what was kept.
async function noConnection(request) {
  if (!(await caches.has(KEPT))) return null;
  const cache = await caches.open(KEPT);
  const [, language = ""] = new URL(request.url).pathname.match(/^(\/[a-z]{2})\//) || [];
  const any = (await cache.keys()).find(({ url }) => url.endsWith(NO_CONNECTION));
  const copy = (await cache.match(language + NO_CONNECTION)) || (any && (await cache.match(any)));
  if (!copy) return null;
  const ways = await Promise.all((await pagesIn(cache)).reverse().sort(listsFirst).map(async (kept) => wayTo(kept.url, await (await cache.match(kept)).text())));
  return new Response((await copy.text()).replace("</ul><!--kept-->", `${ways.join("")}</ul>`), { headers: copy.headers });
}

function listsFirst(one, other) {
  return other.url.includes("?") - one.url.includes("?");
}

function wayTo(address, page) {
  const [, title] = page.match(/<title>([^<]*?)(?: · [^<]*)?<\/title>/);
  return `<li><a class="chip chip-strong" href="${address.replace(/&/g, "&amp;")}">${title}</a></li>`;
}

function plain(address) {
  return address.split("#")[0];
}

function isPage(answer) {
  return (answer.headers.get("Content-Type") || "").startsWith("text/html");
}
