"""What axe finds on the page in the browser, short enough to read; only that is worked out, which is much quicker than a whole report."""

from pathlib import Path

import axe_playwright_python

# For `page.add_init_script`, before the page is opened: it is then there on every page, whatever the headers say.
SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Rules that sheets decide, not words: where only the words differ they find the same.
DRAWN = ["color-contrast", "link-in-text-block", "target-size"]
# Markup of others, by the rule it does not keep: which elements, and why they stay.
REVIEWED = {
    # Django leaves the heading empty over what a row is called, and over "delete?" where nobody may.
    "empty-table-header": ".inline-group thead th",
    # Django names the field to search in by a picture that has a name; axe asks for letters.
    "label-title-only": "#searchbar",
}
# What takes axe longer than all its other rules together. So it is asked of letters that look as none did yet with which it found nothing
# wrong: by their colour, size and weight, and whatever lies behind them. Of one letter alone, and of what nobody sees, it never knows.
CONTRAST = "color-contrast"
FOUND = """async ({ frame, known, leftOut, reviewed, standards, fine, contrast }) => {
  const exclude = [...document.querySelectorAll(frame)].filter((part, n) => known.includes(n));
  const rules = Object.fromEntries([...leftOut, contrast].map((rule) => [rule, { enabled: false }]));
  const told = { elementRef: true, preload: false, selectors: false };
  const most = { ...told, resultTypes: ["violations"], runOnly: standards, rules };
  const found = (await axe.run(exclude.length ? { exclude } : document, most)).violations;

  const look = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const looks = [color, fontSize, fontWeight, textShadow];
    for (let behind = element; behind; behind = behind.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(behind);
      looks.push(backgroundColor, backgroundImage, opacity);
      if (/^rgb\\(/.test(backgroundColor)) break;
    }
    return looks.join();
  };
  const hasWords = ({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim().length > 1);
  const isSeen = (element) => {
    const { width, bottom } = element.getBoundingClientRect();
    return width > 1 && bottom > 0 && element.checkVisibility();
  };
  const isRead = (element) => (hasWords(element) || element.matches("input, select, textarea")) && isSeen(element);
  const read = leftOut.includes(contrast) ? [] : [...document.querySelectorAll("body *")].filter(isRead);
  const include = read.filter((element) => !fine.includes(look(element)));
  const nowFine = [];
  if (include.length) {
    const { violations, passes } = await axe.run({ include }, { ...told, resultTypes: ["violations", "passes"], runOnly: [contrast] });
    found.push(...violations);
    nowFine.push(...passes.flatMap(({ nodes }) => nodes.map(({ element }) => look(element))));
  }

  const isOurs = ({ id }) => ({ element }) => !(reviewed[id] && element.matches(reviewed[id]));
  const troubles = found.map((rule) => [rule.id, rule.nodes.filter(isOurs(rule))]).filter(([, nodes]) => nodes.length)
    .map(([id, nodes]) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
  return { troubles, nowFine };
}"""


def found(page, *, left_out=(), frame="html", known=(), fine=None):
    """Rule, elements. Parts of the `frame` that are `known` are not read, nor letters that look `fine`: those found so now are added."""
    fine = set() if fine is None else fine
    asked = {"frame": frame, "known": list(known), "leftOut": list(left_out), "reviewed": REVIEWED, "standards": STANDARDS}
    told = page.evaluate(FOUND, asked | {"fine": list(fine), "contrast": CONTRAST})
    fine.update(told["nowFine"])
    return told["troubles"]
