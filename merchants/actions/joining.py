"""Joining: a place applies or is suggested, a coordinator says welcome, and only then it is on the map."""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from merchants import letters, where
from merchants.distance import metres
from merchants.keys import broke
from merchants.models import Merchant, MerchantPerson, ServiceOffer, User
from merchants.slugs import FreeSlugs, base_of

from .keeping import rebuild_open_minutes

CHARTER_VERSION = "2018"
NEXT_DOOR_M = 150


class AlreadyDecided(Exception):
    """Somebody of the team answered this place before."""


def apply(*, key, today=None, language="nl", **details):
    """Write down a place that wants to take part; the team reads it first. The same key twice is one application.

    `details` are fields of Merchant, `services` among them as Service rows. Applying includes saying yes to the charter.
    `language` is the one the thank-you letter is written in.
    """
    while True:
        try:
            with transaction.atomic():
                return _write_down(key, today or timezone.localdate(), language, **details)
        except IntegrityError as error:
            if broke(error, "merchants_merchant_application_key_key"):
                return Merchant.objects.get(application_key=key)
            # Two places of one name at the same moment took the same free address: the second looks for another.
            if not broke(error, "merchants_merchant_slug_key"):
                raise


def _write_down(key, today, language, *, services, **details):
    merchant = Merchant.objects.create(
        state=Merchant.State.APPLIED,
        slug=free_slug(details["name"]),
        charter_version=CHARTER_VERSION,
        charter_accepted_on=today,
        checked_on=today,
        checked_by=Merchant.CheckedBy.PLACE,
        application_key=key,
        **details,
    )
    ServiceOffer.objects.bulk_create([ServiceOffer(merchant=merchant, service=service) for service in services])
    team = merchant.chapter.email
    letters.write(event=f"applied-{merchant.pk}-team", to=team, template="applied_team", merchant=merchant)
    letters.write(event=f"applied-{merchant.pk}", to=merchant.contact_email, template="applied", language=language, merchant=merchant)
    return merchant


def alike(*, name, postcode, spot, key=None):
    """Places that bear this name in the same postcode or next door: on the map, or applied with another key."""
    lat, lng = spot
    near_enough = Q(postcode=postcode) | Q(lat__range=(lat - 0.01, lat + 0.01), lng__range=(lng - 0.01, lng + 0.01))
    known = Merchant.objects.filter(near_enough, state__in=[Merchant.State.ACTIVE, Merchant.State.APPLIED])
    called = _called(name)
    return [
        merchant
        for merchant in known.exclude(application_key=key).select_related("chapter").order_by("pk")
        if _called(merchant.name) == called
        and (merchant.postcode == postcode or metres(lat, lng, merchant.lat, merchant.lng) <= NEXT_DOOR_M)
    ]


def _called(name):
    return where.plain(name) or name


@transaction.atomic
def approve(*, merchant, today=None):
    """Welcome an applied or suggested place: on the map from now on, and its contact can log in. Raises AlreadyDecided."""
    merchant = _still_open(merchant)
    today = today or timezone.localdate()
    merchant.state = Merchant.State.ACTIVE
    merchant.agreed_on = merchant.agreed_on or merchant.charter_accepted_on or today
    if not merchant.checked_on:
        merchant.checked_on, merchant.checked_by = today, Merchant.CheckedBy.TEAM
    merchant.save(update_fields=["state", "agreed_on", "checked_on", "checked_by"])
    rebuild_open_minutes([merchant], today)
    if merchant.contact_email:
        _give_login(merchant)
        letters.write(event=f"approved-{merchant.pk}", to=merchant.contact_email, template="approved", merchant=merchant)
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
    """An address nobody has yet: "krookcafe", then "krookcafe-2". Names without Latin letters become "plek".

    Somebody else may take it before you do: whoever writes it down looks for another when the database says so (see `apply`).
    """
    same = Merchant.objects.filter(slug__regex=rf"^{base_of(name)}(-\d+)?$")
    return FreeSlugs(same.values_list("slug", flat=True)).take(name)


def _still_open(merchant):
    merchant = Merchant.objects.select_for_update().get(pk=merchant.pk)
    if merchant.state not in {Merchant.State.APPLIED, Merchant.State.SUGGESTED}:
        raise AlreadyDecided
    return merchant


def _give_login(merchant):
    nobody_yet = {"name": merchant.contact_name, "password": make_password(None)}
    user, _ = User.objects.get_or_create(email=merchant.contact_email.lower(), defaults=nobody_yet)
    MerchantPerson.objects.get_or_create(merchant=merchant, user=user)
