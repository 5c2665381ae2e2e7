"""Inviting a place: the team makes a link, hands it over in its own way, and may take it back."""

from django.utils import timezone

from merchants.models import Invitation


def invite_place(*, merchant):
    """A new link for a suggested place."""
    return Invitation.objects.create(chapter=merchant.chapter, merchant=merchant)


def take_back(invitations):
    """These open nothing from now on. Returns how many did until now."""
    return invitations.filter(used_on=None, revoked_on=None).update(revoked_on=timezone.localdate())
