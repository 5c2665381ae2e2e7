"""A round that waits at a place for an activity there: six soups for whoever comes to “Soup together”. A wish, not a right.

As with what an organisation asks to keep (`referrals/models/asides.py`), `Treat.set_aside` follows from these rows. Both kinds count
together, so that nothing is kept twice; that room knows nothing of activities, so the rule that adds them up stands here.
A round is kept until its activity is over, is called off or goes elsewhere. It says nothing of a person.
"""

import pgtrigger
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant
from referrals.models import SettingAside
from vouchers.models import Treat

from .activities import Activity

MOST = 20

# Locked in a statement of its own: the next one sees what others wrote until then. A round that is over counts no more, swept or not.
COUNT_BOTH = """
    PERFORM FROM vouchers_treat WHERE id = {row}.treat_id FOR NO KEY UPDATE;
    UPDATE vouchers_treat SET set_aside = {number}
    FROM (
        SELECT (SELECT count(*) FROM referrals_settingaside WHERE treat_id = {row}.treat_id)
            + (SELECT coalesce(sum(aside.number), 0) FROM encounters_activityaside aside
                JOIN encounters_activity activity ON activity.key = aside.activity_id
                WHERE aside.treat_id = {row}.treat_id AND activity.ends_at > clock_timestamp()) AS asked
    ) asides
    WHERE id = {row}.treat_id;
    RETURN NULL;
"""


def counting(name, *, more):
    """The two triggers that keep the number at the treat: the CHECK there refuses what does not hang."""
    row, number = ("NEW", "asked") if more else ("OLD", "LEAST(waiting, asked)")
    operation = pgtrigger.Insert if more else pgtrigger.Delete
    return pgtrigger.Trigger(
        name=name, when=pgtrigger.After, operation=operation, func=pgtrigger.Func(COUNT_BOTH.format(row=row, number=number))
    )


class ActivityAsideQuerySet(models.QuerySet):
    def standing(self):
        """Of activities that are still to end, at places that take part."""
        return self.filter(activity__ends_at__gt=timezone.now(), treat__merchant__state=Merchant.State.ACTIVE)

    def over(self):
        return self.filter(activity__ends_at__lte=timezone.now())


class ActivityAside(models.Model):
    """So many of one treat wait for whoever comes to an activity at that place."""

    activity = models.ForeignKey(Activity, models.CASCADE, verbose_name=_("activity"), related_name="asides")
    treat = models.ForeignKey(Treat, models.CASCADE, verbose_name=_("treat"), related_name="+")
    number = models.PositiveSmallIntegerField(_("how many"), validators=[MinValueValidator(1), MaxValueValidator(MOST)])

    objects = ActivityAsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("round kept for an activity")
        verbose_name_plural = _("rounds kept for activities")
        ordering = ["activity", "treat"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "treat"], name="activity_keeps_a_kind_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=MOST), name="activity_keeps_one_to_twenty"),
        ]
        triggers = [
            # Shared with whoever moves or cancels it: they wait for each other, and then decide on what is true.
            pgtrigger.Trigger(
                name="kept_where_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=pgtrigger.Func(
                    "PERFORM FROM encounters_activity activity, vouchers_treat treat "
                    "WHERE activity.key = NEW.activity_id AND treat.id = NEW.treat_id AND activity.merchant_id = treat.merchant_id "
                    "AND activity.state = 'published' AND activity.cancelled_on IS NULL AND activity.ends_at > clock_timestamp() "
                    "FOR SHARE OF activity; "
                    "IF NOT FOUND THEN RAISE EXCEPTION 'A round is kept where an activity will be' "
                    "USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_keeps_where_it_is'; END IF; RETURN NEW;"
                ),
            ),
            pgtrigger.Trigger(
                name="stays_as_it_is",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=pgtrigger.Func(
                    "RAISE EXCEPTION 'A round is asked anew, not changed' "
                    "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'activity_aside_stays';"
                ),
            ),
            counting("so_many_more_set_aside", more=True),
            counting("so_many_less_set_aside", more=False),
        ]

    def __str__(self):
        """As many as still stand aside: some may have been handed out."""
        return f"{min(self.number, self.treat.set_aside)} × {self.treat.kind}"


class AskedByOrganisations(SettingAside):
    """What organisations asked to keep, once more: whenever one comes or goes, rounds are counted along.

    PostgreSQL runs triggers by the alphabet: these come after those of the room below, which count only their own.
    """

    class Meta:
        proxy = True
        triggers = [counting("with_rounds_one_more", more=True), counting("with_rounds_one_less", more=False)]
