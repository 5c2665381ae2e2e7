"""Leaving, in one step and without a reason."""

from django.db import transaction
from django.utils import timezone

from merchants import letters
from referrals.models import Organisation


@transaction.atomic
def stop_pointing_the_way(*, organisation, user, today=None):
    """This person no longer points the way for it. The team is told when nobody does any more. Locks the organisation."""
    organisation = Organisation.objects.select_for_update(no_key=True).select_related("chapter").get(pk=organisation.pk)
    left, _of = organisation.referrers.filter(user=user).delete()
    if left and not organisation.referrers.exists():
        # With the day: whoever comes back may leave once more.
        event = f"organisation-alone-{organisation.pk}-{today or timezone.localdate()}"
        letters.write_to_team(organisation.chapter, event=event, template="organisation_alone", organisation=organisation)
