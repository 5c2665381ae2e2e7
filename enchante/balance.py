"""/beheer/evenwicht/: of which kinds nothing hangs though places offer them, and what hangs for half a year already; by neighbourhood.

It shows where a gift or a question does good, never how a place does.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.admin import site
from django.db.models import F, Q, Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from enchante.own_cities import chosen, cities_of
from merchants.admin.base import Who
from merchants.models import Merchant
from vouchers.actions import idle_treats
from vouchers.models import Pot, Treat, TreatKind


@dataclass
class Quarter:
    """A neighbourhood (None: outside of any): the kinds that lack, and (kind, number) of what lies idle."""

    name: str | None
    lacks: list = field(default_factory=list)
    idle: list = field(default_factory=list)


@never_cache
def balance(request):
    chapters, asked = cities_of(request.user), request.GET.get("stad", "")
    chapter = chosen(chapters, asked)
    quarters = quarters_of(chapter, timezone.localdate()) if chapter else []
    context = {
        "chapters": chapters,
        "chapter": chapter,
        "unknown_city": bool(asked) and chapter is not None and chapter.slug != asked,
        "quarters": quarters,
        "is_idle": any(quarter.idle for quarter in quarters),
        "pot_url": chapter and _pot_url(request.user, chapter),
        "team_page": True,
    }
    return render(request, "team/balance.html", context)


def quarters_of(chapter, today):
    """Every Quarter of this city where something lacks or lies idle, by name, what is outside of any last. Two queries."""
    offered = Treat.objects.filter(merchant__chapter=chapter, merchant__state=Merchant.State.ACTIVE).order_by()
    lies_idle = Q(pk__in=idle_treats(today).values("pk"))
    rows = offered.filter(Q(is_offered=True) | Q(waiting__gt=0)).values("kind", quarter=F("merchant__neighbourhood__name"))
    rows = rows.annotate(hangs=Sum("waiting"), idle=Sum("waiting", filter=lies_idle, default=0))
    found = defaultdict(dict)
    for row in rows:
        found[row["quarter"]][row["kind"]] = row
    kinds = list(TreatKind.objects.all())
    quarters = [_quarter(name, found[name], kinds) for name in sorted(found, key=lambda name: (name is None, name))]
    return [quarter for quarter in quarters if quarter.lacks or quarter.idle]


def _quarter(name, rows, kinds):
    here = [(kind, rows[kind.pk]) for kind in kinds if kind.pk in rows]
    lacks = [kind for kind, row in here if not row["hangs"]]
    return Quarter(name, lacks, [(kind, row["idle"]) for kind, row in here if row["idle"]])


def _pot_url(user, chapter):
    """Where a coordinator turns money of the pot into treats, if there is any."""
    pots = site.get_model_admin(Pot).rows_for(user, Who.COORDINATORS).filter(chapter=chapter, balance__gt=0)
    return reverse("admin:vouchers_pot_spend", args=[chapter.pk]) if pots.exists() else ""
