"""Leaving, in one step and without a reason: a place, or somebody who looked after one or worked in a team."""

from django.db import transaction
from django.utils import timezone

from merchants import letters
from merchants.keys import fresh_token
from merchants.models import Merchant, TeamRole

from .ending_logins import end_logins
from .keeping import rebuild_open_minutes


@transaction.atomic
def stop_taking_part(*, merchant, today=None):
    """The place leaves the map, and the team is told. What hangs on its board stays written down. Locks the place; twice is once."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    if not merchant.is_listed:
        return
    merchant.state = Merchant.State.LEFT
    merchant.save(update_fields=["state"])
    _write(merchant.chapter, "place_left", f"left-{merchant.pk}", today, merchant=merchant)


@transaction.atomic
def come_back(*, merchant, today=None):
    """A place that left is on the map again, as it was. Its page tells how long ago somebody looked. Locks the place; twice is once."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    if merchant.state == Merchant.State.LEFT:
        merchant.state = Merchant.State.ACTIVE
        merchant.save(update_fields=["state"])
        rebuild_open_minutes([merchant], today)


@transaction.atomic
def stop_looking_after(*, merchant, user, today=None):
    """This person no longer looks after the place. The team is told when nobody does any more. Locks the place."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    left, _of = merchant.people.filter(user=user).delete()
    if left and not merchant.contact_email:
        # The links in letters went to whoever looked after it.
        for question in merchant.verifications.all():
            question.token = fresh_token()
            question.save(update_fields=["token"])
    if left and not merchant.people.exists():
        _write(merchant.chapter, "place_alone", f"alone-{merchant.pk}", today, merchant=merchant)


class LastCoordinator(Exception):
    """Without this person nobody of the city could decide anything."""


@transaction.atomic
def take_off_team(*, role):
    """Somebody else takes this person off the team. Locks the team. Raises LastCoordinator: only they themselves may leave it so."""
    if _coordinators_beside(role) == set():
        raise LastCoordinator
    role.delete()
    end_logins(role.user)


@transaction.atomic
def leave_team(*, role, today=None):
    """This person no longer works in this team. The network is told when the city has no coordinator any more. Locks the team."""
    if _coordinators_beside(role) == set():
        _write_to_network(role.chapter, today)
    role.delete()
    end_logins(role.user)


def _coordinators_beside(role):
    """The other coordinators of this team who may log in; its rows are locked. None where this person is none."""
    team = list(TeamRole.objects.select_for_update().filter(chapter=role.chapter_id))
    coordinators = set(TeamRole.objects.leading().filter(pk__in=[each.pk for each in team]).values_list("pk", flat=True))
    return coordinators - {role.pk} if role.pk in coordinators else None


def _write_to_network(city, today):
    event = f"team-alone-{city.pk}-{today or timezone.localdate()}"
    letters.write(event=event, to=letters.network_address(), template="team_alone", chapter=city, city=city)


def _write(team, template, event, today, **context):
    # With the day: who comes back may leave once more.
    letters.write_to_team(team, event=f"{event}-{today or timezone.localdate()}", template=template, **context)
