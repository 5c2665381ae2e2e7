"""A ready-made gift to a city: a coffee here and a bread there, where few of them hang, in one payment."""

import re
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control

from merchants.keys import fresh_key
from merchants.models import Chapter
from vouchers import gateways, radar
from vouchers.forms import QUANTITY, GiveForm
from vouchers.models import Theme

from .buying import bought_before, buy_what_it_says, chosen_before, pay_for, status_of

TYPED = ["word", "email", "wants_news"]
CHOSEN = re.compile(QUANTITY + r"(\d{1,18})", re.A)


@login_not_required
@cache_control(private=True, no_cache=True)
def theme_give(request, slug, theme):
    chapter = get_object_or_404(Chapter.objects.at_work(), slug=slug)
    theme = get_object_or_404(Theme, slug=theme)
    before, kinds = bought_before(request.GET.get("opnieuw", "")), list(theme.kinds.all())
    treats = _treats(chapter, kinds, _chosen(request.POST, before))
    form = GiveForm(request.POST or None, treats=treats, initial=chosen_before(request.GET, treats, *TYPED, otherwise=1))
    can_pay = gateways.can_pay_online() and treats
    if can_pay and form.is_valid() and (to_the_payment := pay_for(request, form, partial(buy_what_it_says, form))):
        return to_the_payment
    missing = [kind for kind in kinds if kind.pk not in {treat.kind_id for treat in treats}]
    context = {"chapter": chapter, "theme": theme, "form": form, "key": fresh_key(), "can_pay": can_pay, "missing": missing}
    return render(request, "vouchers/theme_give.html", context, status=status_of(form))


def _chosen(typed, before):
    """The numbers of the treats that this form showed, or that were chosen before."""
    if before and not typed:
        return [line.treat_id for line in before.lines.all()]
    return [int(found[1]) for name in typed if (found := CHOSEN.fullmatch(name))]


def _treats(chapter, kinds, chosen):
    """What the page showed stays, whatever hangs meanwhile; of what it did not show, those that do most good now."""
    today = timezone.localdate()
    shown = list(radar.sold(chapter, today).filter(pk__in=chosen, kind__in=kinds)) if chosen else []
    rest = {kind.pk for kind in kinds} - {treat.kind_id for treat in shown}
    found = [*shown, *radar.one_of_each(chapter=chapter, kinds=rest, day=today)] if rest else shown
    return sorted(found, key=lambda treat: (treat.kind.position, treat.kind.slug))
