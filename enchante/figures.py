"""What the network tells everybody in numbers: of cities, by months that are over, and never of a few.

The rule stands in `told`. A number is told once it is of five or more, at five places or more. Until then its month is counted with
the next one, and so on. What was told is never told otherwise, so nobody learns from two visits what one does not show:

| month                    | January | February | March | April | May   |
|--------------------------|---------|----------|-------|-------|-------|
| handed out, at places    | 8, at 6 | 2, at 2  | 1, at 1 | 9, at 7 | 3, at 3 |
| what is told             | 8       |          |       | 12, since February |   |

May is told with June. An activity stands in the month in which its chairs were counted, at the place where it was.

Every other number, of a year, of given on both ways together, of all cities, is a sum of numbers that are told
(a month of all cities: of those told in that month). So a subtraction only finds what is told anyway. What hangs today and how many
places there are is no secret: boards and map show it. What there was at the end of earlier months is told by `month_ends.py`.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth

from enchante import month_ends
from enchante.month_ends import Told, adding_up, months_between
from encounters.models import Activity
from vouchers.figures import AT_COUNTER, HANDED_OUT, ON_SITE
from vouchers.models import Movement, ServiceTally

SERIES = ("on_site", "at_counter", "handed_out", "services", "activities", "chairs")
ON_THE_SITE, AT_THE_COUNTER, WENT_OUT, SERVICES, ACTIVITIES, CHAIRS = SERIES
GIVEN = (ON_THE_SITE, AT_THE_COUNTER)
# All that moves a board; of what was counted again or sent on nothing is told.
RECOUNTED = "recounted"
LEDGER = (*GIVEN, WENT_OUT, RECOUNTED)
ENDS = (WAITING, PLACES) = ("waiting", "places")


@dataclass(frozen=True)
class City:
    """What one city tells: a list of Told for each of SERIES, the earliest first. `since` is the month it began, or None.

    `ends` has a list of Told for each of ENDS: what there was at the end of a month.
    """

    since: date | None
    series: dict
    ends: dict = field(default_factory=lambda: {name: [] for name in ENDS})

    @property
    def months_told(self):
        """The earliest and the latest month of which anything is known."""
        return [each for each in (self.since, *(one.last for told in self.ends.values() for one in told)) if each]

    def so_far(self, *names):
        return sum(told.number for name in names for told in self.series[name])


def told(months, at_places):
    """The list of Told of these months (their first days, one after the other); `at_places` has a Counter of places by month.

    A month is told with those after it until both are enough: their number, and the places where it was. What is left at the end waits.
    """
    found, first = [], None
    for month, so_far, is_enough in adding_up(months, at_places):
        first = first or month
        if is_enough:
            found.append(Told(first, month, sum(so_far.values())))
            first = None
    return found


def cities(today, chapter=None):
    """{id of a city: its City} of all cities in which something happened before this month, or of this one. Four queries."""
    counted = defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    before = today.replace(day=1)
    for city, name, month, place, number in [*_moved(before, chapter), *_tallied(before, chapter), *_met(before, chapter)]:
        counted[city][name][month][place] += number
    there = month_ends.stays(before, chapter)
    return {city: _city(counted[city], there.get(city, Counter()), today) for city in {*counted, *there}}


def city(today, chapter):
    return cities(today, chapter).get(chapter.pk) or City(None, {name: [] for name in SERIES})


def together(all_cities, *names):
    """Counter of what these cities tell together, by the month in which each number is told."""
    numbers = Counter()
    for each in all_cities:
        for name in names:
            for one in each.series[name]:
                numbers[one.last] += one.number
    return numbers


def _city(by_name, stays, today):
    last = today.replace(day=1) - timedelta(1)
    since = min((month for name in SERIES for month in by_name.get(name, ())), default=None)
    months = _months([since] if since else [], last)
    came, went, recounted = [by_name.get(name, {}) for name in GIVEN], by_name.get(WENT_OUT, {}), by_name.get(RECOUNTED, {})
    moved = [month for each in (*came, went, recounted) for month in each]
    ends = {
        WAITING: month_ends.waiting(_months(moved, last), came=came, went=went, recounted=recounted),
        PLACES: month_ends.places(_months(stays, last), stays),
    }
    return City(since, {name: told(months, by_name.get(name, {})) for name in SERIES}, ends)


def _months(known, last):
    """All of them from the first of those known to the last."""
    return list(months_between(min(known), last)) if known else []


def _moved(before, chapter):
    """(city, name, month, place, number) of the ledger: what was given, what went out, and what else moved."""
    rows = Movement.objects.filter(day__lt=before, **_of("treat__merchant__chapter", chapter)).order_by()
    which = {ON_THE_SITE: ON_SITE, AT_THE_COUNTER: AT_COUNTER, WENT_OUT: HANDED_OUT}
    sums = {name: Sum("delta", filter=these, default=0) for name, these in which.items()}
    sums[RECOUNTED] = Sum("delta") - sum(sums.values())
    by_place = rows.values(city=F("treat__merchant__chapter"), month=TruncMonth("day"), place=F("treat__merchant")).annotate(**sums)
    for row in by_place:
        for name in LEDGER:
            if row[name]:
                yield row["city"], name, row["month"], row["place"], -row[name] if name == WENT_OUT else row[name]


def _tallied(before, chapter):
    rows = ServiceTally.objects.filter(day__lt=before, count__gt=0, **_of("merchant__chapter", chapter)).order_by()
    by_place = rows.values_list("merchant__chapter", TruncMonth("day"), "merchant").annotate(Sum("count"))
    return ((city, SERVICES, month, place, number) for city, month, place, number in by_place)


def _met(before, chapter):
    """Activities whose chairs were counted; those nobody came to did not happen. A place is one of the network, or an address."""
    met = Activity.objects.filter(counted_on__lt=before, headcount__gt=0, **_of("chapter", chapter)).order_by()
    by_place = met.values_list("chapter", TruncMonth("counted_on"), "merchant", "elsewhere").annotate(Count("pk"), Sum("headcount"))
    for city, month, merchant, elsewhere, number, chairs in by_place:
        yield city, ACTIVITIES, month, (merchant, elsewhere), number
        yield city, CHAIRS, month, (merchant, elsewhere), chairs


def _of(path, chapter):
    return {path: chapter} if chapter else {}
