"""Somebody and a peer agree to step in together, or one of them calls it off.

A peer hears by letter that something is new in the agenda, and nothing else: when, where and by which sign stand only there.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from encounters import stepping_in
from encounters.models import FirstVisit
from encounters.models.visits import LASTS
from merchants import letters
from merchants.keys import broke, fresh_key

AGENDA = f"{letters.UNLISTED}agenda-"


class MomentGone(Exception):
    """Somebody else took it just now, the peer is away, or the place is closed then."""


def step_in(*, chapter, peer, place, when, key, **sign):
    """Agree on the moment with this address (see `stepping_in.find`), under a sign. The same key twice is one. Raises MomentGone."""
    known = FirstVisit.objects.filter(key=key).first()
    if known:
        return known
    moment = stepping_in.find(chapter, peer, place, when, timezone.now())
    if moment is None:
        raise MomentGone
    try:
        with transaction.atomic():
            # The insert is the whole story: the database lets nobody meet two at once, nor a peer who may not go along then.
            visit = FirstVisit.objects.create(
                key=key, peer=moment.peer, place=moment.place, begins_at=moment.begins_at, ends_at=moment.begins_at + LASTS, **sign
            )
            _tell(moment.peer)
            return visit
    except IntegrityError as error:
        known = FirstVisit.objects.filter(key=key).first()
        if known:
            return known
        if broke(error, "first_visit_one_at_a_time") or broke(error, "first_visit_peer_goes_along"):
            raise MomentGone from None
        raise


@transaction.atomic
def call_off(*, visit, tells_peer=True):
    """Nobody has to say why. Its page says so kindly, and offers others. Returns whether it was still to come."""
    standing = FirstVisit.objects.filter(pk=visit.pk, ends_at__gt=timezone.now()).going_on()
    if not standing.update(is_cancelled=True):
        return False
    if tells_peer and visit.peer:
        _tell(visit.peer)
    return True


def forget_agenda_letters(today):
    """Those that went on a day before: a row without a word would still tell in which minute somebody agreed on something.

    Returns how many.
    """
    return letters.Letter.objects.filter(event__startswith=AGENDA, sent_at__date__lt=today).delete()[0]


def _tell(peer):
    """One letter a change, the same for every change, and on no list: when somebody asked is nobody's to know."""
    letters.write(event=f"{AGENDA}{fresh_key()}", to=peer.role.user.email, template="peer_agenda_changed", chapter=peer.chapter)
