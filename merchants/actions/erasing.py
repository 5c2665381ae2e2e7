"""Erasing: somebody with a login asks to be forgotten. What they did for their places stays, without their name."""

import json
import re

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q

from merchants import versions
from merchants.models import Letter, Merchant


@transaction.atomic
def erase(*, user):
    """Forget this person: the login and all it opened, as contact of a place, in letters, and in the history of the admin."""
    named = Q(object_repr=str(user)) | Q(object_repr__startswith=f"{user}, ") | Q(change_message__contains=json.dumps(str(user)))
    LogEntry.objects.filter(named).update(object_repr="", change_message="")
    _leave_places(user)
    user.places.all().delete()
    # After the places, for taking the contact out makes one more version.
    versions.forget(user)
    # Also letters to others that give this address; not those that give a longer one which ends like it.
    letters = Letter.objects.filter(Q(to__iexact=user.email) | Q(body__iregex=rf"(^|[^\w.+-]){re.escape(user.email)}($|[^\w-])"))
    letters.waiting().delete()
    letters.update(to="", subject="", body="")
    user.delete()


def _leave_places(user):
    """An import whose file still names this person would bring them back: there they are taken out by hand."""
    contact = {"contact_name": "", "contact_email": "", "contact_phone": ""}
    for merchant in Merchant.objects.select_for_update(no_key=True).filter(contact_email__iexact=user.email):
        imported = {name: value for name, value in merchant.imported.items() if name not in contact}
        Merchant.objects.filter(pk=merchant.pk).update(**contact, imported=imported)
