"""One place that stands here twice becomes one again.

The one that goes closes, and its address leads to the one that stays. What hangs there hangs on the other board from then on, as a pair
of movements, it stands on the lists of organisations in the old one's stead, and what is planned at its door comes along. Its ledger,
purchases, receipts and what it has coming stay with the old row.
"""

from django.db import transaction
from django.utils import timezone

from encounters.models import Activity, FirstVisit
from merchants import actions
from merchants.models import Merchant
from referrals.models import FavouritePlace
from vouchers.actions import send_all_on
from vouchers.models import Seller
from vouchers.overview import owed_to


class MoneyIsOpen(Exception):
    """Two enterprises sell at these, and one of them has money coming still."""


class AlreadyOne(Exception):
    """One of them is gone already."""


@transaction.atomic
def merge(*, goes, stays):
    """Make these two places of one city one. Locks both. Raises MoneyIsOpen or AlreadyOne."""
    locked = Merchant.objects.select_for_update(no_key=True).filter(pk__in=[goes.pk, stays.pk], chapter=stays.chapter).order_by("pk")
    places = {merchant.pk: merchant for merchant in locked}
    if len(places) < 2:
        raise ValueError("Two places of one city become one.")
    goes, stays = places[goes.pk], places[stays.pk]
    if not stays.is_listed or goes.state in {Merchant.State.CLOSED, Merchant.State.LEFT}:
        raise AlreadyOne
    if _sell_apart(goes, stays) and owed_to(goes):
        raise MoneyIsOpen
    send_all_on(merchant=goes, to_merchant=stays)
    for person in goes.people.all():
        stays.people.get_or_create(user_id=person.user_id)
    _put_on_lists(goes, stays)
    Activity.objects.filter(merchant=goes, ends_at__gt=timezone.now()).update(merchant=stays)
    FirstVisit.objects.filter(place=goes).update(place=stays)
    for peer in goes.peers.all():
        peer.places.add(stays)
        peer.places.remove(goes)
    actions.lead_on(goes, stays)


def _put_on_lists(goes, stays):
    """A list that holds both keeps the one that stays."""
    places = FavouritePlace.objects.filter(merchant=goes)
    places.exclude(favourite_set__places__merchant=stays).update(merchant=stays)
    places.delete()


def _sell_apart(one, other):
    """Whether two enterprises sell there now."""
    return Seller.objects.filter(merchant__in=[one, other], is_current=True).values("company_number").distinct().count() > 1
