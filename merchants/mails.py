"""How a letter looks in a mail program: its words as they are, and beside them the same words as a page in the colours of the house.

Nothing in the page is asked for elsewhere: no picture, no sheet, nothing that tells whether it was read. The first line that ends in a link
to this site, alone or after a colon, is what the letter asks to do, and becomes its one button; so a city that says it in its own words has
one as well. Whatever was filled in stays text, of which only addresses become links.
"""

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info

LINK = r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
# What stands on the page, in the tokens of enchante.css. Mail programs know no var(), so each is filled in with what it stands for.
LOOK = {
    "body": "margin: 0; background-color: var(--paper)",
    "paper": "padding: var(--s4); background-color: var(--paper); color: var(--ink); font-family: var(--sans); "
    "font-size: var(--text-m); line-height: 1.6; overflow-wrap: anywhere",
    "sheet": "max-width: var(--measure); margin: 0 auto; padding: var(--s5); background-color: var(--surface); color: var(--ink); "
    "border: 1px solid var(--line); border-top: var(--s2) solid var(--awning); border-radius: var(--radius)",
    "network": "margin: 0 0 var(--s5); color: var(--accent); font-family: var(--serif); font-size: var(--text-l); font-weight: bold",
    "subject": "margin: 0 0 var(--s5); font-family: var(--serif); font-size: var(--text-xl); line-height: 1.2",
    "words": "margin: 0 0 var(--s4)",
    "link": "color: var(--accent-deep)",
    "button": "display: block; margin: var(--s5) 0 var(--s2); padding: var(--s3) var(--s4); background-color: var(--accent); "
    "color: var(--on-accent); border-radius: var(--radius-s); font-weight: bold; text-align: center; text-decoration: none",
    "address": "margin: 0 0 var(--s5); color: var(--ink-soft); font-size: var(--text-s)",
    "code": "font-size: var(--text-2xl); font-weight: bold; letter-spacing: var(--s1)",
}


class Piece(NamedTuple):
    text: str
    href: str = ""
    is_code: bool = False


class Action(NamedTuple):
    label: str
    url: str


class Page(NamedTuple):
    """Words in paragraphs of lines of pieces, and between them the one thing to do, or None."""

    before: list
    action: Action | None
    after: list


def mail(subject, body, to, *, language, sender=None, headers=None, code=""):
    """A mail of these words, ready to go. `code` is what somebody has to type over, and stands large."""
    message = EmailMultiAlternatives(subject, body, sender, [to], headers=headers)
    message.attach_alternative(as_page(subject, body, language, code), "text/html")
    return message


def as_page(subject, body, language, code=""):
    context = {
        "subject": subject,
        "page": laid_out(body, code),
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "network_name": settings.NETWORK_NAME,
        **_styles(),
    }
    return render_to_string("merchants/letter.html", context).strip()


def laid_out(body, code=""):
    """The Page of these words."""
    site = re.escape(settings.SITE_URL)
    asked = re.search(rf"^(?:(?P<label>.*):\s+)?(?P<url>{site}/\S*?)[.,;:!?)]*$", body, re.MULTILINE)
    if asked is None:
        return Page(_paragraphs(body, code), None, [])
    *said, label = re.split(r"(?<=[.!?…])\s+", (asked["label"] or "").strip())
    action = Action(label or asked["url"].partition("//")[2], asked["url"])
    return Page(_paragraphs(body[: asked.start()] + " ".join(said), code), action, _paragraphs(body[asked.end() :], code))


def _paragraphs(words, code):
    return [[_pieces(line, code) for line in paragraph.split("\n")] for paragraph in re.split(r"\n{2,}", words.strip()) if paragraph]


def _pieces(line, code):
    for place, text in enumerate(re.split(f"({LINK}{'|' + re.escape(code) if code else ''})", line)):
        is_found, is_code = place % 2 == 1, bool(code) and text == code
        href = "" if is_code or not is_found else text if text.startswith("http") else f"mailto:{text}"
        yield Piece(text, href, is_code)


@cache
def _styles():
    """`look`: the attribute with how each thing stands by day. `by_night`: the rules of what is otherwise in the dark, for the head."""
    day, night = tokens()
    look = {name: format_html('style="{}"', _filled_in(style, day)) for name, style in LOOK.items()}
    rules = []
    for name, style in LOOK.items():
        others = [_filled_in(part, night) for part in style.split("; ") if _filled_in(part, night) != _filled_in(part, day)]
        rules += [f".letter-{name} {{ {'; '.join(f'{part} !important' for part in others)} }}"] if others else []
    return {"look": look, "by_night": mark_safe(f"@media (prefers-color-scheme: dark) {{ {' '.join(rules)} }}")}  # noqa: S308 - of our own sheet


def tokens():
    """The tokens of the house by day and by night: {name: value}, read from its sheet, which is the one place where they stand."""
    sheet = (settings.BASE_DIR / "static" / "enchante.css").read_text("utf-8")
    day, night = (dict(re.findall(r"--([\w-]+): (.+?);", block)) for block in re.findall(r":root \{(.*?)\n *\}", sheet, re.DOTALL)[:2])
    return day, day | night


def _filled_in(style, values):
    # A size that grows with the window is as on the smallest one, and a name of a font has quotes that may stand in an attribute.
    return re.sub(r"var\(--([\w-]+)\)", lambda found: re.sub(r"clamp\((.+?),.*", r"\1", values[found[1]]).replace('"', "'"), style)
