"""A place that stops for good, or that stands here twice: the two pages a coordinator has for it."""

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from enchante.merging import AlreadyOne, MoneyIsOpen, merge
from merchants import actions
from merchants.admin.base import Who
from merchants.models import Merchant


class PlaceField(forms.ModelChoiceField):
    """Another place of the same city, the nearest first."""

    def __init__(self, **options):
        super().__init__(Merchant.objects.none(), **options)

    def label_from_instance(self, merchant):
        return ", ".join(filter(None, [merchant.name, merchant.address]))


class OtherPlaceForm(forms.Form):
    def __init__(self, data=None, *, merchant):
        super().__init__(data)
        others = Merchant.objects.listed().filter(chapter=merchant.chapter_id).exclude(pk=merchant.pk)
        self.fields["other"].queryset = others.nearest(merchant.lat, merchant.lng)


class CloseForm(OtherPlaceForm):
    farewell = forms.CharField(
        label=gettext_lazy("A last word on its page"),
        help_text=gettext_lazy("For instance where they moved to. Everybody reads it. You may leave it empty."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    other = PlaceField(
        label=gettext_lazy("Where may people go instead?"), required=False, empty_label=gettext_lazy("Nowhere in particular")
    )


class MergeForm(OtherPlaceForm):
    other = PlaceField(
        label=gettext_lazy("Which one stays?"),
        empty_label=gettext_lazy("Choose a place"),
        error_messages={"required": gettext_lazy("Choose which place stays.")},
    )


@never_cache
def place_close(request, pk):
    merchant = _own(request.user, pk, Merchant.objects.filter(state__in=[Merchant.State.ACTIVE, Merchant.State.CLOSED]))
    if not merchant.is_listed:
        return _closed_before(request, merchant)
    form = CloseForm(request.POST if request.method == "POST" else None, merchant=merchant)
    if form.is_valid():
        try:
            actions.close(merchant=merchant, farewell=form.cleaned_data["farewell"], leads_to=form.cleaned_data["other"])
        except actions.StoppedAlready:
            return _closed_before(request, merchant)
        _log(request, merchant, _("Closed for good."))
        messages.success(request, _("%(name)s is off the map. Its page says so, and leads on.") % {"name": merchant.name})
        return redirect("admin:merchants_merchant_change", pk)
    return render(request, "team/place_close.html", {"merchant": merchant, "form": form, "team_page": True})


@never_cache
def place_merge(request, pk):
    merchant = _own(request.user, pk, Merchant.objects.exclude(state=Merchant.State.LEFT))
    if merchant.state == Merchant.State.CLOSED:
        return _closed_before(request, merchant)
    form = MergeForm(request.POST if request.method == "POST" else None, merchant=merchant)
    if form.is_valid():
        stays = form.cleaned_data["other"]
        try:
            merge(goes=merchant, stays=stays)
        except MoneyIsOpen:
            form.add_error(None, _("Two enterprises sell here, and one of them has money coming still. Pay it out first, then merge."))
        except AlreadyOne:
            form.add_error(None, _("One of the two is gone meanwhile. Have another look."))
        else:
            _log(request, merchant, _("Became one with another place."))
            messages.success(request, _("%(name)s leads to %(other)s now.") % {"name": merchant.name, "other": stays.name})
            return redirect("admin:merchants_merchant_change", stays.pk)
    return render(request, "team/place_merge.html", {"merchant": merchant, "form": form, "team_page": True})


def _own(user, pk, places):
    if not user.is_staff:
        raise Http404
    return get_object_or_404(places & site.get_model_admin(Merchant).rows_for(user, Who.COORDINATORS), pk=pk)


def _closed_before(request, merchant):
    """By a colleague, or by the same button pressed twice."""
    messages.info(request, _("%(name)s is off the map already.") % {"name": merchant.name})
    return redirect("admin:merchants_merchant_change", merchant.pk)


def _log(request, merchant, note):
    site.get_model_admin(Merchant).log_change(request, merchant, note)
