"""Finding other help: a list of its own, apart from the finder, nearest first, of cities that show it."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils import timezone

from merchants.distance import metres, walk
from merchants.hours import State
from referrals import reading
from referrals.found import way_in_words
from referrals.models import OtherHelp
from referrals.wishes import NOW, City, Near, Wishes

PAGE = 30
# Whether a door is open is worked out from its hours, for so many at most, the nearest ones.
LOOKED_AT = 500
# About as far as one goes for it, in degrees: some ten kilometres.
NORTH_OR_SOUTH, EAST_OR_WEST = 0.09, 0.143
# As far as the middle of a neighbourhood still tells where something is.
IN_THE_QUARTER_M = 1_000
NAMES = {"bij", "lat", "lng", "stad", "soort", "open", "pagina"}


@dataclass(frozen=True)
class Question:
    """What somebody asks for, as it stands in an address."""

    near: Near | None = None
    chapter: City | None = None
    kind: str = ""
    is_now: bool = False
    # From where, as it was told, with what was left out of the address.
    wishes: Wishes = field(default_factory=Wishes, compare=False)

    @property
    def query(self):
        """ "?stad=gent&soort=toilet", or "?" """
        return "?" + urlencode([*(self.near.as_params() if self.near else []), *self.apart_from_near])

    @property
    def meant(self):
        """Places that may have been meant by what was typed: (words, the question near there)."""
        return [(wish.near.words, replace(self, near=wish.near).query) for wish in self.wishes.suggestions]

    @property
    def apart_from_near(self):
        told = [("stad", self.chapter and self.chapter.slug), ("soort", self.kind), ("open", NOW if self.is_now else "")]
        return [(name, value) for name, value in told if value]

    @property
    def query_of_finder(self):
        """The places of the network, from where somebody looks now."""
        return "?" + urlencode(self.near.as_params()) if self.near else ""

    @property
    def anywhere(self):
        return replace(self, near=None)

    @property
    def in_any_city(self):
        return replace(self, chapter=None)

    def of_kind(self, kind):
        """The same question, for this kind alone; tapped again for all."""
        return replace(self, kind="" if self.kind == kind else kind)

    @property
    def or_not_now(self):
        return replace(self, is_now=not self.is_now)


def read(params, *, directory):
    """The Question in a QueryDict."""
    reader = reading.Reader(params, directory, None, NAMES)
    reader.look_for_strange_names()
    wishes, chapter = reader.wishes_of_start(), reader.chapter()
    kind, is_open = reader.one("soort"), reader.one("open")
    for text, known in [(kind, OtherHelp.Kind.values), (is_open, [NOW])]:
        if text and text not in known:
            reader.left_out(text)
    return Question(
        near=wishes.near,
        chapter=chapter,
        kind=kind if kind in OtherHelp.Kind.values else "",
        is_now=is_open == NOW,
        wishes=wishes,
    )


@dataclass(frozen=True)
class Spot:
    """One of them on the list: its row, its hours and what they say now, how far it is, and in which neighbourhood."""

    row: OtherHelp
    hours: str
    answer: object
    way: str
    quarter: str

    @property
    def where(self):
        return ", ".join(filter(None, [self.row.street or self.quarter, self.row.told_by.chapter.name]))


class Found:
    """The page of a question, its kinds, and whose lists are on it."""

    def __init__(self, question, *, directory, now, number):
        self.question, self.directory, self.now = question, directory, now
        self.page = Paginator(self._open_first(self._rows) if question.is_now else self._rows, PAGE).get_page(number)

    @cached_property
    def spots(self):
        today = timezone.localdate(self.now)
        return [Spot(row, row.hours_believed_on(today), row.hours_at(self.now), self._way(row), self._quarter(row)) for row in self.page]

    @cached_property
    def lists(self):
        """Whose they are, each once."""
        return list({row.told_by_id: row.told_by for row in self.page}.values())

    @property
    def looked_at(self):
        """How many were asked whether they are open, where that was not all of them."""
        return LOOKED_AT if self.question.is_now and self._rows[LOOKED_AT:].exists() else None

    @cached_property
    def kinds(self):
        """Those there are at all, in the order of the list."""
        there = set(self._around.order_by().values_list("kind", flat=True).distinct())
        return [kind for kind in OtherHelp.Kind if kind in there]

    @property
    def _rows(self):
        rows, near = self._around.select_related("told_by__chapter"), self.question.near
        if self.question.kind:
            rows = rows.filter(kind=self.question.kind)
        if near:
            return rows.nearest(near.lat, near.lng)
        return rows.order_by("told_by__chapter__name", "-kind", "name", "street", "id")

    @property
    def _around(self):
        rows, near, chapter = OtherHelp.objects.shown(), self.question.near, self.question.chapter
        if near:
            north, east = NORTH_OR_SOUTH, EAST_OR_WEST
            rows = rows.within((near.lng - east, near.lat - north, near.lng + east, near.lat + north))
        return rows.filter(told_by__chapter=chapter.id) if chapter else rows

    def _open_first(self, rows):
        """Those that are open now, then those of which nobody is sure; a closed door is left out."""
        told = [(row, row.hours_at(self.now)) for row in rows[:LOOKED_AT]]
        is_open = [row for row, answer in told if answer and answer.state == State.OPEN]
        return is_open + [row for row, answer in told if not answer or answer.state == State.ASK]

    def _way(self, row):
        return way_in_words(walk(self.question.near, row)) if self.question.near else ""

    def _quarter(self, row):
        """The neighbourhood whose middle is nearest, where it is near at all."""
        quarters = self._quarters.get(row.told_by.chapter_id, [])
        away = [(metres(row.lat, row.lng, quarter["lat"], quarter["lng"]), quarter["name"]) for quarter in quarters]
        return next((name for far, name in sorted(away)[:1] if far < IN_THE_QUARTER_M), "")

    @cached_property
    def _quarters(self):
        return {chapter["id"]: chapter["neighbourhoods"] for chapter in self.directory.chapters}
