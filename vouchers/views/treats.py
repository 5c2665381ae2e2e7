"""What one can give at one's own place: prices, and kinds that come and go."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants.models import Merchant
from merchants.money import euro
from vouchers import actions
from vouchers.offer_forms import OfferForm, TermsForm


@never_cache
def place_treats(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    forms = [TermsForm(instance=treat, prefix=str(treat.pk)) for treat in merchant.treats.to_keep()]
    offer = OfferForm(merchant=merchant)
    if request.method == "POST":
        form, save = _sent(request, merchant, forms)
        if form.is_valid() and (form := save(form)) is None:
            messages.success(request, _("It is saved. What was given before keeps its price."))
            return redirect("vouchers:place-treats", slug)
        forms = [form if each.prefix == form.prefix else each for each in forms]
        offer = offer if form.prefix else form
    context = {"merchant": merchant, "forms": forms, "offer": offer, "team_page": True}
    return render(request, "vouchers/place_treats.html", context)


def _sent(request, merchant, forms):
    """The form that came, and what saves it: returns None, or the form once more."""
    for each in forms:
        if each.prefix == request.POST.get("treat"):
            return TermsForm(request.POST, instance=each.instance, prefix=each.prefix), _change
    return OfferForm(request.POST, merchant=merchant), lambda form: actions.offer_treat(merchant=merchant, **form.cleaned_data)


def _change(form):
    try:
        actions.change_terms(treat=form.instance, seen=form.cleaned_data["seen"], wanted=form.wanted)
    except actions.TermsChanged as changed:
        form = form.once_more(changed.now)
        now = {"price": euro(changed.now.price), "rate": changed.now.vat_rate}
        form.add_error("price", _("Somebody changed this while you were typing. Now it says: %(price)s, %(rate)d %% VAT.") % now)
        return form
    return None
