"""What a city did in half a year, to stand beside what people say of it: activities, chairs taken, thresholds that became easier.

Activities are those of the public calendar that went on. Chairs are told as at `/cijfers/`: in the month in which they were enough to tell.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from enchante import figures
from encounters.evaluations import eased_between
from encounters.half_years import HalfYear
from encounters.models import Activity, Evaluation

# Before that, thresholds that became easier are erased (see `retention.py`), so they cannot be counted any more.
EASED_KNOWN_FOR = timedelta(days=365)


@dataclass(frozen=True)
class Done:
    """`chairs` is 0 where they are of too few to tell, `eased` None where nobody knows any more."""

    half_year: HalfYear
    activities: int
    chairs: int
    eased: int | None


def done_in(chapter, *half_years):
    """A Done for each of these half years."""
    now, today = timezone.now(), timezone.localdate()
    chairs = figures.city(today, chapter).series[figures.CHAIRS]
    written = {each.half_year: each.eased for each in Evaluation.objects.filter(chapter=chapter)}
    held = Activity.objects.published().going_on().filter(chapter=chapter, ends_at__lt=now)
    return [
        Done(
            half_year=each,
            activities=held.filter(begins_at__date__range=each.days).count(),
            chairs=sum(told.number for told in chairs if HalfYear.of(told.last) == each),
            eased=_eased(chapter, each, written.get(each), today),
        )
        for each in half_years
    ]


def eased_in(chapters, first_day, last_day, today):
    """How many thresholds became easier in these months, or None where that is too long ago to know."""
    return eased_between(chapters, first_day, last_day) if first_day >= today - EASED_KNOWN_FOR else None


def _eased(chapter, half_year, written, today):
    return eased_in([chapter], *half_year.days, today) if written is None else written
