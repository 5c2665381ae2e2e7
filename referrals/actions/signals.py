"""Something was different: told to the team of a place, put to the place as a question, answered, closed. Never counted per place."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from merchants import letters
from merchants.models import Chapter
from referrals.models import Signal

State = Signal.State


class NotReadYet(Exception):
    """Nobody of the team has read its sentence yet and struck the names."""


def send_signal(*, merchant, reason, key, words="", organisation=None, asked_by=None, day=None):
    """Tell the team what was different. The same key twice is one. No letter goes now: it would know the hour."""
    told = {"merchant": merchant, "reason": reason, "words": words, "day": day or timezone.localdate()}
    return Signal.objects.get_or_create(key=key, defaults=told | {"organisation": organisation, "asked_by": asked_by})[0]


@transaction.atomic
def ask_place(*, signal):
    """Put it to the place as a kind question; for something lovely thank it, and that closes it.

    Returns whether it was asked by this. Raises NotReadYet.
    """
    if signal.reason == Signal.Reason.LOVELY:
        step, template = {"state": State.CLOSED, "closed_on": timezone.localdate()}, "signal_thanked"
    else:
        step, template = {"state": State.ASKED}, "signal_asked"
    if not _step(Signal.objects.to_do(), signal, step):
        return False
    # Its row is ours until the end of this: the words are those that were read.
    signal = Signal.objects.select_related("merchant__chapter").get(pk=signal.pk)
    is_called = not letters.addresses_of(signal.merchant)
    event = f"{letters.UNLISTED}signal-{signal.pk}"
    letters.write_to_place(signal.merchant, event=event, template=template, signal=signal, is_called=is_called)
    return True


@transaction.atomic
def close_signal(*, signal):
    """It is answered, or there is nothing more to ask. Returns whether it was closed by this. Raises NotReadYet."""
    return _step(Signal.objects.open(), signal, {"state": State.CLOSED, "closed_on": timezone.localdate()})


def tell_teams_of_signals(today=None):
    """One letter a day to each team for which something is new, and nothing of what it is. Returns how many teams."""
    today = today or timezone.localdate()
    chapters = Chapter.objects.filter(merchants__in=Signal.objects.to_do().values("merchant")).distinct()
    for chapter in chapters:
        letters.write_to_team(chapter, event=f"signals-{chapter.pk}-{today}", template="signals_wait")
    return len(chapters)


def _step(signals, signal, step):
    """Whether this one of these signals took the step now. One statement decides, so of two at once one takes it."""
    here = signals.filter(pk=signal.pk)
    if here.filter(Q(words="") | Q(words_are_read=True)).update(**step):
        return True
    if here.exists():
        raise NotReadYet
    return False
