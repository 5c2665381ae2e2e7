"""What makes it hard to come in, as people say it themselves. It is about doors, hours, words and habits; never about who somebody is."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter, Merchant, Service
from vouchers.figures import TOO_FEW

from .words import Told, told

LONGEST = 300
_EASED = Q(state="eased")
_TOLD_WITH = Q(state="merged")


def this_month():
    return timezone.localdate().replace(day=1)


class ThresholdQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(state=Threshold.State.TO_READ)

    def shown(self):
        """What everybody may read, what became easier included."""
        return self.filter(state__in=[Threshold.State.SHOWN, Threshold.State.EASED])

    def shown_in(self, chapter):
        return self.filter(chapter=chapter).shown().select_related("service")

    def over_before(self, *, kept_back, others):
        """What was not shown, and settled before the one day; and what became easier, or nobody read, before the other."""
        unread = Q(state=Threshold.State.TO_READ, told_in__lt=others)
        settled = Q(state__in=[Threshold.State.EASED, Threshold.State.MERGED], settled_in__lt=others)
        return self.filter(unread | settled | Q(state=Threshold.State.KEPT_BACK, settled_in__lt=kept_back))


class Threshold(models.Model):
    """One thing that makes it hard, in a city. By whom it was said is not known; whoever knows it too raises a number, and no more.

    Its key is random, and months are the finest it knows: nobody can tell when somebody spoke up.
    """

    class State(models.TextChoices):
        TO_READ = "to_read", _("to read")
        SHOWN = "shown", _("on the page")
        EASED = "eased", _("became easier")
        MERGED = "merged", _("told together with another")
        KEPT_BACK = "kept_back", _("not shown")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="thresholds")
    # Somebody of the team reads it before anyone else does, and strikes names.
    said = models.CharField(_("as it was said"), max_length=LONGEST)
    language = models.CharField(_("language"), max_length=3, default="nl")
    # The team's own short words, in each language; where there are none, it stands as it was said.
    short = models.CharField(_("in short"), max_length=120, blank=True)
    doing = models.CharField(_("what is being done"), max_length=300, blank=True)
    service = models.ForeignKey(Service, models.SET_NULL, null=True, blank=True, verbose_name=_("about a service"), related_name="+")
    # Only the team reads about which place it is: nobody counts thresholds at a door.
    merchant = models.ForeignKey(Merchant, models.SET_NULL, null=True, blank=True, verbose_name=_("about a place"), related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.TO_READ)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, verbose_name=_("told together with"), related_name="+")
    # So many others know it too. Raised by one UPDATE (see `actions.know_it_too`): no row, no day, nobody.
    me_too = models.PositiveIntegerField(_("others who know it"), default=0, editable=False)
    told_in = models.DateField(_("told in"), default=this_month, editable=False)
    settled_in = models.DateField(_("settled in"), null=True, blank=True, editable=False)

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        ordering = ["told_in", "key"]
        constraints = [
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=_TOLD_WITH & Q(merged_into__isnull=False) & ~Q(merged_into=F("key")) | ~_TOLD_WITH & Q(merged_into__isnull=True),
                name="threshold_told_with_another",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["to_read", "shown"], settled_in__isnull=True)
                | Q(state__in=["eased", "merged", "kept_back"], settled_in__isnull=False),
                name="threshold_settled_in_a_month",
            ),
            models.CheckConstraint(
                condition=Q(told_in__day=1) & (Q(settled_in__isnull=True) | Q(settled_in__day=1)), name="threshold_months"
            ),
        ]

    def __str__(self):
        # Not as it was said: the history of the admin keeps this, names that were struck since included.
        return self.short or str(_("a threshold"))

    @property
    def told(self):
        """What the page says: in the reader's language where the team, or whoever said it, has words for it."""
        ours, own = self._words("short"), Told(self.said, self.language)
        if not own.is_foreign and not ours.get(own.language):
            return own
        return told(ours, get_language()) or own

    @property
    def told_doing(self):
        """What is being done about it, or None."""
        return told(self._words("doing"), get_language())

    def _words(self, name):
        return {language: getattr(self, f"{name}_{language}") for language, _name in settings.WHOLE_LANGUAGES}

    @property
    def known_by(self):
        """So many people at least know it too, in fives: one tap more shows nowhere. 0 while they are few."""
        return self.me_too // TOO_FEW * TOO_FEW

    @property
    def is_eased(self):
        return self.state == self.State.EASED
