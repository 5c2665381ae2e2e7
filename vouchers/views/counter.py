"""The counter: for staff without an account, with wet fingers, on an old phone. The secret link is the key."""

from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from merchants.keys import fresh_key
from vouchers import actions, taps
from vouchers.forms import RecountForm, TapForm, UndoForm
from vouchers.models import CounterLink, Movement, Treat
from vouchers.taps import Outcome

from .answers import SeeOther


class Row(NamedTuple):
    """One treat on the counter: what was just said about it, and the form to count again."""

    treat: Treat
    said: taps.Said | None
    recount: RecountForm


@login_not_required
@never_cache
def counter(request, token):
    treats = Treat.objects.behind_counter(token)
    form = None
    if request.POST.get("what") in TAPS:
        make_form, tap = TAPS[request.POST["what"]]
        form = make_form(request.POST, treats=treats)
        if form.is_valid():
            try:
                return _say(token, form.cleaned_data["treat"], *tap(**form.cleaned_data))
            except actions.KeyUsedElsewhere:
                form = None
    link = CounterLink.objects.opening(token).select_related("merchant").first()
    if link is None:
        return render(request, "vouchers/counter_gone.html", status=404)
    rows = _rows(treats, taps.read(request.GET.get("tik", "")), form)
    not_understood = request.method == "POST" and not any(row.recount is form for row in rows)
    context = {"merchant": link.merchant, "rows": rows, "not_understood": not_understood, "fresh_key": fresh_key}
    return render(request, "vouchers/counter.html", context)


def _rows(treats, said, slipped):
    about = said.treat_id if said else None
    slipped_at = slipped.data.get("treat") if isinstance(slipped, RecountForm) else None
    return [
        Row(
            treat=treat,
            said=said if treat.pk == about else None,
            recount=slipped if str(treat.pk) == slipped_at else RecountForm(treats=treats, auto_id=f"{treat.kind.slug}-%s"),
        )
        for treat in treats.filter(Q(is_offered=True) | Q(waiting__gt=0) | Q(pk=about))
    ]


def _say(token, treat, outcome, movement=None):
    query = {"tik": taps.sign(outcome, treat, movement)}
    return SeeOther(reverse("vouchers:counter", args=[token], query=query, fragment=treat.kind.slug))


def _hand_out(treat, key):
    try:
        movement, is_new = actions.hand_out(treat=treat, key=key)
    except actions.NothingWaiting:
        return (Outcome.NOTHING_WAITING,)
    return Outcome.HANDED_OUT if is_new else Outcome.HANDED_OUT_AGAIN, movement


def _add(treat, key):
    movement, is_new = actions.add_at_counter(treat=treat, key=key)
    return Outcome.COUNTER if is_new else Outcome.COUNTER_AGAIN, movement


def _recount(treat, key, count):
    actions.recount(treat=treat, count=count, key=key)
    return (Outcome.RECOUNT,)


def _undo(treat, key, said):
    movement = Movement.objects.filter(treat=treat, pk=said.movement_key).first() if said and said.can_be_undone else None
    if movement is None:
        return (Outcome.TOO_LATE,)
    try:
        actions.undo(movement=movement, key=key)
    except actions.AlreadyUndone:
        return (Outcome.UNDONE_BEFORE,)
    except actions.NothingWaiting:
        return (Outcome.GONE_MEANWHILE,)
    return (Outcome.UNDONE,)


TAPS = {
    "handed_out": (TapForm, _hand_out),
    "counter": (TapForm, _add),
    "recount": (RecountForm, _recount),
    "undo": (UndoForm, _undo),
}
