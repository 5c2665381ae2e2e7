"""Somebody shows an ordinary voucher at the counter: see what it is, cross it off, take that back. A page beside the counter's own."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from merchants import limits
from merchants.keys import fresh_key
from merchants.versions import nobodys
from vouchers import actions, shown_bons
from vouchers.forms import BonTapForm, CodeForm
from vouchers.shown_bons import Outcome

from .answers import SeeOther
from .counter import counter_gone, opening

# A busy place takes in some dozens; who tries them all at this pace is busy for ten million years.
LOOKS_A_DAY = 200
NOT_HERE = _("No voucher of this place has that code. Have another look at the slip: which place is it for?")
TOO_OFTEN = _("Many codes were looked up here today, more than we do in one day. You may trust the slip, or ask the team to have a look.")


@login_not_required
@never_cache
@nobodys
def counter_bon(request, token):
    link = opening(token)
    if link is None:
        return counter_gone(request, token)
    here, form = reverse("vouchers:counter-bon", args=[token]), CodeForm(request.POST if "code" in request.POST else None)
    answer = _tapped(request, link.merchant) or (form.is_valid() and _looked_up(form, link))
    if answer:
        return SeeOther(f"{here}?bon={answer}")
    shown = shown_bons.read(request.GET.get("bon", ""), link.merchant)
    context = {"here": here, "link": link, "merchant": link.merchant, "form": form, "shown": shown, "key": fresh_key()}
    context["not_understood"] = request.method == "POST" and not form.is_bound
    return render(request, "vouchers/counter_bon.html", context, status=429 if form.has_error("code", code="later") else 200)


def _looked_up(form, link):
    """The voucher with this code, signed; or None, and the form says why not."""
    if not limits.allows_all(f"bon {link.pk}", per_day=LOOKS_A_DAY):
        return form.refuse(TOO_OFTEN, "later")
    try:
        return shown_bons.sign(actions.find_bon(merchant=link.merchant, code=form.cleaned_data["code"]))
    except actions.NotHere:
        return form.refuse(NOT_HERE, "unknown")


def _tapped(request, merchant):
    """What came of a tap on the voucher that is shown, signed; None where there was none we understand."""
    form = BonTapForm(request.POST, merchant=merchant)
    if request.method != "POST" or not form.is_valid():
        return None
    tap, bon = form.cleaned_data, form.cleaned_data["bon"]
    return shown_bons.sign(bon, _undo(bon, merchant) if tap["what"] == "undo" else _use(bon, merchant, tap))


def _use(bon, merchant, tap):
    try:
        bon = actions.use_bon(merchant=merchant, code=bon.code, key=tap["key"], although_over=tap["although_over"])
    except actions.AlreadyUsed:
        return Outcome.USED_BEFORE
    except (actions.Over, actions.WentBack):
        # The page tells how it stands, and what one may do.
        return Outcome.SHOWN
    return Outcome.USED if bon.used_on else Outcome.UNDONE


def _undo(bon, merchant):
    try:
        actions.undo_use(merchant=merchant, code=bon.code)
    except actions.TooLate:
        return Outcome.TOO_LATE
    return Outcome.UNDONE
