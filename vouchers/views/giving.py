"""Treating someone: choose, pay, and see it hang. Anyone may; nobody is asked who they are."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from merchants.keys import fresh_key
from merchants.models import Chapter
from vouchers import gateways, radar
from vouchers.accounts import account_of
from vouchers.forms import GiveForm
from vouchers.models import Theme

from .buying import buy_what_it_says, chosen_before, pay_for, shop_closed, shop_of, status_of


# Not "no-store": whoever comes back from the bank finds what was typed. An old key does no harm, it buys the same or asks first.
@login_not_required
@cache_control(private=True, no_cache=True)
def treat_give(request, slug):
    merchant, treats, seller = shop_of(slug)
    if not merchant.is_listed:
        return shop_closed(request, merchant)
    form = GiveForm(request.POST or None, treats=treats, initial=chosen_before(request.GET, treats, "word", "email", "wants_news"))
    if seller and form.is_valid() and (to_the_payment := pay_for(request, form, partial(buy_what_it_says, form))):
        return to_the_payment
    context = {"merchant": merchant, "form": form, "key": fresh_key(), "seller": seller}
    return render(request, "vouchers/treat_give.html", context, status=status_of(form))


@login_not_required
@require_safe
def city_give(request, slug):
    """The ways to give to a whole city."""
    chapter = get_object_or_404(Chapter, slug=slug)
    kinds = radar.kinds_sold(chapter, timezone.localdate())
    themes = Theme.objects.filter(kinds__in=kinds).distinct() if gateways.can_pay_online() else []
    return render(request, "vouchers/city_give.html", {"chapter": chapter, "themes": themes, "can_request": account_of(chapter)})
