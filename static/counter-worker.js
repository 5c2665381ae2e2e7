// Opens a counter without a connection. The page itself puts its copy in the cache (counter.js); here it is only taken out.
// Served from /toog/sw.js, so it looks after counters alone; sw.js keeps other pages, and neither touches the cache of the other.

const COUNTERS = "counters";
// So long the network may take when there is a copy.
const PATIENCE = 4000;
const FILE = /\.(?:css|js|png)$/;

addEventListener("install", () => skipWaiting());
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" || FILE.test(pathname)) event.respondWith(answer(event.request));
});

function answer(request) {
  const fresh = fetch(request);
  const waited = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  return Promise.race([fresh.then(works), waited.then(fails)]).catch(() => copyOf(request).then((copy) => copy || fresh));
}

function works(answer) {
  return answer.status < 500 ? answer : fails();
}

function fails() {
  throw new Error("No answer in time.");
}

// What follows the question mark tells of the last tap; the counter is the same.
function copyOf(request) {
  return caches.match(request, { cacheName: COUNTERS, ignoreSearch: true, ignoreVary: true });
}
