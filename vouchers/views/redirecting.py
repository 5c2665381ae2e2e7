"""Sending idle treats on: what hangs at one's own place, what others ask of it, and what it asked of others."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from merchants.models import Merchant
from vouchers import actions
from vouchers.models import Redirection, TreatKind
from vouchers.redirect_forms import RedirectForm, goals_of


@never_cache
def place_redirect(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    forms = _forms(merchant, request.POST if request.method == "POST" else None)
    sent = next((form for form in forms if form.is_bound), None)
    if request.method == "POST" and not sent:
        messages.info(request, _("Meanwhile they were handed out, so nothing had to move."))
    if sent and sent.is_valid() and _send(request, sent):
        return redirect("vouchers:place-redirect", slug)
    return render(request, "vouchers/place_redirect.html", _page(merchant, forms))


@require_POST
def redirection_answer(request, slug, pk):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    questions = Redirection.objects.offered_to(merchant) | Redirection.objects.sent_by(merchant)
    question = get_object_or_404(questions, pk=pk)
    says_yes = request.POST.get("answer") == "yes" and question.to_merchant_id == merchant.pk
    try:
        (actions.take_over if says_yes else actions.leave_it)(question=question)
    except actions.AlreadyAnswered:
        messages.info(request, _("This was answered before. Here is how it stands now."))
    except actions.NothingWaiting:
        messages.info(request, _("Meanwhile they were handed out, so nothing had to move."))
    else:
        messages.success(request, _("They hang on your board now. Thank you!") if says_yes else _("Fine. Nothing moved."))
    return redirect("vouchers:place-redirect", slug)


def _forms(merchant, data):
    """A form for each kind that hangs; the one that was sent holds what was sent."""
    goals, kinds = goals_of(merchant), TreatKind.objects.filter(treats__in=merchant.treats.offered()).distinct()
    treats = list(merchant.treats.waiting().select_related("kind", "merchant"))
    for_pot, sent = actions.can_go_to_pot(treats), data and data.get("treat")
    return [
        RedirectForm(data if sent == str(treat.pk) else None, treat=treat, goals=goals, kinds=kinds, for_pot=for_pot[treat.pk])
        for treat in treats
    ]


def _send(request, form):
    """Whether it went; where it did not, the form says why."""
    typed, treat = form.cleaned_data, form.treat
    try:
        if typed["kind"]:
            actions.change_kind(treat=treat, kind=typed["kind"], quantity=typed["quantity"], key=typed["key"])
            messages.success(request, _("Your board is changed."))
        elif typed.get("pot"):
            actions.send_to_pot(treat=treat, quantity=typed["quantity"], key=typed["key"])
            messages.success(request, _("It is in the pot of your city now, and becomes treats where none hang. Thank you!"))
        else:
            actions.ask_to_take_over(treat=treat, to_merchant=typed["to"], quantity=typed["quantity"], key=typed["key"])
            messages.success(request, _("%(place)s is asked, and they move once it says yes.") % {"place": typed["to"]})
    except actions.NothingWaiting:
        form.add_error("quantity", _("So many do not hang on your board now, or their money is with you already."))
        return False
    return True


def _page(merchant, forms):
    asked = Redirection.objects.waiting().select_related("treat__kind", "treat__merchant", "to_merchant")
    return {
        "merchant": merchant,
        "forms": forms,
        "idle": set(actions.idle_treats(timezone.localdate()).filter(merchant=merchant).values_list("pk", flat=True)),
        "offered": asked.offered_to(merchant),
        "sent": asked.sent_by(merchant),
        "team_page": True,
    }
