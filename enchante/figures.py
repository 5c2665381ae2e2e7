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
places there are is no secret: boards and map show it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth

from encounters.models import Activity
from vouchers.figures import AT_COUNTER, HANDED_OUT, ON_SITE, TOO_FEW
from vouchers.models import Movement, ServiceTally

SERIES = ("on_site", "at_counter", "handed_out", "services", "activities", "chairs")
ON_THE_SITE, AT_THE_COUNTER, WENT_OUT, SERVICES, ACTIVITIES, CHAIRS = SERIES
GIVEN = (ON_THE_SITE, AT_THE_COUNTER)


@dataclass(frozen=True)
class Told:
    """So many in the months from `first` to `last` (their first days) together."""

    first: date
    last: date
    number: int


@dataclass(frozen=True)
class City:
    """What one city tells: a list of Told for each of SERIES, the earliest first. `since` is the month it began, or None."""

    since: date | None
    series: dict

    def so_far(self, *names):
        return sum(told.number for name in names for told in self.series[name])


def told(months, at_places):
    """The list of Told of these months (their first days, one after the other); `at_places` has a Counter of places by month.

    A month is told with those after it until both are enough: their number, and the places where it was. What is left at the end waits.
    """
    found, first, so_far = [], None, Counter()
    for month in months:
        first = first or month
        for place, number in at_places.get(month, {}).items():
            so_far[place] += number
        number = sum(so_far.values())
        if number >= TOO_FEW and sum(1 for each in so_far.values() if each) >= TOO_FEW:
            found.append(Told(first, month, number))
            first, so_far = None, Counter()
    return found


def cities(today, chapter=None):
    """{id of a city: its City} of all cities in which something happened before this month, or of this one. Three queries."""
    counted = defaultdict(lambda: defaultdict(lambda: defaultdict(Counter)))
    before = today.replace(day=1)
    for city, name, month, place, number in [*_moved(before, chapter), *_tallied(before, chapter), *_met(before, chapter)]:
        counted[city][name][month][place] += number
    return {city: _city(by_name, today) for city, by_name in counted.items()}


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


def _city(by_name, today):
    since = min(month for months in by_name.values() for month in months)
    months = list(months_between(since, today.replace(day=1) - timedelta(1)))
    return City(since, {name: told(months, by_name.get(name, {})) for name in SERIES})


def months_between(first, last):
    """First days of months, from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(31)).replace(day=1)


def _moved(before, chapter):
    """(city, name, month, place, number) of the ledger."""
    rows = Movement.objects.filter(day__lt=before, **_of("treat__merchant__chapter", chapter)).order_by()
    which = {ON_THE_SITE: ON_SITE, AT_THE_COUNTER: AT_COUNTER, WENT_OUT: HANDED_OUT}
    sums = {name: Sum("delta", filter=these, default=0) for name, these in which.items()}
    by_place = rows.values(city=F("treat__merchant__chapter"), month=TruncMonth("day"), place=F("treat__merchant")).annotate(**sums)
    for row in by_place:
        for name in which:
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
