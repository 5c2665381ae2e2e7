"""Opening one's own door: the form to join, step by step, by oneself or by invitation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from merchants import actions, joining_steps, limits, page_texts, tiles
from merchants.join_forms import ApplyForm
from merchants.models import Chapter, Invitation

# Many people may share one address: a library, a street party.
FORMS_A_DAY = 50
# Not `no-store`: whoever goes back in the browser finds the earlier step as it was, and what was typed there.
kept_for_going_back = cache_control(private=True, no_cache=True)


@login_not_required
@kept_for_going_back
def merchant_apply(request):
    form = ApplyForm(request.POST or None)
    return _walk(request, form, lambda application: actions.apply(**application))


@login_not_required
@kept_for_going_back
def merchant_invited(request, token):
    invitation = Invitation.objects.select_related("chapter", "merchant").filter(token=token).first()
    closed = invitation.closed_on(timezone.localdate()) if invitation else Invitation.Closed.UNKNOWN
    if closed and not request.POST:
        return render(request, "merchants/invitation_closed.html", {"closed": closed}, status=410 if invitation else 404)
    form = ApplyForm(request.POST or None, invitation=invitation)
    return _walk(request, form, lambda application: actions.accept(token=token, **application), invitation=invitation)


def _walk(request, form, send, **about):
    step = joining_steps.next_step(form, request.POST)
    if step:
        return _page(request, form, step, **about)
    if not limits.allows(request, "merchant-apply", per_day=FORMS_A_DAY):
        form.add_error(None, _("Many forms came from your side of the internet today. Try again tomorrow, or write to the team."))
        return _page(request, form, joining_steps.STEPS[-1], status=429, **about)
    try:
        place = send(form.application() | {"language": get_language()})
    except actions.InvitationClosed:
        return _page(request, form, joining_steps.STEPS[-1], closed=True, **about)
    return HttpResponseRedirect(reverse("merchants:merchant-apply-thanks", query={"stad": place.chapter.slug}), status=303)


def _page(request, form, step, status=200, **about):
    fields = {"asked": joining_steps.asked(form, step), "carried": joining_steps.carried(form, step)}
    shown = {"form": form, "step": step, "steps": joining_steps.STEPS, "tiles": tiles.server(), **fields, **about}
    return render(request, "merchants/merchant_apply.html", shown, status=status)


@login_not_required
@require_safe
def merchant_apply_thanks(request):
    chapter = Chapter.objects.filter(slug=request.GET.get("stad", "").replace("\0", "")).first()
    said = page_texts.said_after_applying(chapter) if chapter else ""
    return render(request, "merchants/merchant_apply_thanks.html", {"chapter": chapter, "said": said})
