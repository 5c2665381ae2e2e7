"""What a city may tell in numbers: never about one place, never about one day, and rounded, so that nobody can be read from it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, Sum

from .models import Movement, TreatKind

# Fewer than this many, or from fewer than this many places, and nothing is told.
TOO_FEW = 5

_KIND = Movement.Kind
# A tap that was undone did not happen; neither did a gift that was given back. What a recount found has no story, and tells none here.
GIVEN = Q(kind__in=[_KIND.BOUGHT, _KIND.COUNTER, _KIND.REFUNDED]) | Q(kind=_KIND.UNDO, delta__lt=0)
HANDED_OUT = Q(kind=_KIND.HANDED_OUT) | Q(kind=_KIND.UNDO, delta__gt=0)


@dataclass(frozen=True)
class Figures:
    """Rounded down; None where it would be told of too few."""

    given: int | None
    handed_out: int | None
    # The month of the first gift is told; its day is not.
    since: date | None


def waiting_in(chapter):
    """The kinds that hang on the boards of this city now, each with how many (`waiting`)."""
    hanging = Q(treats__merchant__chapter=chapter, treats__merchant__state="active", treats__waiting__gt=0)
    return TreatKind.objects.filter(hanging).annotate(waiting=Sum("treats__waiting"))


def figures_of(chapter):
    """One query over the ledger of this city."""
    found = Movement.objects.filter(treat__merchant__chapter=chapter).aggregate(
        given=Sum("delta", filter=GIVEN, default=0),
        given_at=Count("treat__merchant", filter=GIVEN, distinct=True),
        handed_out=-Sum("delta", filter=HANDED_OUT, default=0),
        handed_out_at=Count("treat__merchant", filter=HANDED_OUT, distinct=True),
        since=Min("day", filter=GIVEN),
    )
    return Figures(told(found["given"], found["given_at"]), told(found["handed_out"], found["handed_out_at"]), found["since"])


def told(number, places):
    """The number as it may be told: rounded down, the coarser the larger; None where it is about too few."""
    if number < TOO_FEW or places < TOO_FEW:
        return None
    step = next(step for most, step in [(100, 5), (1_000, 10), (10_000, 100), (float("inf"), 1_000)] if number < most)
    return number // step * step
