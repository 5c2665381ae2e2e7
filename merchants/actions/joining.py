"""Joining: a place applies or is suggested, a coordinator says welcome, and only then it is on the map."""

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from merchants import letters, where
from merchants.distance import metres
from merchants.keys import broke
from merchants.models import Invitation, Merchant, MerchantPerson, ServiceOffer, User
from merchants.slugs import FreeSlugs, base_of

from .keeping import rebuild_open_minutes

CHARTER_VERSION = "2018"
NEXT_DOOR_M = 150


class AlreadyDecided(Exception):
    """Somebody of the team answered this place before."""


class InvitationClosed(Exception):
    """This invitation opens nothing (any more)."""


def apply(*, key, today=None, language="nl", **details):
    """Write down a place that wants to take part; the team reads it first. The same key twice is one application.

    `details` are fields of Merchant, `services` among them as Service rows. Applying includes saying yes to the charter.
    `language` is the one in which we write to it.
    """
    while True:
        try:
            with transaction.atomic():
                return _write_down(Merchant(), key, today or timezone.localdate(), language, **details)
        except IntegrityError as error:
            if broke(error, "merchants_merchant_application_key_key"):
                return Merchant.objects.get(application_key=key)
            # Two places of one name at the same moment took the same free address: the second looks for another.
            if not broke(error, "merchants_merchant_slug_key"):
                raise


def accept(*, token, key, today=None, **application):
    """The same by way of an invitation, which opens once: a place that was suggested goes on in its own row.

    Raises InvitationClosed. The same key twice is one application. Locks the invitation and the place.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(token=token).first()
        if not invitation:
            raise InvitationClosed
        place = Merchant.objects.select_for_update().filter(pk=invitation.merchant_id).first()
        if place and place.application_key == key:
            return place
        invitation.merchant = place
        if invitation.closed_on(today):
            raise InvitationClosed
        invitation.merchant = _accepted(place, key, today, **application)
        invitation.used_on = today
        invitation.save(update_fields=["merchant", "used_on"])
        return invitation.merchant


def _accepted(place, key, today, *, language="nl", **details):
    if place is None:
        return apply(key=key, today=today, language=language, **details)
    return _write_down(place, key, today, language, **details)


def _write_down(merchant, key, today, language, *, services, **details):
    said_yes = {"charter_version": CHARTER_VERSION, "charter_accepted_on": today}
    checked = {"checked_on": today, "checked_by": Merchant.CheckedBy.PLACE}
    details |= {"state": Merchant.State.APPLIED, "application_key": key, "letter_language": language, **said_yes, **checked}
    for name, value in details.items():
        setattr(merchant, name, value)
    if merchant.pk:
        merchant.save(update_fields=list(details))
    else:
        merchant.slug = free_slug(merchant.name)
        merchant.save(force_insert=True)
    _offer(merchant, services)
    _tell_that_it_came(merchant)
    return merchant


def _offer(merchant, services):
    """What a suggestion knew about a service stays where the place offers it too."""
    merchant.offers.exclude(service__in=services).delete()
    offers = [ServiceOffer(merchant=merchant, service=service) for service in services]
    ServiceOffer.objects.bulk_create(offers, ignore_conflicts=True)


def _tell_that_it_came(merchant):
    letters.write_to_team(merchant.chapter, event=f"applied-{merchant.pk}-team", template="applied_team", merchant=merchant)
    letters.write_to(merchant, event=f"applied-{merchant.pk}", template="applied")


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
        letters.write_to(merchant, event=f"approved-{merchant.pk}", template="approved")
    return merchant


@transaction.atomic
def decline(*, merchant):
    """Say "not now" to an applied or suggested place, with a kind letter where it applied itself. Raises AlreadyDecided."""
    merchant = _still_open(merchant)
    applied = merchant.state == Merchant.State.APPLIED
    merchant.state = Merchant.State.DECLINED
    merchant.save(update_fields=["state"])
    if applied:
        letters.write_to(merchant, event=f"declined-{merchant.pk}", template="declined")
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
