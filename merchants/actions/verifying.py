"""Is it still true? A place gets a letter with a secret link, and answers in one tap, without logging in."""

from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from merchants import letters
from merchants.models import Merchant, Verification, VerificationRound

from .answering import note_answer
from .keeping import rebuild_open_minutes
from .leaving import stop_taking_part

# Whoever did not answer is not asked again before so many days went by.
PATIENCE = timedelta(days=90)


class NoAddress(Exception):
    """This place can only be called."""


class LinkIsOver(Exception):
    """The link does not open any more: its days are over, or the place left by another door."""


@transaction.atomic
def ask_whether_true(*, merchant, today=None):
    """Write to a place, at most once a day. Returns whether it was written to now. Locks the place. Raises NoAddress."""
    today = today or timezone.localdate()
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    if not letters.addresses_of(merchant):
        raise NoAddress
    question, is_new = Verification.objects.get_or_create(merchant=merchant, asked_on=today)
    write_question(question, merchant)
    return is_new


def write_question(question, merchant, *, template="whether_true", again=""):
    """The letter with the link, to everybody one can write to; the same one again writes nothing."""
    for number, address in enumerate(letters.addresses_of(merchant)):
        letters.write(
            event=f"true-{question.pk}-{again}{number}",
            to=address,
            template=template,
            language=merchant.letter_language,
            chapter=merchant.chapter,
            merchant=merchant,
            url=settings.SITE_URL + reverse("merchants:verification", args=[question.token]),
            until=question.valid_until,
        )


def ask_all_whether_true(today=None):
    """The same for every place nobody looked at for half a year, unless it was asked lately. Returns how many were written to.

    Cities with a round that runs are left alone: there everybody was asked.
    """
    today = today or timezone.localdate()
    lately = Verification.objects.filter(asked_on__gt=today - PATIENCE).values("merchant")
    busy = VerificationRound.objects.open().values("chapter")
    to_ask = Merchant.objects.to_check(today).exclude(pk__in=lately).exclude(chapter__in=busy)
    return sum(_is_written_to(merchant, today) for merchant in to_ask)


def _is_written_to(merchant, today):
    try:
        return ask_whether_true(merchant=merchant, today=today)
    except NoAddress:
        return False


@transaction.atomic
def answer_whether_true(*, question, answer, words="", today=None):
    """What the place says, and what follows from it; whoever answers once more means the last. Locks the place. Raises LinkIsOver."""
    today = today or timezone.localdate()
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=question.merchant_id)
    # Asked once more, for the place may have left while the page was open.
    question = Verification.objects.opening(question.token, today).first()
    if question is None:
        raise LinkIsOver
    take_answer(question, merchant, answer, channel=Verification.Channel.LINK, today=today)
    if answer == Verification.Answer.CHANGED:
        _tell_the_team(merchant, question, words)


def take_answer(question, merchant, answer, *, channel, today):
    """Write down what a place, locked by the caller, answered to this question; here and in the round that runs."""
    question.answer, question.answered_on, question.channel = answer, today, channel
    question.save(update_fields=["answer", "answered_on", "channel"])
    note_answer([merchant], answer=answer, channel=channel, today=today)
    if answer == Verification.Answer.STOPS:
        return stop_taking_part(merchant=merchant, today=today)
    # Who said by mistake that they stop is back with any other answer.
    merchant.state = Merchant.State.ACTIVE
    if answer == Verification.Answer.RIGHT:
        merchant.checked_on = today
        merchant.checked_by = Merchant.CheckedBy.PLACE if channel == Verification.Channel.LINK else Merchant.CheckedBy.TEAM
    merchant.save(update_fields=["state", "checked_on", "checked_by"])
    return rebuild_open_minutes([merchant], today)


def _tell_the_team(merchant, question, words):
    same_words = sha256(words.encode()).hexdigest()[:12]
    event = f"changed-{question.pk}-{same_words}"
    letters.write_to_team(merchant.chapter, event=event, template="place_changed", merchant=merchant, words=words)
