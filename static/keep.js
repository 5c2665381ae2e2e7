// "Keep on this phone": pages stay readable without a connection. Nothing is kept or registered before the tap, and "Forget" takes all of it away.

const KEPT = "kept";
const button = document.querySelector("button[data-keep]");
const forget = document.querySelector("[data-forget]");

if (button && navigator.serviceWorker && window.caches) {
  button.onclick = keepThis;
  forget.querySelector("button").onclick = forgetAll;
  show();
}

export async function keepThis() {
  button.setAttribute("aria-busy", "true");
  try {
    await navigator.serviceWorker.register("/sw.js");
    const { active } = await navigator.serviceWorker.ready;
    await asked(active, addresses());
    await show();
    forget.querySelector("button").focus();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

async function forgetAll() {
  await caches.delete(KEPT);
  // Only our own: a counter on this phone has a worker of its own, further down.
  const worker = await navigator.serviceWorker.getRegistration("/");
  if (worker) await worker.unregister();
  // What came in between.
  await caches.delete(KEPT);
  await show();
  button.focus();
}

async function show() {
  const isKept = await caches.has(KEPT);
  button.hidden = isKept;
  forget.hidden = !isKept;
}

// This page, the one for when there is no connection, and the places it names; those only where data need not be spared.
function addresses() {
  const saving = navigator.connection && navigator.connection.saveData;
  const places = saving ? [] : [...document.querySelectorAll(".place-name a, .shortlist-place h3 a")].map(({ href }) => href);
  // What stands behind a # is nobody's business, the worker's neither.
  return [...new Set([location.href.split("#")[0], button.dataset.keep, ...places])];
}

function asked(worker, addresses) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    worker.postMessage(addresses, [port2]);
  });
}
