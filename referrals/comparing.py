"""Places side by side, in the order of the address: what each is like, in the same rows. Nothing is counted up and nobody comes first."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from merchants import hours

from . import picked, reading
from .directory import Choice
from .found import Found, Offered
from .wishes import LONGEST_LIST, Wishes

MOST = 6


@dataclass(frozen=True)
class Column:
    """One place."""

    found: Found
    # As on a list: the coming seven days, and the breaks that begin within them.
    week: list[tuple[str, str]]
    breaks: list[str]
    quiet: list[tuple[str, str]]
    # The same page without it.
    without: str


@dataclass(frozen=True)
class Row:
    """One service, with what each place says of it; None where it is not offered."""

    choice: Choice
    is_asked: bool
    cells: list[Offered | None]


@dataclass(frozen=True)
class Comparison:
    wishes: Wishes
    columns: list[Column] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    # Everything that was named, also beyond what stands side by side: so a list that is longer stays whole.
    named: list[tuple[str, str]] = field(default_factory=list)

    @property
    def places(self):
        return [column.found.merchant for column in self.columns]

    @property
    def services(self):
        """Those asked for first, then whatever one of the places offers."""
        asked = self.wishes.services
        offered = (each.choice for column in self.columns for each in column.found.offered)
        return [self._row(choice, choice in asked) for choice in dict.fromkeys([*asked, *offered])]

    def _row(self, choice, is_asked):
        cells = [next((each for each in column.found.offered if each.choice == choice), None) for column in self.columns]
        return Row(choice, is_asked, cells)

    @property
    def list_query(self):
        return "?" + urlencode([*self.named, *(self.wishes.near.as_params() if self.wishes.near else [])])

    @property
    def query(self):
        return _query(self.places, self.wishes)

    @property
    def kept_in_a_form(self):
        """The pairs that a form for the start has no field for."""
        return [*_pairs(self.places), *((name, text) for name, text in self.wishes.as_params() if name not in reading.OF_THE_START)]

    @property
    def meant(self):
        """(words, the same from there) for each start that may have been meant."""
        return [(wish.near.words, _query(self.places, wish)) for wish in self.wishes.suggestions]


def read(params, *, directory, now):
    """The Comparison of an address: places as on a list, with what one could ask the finder."""
    asked = params.copy()
    for name in ("plek", "nr"):
        asked.pop(name, None)
    wishes = reading.read(asked, directory=directory, now=now)
    too_many = _("Up to six places stand side by side. These are the first six.")
    listed, notes = picked.places(
        params, directory=directory, now=now, near=wishes.near, moment=wishes.moment, most=MOST, too_many=too_many
    )
    columns = _columns(listed, wishes, timezone.localdate(now))
    return Comparison(wishes, columns, [*notes, *wishes.left_out, *wishes.notes], picked.named(params)[:LONGEST_LIST])


def _columns(listed, wishes, today):
    places = [found.merchant for found in listed]
    return [
        Column(
            found=found,
            week=hours.week_in_words(found.merchant.hours_believed_on(today), today),
            breaks=found.merchant.coming_breaks(today, within=7),
            quiet=hours.open_days_in_words(found.merchant.quiet_hours, today),
            without=_query([place for place in places if place is not found.merchant], wishes),
        )
        for found in listed
    ]


def _pairs(places):
    return [("plek", place.slug) for place in places]


def _query(places, wishes):
    return "?" + urlencode([*_pairs(places), *wishes.as_params()])
