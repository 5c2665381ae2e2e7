"""What a list tells about one place: its services and board in the reader's language, the way there, and what it lacks."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db.models.base import ModelState
from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from merchants import hours
from merchants.distance import minutes_of, walk
from merchants.hours import Answer, OwnTimes, State
from merchants.models import Merchant

from .directory import Choice
from .search import COLUMNS, ON_TOP

LONGEST_WALK = 60


class Waiting(NamedTuple):
    """So many of one kind on a board."""

    choice: Choice
    waiting: int

    @property
    def icon(self):
        return self.choice.icon

    @property
    def words(self):
        """ "3 koffies" """
        return f"{self.waiting} {self.choice.name if self.waiting == 1 else self.choice.several}"


class Days(NamedTuple):
    """From one day up to another, as `Merchant.hours_at` takes breaks."""

    lower: date
    upper: date | None


class Offered(NamedTuple):
    """A service at a place, and what its own times say at the moment asked; None where it goes with the place."""

    choice: Choice
    answer: Answer | None = None
    own_hours: str = ""

    @property
    def icon(self):
        return self.choice.icon

    def words_on_paper(self, day):
        """ "toilet", or "toilet, Mon–Fri 9:00–18:00": on paper nobody knows what "now" was. A break is told by its last day."""
        if self.answer and self.answer.state == State.PAUSE:
            return self.words
        stretches = (f"{days} {clocks}" for days, clocks in hours.open_days_in_words(self.own_hours, day))
        return ", ".join([self.choice.name, *stretches])

    @property
    def words(self):
        """ "toilet", or "toilet, today until 18:00" """
        sentence = self.answer.service_sentence if self.answer else ""
        return f"{self.choice.name}, {sentence}" if sentence else self.choice.name


@dataclass(frozen=True)
class Found:
    """One place in an answer."""

    merchant: Merchant
    offered: list[Offered]
    waiting: list[Waiting]
    answer: Answer
    metres: float | None = None
    # The weather of its city for which it is lifted above nearer ones.
    lifted_for: str = ""
    # The wishes it does not meet, in words; only where nothing met them all.
    missing: list[str] = field(default_factory=list)
    # Names of what it meets of `also.py`, of that which was asked.
    also: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, row, *, choices, near, moment, weathers=None):
        """From a row of `search`; `weathers` is what `Directory.weathers` says of that day."""
        group, _apart, values, offers, board, breaks, also = row
        merchant = _merchant(values, breaks)
        own, answer = {service: _own_times(*times) for service, *times in offers}, merchant.hours_at(moment)
        return cls(
            merchant=merchant,
            offered=[
                Offered(choice, _own_answer(merchant, answer, moment, own[choice.id]), own[choice.id].hours)
                for choice in choices.services.values()
                if choice.id in own
            ],
            waiting=[Waiting(choice, board[str(choice.id)]) for choice in choices.treats.values() if str(choice.id) in board],
            answer=answer,
            metres=walk(near, merchant) if near else None,
            lifted_for=(weathers or {}).get(merchant.chapter_id, "") if group == ON_TOP else "",
            also=also,
        )

    @property
    def services(self):
        return [offered.choice for offered in self.offered]

    def lacking(self, wishes):
        """The same place, with the wishes it does not meet."""
        return replace(self, missing=[wish.words for wish in wishes.each() if not wish.is_met_by(self)])

    def state_for(self, wishes):
        """OPEN where the door is open and what is wished for is to be had at the moment asked; CLOSED, or ASK where nobody is sure."""
        asked = [offered.answer for offered in self.offered if offered.choice in wishes.services and offered.answer]
        states = {self.answer.state, *(answer.state for answer in asked)}
        if wishes.quiet and wishes.moment:
            states.add(hours.state_at(self.merchant.quiet_hours, wishes.moment) if self.merchant.quiet_hours else State.CLOSED)
        if states & {State.CLOSED, State.PAUSE}:
            return State.CLOSED
        return State.ASK if State.ASK in states else State.OPEN

    @property
    def is_open(self):
        """True, False, or None for "ask first"."""
        return {State.OPEN: True, State.CLOSED: False, State.PAUSE: False}.get(self.answer.state)

    @property
    def way(self):
        return self.way_in(get_language())

    def way_in(self, language):
        """`language` is the active one; whoever draws many asks for it once."""
        return "" if self.metres is None else way_in_words(self.metres, language)


@lru_cache(maxsize=4096)
def _own_times(opening_hours, rests_from, rests_until):
    return OwnTimes.of(opening_hours, *(day and date.fromisoformat(day) for day in (rests_from, rests_until)))


def _own_answer(merchant, answer, moment, own):
    """None where a service goes with the place, and where the place takes a break: that says it all."""
    return merchant.hours_at(moment, own=own) if any(own) and answer.state != State.PAUSE else None


def _merchant(values, breaks):
    # As `Merchant.from_db` makes one of some columns, but without asking each of its forty fields: that took longer than finding it.
    merchant = Merchant.__new__(Merchant)
    merchant._state = ModelState()
    merchant._state.adding, merchant._state.db = False, "default"
    vars(merchant).update(zip(COLUMNS, values, strict=True))
    merchant.checked_on = merchant.checked_on and date.fromisoformat(merchant.checked_on)
    merchant.breaks = [Days(date.fromisoformat(first), last and date.fromisoformat(last) + timedelta(1)) for first, last in breaks]
    return merchant


def way_in_words(length, language=None):
    """ "about 400 m, 6 minutes' walk"; no minutes where nobody would walk."""
    return _way_in_words(language or get_language(), _no_finer(length), minutes_of(length))


def rounded(length):
    """ "50 m", "400 m", "1,2 km", "53 km": no finer than we know."""
    return _in_words(get_language(), _no_finer(length))


def _no_finer(length):
    """(number, unit, digits)"""
    if length < 975:
        return max(50, round(length / 50) * 50), "m", 0
    digits = 1 if length < 9_950 else 0
    return round(length / 1000, digits), "km", digits


# Of these there are some hundred in each language.


@lru_cache(maxsize=1024)
def _way_in_words(language, distance, minutes):
    words = _("about %(distance)s")
    if minutes <= LONGEST_WALK:
        words = ngettext("about %(distance)s, %(minutes)d minute's walk", "about %(distance)s, %(minutes)d minutes' walk", minutes)
    return words % {"distance": _in_words(language, distance), "minutes": minutes}


@lru_cache(maxsize=1024)
def _in_words(language, distance):
    number, unit, digits = distance
    # Not within the f-string, where whoever gathers words does not see them.
    units = {"m": pgettext("metres", "m"), "km": pgettext("kilometres", "km")}
    return f"{number_format(number, digits)} {units[unit]}"
