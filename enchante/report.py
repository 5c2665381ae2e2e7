"""What cities tell whoever gives them money: of whole months, in numbers of treats and services, and the money to the cent.

Nothing here is the number of one place: a kind that was given at fewer than five places stands together with others (`lines`).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from enchante.done import eased_in
from encounters.evaluations import Heard, heard_in
from encounters.models import Activity, Evaluation
from merchants.models import Merchant, Service
from vouchers.figures import AT_COUNTER, HANDED_OUT, ON_SITE, TOO_FEW
from vouchers.models import Movement, Payment, Purchase, Refund, ServiceTally, Treat, TreatKind


@dataclass(frozen=True)
class Period:
    """From the first day of one month to the last of another."""

    first_day: date
    last_day: date

    @classmethod
    def of_months(cls, first, last):
        """From the month of one day to that of the other, both included."""
        return cls(first.replace(day=1), (last.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1))


@dataclass(frozen=True)
class Line:
    """So many of this, or of these together."""

    names: list
    number: int


class Lines(list):
    """Of Line, the largest first; empty where it is of too few to tell."""

    @property
    def total(self):
        return sum(line.number for line in self)


@dataclass(frozen=True)
class Money:
    """In cents, what was paid on the site for treats and into pots, and what of it went back to whoever gave."""

    treats: int
    pots: int
    back: int

    @property
    def stays(self):
        return self.treats + self.pots - self.back


@dataclass(frozen=True)
class Report:
    """How many `places` there are and how many treats are `waiting` is of today; the rest of the period."""

    period: Period
    ways: Lines
    given: Lines
    handed_out: Lines
    services: Lines
    activities: Lines
    chairs: Lines
    money: Money
    places: int
    waiting: int
    # None where it is too long ago to know.
    eased: int | None
    evaluations: list


@dataclass(frozen=True)
class Evaluated:
    """What the audiences of one evaluation said, those whose round is closed."""

    evaluation: Evaluation
    heard: list[Heard]


def report_on(chapters, period):
    """The Report of these cities together. The same number of queries for any number of them."""
    given, ways, handed_out = _moved(chapters, period)
    activities, chairs = _met(chapters, period)
    kinds = dict(TreatKind.objects.values_list("pk", "name"))
    names = dict(Service.objects.values_list("pk", "name"))
    activity_kinds = {kind.value: str(kind.label) for kind in Activity.Kind}
    return Report(
        period=period,
        ways=lines(ways, {"counter": _("at the counter"), "site": _("on the site")}),
        given=lines(given, kinds),
        handed_out=lines(handed_out, kinds),
        services=lines(_tallied(chapters, period), names),
        activities=lines(activities, activity_kinds),
        chairs=lines(chairs, activity_kinds),
        money=_money(chapters, period),
        places=Merchant.objects.listed().filter(chapter__in=chapters).count(),
        waiting=_hanging(chapters),
        eased=eased_in(chapters, period.first_day, period.last_day, timezone.localdate()),
        evaluations=_evaluated(chapters, period),
    )


def lines(at_places, names):
    """The Lines of `at_places` (a Counter of places by what it is about). Every line is enough to be told.

    What is not stands together in the last line; where even that is of too few, the smallest of the others joins it. Else it would be
    found by subtraction.
    """
    by_size = sorted(at_places, key=lambda each: (-sum(at_places[each].values()), names[each]))
    alone = [each for each in by_size if _is_enough(at_places[each])]
    rest = [each for each in by_size if each not in alone and any(at_places[each].values())]
    while rest and alone and not _is_enough(_joined(at_places, rest)):
        rest.insert(0, alone.pop())
    found = [[each] for each in alone] + ([rest] if rest and _is_enough(_joined(at_places, rest)) else [])
    return Lines(Line([names[each] for each in these], sum(_joined(at_places, these).values())) for these in found)


def _is_enough(places):
    return sum(places.values()) >= TOO_FEW and sum(1 for number in places.values() if number) >= TOO_FEW


def _joined(at_places, these):
    joined = Counter()
    for each in these:
        joined.update(at_places[each])
    return joined


def _moved(chapters, period):
    days = (period.first_day, period.last_day)
    rows = Movement.objects.filter(treat__merchant__chapter__in=chapters, day__range=days).order_by()
    which = {"site": ON_SITE, "counter": AT_COUNTER, "out": HANDED_OUT}
    sums = {name: Sum("delta", filter=these, default=0) for name, these in which.items()}
    given, ways, handed_out = (defaultdict(Counter) for _each in range(3))
    for row in rows.values(kind_id=F("treat__kind"), place=F("treat__merchant")).annotate(**sums):
        kind, place = row["kind_id"], row["place"]
        given[kind][place] += row["site"] + row["counter"]
        handed_out[kind][place] -= row["out"]
        for way in ("site", "counter"):
            ways[way][place] += row[way]
    return given, ways, handed_out


def _tallied(chapters, period):
    rows = ServiceTally.objects.filter(merchant__chapter__in=chapters, day__range=(period.first_day, period.last_day), count__gt=0)
    found = defaultdict(Counter)
    for service, place, number in rows.order_by().values_list("service", "merchant").annotate(Sum("count")):
        found[service][place] += number
    return found


def _met(chapters, period):
    """Activities whose chairs were counted, and these chairs, on the days on which they were."""
    days = (period.first_day, period.last_day)
    met = Activity.objects.filter(chapter__in=chapters, begins_at__date__range=days, headcount__gt=0).order_by()
    activities, chairs = defaultdict(Counter), defaultdict(Counter)
    by_place = met.values_list("kind", "merchant", "elsewhere").annotate(Count("pk"), Sum("headcount"))
    for kind, merchant, elsewhere, number, taken in by_place:
        activities[kind][merchant, elsewhere] += number
        chairs[kind][merchant, elsewhere] += taken
    return activities, chairs


def _evaluated(chapters, period):
    """Evaluations of half years of which a day is in this period, as far as they tell."""
    asked = Evaluation.objects.filter(chapter__in=chapters).of_days(period.first_day, period.last_day).select_related("chapter")
    evaluations = list(asked.order_by("first_day", "chapter__name"))
    heard = heard_in(evaluations)
    told = [Evaluated(each, [said for said in heard[each.pk] if said.results]) for each in evaluations]
    return [each for each in told if each.heard]


def _money(chapters, period):
    """What a pot pays was given to it before, and a voucher for oneself is no gift: neither is counted."""
    kinds, days = [Purchase.Kind.TREATS, Purchase.Kind.POT], (period.first_day, period.last_day)
    gifts = Payment.objects.filter(purchase__chapter__in=chapters, purchase__kind__in=kinds, status=Payment.Status.PAID).exclude(
        gateway="pot"
    )
    sums = {kind: Sum("amount", filter=Q(purchase__kind=kind), default=0) for kind in kinds}
    # Days as they are here, also around midnight.
    paid = gifts.filter(paid_at__date__range=days).aggregate(**sums)
    back = Refund.objects.filter(payment__in=gifts, asked_on__range=days).exclude(state=Refund.State.FAILED)
    return Money(paid[Purchase.Kind.TREATS], paid[Purchase.Kind.POT], back.aggregate(sum=Sum("amount", default=0))["sum"])


def _hanging(chapters):
    hanging = Treat.objects.filter(merchant__chapter__in=chapters, merchant__state=Merchant.State.ACTIVE)
    return hanging.aggregate(sum=Sum("waiting", default=0))["sum"]
