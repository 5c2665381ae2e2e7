"""The merchant circle: three short questions a quarter, tips for each other, and a wall of thanks.

A note knows its city and its quarter. Whose it is stands nowhere, unless they sign it with the name of their place.
"""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter

from .words import Told

LONGEST_NOTE = 300
QUESTIONS = 3


def quarter_of(day):
    """The first day of the quarter this day is in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_before(quarter):
    return quarter_of(quarter - timedelta(1))


def this_quarter():
    return quarter_of(timezone.localdate())


def number_of(quarter):
    return (quarter.month + 2) // 3


class CircleQuarter(models.Model):
    """What a city asks in one quarter, where it is settled: by its coordinator, or by the first answer. Until then it is the kit's."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="circle_quarters")
    quarter = models.DateField()
    # Three times {language: sentence}.
    questions = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chapter", "quarter"], name="circle_asks_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]), name="circle_quarter_begins"),
            models.CheckConstraint(condition=Q(questions__2__isnull=False, questions__3__isnull=True), name="circle_asks_three"),
        ]

    def __str__(self):
        return f"{self.quarter.year}-{number_of(self.quarter)}"


class NoteQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(state=CircleNote.State.TO_READ)

    def shown_in(self, chapter):
        """The newest quarter first; within it in the order of random keys."""
        return self.filter(chapter=chapter, state=CircleNote.State.SHOWN).order_by("-quarter", "question", "key")

    def over_before(self, *, kept_back, unread, shown):
        back = Q(state=CircleNote.State.KEPT_BACK, quarter__lt=kept_back)
        return self.filter(
            back | Q(state=CircleNote.State.TO_READ, quarter__lt=unread) | Q(state=CircleNote.State.SHOWN, quarter__lt=shown)
        )


class CircleNote(models.Model):
    """An answer, a tip or a thank-you. A coordinator reads it before anyone else does, and strikes names."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("answer")
        TIP = "tip", _("tip")
        THANKS = "thanks", _("thank-you")

    class State(models.TextChoices):
        TO_READ = "to_read", _("to read")
        SHOWN = "shown", _("shown")
        KEPT_BACK = "kept_back", _("not shown")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="circle_notes")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    quarter = models.DateField(_("quarter"), default=this_quarter, editable=False)
    # To which of the three questions.
    question = models.PositiveSmallIntegerField(_("question"), null=True, blank=True, editable=False)
    words = models.CharField(_("words"), max_length=LONGEST_NOTE, blank=True)
    language = models.CharField(_("language"), max_length=3, default="nl")
    # A name as it was ticked, and no way to a place: nobody can count what stands at one.
    signed = models.CharField(_("signed by"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.TO_READ)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note of the circle")
        verbose_name_plural = _("notes of the circle")
        ordering = ["-quarter", "key"]
        constraints = [
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(kind="answer", question__isnull=False, question__range=(1, QUESTIONS))
                | Q(kind__in=["tip", "thanks"], question__isnull=True),
                name="note_answers_a_question",
            ),
            # What is not shown is not kept.
            models.CheckConstraint(
                condition=Q(state="kept_back", words="", signed="") | Q(state__in=["to_read", "shown"]) & ~Q(words=""),
                name="note_kept_back_is_gone",
            ),
            models.CheckConstraint(condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]), name="note_knows_its_quarter"),
        ]

    def __str__(self):
        # Not the words: the history of the admin keeps this, names that were struck since included.
        return str(_("a note of the circle"))

    @property
    def told(self):
        return Told(self.words, self.language)
