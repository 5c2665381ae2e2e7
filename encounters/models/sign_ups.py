"""Somebody says that they come, under a sign: a colour and an animal, or a word of their own. Never a name, and nobody has to.

The host knows how many chairs to put out. A row knows no moment, its key is random, and it is erased the day after.
"""

from datetime import datetime, time
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activities import Activity
from .signs import SIGN_OR_WORD, Signed

MOST_TOGETHER = 4


class SignUpQuerySet(models.QuerySet):
    def over(self, today):
        """Of activities that ended on a day before."""
        return self.filter(activity__ends_at__lt=timezone.make_aware(datetime.combine(today, time.min)))


class SignUp(Signed):
    """So many chairs, for whoever goes by this sign. Its key is the address by which it can be taken back."""

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, verbose_name=_("activity"), related_name="sign_ups")
    number = models.PositiveSmallIntegerField(_("how many"), default=1)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign")
        verbose_name_plural = _("signs")
        # By what they are called: in no order of coming.
        ordering = ["word", "animal", "colour"]
        constraints = [
            models.CheckConstraint(condition=SIGN_OR_WORD, name="sign_or_word"),
            models.CheckConstraint(condition=Q(number__range=(1, MOST_TOGETHER)), name="sign_up_one_to_four"),
            models.UniqueConstraint(fields=["activity", "colour", "animal"], condition=Q(word=""), name="sign_once_per_activity"),
            models.UniqueConstraint("activity", Lower("word"), condition=~Q(word=""), name="word_once_per_activity"),
        ]
