"""What somebody sees who looks after places."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants import actions
from merchants.forms import PlaceForm
from merchants.models import Merchant


def my_places(request):
    merchants = Merchant.objects.run_by(request.user).select_related("chapter")
    return render(request, "merchants/my_places.html", {"merchants": merchants, "team_page": True})


def place_home(request, slug):
    """Where everything about one place begins: a door to each small page."""
    now = timezone.localtime()
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).with_pause_on(now.date()), slug=slug)
    context = {"merchant": merchant, "answer": merchant.hours_at(now), "team_page": True}
    return render(request, "merchants/place_home.html", context)


@never_cache
def place_edit(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    form = PlaceForm(request.POST or None, instance=merchant)
    if "look" in request.POST:
        form.forget_errors_but("opening_hours")
    elif form.is_valid():
        try:
            actions.change_place(merchant=merchant, seen=form.cleaned_data["seen"], wanted=form.wanted())
        except actions.ChangedMeanwhile as meanwhile:
            form = form.once_more(meanwhile)
        else:
            messages.success(request, _("It is saved. Thank you for keeping %(name)s up to date.") % {"name": merchant.name})
            return redirect("merchants:place-home", merchant.slug)
    return render(request, "merchants/place_edit.html", {"form": form, "merchant": merchant, "team_page": True})
