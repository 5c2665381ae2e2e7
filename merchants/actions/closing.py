"""A place stops for good: the team says so, with a last word on its page and where else one is welcome."""

from django.db import transaction

from merchants.models import Merchant


class StoppedAlready(Exception):
    """This place is not on the map any more."""


@transaction.atomic
def close(*, merchant, farewell="", leads_to=None):
    """The place closed for good. What hangs on its board stays written down. Locks the place. Raises StoppedAlready."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    if not merchant.is_listed:
        raise StoppedAlready
    lead_on(merchant, leads_to, farewell)


def lead_on(merchant, leads_to, farewell=""):
    """Close this locked place; whatever led here leads on as well."""
    merchant.state, merchant.farewell, merchant.leads_to = Merchant.State.CLOSED, farewell, leads_to
    merchant.save(update_fields=["state", "farewell", "leads_to"])
    Merchant.objects.filter(leads_to=merchant).exclude(pk=leads_to and leads_to.pk).update(leads_to=leads_to)
