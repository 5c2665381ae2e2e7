// "Quickly away" on the page of help lines: forgets what this device kept of the site, and puts another website in the place of this page.
// One thing stays: what a counter keeps for its place. Taps that were not sent yet are a merchant's, and tell of no visitor.

const COUNTERS = "counters", COUNTER = "counter ", COUNTER_WORKER = /\/toog\/$/;
// So long forgetting may take; then we are away, whatever is left.
const PATIENCE = 400;
const exit = document.querySelector("[data-quick-exit]");

document.querySelector("[data-forgets]").hidden = false;
exit.addEventListener("click", (event) => {
  event.preventDefault();
  document.body.hidden = true;
  const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  const away = () => location.replace(exit.href);
  Promise.race([forget(), enough]).then(away, away);
});

// Steps within these pages (another city, another language) leave no trace in the way back, so that one step is enough to be away.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || link.origin !== location.origin || !link.pathname.endsWith("/hulp/") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.replace(link.href);
});

async function forget() {
  forgetItems();
  await Promise.all([forgetPages(), forgetWorkers()]);
  // What came in between.
  await forgetPages();
}

function forgetItems() {
  try {
    sessionStorage.clear();
    for (const name of Object.keys(localStorage)) if (!name.startsWith(COUNTER)) localStorage.removeItem(name);
  } catch {
    // A browser that keeps nothing at all.
  }
}

async function forgetPages() {
  if (!window.caches) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== COUNTERS).map((name) => caches.delete(name)));
}

async function forgetWorkers() {
  if (!navigator.serviceWorker) return;
  const workers = await navigator.serviceWorker.getRegistrations();
  await Promise.all(workers.filter(({ scope }) => !COUNTER_WORKER.test(scope)).map((worker) => worker.unregister()));
}
