// Own sentences with the places of a list, "#krook=Ask+for+Mo&…". They live behind the # of the address alone, which no browser sends
// anywhere: they are shown as plain text, go along with the links of this page, and are kept nowhere.

const MOST = 80;
// What would break a line or turn the words around it.
const ODD = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g;
const all = (selector) => [...document.querySelectorAll(selector)];
const places = all(".shortlist-place").map((place) => ({
  slug: place.id.replace("plek-", ""),
  line: place.querySelector(".shortlist-words"),
  form: place.querySelector(".shortlist-own"),
  field: place.querySelector(".shortlist-own input"),
}));
const carriers = all("[data-carries], .languages a[lang], #languages a").map((link) => ({ link, address: link.getAttribute("href").split("#") }));
const senders = all("[data-send]").map((link) => ({ link, address: link.href }));
const forms = all("form[data-carries-words]");
let waits;

function read() {
  const parts = location.hash.slice(1).split("&");
  const words = new Map(parts.filter((part) => part.includes("=")).map((part) => {
    const at = part.indexOf("=");
    return [part.slice(0, at), tidy(decoded(part.slice(at + 1)))];
  }));
  for (const { slug, field } of places) field.value = words.get(slug) || "";
  show();
  // What is about a place that is not on the list (any more) goes nowhere from here.
  if (words.size && places.length) write();
  const top = parts.length > 1 && parts.find((part) => part && !part.includes("="));
  if (top && document.getElementById(top)) document.getElementById(top).scrollIntoView();
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, " "));
  } catch {
    return ""; // Cut off in the middle of a letter.
  }
}

function tidy(text) {
  return [...text.replace(ODD, " ").trim()].slice(0, MOST).join("");
}

// Message apps end a link at a bracket or a full stop.
function encoded(text) {
  return encodeURIComponent(text).replace(/%20/g, "+").replace(/[!'()*.]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

// "krook=Ask+for+Mo", or "" where nobody wrote anything. A page without the places carries on what it got.
function together() {
  if (!places.length) return location.hash.includes("=") ? location.hash.slice(1) : "";
  const said = places.map(({ slug, field }) => [slug, tidy(field.value)]).filter(([, words]) => words);
  return said.map(([slug, words]) => `${slug}=${encoded(words)}`).join("&");
}

function show() {
  const words = together();
  for (const { line, field } of places) {
    line.querySelector("q").textContent = tidy(field.value);
    line.hidden = !tidy(field.value);
  }
  for (const note of all("[data-words-note]")) note.hidden = !words;
  for (const { link, address: [start, top] } of carriers) {
    const behind = [top, words].filter(Boolean).join("&");
    link.setAttribute("href", behind ? `${start}#${behind}` : start);
  }
  for (const { link, address } of senders) link.href = words ? withWords(address, `#${words}`) : address;
  for (const form of forms) form.action = form.getAttribute("action").split("#")[0] + (words && `#${words}`);
}

// The link ends what is sent. A page of WhatsApp would read along; its app on this device does not tell.
function withWords(address, words) {
  return address.replace("https://wa.me/", "whatsapp://send") + encodeURIComponent(words);
}

function write() {
  clearTimeout(waits);
  const words = together();
  history.replaceState(history.state, "", location.pathname + location.search + (words && `#${words}`));
}

for (const { form, field } of places) {
  form.hidden = false;
  field.addEventListener("input", () => {
    show();
    // Some browsers allow a hundred of these in half a minute.
    clearTimeout(waits);
    waits = setTimeout(write, 400);
  });
  field.addEventListener("change", write);
}
addEventListener("hashchange", read);
read();
