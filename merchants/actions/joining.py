"""Joining: a place applies or is suggested, a coordinator says welcome, and only then it is on the map."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from merchants import letters
from merchants.keys import broke
from merchants.models import Merchant, MerchantPerson, ServiceOffer, User

from .keeping import rebuild_open_minutes

CHARTER_VERSION = "2018"


class AlreadyDecided(Exception):
    """Somebody of the team answered this place before."""


def apply(*, key, chapter, services, opening_hours="", today=None, **details):
    """Write down a place that wants to take part; the team reads it first. The same key twice is one application.

    `services` are Service rows, `details` further fields of Merchant. Applying includes saying yes to the charter.
    """
    today = today or timezone.localdate()
    try:
        with transaction.atomic():
            merchant = Merchant.objects.create(
                chapter=chapter,
                state=Merchant.State.APPLIED,
                slug=free_slug(details["name"]),
                opening_hours=opening_hours,
                charter_version=CHARTER_VERSION,
                charter_accepted_on=today,
                checked_on=today,
                application_key=key,
                **details,
            )
            ServiceOffer.objects.bulk_create([ServiceOffer(merchant=merchant, service=service) for service in services])
            letters.write(event=f"applied-{merchant.pk}-team", to=chapter.email, template="applied_team", merchant=merchant)
            letters.write(event=f"applied-{merchant.pk}", to=merchant.contact_email, template="applied", merchant=merchant)
            return merchant
    except IntegrityError as error:
        if broke(error, "merchants_merchant_application_key_key"):
            return Merchant.objects.get(application_key=key)
        raise


@transaction.atomic
def approve(*, merchant, today=None):
    """Welcome an applied or suggested place: on the map from now on, and its contact can log in. Raises AlreadyDecided."""
    merchant = _still_open(merchant)
    today = today or timezone.localdate()
    merchant.state = Merchant.State.ACTIVE
    merchant.agreed_on = merchant.agreed_on or merchant.charter_accepted_on or today
    merchant.checked_on = merchant.checked_on or today
    merchant.save(update_fields=["state", "agreed_on", "checked_on"])
    rebuild_open_minutes([merchant], today)
    if merchant.contact_email:
        _give_login(merchant)
        letters.write(
            event=f"approved-{merchant.pk}",
            to=merchant.contact_email,
            template="approved",
            merchant=merchant,
            my_places_url=settings.SITE_URL + reverse("merchants:my-places"),
        )
    return merchant


@transaction.atomic
def decline(*, merchant):
    """Say "not now" to an applied or suggested place, with a kind letter where it applied itself. Raises AlreadyDecided."""
    merchant = _still_open(merchant)
    applied = merchant.state == Merchant.State.APPLIED
    merchant.state = Merchant.State.DECLINED
    merchant.save(update_fields=["state"])
    if applied:
        letters.write(event=f"declined-{merchant.pk}", to=merchant.contact_email, template="declined", merchant=merchant)
    return merchant


def free_slug(name):
    """An address nobody has yet: "krookcafe", then "krookcafe-2". Names without Latin letters become "plek"."""
    base = slugify(name)[:120].strip("-") or "plek"
    taken = set(Merchant.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _still_open(merchant):
    merchant = Merchant.objects.select_for_update().get(pk=merchant.pk)
    if merchant.state not in {Merchant.State.APPLIED, Merchant.State.SUGGESTED}:
        raise AlreadyDecided
    return merchant


def _give_login(merchant):
    user = User.objects.filter(email=merchant.contact_email.lower()).first()
    user = user or User.objects.create_user(merchant.contact_email, name=merchant.contact_name)
    MerchantPerson.objects.get_or_create(merchant=merchant, user=user)
