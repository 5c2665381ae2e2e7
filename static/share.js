// "Share": the phone's own way where it has one, else the link is copied. What stands behind a # goes along; nothing is sent to us.
for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    if (navigator.share) return navigator.share({ title: document.title, url: location.href }).catch(() => {}); // Somebody thought better of it.
    await navigator.clipboard.writeText(location.href);
    button.nextElementSibling.textContent = button.dataset.share;
  });
}
