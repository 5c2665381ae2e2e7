"""One treat kept for a while, because an organisation asked. A wish, not a right: it goes to whoever the place thinks right.

`Treat.set_aside` follows from these rows, and the database keeps it so: it never counts more than hang, so the last one is set aside once.
A row says nothing of a person. It is there until its end, two days at most, and leaves no trace.
"""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.hours import until_in_words
from merchants.models import Merchant
from vouchers.models import Treat

from .organisations import Organisation

LONGEST_HOURS = 48

# Locked in a statement of its own: the next one sees what others wrote until then.
COUNT_THEM = """
    PERFORM FROM vouchers_treat WHERE id = {row}.treat_id FOR NO KEY UPDATE;
    UPDATE vouchers_treat SET set_aside = {number}
    FROM (SELECT count(*) AS asked FROM referrals_settingaside WHERE treat_id = {row}.treat_id) asides
    WHERE id = {row}.treat_id;
    RETURN NULL;
"""


class SettingAsideQuerySet(models.QuerySet):
    def standing(self):
        """Those that did not end by themselves yet, at places that take part: nobody is sent to a door that closed for good."""
        return self.filter(ends_at__gt=timezone.now(), treat__merchant__state=Merchant.State.ACTIVE)

    def over(self):
        return self.filter(ends_at__lte=timezone.now())


class SettingAside(models.Model):
    """A place is asked to keep one treat for whoever this organisation sends."""

    class Sign(models.TextChoices):
        """By what both may know each other."""

        RED = "red", _("red")
        YELLOW = "yellow", _("yellow")
        GREEN = "green", _("green")
        BLUE = "blue", _("blue")
        CAT = "cat", _("cat")
        DOG = "dog", _("dog")
        BIRD = "bird", _("bird")
        FISH = "fish", _("fish")
        RABBIT = "rabbit", _("rabbit")
        SNAIL = "snail", _("snail")
        TURTLE = "turtle", _("turtle")

        @property
        def icon(self):
            """An animal draws itself; of a colour the stylesheet fills the dot."""
            return "circle" if self in {self.RED, self.YELLOW, self.GREEN, self.BLUE} else self.value

    key = models.UUIDField(unique=True, editable=False)
    treat = models.ForeignKey(Treat, models.CASCADE, verbose_name=_("treat"), related_name="+", db_index=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="asides")
    sign = models.CharField(_("to recognise each other by"), max_length=6, choices=Sign, blank=True)
    ends_at = models.DateTimeField(_("until"))

    objects = SettingAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("treat set aside")
        verbose_name_plural = _("treats set aside")
        ordering = ["ends_at"]
        # One of a kind at a time: no board is emptied for one house.
        constraints = [models.UniqueConstraint(fields=["treat", "organisation"], name="set_aside_once_per_organisation")]
        triggers = [
            pgtrigger.Trigger(
                name="two_days_at_most",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                # A minute of slack, for the clocks of two machines.
                condition=pgtrigger.Condition(f"NEW.ends_at > clock_timestamp() + interval '{LONGEST_HOURS} hours 1 minute'"),
                func=pgtrigger.Func(
                    "RAISE EXCEPTION 'Nothing is set aside for more than two days' "
                    "USING ERRCODE = 'check_violation', CONSTRAINT = 'set_aside_two_days_at_most';"
                ),
            ),
            # AFTER, as with movements. The CHECK at the treat answers whether one is left that nobody asked to keep.
            pgtrigger.Trigger(
                name="one_more_set_aside",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=COUNT_THEM.format(row="NEW", number="asked"),
            ),
            pgtrigger.Trigger(
                name="one_less_set_aside",
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=COUNT_THEM.format(row="OLD", number="LEAST(waiting, asked)"),
            ),
        ]

    def __str__(self):
        return f"{self.treat.kind}, {self.organisation}"

    @property
    def until_in_words(self):
        """ "until tomorrow 14:00" """
        return until_in_words(timezone.localtime(self.ends_at), timezone.localtime())

    @property
    def icon(self):
        return self.Sign(self.sign).icon
