"""Doors to the pages of this floor, for the page of one's own place: `{% load own_place %}`."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from merchants.money import euro
from vouchers import actions
from vouchers.models import Redirection

register = template.Library()


@register.inclusion_tag("components/door.html")
def treats_door(merchant):
    """`{% treats_door merchant %}`: the way to what one can give there, with what that is now. One query."""
    treats = merchant.treats.offered().select_related("kind")
    now = ", ".join(f"{treat.name} {euro(treat.price)}" for treat in treats)
    return {
        "url": reverse("vouchers:place-treats", args=[merchant.slug]),
        "icon": "gift",
        "title": _("Treats and prices"),
        "words": now or _("Nothing yet that people can give here."),
    }


@register.inclusion_tag("components/door.html")
def seller_door(merchant):
    """`{% seller_door merchant %}`: the way to who sells there. One query."""
    seller = actions.seller_of(merchant)
    if seller is None:
        words = _("Not yet: people treat at your counter. Fill in who sells, and they can from their phone too.")
    elif seller.can_be_paid:
        words = _("In the name of %(seller)s.") % {"seller": seller}
    else:
        words = _("In the name of %(seller)s. Add your account number, so that we can pay you.") % {"seller": seller}
    return {
        "url": reverse("vouchers:place-seller", args=[merchant.slug]),
        "icon": "landmark",
        "title": _("Giving through the site"),
        "words": words,
    }


@register.simple_tag
def payouts_address(merchant):
    """`{% payouts_address merchant %}`: where what was paid out to it stands, also once it stopped."""
    return reverse("vouchers:place-payouts", args=[merchant.slug])


@register.inclusion_tag("vouchers/board_doors.html")
def board_doors(merchant):
    """`{% board_doors merchant %}`: the section about what hangs there and what came of it, with questions of others. One query."""
    return {"merchant": merchant, "asked": Redirection.objects.waiting().offered_to(merchant).count()}
