"""What a new city does, step by step. A list to lean on: nothing waits for it, and any row may go."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .chapters import Chapter


class ChecklistItem(models.Model):
    """One thing to do in a city, and by whom it was done."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="checklist")
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)
    words = models.CharField(_("what to do"), max_length=200)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("done by"), related_name="+"
    )

    class Meta:
        verbose_name = _("thing to do")
        verbose_name_plural = _("things to do")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "words"], name="checklist_item_once"),
            # Who did it may be forgotten, never the day alone.
            models.CheckConstraint(condition=Q(done_by=None) | Q(done_on__isnull=False), name="checklist_done_has_its_day"),
        ]

    def __str__(self):
        return self.words
