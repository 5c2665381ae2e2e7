"""Leaving, in one step and without a reason: a place, or somebody who looked after one or worked in a team."""

from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from merchants import letters
from merchants.models import Merchant, TeamRole


@transaction.atomic
def stop_taking_part(*, merchant, today=None):
    """The place leaves the map, and the team is told. What hangs on its board stays written down. Locks the place; twice is once."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    if not merchant.is_listed:
        return
    merchant.state = Merchant.State.LEFT
    merchant.save(update_fields=["state"])
    _write(merchant.chapter.email, "place_left", f"left-{merchant.pk}", today, merchant=merchant)


@transaction.atomic
def stop_looking_after(*, merchant, user, today=None):
    """This person no longer looks after the place. The team is told when nobody does any more. Locks the place."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    left, _of = merchant.people.filter(user=user).delete()
    if left and not merchant.people.exists():
        _write(merchant.chapter.email, "place_alone", f"alone-{merchant.pk}", today, merchant=merchant)


@transaction.atomic
def leave_team(*, role, today=None):
    """This person no longer works in this team. The network is told when the city has no coordinator any more. Locks the team."""
    team = TeamRole.objects.select_for_update().filter(chapter=role.chapter)
    coordinators = {each.pk for each in team if each.role == TeamRole.Role.COORDINATOR}
    if coordinators == {role.pk}:
        to = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        _write(to, "team_alone", f"team-alone-{role.chapter_id}", today, chapter=role.chapter)
    role.delete()


def _write(to, template, event, today, **context):
    # With the day: who comes back may leave once more.
    letters.write(event=f"{event}-{today or timezone.localdate()}", to=to, template=template, **context)
