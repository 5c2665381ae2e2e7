"""What something was before it changed: the database keeps it, whoever writes and from wherever.

Each version is a row as it was until then, or, of something added, as it was added. It tells the day and hour, and which person with a
login did it; what came on a board or left it is no version, and nothing here knows of it.
"""

import pghistory
import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Q

# What comes in by an import or with a new place is its beginning, and no change.
_BY_A_PERSON = pgtrigger.Condition("current_setting('pghistory.context_metadata', true) <> ''")

_NO_CONTACT = {"contact_name": "", "contact_email": "", "contact_phone": ""}
CHANGED, ADDED, TAKEN_AWAY = "changed", "added", "taken away"


def keep_versions(*fields, name):
    """Decorates a model: keep its versions, as far as these fields, in a model of this name."""
    return pghistory.track(
        pghistory.UpdateEvent(CHANGED, row="OLD", trigger_name="keep_version"),
        pghistory.InsertEvent(ADDED, condition=_BY_A_PERSON, trigger_name="keep_beginning"),
        pghistory.DeleteEvent(TAKEN_AWAY, trigger_name="keep_last_version"),
        fields=list(fields),
        model_name=name,
        context_field=pghistory.ContextJSONField(),
        context_id_field=None,
    )


def versioned(*names):
    """The columns of these translated fields: modeltranslation keeps one more beside those of the languages."""
    return [column for name in names for column in (name, *(f"{name}_{code}" for code, _language in settings.LANGUAGES))]


def models():
    """The models of versions, of every floor."""
    return [model.pgh_event_model for model in apps.get_models() if hasattr(model, "pgh_event_model") and not model._meta.proxy]


@transaction.atomic
def forget(user):
    """Leave out of every version who this person was and how to reach them; what changed stays."""
    for model in models():
        model.objects.filter(pgh_context__user=user.pk).update(pgh_context=None)
        if hasattr(model, "user"):
            model.objects.filter(user=user.pk).delete()
    forget_contact(user.email)


def forget_contact(email):
    """Leave out of every version of a place whoever had this address there, also from before the address was known."""
    for model in models():
        if hasattr(model, "contact_email"):
            theirs = model.objects.filter(contact_email__iexact=email)
            known = theirs.values("pgh_obj", "contact_name", "contact_phone")
            for place, name, phone in {tuple(row.values()) for row in known}:
                alike = Q(contact_name=name) & ~Q(contact_name="") | Q(contact_phone=phone) & ~Q(contact_phone="")
                model.objects.filter(alike, pgh_obj=place).update(**_NO_CONTACT)
            theirs.update(**_NO_CONTACT)


def by(user):
    """A context in which what changes is written down as done by this person."""
    return pghistory.context(user=user.pk)


def nobodys(view):
    """Marks a page whose taps nobody did: it changes nothing that has versions, and who is there is not even looked up."""
    view.is_nobodys = True
    return view


def is_nobodys(view):
    return getattr(view, "is_nobodys", False)
