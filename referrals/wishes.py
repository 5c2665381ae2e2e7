"""What somebody wishes: the question in a finder's address, read with patience and written back in one way.

A value that is not understood is left out, and a sentence in `strange` says so; nothing is ignored in silence.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from merchants import hours
from merchants.dates import date_format
from merchants.hours import State
from merchants.languages import name_of_language
from merchants.where import Where

from .also import KNOWN, Also
from .directory import Choice

# `traktatie=iets`: whatever waits.
ANYTHING = "iets"
NOW = "nu"
YES = "1"
LAST_PAGE = 500
LONGEST_LIST = 12
# Belgium with some air around it.
WEST, SOUTH, EAST, NORTH = 2.0, 49.0, 7.0, 52.0
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,140}")


@dataclass(frozen=True)
class Near:
    """The point from which somebody looks. `text` is what was typed, empty when the phone told it."""

    lat: float
    lng: float
    words: str
    text: str = ""

    def as_params(self):
        return [("bij", self.text)] if self.text else [("lat", f"{self.lat:.3f}"), ("lng", f"{self.lng:.3f}")]

    @property
    def start(self):
        """From where somebody comes."""
        return self


@dataclass(frozen=True)
class Between:
    """The point halfway between where somebody is and another place, which was typed."""

    start: Near
    end: Near

    @property
    def lat(self):
        return (self.start.lat + self.end.lat) / 2

    @property
    def lng(self):
        return (self.start.lng + self.end.lng) / 2

    @property
    def words(self):
        return _("between %(one)s and %(other)s") % {"one": self.start.words, "other": self.end.words}

    @property
    def text(self):
        return self.start.text

    def as_params(self):
        return [*self.start.as_params(), ("en", self.end.text)]


@dataclass(frozen=True)
class City:
    """A city of the network, to look in alone."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class Wish:
    """One wish that can be taken off again: its pictogram, its words, and the question without it."""

    icon: str
    words: str
    without: "Wishes"
    is_met_by: Callable


