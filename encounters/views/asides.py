"""Rounds that wait for an activity: on the page of one's own place, and at the counter."""

from typing import NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from encounters import actions
from encounters.aside_forms import KeepForm, hanging_at
from encounters.models import Activity, ActivityAside
from merchants.models import Merchant
from merchants.versions import nobodys
from vouchers.views.answers import SeeOther
from vouchers.views.counter import counter_gone, opening

ON_A_PAGE = 10


class Row(NamedTuple):
    activity: Activity
    kept: list
    form: KeepForm | None


@never_cache
def place_activities(request, slug):
    """What comes at this place, and what it keeps for it."""
    merchant = get_object_or_404(Merchant.objects.run_by(request.user).select_related("chapter"), slug=slug)
    coming = Activity.objects.filter(merchant=merchant).coming(timezone.now()).going_on()
    page = Paginator(coming.prefetch_related("asides__treat__kind"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    treats, sent = list(hanging_at(merchant)), None
    if request.method == "POST":
        activity = next((each for each in coming if each.slug == request.POST.get("activity")), None)
        if activity is None:
            raise Http404
        if request.POST.get("what") == "let-go":
            _let_go(request, activity)
            return SeeOther(request.get_full_path())
        sent = KeepForm(request.POST, activity=activity, treats=treats)
        if sent.is_valid() and _keep(request, sent):
            return SeeOther(request.get_full_path())
    rows = [Row(each, list(each.asides.all()), _form(each, treats, sent) if treats else None) for each in page]
    return render(request, "encounters/place_activities.html", {"merchant": merchant, "page": page, "rows": rows, "team_page": True})


@login_not_required
@never_cache
@nobodys
def counter_round(request, token):
    """A round is kept no longer: leads back to the counter, whatever was sent."""
    link = opening(token)
    if link is None:
        return counter_gone(request, token)
    here = reverse("vouchers:counter", args=[token])
    kept = ActivityAside.objects.filter(treat__merchant=link.merchant_id).select_related("treat__kind")
    aside = next((aside for aside in kept if str(aside.pk) == request.POST.get("ronde")), None)
    if aside is None:
        return SeeOther(here)
    actions.let_round_go(aside=aside)
    slug = aside.treat.kind.slug
    return SeeOther(f"{here}?los={slug}#{slug}")


def _form(activity, treats, sent):
    return sent if sent and sent.activity == activity else KeepForm(activity=activity, treats=treats)


def _keep(request, form):
    """Keep it and say so; or say at the field what came between."""
    try:
        actions.keep_round(activity=form.activity, **form.cleaned_data)
    except actions.NotSoManyHang:
        form.add_error("number", _("Meanwhile fewer hang there. Nothing was changed: choose a smaller number."))
    except actions.NotThere:
        form.add_error(None, _("This activity moved or was called off meanwhile, so nothing is kept for it."))
    else:
        messages.success(request, _("It waits for whoever comes. You can let it go whenever you like."))
        return True
    return False


def _let_go(request, activity):
    aside = next((each for each in activity.asides.all() if str(each.pk) == request.POST.get("aside")), None)
    if aside:
        actions.let_round_go(aside=aside)
    messages.success(request, _("It is not kept any more. It hangs for everybody."))
