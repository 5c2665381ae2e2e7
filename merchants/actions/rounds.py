"""A round of checking: a city asks all its places in one go, reminds them kindly, and writes down what they say by phone or at the door."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app

from merchants import letters
from merchants.models import Chapter, Merchant, Verification, VerificationRound
from merchants.models.verification import VALID_FOR

from .verifying import take_answer, write_question

# More letters than this are written in the background.
MOST_AT_ONCE = 100
# Whoever said within so many weeks that all is right is not asked again.
KNOWN_FOR = timedelta(weeks=8)


class RoundIsOver(Exception):
    """Answers to this round are not written down any more, or the place left by another door."""


def places_to_ask(chapter, day):
    """The places of this city that a round would ask."""
    return Merchant.objects.filter(chapter=chapter).unchecked_since(day - KNOWN_FOR)


@transaction.atomic
def begin_round(*, chapter, due_on, today=None):
    """Ask every place of a city that nobody looked at lately: by a letter where there is an address, else it waits for a call or a visit.

    Returns (the round that runs, whether it began just now): begun twice is once. Locks the city and then its places.
    """
    today = today or timezone.localdate()
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if running := chapter.rounds.open().first():
        return running, False
    begun = chapter.rounds.create(begun_on=today, due_on=due_on)
    places = list(places_to_ask(chapter, today).select_related("chapter").order_by("pk").select_for_update(no_key=True, of=["self"]))
    asked = _asked(places, begun, _take_over(places, begun, today), today)
    if len(asked) > MOST_AT_ONCE:
        # By name: what does the work stands above the actions.
        app.configure_task("write_to_places_of_round", allow_unknown=True).defer(begun=begun.pk)
    else:
        _write_to(asked)
    return begun, True


def write_to_all(begun):
    """Write to the places of a round that began, those that were not written to yet, some at a time. Cut short, it goes on where it was."""
    waiting = Verification.objects.waiting().filter(round=begun, is_written_to=True).order_by("pk").select_related("merchant__chapter")
    last = 0
    while some := list(waiting.filter(pk__gt=last)[:MOST_AT_ONCE]):
        with transaction.atomic():
            _write_to(some)
        last = some[-1].pk


def _write_to(questions):
    """Whoever got this letter gets it once."""
    for question in questions:
        write_question(question, question.merchant)


def _take_over(places, begun, day):
    """The questions these places got lately, by place, as part of this round: nobody gets a second letter for the same."""
    lately = Q(answer=Verification.Answer.NONE, asked_on__gt=day - VALID_FOR) | Q(asked_on=day)
    asked = Verification.objects.filter(lately, merchant__in=places).order_by("asked_on")
    latest = {question.merchant_id: question for question in asked}
    Verification.objects.filter(pk__in=[question.pk for question in latest.values()]).update(round=begun)
    return latest


def _asked(places, begun, lately, day):
    """The questions of this round that need a letter, with their place. A few statements for any number of places."""
    mute = set(Merchant.objects.without_address().filter(pk__in=[merchant.pk for merchant in places]).values_list("pk", flat=True))
    new = [
        Verification(merchant=merchant, round=begun, asked_on=day, is_written_to=merchant.pk not in mute)
        for merchant in places
        if merchant.pk not in lately
    ]
    Verification.objects.bulk_create(new)
    late = [(merchant, lately[merchant.pk]) for merchant in places if merchant.pk in lately and merchant.pk not in mute]
    late = [(merchant, question) for merchant, question in late if not question.is_written_to]
    Verification.objects.filter(pk__in=[question.pk for _merchant, question in late]).update(is_written_to=True)
    for merchant, question in late:
        # With its round, for the letter tells until when.
        question.merchant, question.round, question.is_written_to = merchant, begun, True
    return [*(question for question in new if question.is_written_to), *(question for _merchant, question in late)]


def remind_all(today=None):
    """Write once more to places of the rounds that run whose letter brought no answer. Returns to how many. Runs every morning."""
    today = today or timezone.localdate()
    return sum(_remind(question, today) for question in Verification.objects.to_remind(today))


@transaction.atomic
def _remind(question, day):
    """Whether this place is written to now. Locks the place, and looks again: it may have answered just now."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=question.merchant_id)
    question = Verification.objects.to_remind(day).filter(pk=question.pk).select_related("round").first()
    if question is None or not letters.addresses_of(merchant):
        return False
    question.reminders, question.reminded_on = question.reminders + 1, day
    question.save(update_fields=["reminders", "reminded_on"])
    write_question(question, merchant, template="whether_true_again", again=f"again{question.reminders}-")
    return True


@transaction.atomic
def write_down_answer(*, question, answer, channel, today=None):
    """What a place of a round said by phone or at the door. The last one counts. Locks the place. Raises RoundIsOver."""
    today = today or timezone.localdate()
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=question.merchant_id)
    question = Verification.objects.in_rounds_on(today).answerable().filter(pk=question.pk).first()
    if question is None:
        raise RoundIsOver
    take_answer(question, merchant, answer, channel=channel, today=today)


def end_round(*, begun, today=None):
    """The round is over; who did not answer is seen by other ways. Ended twice is once. Returns whether it ended just now."""
    return _end(VerificationRound.objects.open().filter(pk=begun.pk), today) == 1


def end_overdue_rounds(today=None):
    """The same for every round whose day has gone by. Returns how many. Runs every morning."""
    return _end(VerificationRound.objects.overdue(today or timezone.localdate()), today)


def _end(rounds, today):
    return rounds.update(ended_on=today or timezone.localdate())
