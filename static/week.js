// The week editor for those with a script. Without one each of these buttons does the same by loading the page anew.

const week = document.querySelector("[data-week]");
const row = (key) => week.querySelector(`[data-row="${key}"]`);
const stretches = (key) => [...row(key).querySelectorAll("[data-stretch]")];
const inputs = (stretch) => [...stretch.querySelectorAll("input")];

// Each does what the value of the button says; true where that is done.
const does = {
  copy(from, days) {
    for (const day of days) stretches(from).forEach((stretch, n) => copy(stretch, stretches(day)[n]));
    return true;
  },
  add(key) {
    return show(stretches(key).find((stretch) => stretch.hidden));
  },
  date() {
    return show(week.querySelector("[data-row^='date'][hidden]"));
  },
};

function copy(stretch, other) {
  const told = inputs(stretch);
  inputs(other).forEach((input, n) => {
    input.type = told[n].type;
    input.value = told[n].value;
  });
  // What is filled in must be seen.
  if (!stretch.hidden) other.hidden = false;
}

function show(hidden) {
  if (!hidden) return false;
  hidden.hidden = false;
  hidden.querySelector("input").focus();
  const key = hidden.closest("[data-row]").dataset.row;
  if (!stretches(key).some((stretch) => stretch.hidden)) week.querySelector(`[value="add-${key}"]`)?.remove();
  return true;
}

week?.addEventListener("click", (event) => {
  const button = event.target.closest("button[name$='-do']");
  const [verb, ...wishes] = button?.value.split("-") ?? [];
  if (does[verb]?.(...wishes)) event.preventDefault();
});

// A clock that is half filled in would be sent as an empty one.
week?.closest("form").addEventListener("submit", (event) => {
  const half = inputs(week).find((input) => input.validity.badInput);
  if (!half) return;
  event.preventDefault();
  half.reportValidity();
});
