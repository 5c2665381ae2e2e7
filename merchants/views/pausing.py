"""Even pauze: a place, or one of its services, takes a break and comes back. Nobody asks why."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from merchants import actions
from merchants.models import Merchant
from merchants.pause_forms import ComingBackForm, PauseForm, Until


@never_cache
def place_pause(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    offers = merchant.offers.select_related("service")
    form = PauseForm(request.POST or None, offers=offers)
    if form.is_valid():
        try:
            actions.rest(merchant=merchant, **form.rest())
        except actions.RestsNow:
            form.add_error(None, _("It takes a break now. End that one first, or make it longer."))
        else:
            messages.success(request, _where_it_stands(form.cleaned_data["offer"]))
            return redirect("merchants:place-pause", slug)
    return render(request, "merchants/place_pause.html", _page(merchant, offers, form))


def _where_it_stands(offer):
    if offer:
        return _("It is on your page. Whoever looks for this sees where it is to be had nearby.")
    return _("Your break is on the map. Whoever looks for you sees what is open nearby.")


@require_POST
def place_back(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    form = ComingBackForm(request.POST, merchant=merchant)
    if form.is_valid():
        _come_back(merchant, **form.cleaned_data)
    # What is not there any more was ended by a colleague: then it is as asked.
    messages.success(request, _("That is how it stands on the map now."))
    return redirect("merchants:place-pause", slug)


def _come_back(merchant, offer, pause):
    if offer:
        actions.wake(merchant=merchant, offer=offer)
    elif pause:
        actions.call_off_break(merchant=merchant, pause=pause)
    else:
        actions.end_breaks(Merchant.objects.filter(pk=merchant.pk))


def _page(merchant, offers, form):
    today = timezone.localdate()
    return {
        "merchant": merchant,
        "form": form,
        "buttons": [until for until in Until if until != Until.DATES],
        "answer": merchant.hours_at(timezone.localtime()),
        "now": merchant.pauses.on(today).first(),
        "coming": merchant.pauses.filter(first_day__gt=today),
        "resting": [offer for offer in offers if offer.rest_in_words],
        "team_page": True,
    }
