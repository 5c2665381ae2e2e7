"""Stories of people, as they tell them: by a pseudonym or none, read by the team first, and gone when whoever told one says so.

The form of a story holds a key that only its sender has. The key of the row is worked out from it, never the other way round: so the
public address of a story tells nothing of the private one, the private one is kept nowhere, and the same form sent twice is one story.
"""

from uuid import uuid5

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter
from merchants.models.erasures import remembers_erasing

from .thresholds import this_month
from .words import Told

LONGEST, LONGEST_TITLE, LONGEST_PSEUDONYM = 2000, 80, 40
# What people agreed to, by its number. Another sentence is another number; who agreed to an earlier one agreed to that.
CONSENTS = {
    1: _("Everybody may read my story: on this site and on paper. I can take it back at any time."),
}
CONSENT = max(CONSENTS)


def key_of(token):
    """The key of the story whose private link holds this token (a UUID)."""
    return uuid5(token, "story")


class StoryQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(state=Story.State.TO_READ)

    def shown(self):
        return self.filter(state=Story.State.SHOWN)

    def told_with(self, token):
        return self.filter(pk=key_of(token))

    def over_before(self, *, kept_back, unread, shown):
        """What was not shown, what nobody read, and what stood there long, each before its day."""
        unread = Q(state=Story.State.TO_READ, told_in__lt=unread)
        kept_back = Q(state=Story.State.KEPT_BACK, settled_in__lt=kept_back)
        return self.filter(unread | kept_back | Q(state=Story.State.SHOWN, settled_in__lt=shown))


class Story(models.Model):
    """What somebody lived through, in their own words. By whom is not known, and months are the finest it knows."""

    class State(models.TextChoices):
        TO_READ = "to_read", _("to read")
        SHOWN = "shown", _("on the page")
        KEPT_BACK = "kept_back", _("not shown")

    key = models.UUIDField(primary_key=True, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="stories")
    # Somebody of the team reads it before anyone else does, and strikes names.
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    words = models.CharField(_("story"), max_length=LONGEST, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=LONGEST_PSEUDONYM, blank=True)
    language = models.CharField(_("language"), max_length=3, default="nl")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.TO_READ)
    consent = models.PositiveSmallIntegerField(_("agreed to"), choices=CONSENTS.items(), default=CONSENT, editable=False)
    told_in = models.DateField(_("told in"), default=this_month, editable=False)
    settled_in = models.DateField(_("settled in"), null=True, blank=True, editable=False)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        # The latest month first; within it by chance, so that nobody sees who came after whom.
        ordering = ["-settled_in", "key"]
        triggers = [remembers_erasing(when=pgtrigger.Delete, key="key")]
        constraints = [
            # What is not shown is not kept. Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(state="kept_back", words="", title="", pseudonym="") | ~Q(state="kept_back") & ~Q(words=""),
                name="story_kept_back_is_gone",
            ),
            models.CheckConstraint(
                condition=Q(state="to_read", settled_in__isnull=True)
                | Q(state__in=["shown", "kept_back"], settled_in__isnull=False, settled_in__day=1),
                name="story_settled_in_a_month",
            ),
            models.CheckConstraint(condition=Q(told_in__day=1), name="story_told_in_a_month"),
        ]

    def __str__(self):
        # Not its title: the history of the admin keeps this, names that were struck and stories that were taken back included.
        return str(_("a story"))

    def get_absolute_url(self):
        return reverse("encounters:story", args=[self.pk])

    @property
    def told(self):
        return Told(self.words, self.language)

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_kept_back(self):
        return self.state == self.State.KEPT_BACK
