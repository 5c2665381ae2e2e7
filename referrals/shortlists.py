"""A list of places made for somebody. It lives wholly in its address; nothing about anybody is asked or kept.

What stands behind the # of that address, an own sentence with a place, never comes here: static/shortlist-words.js shows it.
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlencode

import segno
from django.conf import settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from merchants import hours
from merchants.distance import walk

from . import picked, reading
from .found import Found, way_in_words
from .wishes import LONGEST_LIST, Near, Wishes

LONGEST_IN_QR = 300
# What it is printed on, the usual one first.
PAPERS = ["a4", "a5"]


@dataclass(frozen=True)
class Entry:
    """One place on the list."""

    number: int
    found: Found
    # The coming seven days, days that are alike together: ("ma–vr", "9:00–18:00"); empty where nobody knows.
    week: list[tuple[str, str]] = field(default_factory=list)
    # The breaks that begin within these days, in words.
    breaks: list[str] = field(default_factory=list)
    # From the start, else from the place before it; "" where there is none.
    way: str = ""
    # The list without it, and with it one step up or down; "" where it cannot go there.
    without: str = ""
    up: str = ""
    down: str = ""

    @property
    def is_away(self):
        """Whether it takes a break now, so that its usual hours would send somebody to a closed door."""
        return self.found.answer.state == hours.State.PAUSE


@dataclass(frozen=True)
class Shortlist:
    entries: list[Entry] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Where the start is asked: a Near, or what was typed and not known with what may have been meant.
    asked_start: Wishes = field(default_factory=Wishes)
    paper: str = PAPERS[0]

    @property
    def start(self):
        return self.asked_start.near

    @cached_property
    def places(self):
        return [entry.found.merchant for entry in self.entries]

    @property
    def kept_in_a_form(self):
        """The pairs that a form for the start has no field for."""
        return _pairs(self.places, self.paper)

    @property
    def meant(self):
        """(words, the list from there) for each start that may have been meant."""
        return [(wish.near.words, _query(self.places, wish.near, self.paper)) for wish in self.asked_start.suggestions]

    @property
    def query(self):
        return _query(self.places, self.start)

    @property
    def query_of_places(self):
        return _query(self.places)

    @property
    def papers(self):
        """(name, the list on it, whether that is this one)"""
        return [(paper.upper(), _query(self.places, self.start, paper), paper == self.paper) for paper in PAPERS]

    @property
    def room(self):
        """How much of a sheet there is for each place."""
        few, some = {"a4": (3, 6), "a5": (2, 5)}[self.paper]
        return "few" if len(self.entries) <= few else "some" if len(self.entries) <= some else "many"

    @property
    def services(self):
        """What is offered somewhere on the list, each once."""
        return list(dict.fromkeys(service for entry in self.entries for service in entry.found.services))

    def address_for_qr(self, path):
        """The whole address in at most 300 bytes: with the names of the places, or else with their numbers. Nothing but the places."""
        named = settings.SITE_URL + path + self.query_of_places
        if len(named.encode()) <= LONGEST_IN_QR:
            return named
        return settings.SITE_URL + path + "?" + urlencode([("nr", place.pk) for place in self.places])

    def address(self, path):
        """Where it stands, for whoever it is sent to."""
        return settings.SITE_URL + path + self.query

    def qr(self, path):
        """That address as a drawing."""
        drawing = segno.make(self.address_for_qr(path), error="l", micro=False)
        return mark_safe(drawing.svg_inline(omitsize=True, border=2, svgclass=None, lineclass=None))  # noqa: S308 - drawn from our own address


def read(params, *, directory, now):
    """The Shortlist of an address, in its order; what is not on it (any more) is told in its notes."""
    start = reading.read_start(params, directory)
    too_many = _("A list holds twelve places. These are the first twelve.")
    listed, notes = picked.places(params, directory=directory, now=now, near=start.near, most=LONGEST_LIST, too_many=too_many)
    paper, strange = _paper(params)
    entries = _entries(listed, start.near, paper, timezone.localdate(now))
    return Shortlist(entries, [*notes, *start.left_out, *start.notes, *strange], start, paper)


def _paper(params):
    asked = params.get("papier", "").lower()
    if asked in {"", *PAPERS}:
        return asked or PAPERS[0], []
    return PAPERS[0], [_("We did not understand “%(text)s”.") % {"text": reading.shortened(asked)}]


def _entries(listed, start, paper, today):
    places = [found.merchant for found in listed]
    return [
        Entry(
            number=at + 1,
            found=found,
            week=hours.week_in_words(found.merchant.hours_believed_on(today), today),
            breaks=found.merchant.coming_breaks(today, within=7),
            way=way,
            without=_query([*places[:at], *places[at + 1 :]], start, paper),
            up=_query(_swapped(places, at - 1), start, paper) if at else "",
            down=_query(_swapped(places, at), start, paper) if at + 1 < len(places) else "",
        )
        for at, (found, way) in enumerate(zip(listed, _ways(listed, start), strict=True))
    ]


def _ways(listed, start):
    """From the start to each place, else from one to the next."""
    if start or not listed:
        return [found.way for found in listed]
    return ["", *(way_in_words(walk(one.merchant, next_one.merchant)) for one, next_one in pairwise(listed))]


def _swapped(places, at):
    """With the place that stands there and the next one in each other's stead."""
    return [*places[:at], places[at + 1], places[at], *places[at + 2 :]]


def _query(places, start: Near | None = None, paper=PAPERS[0]):
    return "?" + urlencode([*_pairs(places, paper), *(start.as_params() if start else [])])


def _pairs(places, paper):
    return [*(("plek", place.slug) for place in places), *([("papier", paper)] if paper != PAPERS[0] else [])]
