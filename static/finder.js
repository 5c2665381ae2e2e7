// "Near me": asks the phone where it is, only after a tap. Three decimals (some hundred metres) leave it, nothing is kept.
for (const button of document.querySelectorAll("[data-here]")) {
  if (!navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    navigator.geolocation.getCurrentPosition(
      (position) => location.assign(address(button, position.coords)),
      () => tell(button),
      { maximumAge: 60000, timeout: 15000 },
    );
  });
}

// What was ticked goes along; a place that was typed does not.
function address(button, coords) {
  const question = new URLSearchParams();
  for (const [name, value] of new FormData(button.form)) {
    if (value && !["bij", "lat", "lng"].includes(name)) question.append(name, value);
  }
  question.append("lat", coords.latitude.toFixed(3));
  question.append("lng", coords.longitude.toFixed(3));
  return `${button.dataset.here}?${question}`;
}

function tell(button) {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  button.after(words);
  words.textContent = button.dataset.hereTrouble;
  button.hidden = true;
}
