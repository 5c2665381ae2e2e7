"""Erasing: somebody with a login asks to be forgotten. What they did for their places stays, without their name."""

import json
import re

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from merchants import versions
from merchants.models import ImportedRow, Letter, Merchant, PlaceImport

CONTACT = {"contact_name": "", "contact_email": "", "contact_phone": ""}


@transaction.atomic
def erase(*, user):
    """Forget this person: the login and all it opened, as contact of a place, in letters, and in the history of the admin."""
    named = Q(object_repr=str(user)) | Q(object_repr__startswith=f"{user}, ") | Q(change_message__contains=json.dumps(str(user)))
    LogEntry.objects.filter(named).update(object_repr="", change_message="")
    _leave_places(user)
    _leave_lists(user.email)
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
    for merchant in Merchant.objects.select_for_update(no_key=True).filter(contact_email__iexact=user.email):
        imported = {name: value for name, value in merchant.imported.items() if name not in CONTACT}
        Merchant.objects.filter(pk=merchant.pk).update(**CONTACT, imported=imported)


def _leave_lists(email):
    """Out of what rows of lists did. A list that names them and waits for somebody's yes goes: it would bring them in."""
    waiting = PlaceImport.objects.unfinished().annotate(seen=Cast("samples", TextField()))
    waiting.filter(Q(seen__icontains=email) | Q(pk__in=ImportedRow.objects.naming(email).values("place_import"))).delete()
    for row in ImportedRow.objects.naming(email):
        row.changes, row.imported_before = (
            each if each is None else {name: each[name] for name in each.keys() - CONTACT} for each in (row.changes, row.imported_before)
        )
        row.sentences = []
        row.save(update_fields=["changes", "imported_before", "sentences"])
