"""The counter: for staff without an account, with wet fingers, on an old phone. The secret link is the key."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants.keys import fresh_key
from merchants.versions import nobodys
from vouchers import taps
from vouchers.forms import CodeForm, RecountForm
from vouchers.models import CounterLink, Seller, Treat, offers_behind_counter

from . import tapping
from .answers import SeeOther


class Row(NamedTuple):
    """One treat on the counter: what was just said about it, and the form to count again."""

    treat: Treat
    said: taps.Said | None
    recount: RecountForm


@login_not_required
@never_cache
@nobodys
def counter(request, token):
    form = tapping.read(request.POST, token)
    if form and form.is_valid():
        if came := tapping.take(form):
            return SeeOther(_after(came, token))
        form = None
    link = opening(token)
    if link is None:
        return counter_gone(request, token)
    rows = _rows(token, taps.read(request.GET.get("tik", "")), form)
    not_understood = request.method == "POST" and not any(row.recount is form for row in rows)
    return render(request, "vouchers/counter.html", _shown(link, rows) | {"not_understood": not_understood, "fresh_key": fresh_key})


@login_not_required
@never_cache
@require_safe
def counter_shell(request, token):
    """The counter as a phone keeps it for when there is no connection: nothing of it can be sent, for it holds no key and no form token."""
    link = opening(token)
    if link is None:
        raise Http404
    return render(request, "vouchers/counter.html", _shown(link, _rows(token)) | {"is_shell": True})


def opening(token):
    """The link to the counter of a place that takes part, with whether the site `sells_here`; or None."""
    sells_here = Exists(Seller.objects.filter(merchant=OuterRef("merchant")))
    return CounterLink.objects.opening(token).select_related("merchant").annotate(sells_here=sells_here).first()


def counter_gone(request, token):
    return render(request, "vouchers/counter_gone.html", {"token": token, "Outcome": taps.Outcome}, status=404)


def _shown(link, rows):
    here = reverse("vouchers:counter", args=[link.token])
    return {
        "here": here,
        "link": link,
        "merchant": link.merchant,
        "rows": rows,
        "offers": offers_behind_counter(link.token),
        "code_form": CodeForm(),
        "Outcome": taps.Outcome,
    }


def _rows(token, said=None, slipped=None):
    about = said.treat_id if said else None
    slipped_at = slipped.data.get("treat") if isinstance(slipped, RecountForm) else None
    return [
        Row(
            treat=treat,
            said=said if treat.pk == about else None,
            recount=slipped if str(treat.pk) == slipped_at else RecountForm(token=token, auto_id=f"{treat.kind.slug}-%s"),
        )
        for treat in Treat.objects.behind_counter(token).filter(Q(is_offered=True) | Q(waiting__gt=0) | Q(pk=about))
    ]


def _after(came, token):
    """Where a tap leads: to its treat and a word about it, or to the tally, whose number says enough."""
    if came.treat is None:
        return reverse("vouchers:counter", args=[token], query={"gratis": "open"}, fragment="gratis")
    query = {"tik": taps.sign(came.outcome, came.treat, came.movement)}
    return reverse("vouchers:counter", args=[token], query=query, fragment=came.treat.slug)
