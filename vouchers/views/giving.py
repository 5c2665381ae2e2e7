"""Treating someone: choose, pay, and see it hang. Anyone may; nobody is asked who they are."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from merchants.keys import fresh_key
from merchants.models import Chapter, Merchant
from vouchers import actions, gateways
from vouchers.forms import QUANTITY, GiveForm

from .buying import bought_before, pay_for, status_of


# Not "no-store": whoever comes back from the bank finds what was typed. An old key does no harm, it buys the same or asks first.
@login_not_required
@cache_control(private=True, no_cache=True)
def treat_give(request, slug):
    merchant = get_object_or_404(Merchant.objects.listed().select_related("chapter"), slug=slug)
    treats = list(merchant.treats.offered().select_related("kind"))
    form = GiveForm(request.POST or None, treats=treats, initial=_chosen_before(request.GET, treats))
    seller = actions.seller_of(merchant) if gateways.can_pay_online() else None
    if seller and form.is_valid() and (to_the_payment := pay_for(request, form, partial(buy_what_it_says, form))):
        return to_the_payment
    context = {"merchant": merchant, "form": form, "key": fresh_key(), "seller": seller}
    return render(request, "vouchers/treat_give.html", context, status=status_of(form))


@login_not_required
@require_safe
def city_give(request, slug):
    """The ways to give to a whole city."""
    chapter = get_object_or_404(Chapter, slug=slug)
    return render(request, "vouchers/city_give.html", {"chapter": chapter, "can_pay": gateways.can_pay_online()})


def buy_what_it_says(form):
    typed = form.cleaned_data
    return actions.buy(quantities=form.quantities, word=typed["word"], key=typed["key"], shown=form.shown, giver=form.giver)


def _chosen_before(query, treats):
    """What the page starts with: a treat named in the link, or everything of a purchase that was not paid."""
    purchase = bought_before(query.get("opnieuw", ""))
    numbers = {line.treat_id: line.quantity for line in purchase.lines.all()} if purchase else {}
    numbers |= {treat.pk: 1 for treat in treats if treat.kind.slug in query.getlist("traktatie")}
    typed = {name: getattr(purchase, name) for name in ["word", "email", "wants_news"]} if purchase else {}
    return typed | {f"{QUANTITY}{treat.pk}": numbers.get(treat.pk, 0) for treat in treats}
