"""What there was at the end of a month that is over: treats on the boards of a city, and places on its map.

What hangs is what came less what went. So whoever takes the end of one month from that of another finds what moved in between, and with
what is told of it perhaps a number that is not. Therefore the end of a month is told only where nothing that moves a board is still
waiting to be told with a later month (see `figures.told`); of what was counted again or sent on, too, though that is never told itself:

| month                               | January | February | March | April |
|-------------------------------------|---------|----------|-------|-------|
| given, at places                    | 20, at 9 | 9, at 8 | 6, at 5 | 9, at 7 |
| handed out, at places               | 8, at 6 | 2, at 2  | 1, at 1 | 9, at 7 |
| what hangs at its end               | 12      | 19       | 24    | 24    |
| what is told                        | 12      |          |       | 24    |

What hangs today stands beside it, as on every board: whoever takes the last end from it finds what moved since, and learns what whoever
looked at the boards then and now would learn.

How many places there were is told from five on. Who comes and who leaves is no secret: map, news and the page of a place show it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth

from merchants.models import Stay
from vouchers.figures import TOO_FEW


@dataclass(frozen=True)
class Told:
    """So many in the months from `first` to `last` (their first days) together, or at the end of one."""

    first: date
    last: date
    number: int


def months_between(first, last):
    """First days of months, from that of `first` to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = _next(month)


def adding_up(months, at_places, size=sum):
    """(month, Counter of places since the last time it was enough, whether it is) of each of these months."""
    so_far = Counter()
    for month in months:
        for place, number in at_places.get(month, {}).items():
            so_far[place] += number
        is_enough = _is_enough(so_far, size)
        yield month, so_far, is_enough
        if is_enough:
            so_far = Counter()


def waiting(months, *, came, went, recounted):
    """The list of Told of what hung at the end of these months, from the first in which anything moved.

    `came` are the ways in which treats came, each a Counter of places by month; `went` and `recounted` are one such each.
    """
    hanging, found = Counter(), []
    steps = [*(adding_up(months, each) for each in (*came, went)), adding_up(months, recounted, _either_way)]
    for month, *moved in zip(months, *steps, strict=True):
        for each in (*came, recounted):
            hanging.update(each.get(month, {}))
        hanging.subtract(went.get(month, {}))
        if all(is_enough or not any(so_far.values()) for _month, so_far, is_enough in moved) and _is_enough(hanging, sum):
            found.append(Told(month, month, sum(hanging.values())))
    return found


def places(months, stays):
    """The list of Told of how many places were on the map at the end of these months. `stays` has what `stays` gives for a city."""
    found, number = [], 0
    for month in months:
        number += stays[month]
        if number >= TOO_FEW:
            found.append(Told(month, month, number))
    return found


def stays(before, chapter):
    """{id of a city: Counter of how many more places there were at the end of a month than before it}. One query."""
    rows = Stay.objects.filter(since__lt=before, **({"merchant__chapter": chapter} if chapter else {})).order_by()
    by_months = rows.values_list("merchant__chapter", TruncMonth("since"), TruncMonth("until")).annotate(Count("pk"))
    found = defaultdict(Counter)
    for city, since, until, number in by_months:
        found[city][since] += number
        if until:
            found[city][until] -= number
    return found


def carried(all_told):
    """A list of Told of several cities together: of one that tells nothing of a month its last number counts."""
    by_month = [{one.last: one.number for one in told} for told in all_told if told]
    if not by_month:
        return []
    found, last = [], [0] * len(by_month)
    for month in months_between(min(map(min, by_month)), max(map(max, by_month))):
        last = [numbers.get(month, before) for numbers, before in zip(by_month, last, strict=True)]
        found.append(Told(month, month, sum(last)))
    return found


def _is_enough(places, size):
    return size(places.values()) >= TOO_FEW <= sum(1 for number in places.values() if number)


def _either_way(numbers):
    """How many moved, up or down."""
    return sum(map(abs, numbers))


def _next(month):
    return (month + timedelta(31)).replace(day=1)
