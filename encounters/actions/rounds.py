"""A round from its first question to its end: begun from a kit or from a round of another city, opened, closed."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from encounters.models import Choice, ListeningRound, OwnWords, Question, Sheet, Tick
from merchants.keys import fresh_token
from merchants.models import Chapter
from vouchers.figures import TOO_FEW

MOST_QUESTIONS = 12
FEWEST_CHOICES, MOST_CHOICES = 2, 12
State = ListeningRound.State


class NotReady(Exception):
    """Something lacks before people can answer. `missing` tells what: "questions", or the Question that lacks it."""

    def __init__(self, missing):
        super().__init__(missing)
        self.missing = missing


class MovedOn(Exception):
    """The round is in another state than this asks for."""


class TooManyQuestions(Exception):
    """A round that is longer than this is answered by nobody."""


@transaction.atomic
def begin_round(*, chapter, title, questions, languages, **about):
    """A round that asks these (see `kit.py`), to be changed before it opens."""
    made = ListeningRound.objects.create(chapter=chapter, slug=_free_slug(chapter), title=title, languages=languages, **about)
    for position, question in enumerate(questions, start=1):
        row = Question.objects.create(
            listening_round=made, position=position, kind=question.kind, words=question.words, is_split=question.is_split
        )
        Choice.objects.bulk_create(
            Choice(question=row, position=place, icon=choice.icon, words=choice.words)
            for place, choice in enumerate(question.choices, start=1)
        )
    return made


@transaction.atomic
def add_question(*, listening_round, kind):
    """One more, at the end, still without words. Raises MovedOn, TooManyQuestions."""
    draft = _lock(listening_round, State.DRAFT)
    positions = list(draft.questions.values_list("position", flat=True))
    if len(positions) >= MOST_QUESTIONS:
        raise TooManyQuestions
    return Question.objects.create(listening_round=draft, position=max(positions, default=0) + 1, kind=kind)


@transaction.atomic
def change_question(*, question, kind, words, is_split, choices):
    """Its words, and what can be ticked: a list of (pictogram, words). Raises MovedOn."""
    draft = _lock(question.listening_round, State.DRAFT)
    if is_split:
        draft.questions.exclude(pk=question.pk).update(is_split=False)
    Question.objects.filter(pk=question.pk).update(kind=kind, words=words, is_split=is_split)
    question.choices.all().delete()
    if kind != Question.Kind.WORDS:
        Choice.objects.bulk_create(
            Choice(question=question, position=place, icon=icon, words=said) for place, (icon, said) in enumerate(choices, start=1)
        )


@transaction.atomic
def drop_question(*, question):
    """Raises MovedOn."""
    _lock(question.listening_round, State.DRAFT)
    question.delete()


@transaction.atomic
def change_round(*, listening_round, title, languages, closes_on):
    """What it is called, in which languages it can be read, and its last day. Raises MovedOn once it is closed."""
    row = ListeningRound.objects.select_for_update().get(pk=listening_round.pk)
    if row.is_closed:
        raise MovedOn
    row.title, row.languages, row.closes_on = title, languages, closes_on
    row.save(update_fields=["title", "languages", "closes_on"])


@transaction.atomic
def open_round(*, listening_round, today=None):
    """From now on people answer, and its questions stay as they are. Raises MovedOn, NotReady."""
    draft = _lock(listening_round, State.DRAFT)
    questions = list(draft.questions.prefetch_related("choices"))
    if not questions:
        raise NotReady("questions")
    for question in questions:
        if not any(question.words.values()) or not question.is_words and len(question.choices.all()) < FEWEST_CHOICES:
            raise NotReady(question)
    ListeningRound.objects.filter(pk=draft.pk).update(state=State.OPEN, opened_on=today or timezone.localdate())


@transaction.atomic
def close_round(*, listening_round, today=None):
    """Nobody answers any more, and it tells what came of it. Raises MovedOn.

    Where a group is of fewer than five, the groups are forgotten, all of them: then the rows know no more than the page tells. Those who
    left that question open are a group too: of one alone, all ticks without a group would be theirs.
    """
    row = _lock(listening_round, State.OPEN)
    groups = Sheet.objects.filter(listening_round=row).values_list("group").annotate(Count("key"))
    if any(number < TOO_FEW for _group, number in groups):
        Tick.objects.filter(choice__question__listening_round=row).update(group=None)
        Sheet.objects.filter(listening_round=row).update(group=None)
    ListeningRound.objects.filter(pk=row.pk).update(state=State.CLOSED, closed_on=today or timezone.localdate())


@transaction.atomic
def drop_round(*, listening_round):
    """A draft nobody needs. Raises MovedOn."""
    _lock(listening_round, State.DRAFT).delete()


def forget_unread_words(*, closed_before):
    """Words nobody showed go some time after their round. Returns how many."""
    return OwnWords.objects.to_read().filter(question__listening_round__closed_on__lt=closed_before).delete()[0]


def _lock(listening_round, state):
    """The row, ours until the end of this. Whoever answers just now is either before it or after it."""
    row = ListeningRound.objects.select_for_update().get(pk=listening_round.pk)
    if row.state != state:
        raise MovedOn
    return row


def _free_slug(chapter):
    """gent-1, gent-2, and so on. The city is locked, so that two rounds at once get two addresses."""
    city = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    number = ListeningRound.objects.filter(chapter=city).count() + 1
    slug = f"{city.slug[:40]}-{number}"
    return f"{slug}-{fresh_token()[:4].lower()}" if ListeningRound.objects.filter(slug=slug).exists() else slug
