// Forms of the doors, without leaving the page, so that a lost connection loses nothing: what does not arrive stands where it stood and is
// sent again by itself. The browser's back goes back one step and takes every answer along. Nothing is kept on the device.

const AGAIN = 4000, TOO_LONG = 20000;
let isSending = false, isTouched = false, again, retry, button;

function form() {
  return document.querySelector("form[data-join]");
}

function step() {
  const heading = document.querySelector("[data-step]");
  return heading ? Number(heading.dataset.step) : 1;
}

// `pressed` is [name, value] of the button, or of the step that history asks for.
async function send(pressed, isHistory = false) {
  if (isSending) return;
  isSending = true;
  retry = null;
  clearTimeout(again);
  const answer = await post(pressed);
  isSending = false;
  if (!answer) return away(pressed, isHistory);
  if (answer.redirected) return leaveFor(() => location.assign(answer.url));
  // The server says itself why it takes no form of this browser.
  if (answer.status === 403) return leaveFor(() => form().submit());
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page.querySelector("form[data-join]")) return tell(form().dataset.trouble);
  exchange(page);
  if (isHistory) history.replaceState({ step: step() }, "");
  else if (step() !== history.state.step) history.pushState({ step: step() }, "");
}

// Null where nothing comes back.
async function post([name, value] = []) {
  const body = new FormData(form()), patience = new AbortController();
  if (name) body.append(name, value);
  const timer = setTimeout(() => patience.abort(), TOO_LONG);
  form().setAttribute("aria-busy", "true");
  try {
    return await fetch(form().getAttribute("action") || location.href, { method: "POST", body, signal: patience.signal });
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    form().removeAttribute("aria-busy");
  }
}

// Somebody may go on typing meanwhile: what is sent again is what stands there then. A form that did arrive is known by its key.
function away(pressed, isHistory) {
  tell(form().dataset.away);
  retry = () => send(pressed, isHistory);
  again = setTimeout(retry, AGAIN);
}

function tell(words) {
  let told = form().querySelector(".join-away");
  if (!told) {
    told = Object.assign(document.createElement("p"), { className: "notice notice-ask join-away" });
    told.setAttribute("role", "status");
    form().append(told);
  }
  told.textContent = words;
}

function exchange(page) {
  document.querySelector("main").replaceWith(page.querySelector("main"));
  const pictograms = page.getElementById("pictograms");
  if (pictograms) document.getElementById("pictograms").replaceWith(pictograms);
  document.title = page.title;
  const first = form().querySelector(".notice-problem, .notice-ask, .field-with-errors") || document.getElementById("step") || form();
  first.tabIndex = -1;
  first.focus();
  showPin();
}

function showPin() {
  const pin = document.querySelector("[data-pin]");
  if (pin) import(pin.dataset.code).then(({ show }) => show(pin)).catch(() => pin.remove());
}

function leaveFor(go) {
  isTouched = false;
  go();
}

document.addEventListener("input", () => { isTouched = true; });
// Old phones do not say with a form by which button it was sent. Enter presses the first one.
document.addEventListener("click", ({ target }) => { button = target.closest("button[type=submit]"); }, true);
document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  send(button && button.name ? [button.name, button.value] : []);
});
addEventListener("online", () => { if (retry) retry(); });
addEventListener("popstate", ({ state }) => { if (state && state.step !== step()) send(["to", state.step], true); });
// A pulled-down page or a slip of the finger would take every answer along.
addEventListener("beforeunload", (event) => { if (isTouched) event.preventDefault(); });
history.replaceState({ step: step() }, "");
showPin();
