"""Joining in: the doors one can come through, and the form that opens one's own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants import actions, limits
from merchants.forms import ApplyForm
from merchants.models import Chapter

# Many people may share one address: a library, a street party.
FORMS_A_DAY = 50


@login_not_required
@never_cache
def merchant_apply(request):
    form, status = ApplyForm(request.POST or None), 200
    if "look" in request.POST:
        form.forget_errors_but("opening_hours")
    elif form.is_valid() and limits.allows(request, "merchant-apply", per_day=FORMS_A_DAY):
        actions.apply(**form.application(), language=get_language())
        return HttpResponseRedirect(reverse("merchants:merchant-apply-thanks"), status=303)
    elif form.is_valid():
        form.add_error(None, _("Many forms came from your side of the internet today. Try again tomorrow, or write to the team."))
        status = 429
    return render(request, "merchants/merchant_apply.html", {"form": form, "chapters": Chapter.objects.at_work()}, status=status)


@login_not_required
@require_safe
def merchant_apply_thanks(request):
    return render(request, "merchants/merchant_apply_thanks.html")
