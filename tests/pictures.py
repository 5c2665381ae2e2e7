"""Pictures of pages: by day at every width, by night on a phone, and on paper; and what has to be true of each."""

import re

from django.conf import settings

FOLDER = settings.VAR / "screenshots"
# Night only changes colours, and those are the same at every width. A sheet of A4 is as wide as 794 pixels.
LOOKS = [("light", 360), ("dark", 360), ("light", 768), ("light", 1280), ("print", 794)]

TROUBLES = """([theme, width]) => {
  const troubles = [];
  const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.getClientRects().length;
  // What one moves sideways by itself, or only listens to, may be wider than the screen.
  const moves = (one) => one && (/auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) || moves(one.parentElement));
  const told = (one) => one.outerHTML.replace(/\\s+/g, " ").slice(0, 90);
  if (document.documentElement.scrollWidth > width) troubles.push(`scrolls sideways to ${document.documentElement.scrollWidth}`);
  for (const one of document.body.querySelectorAll("*")) {
    if (one instanceof SVGElement && !(one instanceof SVGSVGElement)) continue;
    if (!seen(one) || moves(one.parentElement) || one.closest(".visually-hidden, .skip-link, .honeypot")) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 1 && (box.right > width + 1 || box.left < -1)) troubles.push(`sticks out: ${told(one)}`);
  }
  for (const one of document.images) if (one.complete && !one.naturalWidth) troubles.push(`a picture that does not come: ${told(one)}`);
  const light = (one, what) => {
    const [red, green, blue, alpha = 1] = getComputedStyle(one)[what].match(/[\\d.]+/g).map(Number);
    return alpha && (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
  };
  const [page, ink] = [light(document.body, "backgroundColor"), light(document.body, "color")];
  if (theme === "dark" && !(page < 0.2 && ink > 0.8)) troubles.push(`is not dark: ${page}, ${ink}`);
  if (theme !== "dark" && !(ink < 0.2 && (page > 0.8 || theme === "print"))) troubles.push(`is not light: ${page}, ${ink}`);
  return troubles;
}"""

# What would be laid out only once somebody comes near is there at once: a picture shows the whole page.
WHOLE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets = [sheet];
}"""


def take(page, name, *, on_paper=True):
    """Take the pictures of the page that is open, and tell what is wrong with any of them."""
    looks = [(theme, width) for theme, width in LOOKS if on_paper or theme != "print"]
    return {f"{name}, {theme}, {width}": troubles for theme, width in looks if (troubles := _look(page, name, theme, width))}


def _look(page, name, theme, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="print" if theme == "print" else "screen", color_scheme="dark" if theme == "dark" else "light")
    page.evaluate(WHOLE)
    page.screenshot(
        path=FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}-{theme}-{width}.png", full_page=True, animations="disabled"
    )
    return page.evaluate(TROUBLES, [theme, width])
