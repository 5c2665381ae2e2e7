"""How an organisation begins: it asks, a coordinator adds its first person, and says welcome."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from merchants import letters
from merchants.actions import ring
from referrals.models import Organisation


@transaction.atomic
def ask_to_point_the_way(*, chapter, organisation, **ringing):
    """An organisation rings the bell: it waits for a welcome, and its team hears who asks. One we know already is not made twice.

    Who asks stands in the letter alone: an open form makes no logins.
    """
    known = Organisation.objects.filter(chapter=chapter, name__iexact=organisation).first()
    asking = known or Organisation.objects.get_or_create(chapter=chapter, name=organisation)[0]
    ring(chapter=chapter, organisation=asking, **ringing)


@transaction.atomic
def welcome(*, organisation, today=None):
    """From now on its people may come in; those tied to it already get a letter that says so. Returns whether this is news. Locks it."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if organisation.approved_on:
        return False
    organisation.approved_on = today or timezone.localdate()
    organisation.save(update_fields=["approved_on"])
    url = settings.SITE_URL + reverse("referrals:my-organisations")
    for referrer in organisation.referrers.select_related("user"):
        told = {"name": referrer.user.name, "organisation": organisation, "url": url}
        letters.write(
            event=f"welcomed-{organisation.pk}-{referrer.pk}",
            to=referrer.user.email,
            template="organisation_welcomed",
            chapter=organisation.chapter,
            **told,
        )
    return True
