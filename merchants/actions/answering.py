"""An answer is an answer, by whatever way it came: it is also the one a round of checking waits for."""

from django.utils import timezone

from merchants.models import Verification


def note_answer(merchants, *, answer, channel, today=None):
    """What these places say is their answer in the round that runs, if one does. Called in the transaction that locked them.

    Whoever says the same once more, by another way, answered the first time.
    """
    today = today or timezone.localdate()
    asked = Verification.objects.in_rounds_on(today).filter(merchant__in=merchants)
    asked.exclude(answer=answer).update(answer=answer, answered_on=today, channel=channel)
