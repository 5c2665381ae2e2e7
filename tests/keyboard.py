"""Going through a page with the keyboard alone. Each stop is looked at: is it seen, is its focus drawn, is it large, does it let go."""

from playwright.sync_api import expect

# What a stop looks like: whether its focus is drawn, what covers it, how large it is to a finger, and whether it stands in a sentence.
LOOK = """async (djangos) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const at = document.activeElement;
  // The parts of one field, hours and minutes, are one stop.
  if (!at || at === document.body || at === window.lastStop || at.closest(djangos)) return null;
  window.lastStop = at;
  const isBare = (element) => Number(getComputedStyle(element).opacity) < 0.1;
  const drawn = (element, part) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element, part);
    return `${outlineStyle === "none" ? "" : outlineWidth + outlineColor} ${boxShadow}`;
  };
  const face = (isBare(at) && at.nextElementSibling) || at;
  const look = (element) => [null, "::after"].map((part) => drawn(element, part)).join();
  const focused = look(face);
  // The same element without the focus; given back at once.
  at.blur();
  const plain = look(face);
  at.focus({ preventScroll: true, focusVisible: true });
  const box = face.getBoundingClientRect();
  // The part of it in view, and its middle.
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const own = [face, at, ...(at.labels || [])];
  const isOwn = (element) => element && own.some((part) => part.contains(element) || element.contains(face));
  const over = document.elementFromPoint(x, y);
  // Where a finger may come down: twelve pixels to each side of the middle.
  const around = [[-11.5, 0], [11.5, 0], [0, -11.5], [0, 11.5]].map(([aside, down]) => document.elementFromPoint(x + aside, y + down));
  const hits = (element) => element && own.some((part) => part.contains(element));
  const words = (element) => element.textContent.trim().length;
  return {
    box: [box.x, box.y, box.width, box.height].map(Math.round).join(),
    what: `${at.tagName.toLowerCase()} “${(at.innerText || at.name || at.id || at.className).trim().slice(0, 60)}”`,
    isDrawn: focused !== plain,
    isSeen: right - left >= Math.min(24, box.width) && bottom - top >= Math.min(24, box.height) && box.width > 0,
    coveredBy: isOwn(over) ? null : over && `${over.tagName.toLowerCase()}.${over.className}`,
    isLarge: Math.min(box.width, box.height) >= 23.9 || around.every(hits),
    isInText: getComputedStyle(at).display === "inline" && words(at.parentElement) > words(at),
  };
}"""
MANY = 200
# Markup of Django's own, whose size and overlap are not ours: the headings by which the admin sorts a list.
DJANGOS = "#result_list thead"


class Keyboard:
    """Tab, Shift+Tab, Enter, Space and arrows; nothing is ever pointed at."""

    def __init__(self, page):
        self.page, self.press, self.stops = page, page.keyboard.press, []

    def open(self, address):
        """Open a page and go past what every page begins with, by the first thing one meets."""
        self.page.goto(address)
        self.skip()

    def skip(self):
        """The first stop of a page leads to its content; a form that was sent from there leads back to there."""
        if self.page.url.endswith("#content"):
            return
        expect(self.page.locator("h1")).to_have_count(1)
        self.press("Tab")
        first = self.page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.outerHTML")
        assert first in {"#content", "#content-start"}, first
        self.look()
        self.press("Enter")

    def to(self, wanted):
        """Walk on to this, looking at each stop; back and forth once, so that nothing holds whoever came."""
        expect(wanted).to_have_count(1)
        for _ in range(MANY):
            self.press("Tab")
            self.look()
            if wanted.evaluate("element => element === document.activeElement"):
                return self._back_and_forth(wanted)
        raise AssertionError(f"Not met within {MANY} stops: {self.stops[-MANY:]}")

    def _back_and_forth(self, wanted):
        self.press("Shift+Tab")
        expect(wanted).not_to_be_focused()
        self.press("Tab")
        expect(wanted).to_be_focused()

    def type(self, wanted, text):
        self.to(wanted)
        self.press("Control+a")
        self.page.keyboard.type(text)

    def enter(self, wanted):
        self.to(wanted)
        self.press("Enter")

    def tick(self, wanted):
        self.to(wanted)
        self.press("Space")
        expect(wanted).to_be_checked()

    def look(self):
        stop = self.page.evaluate(LOOK, DJANGOS)
        if stop is None:
            return
        self.stops.append(stop["what"])
        assert stop["isDrawn"], f"No focus is drawn: {stop}"
        assert stop["isSeen"], f"Not in view: {stop}"
        assert stop["coveredBy"] is None, f"Covered: {stop}"
        assert stop["isLarge"] or stop["isInText"], f"Too small for a finger: {stop}"

    def walk_through(self):
        """From the beginning of the page to its end: every stop once, and out again."""
        self.page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        first = None
        for _ in range(MANY):
            self.press("Tab")
            self.look()
            here = self.page.evaluate(
                "document.activeElement === document.body ? null : [...document.querySelectorAll('*')].indexOf(document.activeElement)"
            )
            if first is not None and here in {first, None}:
                return
            first = here if first is None else first
        raise AssertionError(f"No way out within {MANY} stops: {self.stops[-MANY:]}")
