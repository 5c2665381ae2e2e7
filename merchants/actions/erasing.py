"""Erasing: somebody with a login asks to be forgotten. What they did for their places stays, without their name."""

import json

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q

from merchants.models import Letter, Merchant


@transaction.atomic
def erase(*, user):
    """Forget this person: the login and all it opened, as contact of a place, in letters, and in the history of the admin."""
    named = Q(object_repr=str(user)) | Q(object_repr__startswith=f"{user}, ") | Q(change_message__contains=json.dumps(str(user)))
    LogEntry.objects.filter(named).update(object_repr="", change_message="")
    Merchant.objects.filter(contact_email__iexact=user.email).update(contact_name="", contact_email="", contact_phone="")
    letters = Letter.objects.filter(to__iexact=user.email)
    letters.waiting().delete()
    letters.update(to="", subject="", body="")
    user.delete()
