"""What somebody sees who looks after places."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants import actions
from merchants.forms import PlaceForm, ServicesForm
from merchants.models import Merchant


def my_places(request):
    merchants = Merchant.objects.run_by(request.user).select_related("chapter")
    context = {"merchants": merchants, "left": Merchant.objects.left_by(request.user), "team_page": True}
    return render(request, "merchants/my_places.html", context)


def place_home(request, slug):
    """Where everything about one place begins: a door to each small page."""
    now = timezone.localtime()
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).with_pause_on(now.date()), slug=slug)
    asked = merchant.verifications.in_rounds_on(now.date()).waiting().first()
    context = {"merchant": merchant, "answer": merchant.hours_at(now), "asked": asked, "team_page": True}
    return render(request, "merchants/place_home.html", context)


@never_cache
def place_edit(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    form, is_saved = _kept(PlaceForm(request.POST or None, instance=merchant))
    if is_saved:
        messages.success(request, _("It is saved. Thank you for keeping %(name)s up to date.") % {"name": merchant.name})
        return redirect("merchants:place-home", merchant.slug)
    return render(request, "merchants/place_edit.html", {"form": form, "merchant": merchant, "team_page": True})


@never_cache
def place_services(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    form, is_saved = _kept(ServicesForm(request.POST or None, instance=merchant))
    if is_saved:
        messages.success(request, _("It is saved. Thank you for keeping %(name)s up to date.") % {"name": merchant.name})
        return redirect("merchants:place-services", merchant.slug)
    offers = merchant.offers.select_related("service")
    return render(request, "merchants/place_services.html", {"form": form, "merchant": merchant, "offers": offers, "team_page": True})


def _kept(form):
    """(form, whether it is saved): the form that came in, or one that asks once more because a colleague was quicker."""
    if not form.is_valid():
        return form, False
    try:
        actions.change_place(merchant=form.instance, seen=form.cleaned_data["seen"], wanted=form.wanted())
    except actions.ChangedMeanwhile as meanwhile:
        return form.once_more(meanwhile), False
    return form, True