@dataclass(frozen=True)
class Wishes:
    near: Near | Between | None = None
    services: tuple[Choice, ...] = ()
    treats: tuple[Choice, ...] = ()
    anything: bool = False
    moment: datetime | None = None
    is_now: bool = False
    wheelchair: bool = False
    quiet: bool = False
    also: tuple[Also, ...] = ()
    language: str = ""
    page: int = 1
    # The list somebody is making on the way: slugs of places.
    picked: tuple[str, ...] = ()
    # Which part of the map: a city, or a rectangle (west, south, east, north).
    chapter: City | None = None
    box: tuple[float, float, float, float] | None = None

    # What could not be read and which choices were made, in sentences; no part of the question.
    strange: list[str] = field(default_factory=list, compare=False)
    notes: list[str] = field(default_factory=list, compare=False)
    unknown_place: str = field(default="", compare=False)
    meant: tuple[Where, ...] = field(default=(), compare=False)
    # The same of the second of two places.
    unknown_end: str = field(default="", compare=False)
    meant_as_end: tuple[Where, ...] = field(default=(), compare=False)

    @property
    def left_out(self):
        """Everything that was left out, in sentences."""
        unknown = filter(None, [self.unknown_place, self.unknown_end])
        return [*(_("We do not know a place called “%(place)s”.") % {"place": place} for place in unknown), *self.strange]

    @property
    def is_between(self):
        return isinstance(self.near, Between)

    @property
    def typed(self):
        """What stands in the field for where one is."""
        return self.unknown_place or (self.near.text if self.near else "")

    @property
    def typed_end(self):
        """What stands in the field for the second of two places."""
        if self.is_between:
            return self.near.end.text
        # Of the two only the second was understood.
        return self.unknown_end or (self.near.text if self.near and self.unknown_place else "")

    @property
    def narrows(self):
        """Whether anything is asked besides where."""
        return bool(
            self.services
            or self.treats
            or self.anything
            or self.moment
            or self.wheelchair
            or self.quiet
            or self.also
            or self.language
            or self.chapter
            or self.box
        )

    @property
    def moment_words(self):
        return _("now") if self.is_now else date_format(self.moment, _("l j F, H:i"))

    @property
    def language_words(self):
        return name_of_language(self.language)

    def as_params(self):
        """The question as pairs for an address, always in the same order; the page is left out."""
        return [
            *(self.near.as_params() if self.near else []),
            *(("dienst", choice.slug) for choice in self.services),
            *(("traktatie", choice.slug) for choice in self.treats),
            *([("traktatie", ANYTHING)] if self.anything else []),
            *([("open", NOW if self.is_now else f"{self.moment:%Y-%m-%dT%H:%M}")] if self.moment else []),
            *([("rolstoel", YES)] if self.wheelchair else []),
            *([("rustig", YES)] if self.quiet else []),
            *((also.name, YES) for also in self.also),
            *([("taal", self.language)] if self.language else []),
            *([("stad", self.chapter.slug)] if self.chapter else []),
            *([("bbox", ",".join(f"{edge:.9g}" for edge in self.box))] if self.box else []),
            *(("plek", slug) for slug in self.picked),
        ]

    @property
    def kept_in_a_form(self):
        """The pairs that a form of filters has no field for."""
        fields = {"bij", "en", "dienst", "traktatie", "open", "rolstoel", "rustig", "taal", *KNOWN}
        return [(name, value) for name, value in self.as_params() if name not in fields]

    @property
    def query(self):
        """ "?bij=9000&dienst=toilet", or "?" when nothing is asked (an empty link would keep the old question)."""
        return "?" + urlencode(self.as_params())

    @cached_property
    def query_of_page(self):
        page = [("pagina", self.page)] if self.page > 1 else []
        return "?" + urlencode([*self.as_params(), *page])

    @cached_property
    def query_with_one_more(self):
        """The question of this page, ready for the name of a place that goes on the list."""
        return f"{self.query_of_page}{'&' if len(self.query_of_page) > 1 else ''}plek="

    @cached_property
    def query_of_near(self):
        """Only where somebody is, for the way from there to a place; "" when nobody knows."""
        return "?" + urlencode(self.near.start.as_params()) if self.near else ""

    @cached_property
    def query_of_where(self):
        """Near what, and in which city; or "?"."""
        city = [("stad", self.chapter.slug)] if self.chapter else []
        return "?" + urlencode([*(self.near.start.as_params() if self.near else []), *city])

    @property
    def list_is_full(self):
        return len(self.picked) >= LONGEST_LIST

    @property
    def list_query(self):
        return "?" + urlencode([("plek", slug) for slug in self.picked])

    @property
    def query_of_everywhere(self):
        return replace(self, near=None).query

    @property
    def query_of_start(self):
        """Without the second of two places."""
        return replace(self, near=self.near.start).query

    @property
    def query_of_end(self):
        """Without the first of two places."""
        return replace(self, near=self.near.end).query

    def anywhere(self):
        """What is asked, wherever, on whichever page, and without the list somebody is making."""
        return replace(self, near=None, chapter=None, box=None, page=1, picked=(), moment=None if self.is_now else self.moment)

    def each(self):
        """Each wish, with the question that is left without it and whether a place meets it."""
        for choice in self.services:
            yield Wish(
                choice.icon, choice.name, replace(self, services=_without(self.services, choice)), partial(_offers, choice, self.moment)
            )
        for choice in self.treats:
            words = _("%(treat)s waiting") % {"treat": choice.name}
            yield Wish(choice.icon, words, replace(self, treats=_without(self.treats, choice)), partial(_has_waiting, choice))
        if self.anything:
            yield Wish("gift", _("something waiting"), replace(self, anything=False), lambda found: bool(found.waiting))
        if self.moment:
            words = _("open %(moment)s") % {"moment": self.moment_words}
            yield Wish("clock", words, replace(self, moment=None, is_now=False), lambda found: found.is_open is not False)
        if self.wheelchair:
            words = _("easy with a wheelchair")
            yield Wish("accessibility", words, replace(self, wheelchair=False), lambda found: found.merchant.wheelchair == "yes")
        if self.quiet:
            yield Wish("leaf", _("quiet"), replace(self, quiet=False), partial(_is_quiet, self.moment))
        yield from (Wish(also.icon, also.words(), replace(self, also=_without(self.also, also)), also.is_met_by) for also in self.also)
        if self.chapter:
            words = _("in %(city)s") % {"city": self.chapter.name}
            yield Wish("map-pin", words, replace(self, chapter=None), lambda found: found.merchant.chapter_id == self.chapter.id)
        if self.box:
            words = _("in this part of the map")
            yield Wish("map", words, replace(self, box=None), partial(_stands_in, self.box))
        if self.language:
            speaks = partial(_speaks, self.language)
            yield Wish("languages", self.language_words, replace(self, language=""), speaks)

    @property
    def suggestions(self):
        """The same wishes near each place that may have been meant: for where somebody is, then for the second of two places."""
        if self.meant:
            end = self.near.end if self.is_between else self.near if self.near and self.near.text else None
            return [replace(self, near=Between(near, end) if end else near) for near in map(_near, self.meant)]
        ends = map(_near, self.meant_as_end)
        return [replace(self, near=Between(self.near, near) if self.near else near, unknown_end="") for near in ends]

    @property
    def query_to_ask_again(self):
        """With the second of two places as it was typed, where only the first is understood."""
        return self.query + (f"&{urlencode({'en': self.unknown_end})}" if self.unknown_end else "")

    def now(self):
        """The same wishes, open now."""
        return replace(self, moment=timezone.localtime(), is_now=True, page=1)

    def toggled(self, slug):
        """The same question, with this place added to the list or taken from it."""
        picked = _without(self.picked, slug) if slug in self.picked else (*self.picked, slug)
        return replace(self, picked=picked)


def _near(spot):
    return Near(spot.lat, spot.lng, spot.words, f"{spot.name} {spot.city}".strip())


def _offers(choice, moment, found):
    """Offered here and, when a moment is asked, not known to be out of its own hours then."""
    own = next((offered for offered in found.offered if offered.choice == choice), None)
    return own is not None and not (moment and own.answer and own.answer.state == State.CLOSED)


def _is_quiet(moment, found):
    quiet_hours = found.merchant.quiet_hours
    return bool(quiet_hours) and (moment is None or hours.state_at(quiet_hours, moment) != State.CLOSED)


def _has_waiting(choice, found):
    return choice in [hanging.choice for hanging in found.waiting]


def _speaks(language, found):
    return language in found.merchant.languages


def _stands_in(box, found):
    west, south, east, north = box
    return west <= found.merchant.lng <= east and south <= found.merchant.lat <= north


def _without(several, one):
    return tuple(each for each in several if each != one)
