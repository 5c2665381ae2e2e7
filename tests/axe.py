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
    # Select2, which comes with Django, draws a field of its own over the one that has the label.
    "aria-input-field-name": ".select2-selection, .select2-selection__rendered",
}
# Rule, elements; `known` are those of `frame` that need not be read.
FOUND = """async ({ frame, known, leftOut, reviewed, standards }) => {
  const exclude = [...document.querySelectorAll(frame)].filter((part, n) => known.includes(n));
  const rules = Object.fromEntries(leftOut.map((rule) => [rule, { enabled: false }]));
  const options = { elementRef: true, preload: false, resultTypes: ["violations"], runOnly: standards, rules, selectors: false };
  const { violations } = await axe.run(exclude.length ? { exclude } : document, options);
  const isOurs = ({ id }) => ({ element }) => !(reviewed[id] && element.matches(reviewed[id]));
  return violations.map((rule) => [rule.id, rule.nodes.filter(isOurs(rule))]).filter(([, nodes]) => nodes.length)
    .map(([id, nodes]) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}"""


def found(page, *, left_out=(), frame="html", known=()):
    asked = {"frame": frame, "known": list(known), "leftOut": list(left_out), "reviewed": REVIEWED, "standards": STANDARDS}
    return page.evaluate(FOUND, asked)
