"""A list of places made for somebody. It lives wholly in its address; nothing about anybody is asked or kept."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from merchants import hours

from . import search
from .found import Found
from .reading import shortened
from .wishes import LONGEST_LIST, SLUG

LONGEST_IN_QR = 300


@dataclass(frozen=True)
class Entry:
    """One place on the list."""

    found: Found
    # The coming seven days, days that are alike together: ("ma–vr", "9:00–18:00"); empty where nobody knows.
    week: list[tuple[str, str]]
    # The list without it.
    without: str
    # The breaks that begin within these days, in words.
    breaks: list[str] = field(default_factory=list)

    @property
    def is_away(self):
        """Whether it takes a break now, so that its usual hours would send somebody to a closed door."""
        return self.found.answer.state == hours.State.PAUSE


@dataclass(frozen=True)
class Shortlist:
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def query(self):
        return _query(entry.found.merchant for entry in self.entries)

    @property
    def services(self):
        """What is offered somewhere on the list, each once."""
        return list(dict.fromkeys(service for entry in self.entries for service in entry.found.services))

    def address_for_qr(self, path):
        """The whole address in at most 300 bytes: with the names of the places, or else with their numbers."""
        named = settings.SITE_URL + path + self.query
        if len(named.encode()) <= LONGEST_IN_QR:
            return named
        return settings.SITE_URL + path + "?" + urlencode([("nr", entry.found.merchant.pk) for entry in self.entries])

    def qr(self, path):
        """That address as a drawing."""
        drawing = segno.make(self.address_for_qr(path), error="l", micro=False)
        return mark_safe(drawing.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S308 - drawn from our own address


def read(params, *, directory, now):
    """The Shortlist of an address, in its order; what is not on it (any more) is told in its notes."""
    asked = [*_several(params, "plek"), *_several(params, "nr")]
    notes = [_("A list holds twelve places. These are the first twelve.")] if len(asked) > LONGEST_LIST else []
    places, unknown = _places(asked[:LONGEST_LIST], directory, now)
    if unknown:
        notes.append(_("We do not know “%(text)s” (any more).") % {"text": shortened(", ".join(unknown))})
    for found in places:
        if not found.merchant.is_listed:
            notes.append(_("%(place)s closed for good and is not on the list any more.") % {"place": found.merchant.name})
    listed = [found for found in places if found.merchant.is_listed]
    today = timezone.localdate(now)
    entries = [
        Entry(
            found=found,
            week=hours.week_in_words(found.merchant.hours_believed_on(today), today),
            without=_query(other.merchant for other in listed if other is not found),
            breaks=found.merchant.coming_breaks(today, within=7),
        )
        for found in listed
    ]
    return Shortlist(entries, notes)


def _several(params, name):
    texts = (text.replace("\0", "").strip() for text in params.getlist(name))
    return [(name, text) for text in dict.fromkeys(filter(None, texts))]


def _places(asked, directory, now):
    """(what is Found in the order asked, each place once; the texts that name none)"""
    slugs = {text for name, text in asked if name == "plek" and SLUG.fullmatch(text)}
    numbers = {int(text) for name, text in asked if name == "nr" and text.isascii() and text.isdigit() and len(text) < 10}
    known = {}
    for row in search.look_at(slugs, numbers, day=timezone.localdate(now)):
        found = Found.of(row, choices=directory.choices, near=None, moment=now)
        known |= {("plek", found.merchant.slug): found, ("nr", str(found.merchant.pk)): found}
    places = {known[key].merchant.pk: known[key] for key in asked if key in known}
    return list(places.values()), [text for name, text in asked if (name, text) not in known]


def _query(places):
    return "?" + urlencode([("plek", place.slug) for place in places])
