"""Was it different? Told to the team of a place in private, by anybody; and what whoever has a login hears of what they asked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants import limits
from merchants.models import Merchant
from referrals import actions
from referrals.models import Organisation, Signal
from referrals.models.signals import ANSWERED_WITHIN
from referrals.signal_forms import SignalForm
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre.
FORMS_A_DAY = 50
ON_A_PAGE = 20


@login_not_required
@never_cache
def signal_send(request, slug):
    merchant = get_object_or_404(Merchant.objects.listed().select_related("chapter"), slug=slug)
    form, status = SignalForm(request.POST or None, user=request.user), 200
    if form.is_valid():
        if limits.allows(request, "signal", per_day=FORMS_A_DAY):
            signal = actions.send_signal(merchant=merchant, **form.told())
            return _thanks(request, signal)
        form.add_error(None, _("Many forms came from your side of the internet today. Try again tomorrow, or write to the team."))
        status = 429
    context = {"merchant": merchant, "form": form, "reasons": Signal.Reason, "days": ANSWERED_WITHIN.days}
    return render(request, "referrals/signal_send.html", context, status=status)


@login_not_required
@require_safe
def signal_thanks(request, slug):
    merchant = get_object_or_404(Merchant.objects.shown(), slug=slug)
    return render(request, "referrals/signal_thanks.html", {"merchant": merchant, "days": ANSWERED_WITHIN.days})


@never_cache
@require_safe
def organisation_questions(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    context = {"organisation": organisation, "page": _page(request, organisation.signals), "team_page": "organisation"}
    return render(request, "referrals/organisation_questions.html", context)


@never_cache
@require_safe
def my_questions(request):
    """What somebody asked for themselves; they alone see that it was them."""
    return render(request, "referrals/my_questions.html", {"page": _page(request, request.user.signals), "team_page": True})


def _page(request, signals):
    return Paginator(signals.select_related("merchant"), ON_A_PAGE).get_page(request.GET.get("pagina"))


def _thanks(request, signal):
    """A page anybody may open again; or where whoever asked will find the answer."""
    user = request.user
    if user.is_authenticated and signal.asked_by_id == user.pk:
        there = reverse("referrals:my-questions")
    elif user.is_authenticated and Organisation.objects.of(user).filter(pk=signal.organisation_id).exists():
        there = reverse("referrals:organisation-questions", args=[signal.organisation_id])
    else:
        return SeeOther(reverse("referrals:signal-thanks", args=[signal.merchant.slug]))
    messages.success(request, _("Thank you, it arrived. The answer comes here."))
    return SeeOther(there)
