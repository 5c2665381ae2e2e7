"""What came in. A form falls apart as it arrives: no row holds all that one person said.

- A `Sheet` says that a form came, and of which group, where the round has groups.
- A `Tick` is one box on some form, of some group. Which ticks were on one form is not kept.
- `OwnWords` are of nobody, and of no group.

All have random keys, worked out from one that only the form itself holds: so the same form sent twice is one, and nothing here leads
from a row to another. No day, no way it came, no language of who answered but that of the words. `manage.py forget` puts the rows in
the order of their keys every night and writes them anew together, so that the tables tell neither who came after whom nor what
arrived at once.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rounds import Choice, ListeningRound, Question
from .words import Told

LONGEST = 300


class Sheet(models.Model):
    """One form that came in."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    listening_round = models.ForeignKey(ListeningRound, models.CASCADE, related_name="sheets")
    group = models.ForeignKey(Choice, models.CASCADE, null=True, related_name="+")

    def __str__(self):
        return str(self.key)


class Tick(models.Model):
    """One box that was ticked, on some form."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    choice = models.ForeignKey(Choice, models.CASCADE, related_name="ticks")
    group = models.ForeignKey(Choice, models.CASCADE, null=True, related_name="+")

    def __str__(self):
        return str(self.key)


class OwnWordsQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(state=OwnWords.State.TO_READ)

    def shown(self):
        return self.filter(state=OwnWords.State.SHOWN)


class OwnWords(models.Model):
    """What somebody wrote at one question. A coordinator reads it before anyone else does, and strikes names."""

    class State(models.TextChoices):
        TO_READ = "to_read", _("to read")
        SHOWN = "shown", _("shown")
        STRUCK = "struck", _("not shown")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, verbose_name=_("question"), related_name="own_words")
    words = models.CharField(_("words"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=3, default="nl")
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.TO_READ)

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        verbose_name = _("own words")
        verbose_name_plural = _("own words")
        ordering = ["key"]
        constraints = [
            # What is not shown is not kept.
            models.CheckConstraint(condition=Q(state="struck", words="") | ~Q(state="struck") & ~Q(words=""), name="words_struck_are_gone"),
        ]

    def __str__(self):
        # Not the words: the history of the admin keeps this, names that were struck since included.
        return str(_("own words"))

    @property
    def told(self):
        return Told(self.words, self.language)
