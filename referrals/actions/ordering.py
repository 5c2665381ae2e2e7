"""Printed ask cards and city maps: an organisation orders them, and its team sends them."""

from django.db import transaction

from merchants import letters
from referrals.models import Organisation, PaperOrder

# So many orders of one organisation may wait at a time.
MOST_WAITING = 10


class TooManyOrders(Exception):
    """So many orders of this organisation wait already that the team cannot keep up."""


@transaction.atomic
def order_paper(*, key, organisation, what, number, language=""):
    """Ask the team, which gets a letter. The same key twice is one order. Locks the organisation. Raises TooManyOrders."""
    organisation = Organisation.objects.select_for_update(no_key=True, of=["self"]).select_related("chapter").get(pk=organisation.pk)
    known = PaperOrder.objects.filter(key=key).first()
    if known:
        return known
    if organisation.paper_orders.waiting().count() >= MOST_WAITING:
        raise TooManyOrders
    order = PaperOrder.objects.create(key=key, organisation=organisation, what=what, number=number, language=language)
    letters.write_to_team(organisation.chapter, event=f"paper-order-{order.pk}", template="paper_ordered", order=order)
    return order
