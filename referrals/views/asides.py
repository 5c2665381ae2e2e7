"""What professionals may know of a place, and the treats it keeps because they asked."""

from collections import Counter
from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants.models import Merchant
from referrals import actions
from referrals.aside_forms import AsideForm
from referrals.models import Organisation, SettingAside
from vouchers.models import Treat
from vouchers.views.answers import SeeOther

ON_A_PAGE = 30


class Row(NamedTuple):
    """One kind that hangs at a place: what this organisation has kept of it, or how it asks; neither where others have them all kept."""

    treat: Treat
    own: SettingAside | None
    form: AsideForm | None


@require_safe
def organisation_place_first(request, slug):
    """From a place's public page, which knows nobody, to the same place as one's organisation sees it."""
    organisation = Organisation.objects.of(request.user).first()
    return redirect("referrals:organisation-place", organisation.pk, slug) if organisation else redirect("referrals:my-organisations")


@never_cache
def organisation_place(request, pk, slug):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    now = timezone.localtime()
    merchant = get_object_or_404(Merchant.objects.listed().with_pause_on(now.date()).select_related("chapter"), slug=slug)
    treats = list(merchant.treats.on_the_board())
    sent = next((AsideForm(request.POST, treat=treat) for treat in treats if str(treat.pk) == request.POST.get("treat")), None)
    if sent and sent.is_valid():
        _ask(request, sent, organisation)
        return SeeOther(request.path)
    rows = _rows([treat for treat in treats if treat.waiting], organisation, sent)
    context = {"organisation": organisation, "merchant": merchant, "rows": rows, "answer": merchant.hours_at(now), "today": now.date()}
    return render(request, "referrals/organisation_place.html", context | {"team_page": "organisation"})


@never_cache
def organisation_asides(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    own = organisation.asides.standing().select_related("treat__kind", "treat__merchant")
    if request.method == "POST":
        aside = next((aside for aside in own if str(aside.pk) == request.POST.get("aside")), None)
        if aside:
            actions.let_go(aside=aside)
        messages.success(request, _("It is not kept any more. It hangs for everybody."))
        return SeeOther(request.path)
    page = Paginator(own.order_by("ends_at", "pk"), ON_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"organisation": organisation, "page": page, "team_page": "organisation"}
    return render(request, "referrals/organisation_asides.html", context)


def _rows(treats, organisation, sent):
    """Of each kind that hangs; the form that was sent holds what was sent."""
    kept = SettingAside.objects.standing().filter(treat__in=treats)
    asked = Counter(SettingAside.objects.filter(treat__in=treats).values_list("treat", flat=True))
    return [
        # What others keep there, of which this room knows nothing but the number.
        _row(treat, organisation, [aside for aside in kept if aside.treat_id == treat.pk], max(0, treat.set_aside - asked[treat.pk]), sent)
        for treat in treats
    ]


def _row(treat, organisation, kept, others, sent):
    own = next((aside for aside in kept if aside.organisation_id == organisation.pk), None)
    if own or treat.waiting <= len(kept) + others:
        return Row(treat, own, None)
    return Row(treat, None, sent if sent and sent.treat == treat else AsideForm(treat=treat))


def _ask(request, form, organisation):
    """Ask, and say what came of it."""
    try:
        aside = actions.set_aside(treat=form.treat, organisation=organisation, **form.cleaned_data)
    except actions.AskedAlready:
        messages.info(request, _("Your organisation has one of these kept here already. Here is how it stands."))
    except (actions.NothingToSetAside, actions.TakesNoPart):
        messages.info(request, _("Meanwhile none is left to keep, so nothing was asked."))
    else:
        messages.success(request, _("They keep one for you %(until)s. Who gets it stays their choice.") % {"until": aside.until_in_words})
