"""Saying under a sign that one comes, and taking it back. Optional, without a name, gone the day after."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from encounters import actions
from encounters.models import Activity, SignUp
from encounters.sign_forms import SignUpForm
from merchants import limits
from vouchers.views.answers import SeeOther

# Many people may share one address: a library, a day centre.
FORMS_A_DAY = 50


@login_not_required
@never_cache
def sign_up(request, chapter_slug, slug):
    there = Activity.objects.published().with_place().select_related("chapter")
    activity = get_object_or_404(there, chapter__slug=chapter_slug, slug=slug)
    form, status = SignUpForm(request.POST or None, suggested=actions.suggest_signs(activity)), 200
    if form.is_valid():
        if limits.allows(request, "sign-up", per_day=FORMS_A_DAY):
            kept = _keep(activity, form)
            if kept:
                return SeeOther(reverse("encounters:sign-up-kept", args=[kept.pk]))
        else:
            form.add_error(None, _("Many forms came from your side of the internet today. You need none: just walk in."))
            status = 429
    context = {"activity": activity, "form": form, "takes_signs": activity.takes_signs_at(timezone.now())}
    return render(request, "encounters/sign_up.html", context, status=status)


@login_not_required
@never_cache
def sign_up_kept(request, key):
    """Whoever has this address, and nobody else, sees the sign and takes it back."""
    kept = SignUp.objects.select_related("activity__chapter", "activity__merchant__leads_to").filter(pk=key).first()
    if request.method == "POST":
        actions.take_back(key=key)
        return SeeOther(reverse("encounters:sign-up-gone"))
    if kept is None:
        return render(request, "encounters/sign_up_gone.html", {"is_erased": True}, status=404)
    return render(request, "encounters/sign_up_kept.html", {"kept": kept, "activity": kept.activity})


@login_not_required
@require_safe
def sign_up_gone(request):
    return render(request, "encounters/sign_up_gone.html")


def _keep(activity, form):
    """The SignUp, or None where the form says now why not."""
    try:
        return actions.sign_up(activity=activity, **form.said())
    except actions.SignTaken:
        form.add_error("word" if form.cleaned_data["word"] else "sign", _("Somebody goes by that one already. Would you choose another?"))
    except actions.AllChairsSpokenFor:
        form.add_error(None, _("Many people said already that they come. You need not: just walk in."))
    except actions.NoSignsAsked:
        form.add_error(None, _("Nobody has to sign up here any more. Look at the page of the activity: is it still on? Then just walk in."))
    return None
