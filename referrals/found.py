"""What a list tells about one place: its services and board in the reader's language, the way there, and what it lacks."""

from dataclasses import dataclass, field, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merchants.distance import metres
from merchants.hours import Answer, State
from merchants.models import Merchant

from .choices import Choice

# Streets are not straight lines, and people do not hurry: 4.5 km an hour.
DETOUR = 1.3
WALKED_IN_A_MINUTE = 75
LONGEST_WALK = 60


@dataclass(frozen=True)
class Waiting:
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


@dataclass(frozen=True)
class Found:
    """One place in an answer."""

    merchant: Merchant
    services: list[Choice]
    waiting: list[Waiting]
    answer: Answer
    metres: float | None = None
    # The wishes it does not meet, in words; only where nothing met them all.
    missing: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, row, *, choices, near, moment):
        """From a row of the finder's query, with `service_ids` and `board` beside the place itself."""
        board = {hanging["kind"]: hanging["waiting"] for hanging in row.board}
        return cls(
            merchant=row,
            services=[choice for choice in choices.services.values() if choice.id in row.service_ids],
            waiting=[Waiting(choice, board[choice.id]) for choice in choices.treats.values() if choice.id in board],
            answer=row.hours_at(moment),
            metres=walk(near, row) if near else None,
        )

    def lacking(self, wishes):
        """The same place, with the wishes it does not meet."""
        return replace(self, missing=[wish.words for wish in wishes.each() if not wish.is_met_by(self)])

    @property
    def is_open(self):
        """True, False, or None for "ask first"."""
        return {State.OPEN: True, State.CLOSED: False, State.PAUSE: False}.get(self.answer.state)

    @property
    def way(self):
        """ "about 400 m, 6 minutes' walk"; no minutes where nobody would walk."""
        if self.metres is None:
            return ""
        minutes = max(1, round(self.metres / WALKED_IN_A_MINUTE))
        if minutes > LONGEST_WALK:
            return _("about %(distance)s") % {"distance": rounded(self.metres)}
        words = ngettext("about %(distance)s, %(minutes)d minute's walk", "about %(distance)s, %(minutes)d minutes' walk", minutes)
        return words % {"distance": rounded(self.metres), "minutes": minutes}


def walk(start, end):
    """Metres on foot between two things with lat and lng, about."""
    return DETOUR * metres(start.lat, start.lng, end.lat, end.lng)


def rounded(length):
    """ "50 m", "400 m", "1,2 km", "53 km": no finer than we know."""
    if length < 975:
        return f"{max(50, round(length / 50) * 50)} m"
    digits = 1 if length < 9_950 else 0
    return f"{number_format(round(length / 1000, digits), digits)} km"
