"""Inviting a place: the team makes a link, hands it over in its own way, and may take it back."""

from django.db import transaction
from django.utils import timezone

from merchants.models import Invitation


def invite_place(*, merchant):
    """A new link for a suggested place."""
    return Invitation.objects.create(chapter=merchant.chapter, merchant=merchant)


@transaction.atomic
def take_back(invitations):
    """These open nothing from now on. Returns those that did until now."""
    taken = list(invitations.filter(used_on=None, revoked_on=None).select_for_update(of=["self"]))
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in taken]).update(revoked_on=timezone.localdate())
    return taken
