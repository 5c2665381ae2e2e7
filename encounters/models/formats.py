"""How an activity goes, to do it again: what one needs, step by step, in the languages of whoever reads it.

A city keeps formats of its own; those the network ships stand in `format_kit.py`, and are copied when a city makes one its own.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter

from .activities import Activity
from .words import told

SHORTEST, LONGEST = 15, 720
# What a format tells, as `pieces.formats` takes it along.
TOLD = ["kind", "minutes", "title", "about", "needs", "steps"]


class ActivityFormat(models.Model):
    """One way of doing something together, kept by a city."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="activity_formats")
    kind = models.CharField(_("kind"), max_length=8, choices=Activity.Kind)
    minutes = models.PositiveSmallIntegerField(
        _("how many minutes it takes"), default=120, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    # {language: words}; of the steps {language: [lines]}.
    title = models.JSONField(_("title"), default=dict)
    about = models.JSONField(_("what one may expect"), default=dict)
    needs = models.JSONField(_("what is needed"), default=dict)
    steps = models.JSONField(_("step by step"), default=dict)

    class Meta:
        verbose_name = _("activity format")
        verbose_name_plural = _("activity formats")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=(SHORTEST, LONGEST)), name="format_takes_a_day_at_most"),
            models.CheckConstraint(condition=~Q(title={}), name="format_has_a_title"),
        ]

    def __str__(self):
        return str(told(self.title) or "…")

    @property
    def icon(self):
        return Activity.Kind(self.kind).icon

    @property
    def content(self):
        return {name: getattr(self, name) for name in TOLD}
