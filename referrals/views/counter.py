"""At the counter: what is kept there for a while is kept no more."""

from django.contrib.auth.decorators import login_not_required
from django.urls import reverse
from django.views.decorators.cache import never_cache

from merchants.versions import nobodys
from referrals import actions
from referrals.models import SettingAside
from vouchers.views.answers import SeeOther
from vouchers.views.counter import counter_gone, opening


@login_not_required
@never_cache
@nobodys
def counter_aside(request, token):
    """Leads back to the counter, which shows what hangs; whatever was sent, for the treat may have been handed out meanwhile."""
    link = opening(token)
    if link is None:
        return counter_gone(request, token)
    here = reverse("vouchers:counter", args=[token])
    kept = SettingAside.objects.filter(treat__merchant=link.merchant_id).select_related("treat__kind")
    aside = next((aside for aside in kept if str(aside.pk) == request.POST.get("aside")), None)
    if aside is None:
        return SeeOther(here)
    actions.let_go(aside=aside)
    slug = aside.treat.kind.slug
    return SeeOther(f"{here}?los={slug}#{slug}")
