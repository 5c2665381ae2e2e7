"""A listening round: a city asks a few questions, people answer without a name, and the city tells back what it did with it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from merchants.languages import name_of_language
from merchants.models import Chapter

from .evaluations import Audience, Evaluation
from .words import Told, told


def _told_in(words, language):
    """In this language, else in the reader's, else in one there is; never nothing."""
    return told(words, *([language] if language else []), get_language()) or Told("…", get_language())


class RoundQuerySet(models.QuerySet):
    def public(self):
        """What anybody may open: rounds that ask, and rounds that told what came of it."""
        return self.exclude(state=ListeningRound.State.DRAFT)

    def asking_on(self, day):
        """Where one can answer by link on this day."""
        return self.filter(Q(closes_on=None) | Q(closes_on__gte=day), state=ListeningRound.State.OPEN)

    def of_their_own(self):
        """Those that are no part of an evaluation."""
        return self.filter(evaluation=None)

    def for_everybody(self):
        """Those to which the page of a city leads. Of an evaluation that of whoever comes in: the team sends the others."""
        return self.filter(audience__in=["", Audience.PEOPLE])

    def closed(self):
        return self.filter(state=ListeningRound.State.CLOSED)

    def closed_before(self, day):
        return self.filter(closed_on__lt=day)


class ListeningRound(models.Model):
    """Some questions of one city, for a while. While it is open its questions stay as they are, and it tells nothing of the answers."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being made")
        OPEN = "open", _("open for answers")
        CLOSED = "closed", _("closed")

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="listening_rounds")
    slug = models.SlugField(_("address"), unique=True)
    title = models.JSONField(_("title"), default=dict)
    # What one can read it in: the site's languages and others, by their codes.
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages"), default=list)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DRAFT)
    opened_on = models.DateField(_("open since"), null=True, blank=True)
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    # One of the three of an evaluation, and which; most rounds are of none.
    evaluation = models.ForeignKey(Evaluation, models.CASCADE, null=True, blank=True, verbose_name=_("evaluation"), related_name="rounds")
    audience = models.CharField(_("who is asked"), max_length=6, choices=Audience, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("listening round")
        verbose_name_plural = _("listening rounds")
        ordering = ["-pk"]
        constraints = [
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(state="draft", opened_on__isnull=True, closed_on__isnull=True)
                | Q(state="open", opened_on__isnull=False, closed_on__isnull=True)
                | Q(state="closed", opened_on__isnull=False, closed_on__isnull=False),
                name="round_opens_and_closes",
            ),
            models.CheckConstraint(
                condition=Q(evaluation__isnull=True, audience="") | Q(evaluation__isnull=False, audience__in=Audience.values),
                name="round_of_an_evaluation_has_an_audience",
            ),
            models.UniqueConstraint(fields=["evaluation", "audience"], name="round_once_per_audience"),
        ]

    def __str__(self):
        return str(self.told_in())

    def get_absolute_url(self):
        return reverse("encounters:round-answer", args=[self.slug])

    def told_in(self, language=None):
        return _told_in(self.title, language)

    @property
    def named_languages(self):
        return [(code, name_of_language(code)) for code in self.languages]

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_open(self):
        return self.state == self.State.OPEN

    @property
    def is_closed(self):
        return self.state == self.State.CLOSED

    def asks_on(self, day):
        return self.is_open and (self.closes_on is None or day <= self.closes_on)


class Question(models.Model):
    """One question of a round: pictograms with words to tick, or free words."""

    class Kind(models.TextChoices):
        ONE = "one", _("one answer")
        MORE = "more", _("more answers")
        WORDS = "words", _("in own words")

    listening_round = models.ForeignKey(ListeningRound, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("place in the row"))
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.MORE)
    words = models.JSONField(_("question"), default=dict)
    # By this one the answers to the others are told apart, where every group is large enough.
    is_split = models.BooleanField(_("tell the other answers apart by this one"), default=False)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["listening_round", "position"], name="question_has_its_place"),
            models.UniqueConstraint(fields=["listening_round"], condition=Q(is_split=True), name="round_split_by_one"),
            models.CheckConstraint(condition=Q(is_split=False) | Q(kind="one"), name="split_by_one_answer"),
        ]

    def __str__(self):
        return str(self.told_in())

    def told_in(self, language=None):
        return _told_in(self.words, language)

    @property
    def is_words(self):
        return self.kind == self.Kind.WORDS

    @property
    def is_one(self):
        return self.kind == self.Kind.ONE

    @property
    def field(self):
        """What it is called in a form."""
        return f"v{self.position}"


class Choice(models.Model):
    """One thing to tick: a pictogram with words."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField(_("place in the row"))
    icon = models.CharField(_("pictogram"), max_length=40, default="circle")
    words = models.JSONField(_("words"), default=dict)

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="choice_has_its_place")]

    def __str__(self):
        return str(self.told_in())

    def told_in(self, language=None):
        return _told_in(self.words, language)

    @property
    def letter(self):
        """What stands beside its box on paper."""
        return "abcdefghijklmnopqrstuvwxyz"[self.position - 1]
