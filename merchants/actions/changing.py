"""Changing a place that several people look after, without losing anybody's work.

Each page carries a mark of every value it showed. Whoever saves changes only what differs from those marks; what was left alone stays
as somebody else made it meanwhile. Where both changed the same thing, the second is asked.
"""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from merchants.models import Merchant, ServiceOffer, Verification

from .answering import note_answer
from .keeping import rebuild_open_minutes

FIELDS = [
    *["description", "is_heated", "is_cool", "opening_hours", "quiet_hours", "wheelchair", "languages", "website", "phone"],
    *["note_for_referrers", "contact_name", "contact_email", "contact_phone"],
]


class ChangedMeanwhile(Exception):
    """Somebody else changed the same thing since the page was opened.

    `merchant` is the place as it is now, `touched` what this person changed, `torn` what both changed (names of fields).
    """

    def __init__(self, merchant, touched, torn):
        super().__init__(torn)
        self.merchant, self.touched, self.torn = merchant, touched, torn


def marks(merchant, *names):
    """A mark of every value a page shows for changing, or of those with these names."""
    return {name: mark(_value(merchant, name)) for name in names or [*FIELDS, "services"]}


@transaction.atomic
def change_place(*, merchant, seen, wanted, today=None):
    """Write down what somebody made of a place (`wanted`), having seen these `marks`. Whoever saves has looked, so it counts as checked.

    Locks the place. Raises ChangedMeanwhile.
    """
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    touched = touched_by(merchant, marks(merchant, *wanted), seen, wanted)
    for name in touched & set(FIELDS):
        setattr(merchant, name, wanted[name])
    if "services" in touched:
        _offer(merchant, wanted["services"])
    write_checked(merchant, today)
    return merchant


def touched_by(merchant, now, seen, wanted):
    """The names of what this person changed. Raises ChangedMeanwhile where somebody else changed the same, and otherwise."""
    touched = {name for name, value in wanted.items() if mark(value) != seen.get(name)}
    torn = {name for name in touched if now[name] not in {seen.get(name), mark(wanted[name])}}
    if torn:
        raise ChangedMeanwhile(merchant, touched, torn)
    return touched


def write_checked(merchant, today=None):
    """Somebody of the place looked at it just now; in the round that runs that is its answer."""
    merchant.checked_on = today or timezone.localdate()
    merchant.checked_by = Merchant.CheckedBy.PLACE
    merchant.save(update_fields=[*FIELDS, "checked_on", "checked_by"])
    rebuild_open_minutes([merchant])
    note_answer([merchant], answer=Verification.Answer.RIGHT, channel=Verification.Channel.OWN, today=today)


def _offer(merchant, services):
    """Offer these and no others; what was noted with a service that stays, stays."""
    merchant.offers.exclude(service__in=services).delete()
    offers = [ServiceOffer(merchant=merchant, service=service) for service in services]
    ServiceOffer.objects.bulk_create(offers, ignore_conflicts=True)


def _value(merchant, name):
    return merchant.services.all() if name == "services" else getattr(merchant, name)


def mark(value):
    """Alike for the same value, however it was written down: a list in any order, a text with any kind of line ends."""
    value = str(value) if isinstance(value, bool) else value
    words = sorted(str(getattr(one, "pk", one)) for one in value) if not isinstance(value, str) else value.splitlines()
    return sha256("\n".join(words).encode()).hexdigest()[:12]
