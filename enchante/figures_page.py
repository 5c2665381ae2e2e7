"""/cijfers/: what anybody may read in numbers, of the whole network or of one city, a year at a time."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from enchante.figures import (
    ACTIVITIES,
    AT_THE_COUNTER,
    CHAIRS,
    GIVEN,
    ON_THE_SITE,
    PLACES,
    SERIES,
    SERVICES,
    WAITING,
    WENT_OUT,
    cities,
    together,
)
from enchante.month_ends import Told, carried
from merchants.models import Chapter, Merchant
from referrals.remembering import while_nothing_changes
from vouchers.models import Treat

WORDS = {
    AT_THE_COUNTER: (_("Given at the counter"), "hand-coins"),
    ON_THE_SITE: (_("Given on the site"), "gift"),
    WENT_OUT: (_("Treats handed out"), "coffee"),
    SERVICES: (_("Free services, where places count them"), "glass-water"),
    ACTIVITIES: (_("Activities held"), "calendar-heart"),
    CHAIRS: (_("Chairs taken at activities"), "armchair"),
}
ENDS = {
    WAITING: (_("Treats on the boards at the end of the month"), "coffee"),
    PLACES: (_("Open doors at the end of the month"), "store"),
}
# A bar of a chart: so wide at most, so much room for each.
WIDEST, STEP = 190, 26


@dataclass(frozen=True)
class Bar:
    """One line of a chart and of the table under it."""

    told: Told
    width: int
    top: int


@dataclass(frozen=True)
class Chart:
    title: str
    icon: str
    bars: list
    # None where months are not added up.
    total: int | None

    @property
    def height(self):
        return len(self.bars) * STEP


@login_not_required
@require_safe
@while_nothing_changes
def figures(request, _known):
    today = timezone.localdate()
    chapters = list(_with_what_is_there(Chapter.objects.all()))
    asked = request.GET.get("stad", "")
    chapter = next((chapter for chapter in chapters if chapter.slug == asked), None)
    all_cities = cities(today, chapter)
    year, years = _year(request.GET.get("jaar", ""), all_cities.values(), today)
    shown = [chapter] if chapter else chapters
    for each in chapters:
        each.told = _of_year(all_cities.get(each.pk), year)
    context = {
        "chapter": chapter,
        "chapters": chapters,
        "places": sum(each.places for each in shown),
        "waiting": sum(each.waiting for each in shown),
        "year": year,
        "years": years,
        "charts": [
            *(_chart(*WORDS[name], _told_in(year, name, all_cities, chapter), is_sum=True) for name in WORDS),
            *(_chart(*ENDS[name], _ends_in(year, name, all_cities, chapter), is_sum=False) for name in ENDS),
        ],
        "unknown_city": bool(asked) and not chapter,
        "unknown_year": request.GET.get("jaar", "") not in {"", str(year)},
    }
    return render(request, "figures/figures.html", context)


def _with_what_is_there(chapters):
    """How many `places` there are today and how much is `waiting` on their boards, as map and boards tell as well."""
    listed = Merchant.objects.listed().filter(chapter=OuterRef("pk")).order_by().values("chapter")
    hanging = Treat.objects.filter(merchant__chapter=OuterRef("pk"), merchant__state=Merchant.State.ACTIVE)
    hanging = hanging.order_by().values("merchant__chapter").values(sum=Sum("waiting"))
    return chapters.annotate(places=Coalesce(Subquery(listed.values(n=Count("pk"))), 0), waiting=Coalesce(Subquery(hanging), 0))


def _year(typed, all_cities, today):
    """(the year that is shown, all there are, the latest first): the one that was typed, where there are figures of it."""
    latest = (today.replace(day=1) - timedelta(1)).year
    first = min((month.year for each in all_cities for month in each.months_told), default=latest)
    years = list(range(latest, first - 1, -1))
    return next((year for year in years if str(year) == typed), latest), years


def _of_year(city, year):
    """What a city tells of this year, by series, and given in all."""
    numbers = {name: sum(one.number for one in city.series[name] if one.last.year == year) if city else 0 for name in SERIES}
    return numbers | {"given": sum(numbers[name] for name in GIVEN)}


def _told_in(year, name, all_cities, chapter):
    """A list of Told: of one city as it stands; of all together by the month in which each number is told."""
    if chapter:
        found = all_cities[chapter.pk].series[name] if chapter.pk in all_cities else []
    else:
        found = [Told(month, month, number) for month, number in sorted(together(all_cities.values(), name).items())]
    return [one for one in found if one.last.year == year]


def _ends_in(year, name, all_cities, chapter):
    """A list of Told of what there was at the end of months: of one city as it stands, of all together with the last of each."""
    told = [each.ends[name] for each in all_cities.values()]
    return [one for one in (sum(told, []) if chapter else carried(told)) if one.last.year == year]


def _chart(title, icon, told, *, is_sum):
    most = max((one.number for one in told), default=0)
    bars = [Bar(one, max(1, WIDEST * one.number // most), STEP * place) for place, one in enumerate(told)]
    return Chart(title, icon, bars, sum(one.number for one in told) if is_sum else None)
