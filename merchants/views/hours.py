"""Hours that somebody of a place keeps true: of the place, of calm, of one service."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants import actions
from merchants.hours import in_a_sentence
from merchants.hours_forms import NoteForm, OwnHoursForm, hours_form
from merchants.models import Merchant, Service


@never_cache
def place_hours(request, slug, field="opening_hours"):
    """When the door is open; with `quiet_hours` when it is calm."""
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    form = hours_form(request, getattr(merchant, field), has_dates=field == "opening_hours")
    shown = {"form": form, "merchant": merchant, "field": field, "team_page": True}
    seen = _seen(request, actions.marks(merchant, field))
    if form.is_to_be_saved:
        try:
            merchant = actions.change_place(merchant=merchant, seen=seen, wanted={field: form.made})
        except actions.ChangedMeanwhile as meanwhile:
            seen = actions.marks(meanwhile.merchant, field)
            shown["theirs"] = _told(getattr(meanwhile.merchant, field))
        else:
            messages.success(request, _("Saved: %(hours)s") % {"hours": _told(getattr(merchant, field))})
            return redirect("merchants:place-home", merchant.slug)
    return render(request, "merchants/place_hours.html", {**shown, "seen": seen})


@never_cache
def place_service(request, slug, service_slug):
    """One service here: a word with it, and its own hours."""
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    service = get_object_or_404(Service, slug=service_slug).now
    offer = actions.offer_of(merchant, service)
    note, form = NoteForm(request.POST or None, instance=offer), hours_form(request, offer.opening_hours, OwnHoursForm)
    seen = _seen(request, actions.offer_marks(offer))
    shown = {"note": note, "form": form, "merchant": merchant, "service": service, "offer": offer, "team_page": True}
    if note.is_valid() and form.is_to_be_saved:
        try:
            wanted = {"note": note.cleaned_data["note"], "opening_hours": form.made}
            actions.change_offer(merchant=merchant, service=service, seen=seen, wanted=wanted)
        except actions.ChangedMeanwhile as meanwhile:
            shown |= {"now": actions.offer_of(merchant, service), "torn": meanwhile.torn}
            seen = actions.offer_marks(shown["now"])
        else:
            messages.success(request, _("It is saved. Thank you for keeping %(name)s up to date.") % {"name": merchant.name})
            return redirect("merchants:place-services", merchant.slug)
    return render(request, "merchants/place_service.html", {**shown, "seen": seen})


def _seen(request, now):
    """The marks this page showed when it was opened: they travel along, whatever button was pressed meanwhile."""
    return {name: request.POST.get(f"seen-{name}") for name in now} if request.method == "POST" else now


def _told(hours):
    return in_a_sentence(hours, timezone.localdate())
