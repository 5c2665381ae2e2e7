"""Treating together: a company, club or school asks for a payment request, and the page of that request. Its secret link is the key."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants import limits
from merchants.models import Chapter
from vouchers import actions, receipts
from vouchers.accounts import account_of, code_for
from vouchers.models import Payment
from vouchers.together_forms import TogetherForm

from .answers import SeeOther

# A whole house of companies may share one address.
REQUESTS_A_DAY = 20
REFUSALS = {
    actions.UnknownTreat: _("Something changed at a place meanwhile. Have a look, and press again if it is fine for you."),
    actions.TooMuch: _("Something changed at a place meanwhile. Have a look, and press again if it is fine for you."),
    actions.TotalNotShown: _("This is what it comes to. Press again if it is fine for you."),
    actions.KeyUsedElsewhere: _("You changed what you asked for earlier. Have a look, and press again if it is fine for you."),
}
TOO_OFTEN = _("Many requests came from your side of the internet today. Try again tomorrow, or write to the team.")


@login_not_required
@never_cache
def treat_together(request, slug):
    chapter = get_object_or_404(Chapter.objects.at_work(), slug=slug)
    account = account_of(chapter)
    form = TogetherForm(request.POST or None, chapter=chapter, day=timezone.localdate())
    is_read = account and "terug" not in request.POST and form.is_valid()
    if is_read and "vraag" in request.POST and (answer := _ask(request, form, account)):
        return answer
    template = "vouchers/treat_together_check.html" if is_read else "vouchers/treat_together.html"
    status = 429 if is_read and form.has_error(NON_FIELD_ERRORS, code="later") else 200
    return render(request, template, {"chapter": chapter, "form": form, "account": account}, status=status)


@login_not_required
@never_cache
@require_safe
def payment_request(request, token):
    payment = get_object_or_404(Payment.objects.requests().select_related("purchase__chapter"), token=token)
    if payment.is_paid:
        return SeeOther(reverse("vouchers:purchase-thanks", args=[payment.purchase.token]))
    account = account_of(payment.purchase.chapter)
    context = {"payment": payment, "purchase": payment.purchase, "chapter": payment.purchase.chapter, "account": account}
    context |= {"parts": receipts.parts_of(payment.purchase.bought_lines()), "code": account and code_for(payment, account)}
    return render(request, "vouchers/payment_request.html", context)


def _ask(request, form, account):
    """The way to the request, or None, and the form says why not."""
    if not limits.allows(request, "treat-together", per_day=REQUESTS_A_DAY):
        return form.add_error(None, ValidationError(TOO_OFTEN, code="later"))
    typed = form.cleaned_data
    try:
        payment = actions.ask_for_transfer(
            quantities=form.quantities,
            total=form.total_shown,
            buyer=typed["organisation"],
            giver=form.giver,
            account=account,
            key=typed["key"],
        )
    except tuple(REFUSALS) as refusal:
        form.renew_key()
        return form.add_error(None, REFUSALS[type(refusal)])
    return SeeOther(reverse("vouchers:payment-request", args=[payment.token]))
