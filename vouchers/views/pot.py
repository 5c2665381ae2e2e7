"""A gift to the pot of a city: any amount, and the team turns it into treats where none hang."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from merchants.keys import fresh_key
from merchants.models import Chapter
from vouchers import actions, gateways
from vouchers.forms import PotForm

from .buying import bought_before, pay_for, status_of


@login_not_required
@cache_control(private=True, no_cache=True)
def pot_give(request, slug):
    chapter = get_object_or_404(Chapter.objects.at_work(), slug=slug)
    form = PotForm(request.POST or None, initial=_typed_before(request.GET.get("opnieuw", "")))
    can_pay = gateways.can_pay_online()
    if can_pay and form.is_valid() and (to_the_payment := pay_for(request, form, partial(_give, chapter, form))):
        return to_the_payment
    context = {"chapter": chapter, "form": form, "key": fresh_key(), "can_pay": can_pay}
    return render(request, "vouchers/pot_give.html", context, status=status_of(form))


def _give(chapter, form):
    typed = form.cleaned_data
    return actions.give_to_pot(chapter=chapter, amount=typed["amount"], key=typed["key"], giver=form.giver)


def _typed_before(token):
    purchase = bought_before(token)
    return {"amount": purchase.for_pot, "email": purchase.email} if purchase and purchase.for_pot else {}
