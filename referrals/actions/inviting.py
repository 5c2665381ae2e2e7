"""Letting somebody in: colleagues of an organisation, by mail."""

from django.db import transaction

from merchants import actions
from referrals.models import Organisation

MOST_PEOPLE = 50


@transaction.atomic
def let_in_colleague(*, organisation, email, name="", today=None):
    """Somebody points the way for this organisation too; a letter says so. Who does already gets none. Locks the organisation.

    Raises TooManyPeople or TooManyLetters of `merchants.actions`.
    """
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    of = {"what": organisation.name, "event": f"organisation-{organisation.pk}", "chapter": organisation.chapter}
    actions.list_up(organisation.referrers, email=email, name=name, most=MOST_PEOPLE, today=today, **of)
