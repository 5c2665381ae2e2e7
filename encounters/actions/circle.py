"""The merchant circle: what is asked this quarter, what merchants write, and what a coordinator does with it."""

import json
from hashlib import sha256
from uuid import uuid5

from django.db import transaction

from encounters.circle_kit import questions_for
from encounters.models import CircleNote, CircleQuarter
from encounters.models.circle import this_quarter
from merchants.models import Chapter

State, Kind = CircleNote.State, CircleNote.Kind


class AnsweredAlready(Exception):
    """Somebody answered these questions, so their words stay."""


class AskedOtherwise(Exception):
    """Other words stand there meanwhile than those the answers were written under."""


def asked_in(chapter, quarter):
    """The three questions of this city in this quarter, as a list of {language: sentence}."""
    settled = CircleQuarter.objects.filter(chapter=chapter, quarter=quarter).first()
    return settled.questions if settled else questions_for(quarter)


def mark_of(questions):
    """By which a page knows these words again."""
    return sha256(json.dumps(questions, sort_keys=True).encode()).hexdigest()[:16]


def is_answered(chapter, quarter):
    return CircleNote.objects.filter(chapter=chapter, quarter=quarter, kind=Kind.ANSWER).exists()


@transaction.atomic
def change_circle_questions(*, chapter, questions, quarter=None):
    """What is asked this quarter. Locks the city. Raises AnsweredAlready."""
    quarter = quarter or this_quarter()
    _lock(chapter)
    if is_answered(chapter, quarter):
        raise AnsweredAlready
    CircleQuarter.objects.update_or_create(chapter=chapter, quarter=quarter, defaults={"questions": questions})


@transaction.atomic
def answer_circle(*, chapter, key, answers, language, signed="", quarter=None, seen=None):
    """Answers by number of the question; who skips one writes no row. The same form twice is one. `seen` is the mark of what was asked.

    The key of each is worked out from one that only the form holds: nothing leads from one answer to another. With the first, what is
    asked stays as it is for the quarter. Locks the city. Raises AskedOtherwise.
    """
    quarter = quarter or this_quarter()
    _lock(chapter)
    asked, _is_new = CircleQuarter.objects.get_or_create(chapter=chapter, quarter=quarter, defaults={"questions": questions_for(quarter)})
    if seen is not None and seen != mark_of(asked.questions):
        raise AskedOtherwise
    for number, words in answers.items():
        told = {"words": words, "language": language, "signed": signed, "question": number}
        CircleNote.objects.get_or_create(
            key=key_of_answer(key, number), defaults={"chapter": chapter, "quarter": quarter, "kind": Kind.ANSWER, **told}
        )


def key_of_answer(key, number):
    """Only who holds the key of the form can work it out, and that is kept nowhere."""
    return uuid5(key, str(number))


def write_note(*, chapter, key, kind, words, language, signed="", quarter=None):
    """A tip or a thank-you. The same key twice is one."""
    told = {"kind": kind, "words": words, "language": language, "signed": signed, "quarter": quarter or this_quarter()}
    return CircleNote.objects.get_or_create(key=key, defaults={"chapter": chapter, **told})[0]


def show_note(*, note):
    """Read, and without names: the circle may read it. Returns whether this did it."""
    return bool(CircleNote.objects.to_read().filter(pk=note.pk).update(state=State.SHOWN))


def keep_note_back(*, note):
    """Nobody reads it, and its words are erased at once. Returns whether this did it."""
    here = CircleNote.objects.filter(pk=note.pk).exclude(state=State.KEPT_BACK)
    return bool(here.update(state=State.KEPT_BACK, words="", signed=""))


def _lock(chapter):
    """Who changes what is asked, and who answers it, wait for each other."""
    Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
