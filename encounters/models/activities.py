"""What a city does together: a training, a walk past warm places, a meal. Public, and everybody may walk in.

Nobody is on a list. Who likes may leave a sign (`sign_ups`), and afterwards somebody counts the chairs that were taken, once, as a whole.
"""

from datetime import timedelta
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter, Merchant, TeamRole

from .thresholds import Threshold

LONGEST = timedelta(hours=12)
# So long we ask for the number; after that nobody remembers, and nobody is reminded.
ASKED_FOR = timedelta(days=60)
MOST_CHAIRS = 999
_ICONS = {
    "training": "graduation-cap",
    "walk": "footprints",
    "shop": "store",
    "circle": "messages-square",
    "meal": "soup",
    "thanks": "heart-handshake",
}


class ActivityQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Activity.State.PUBLISHED)

    def going_on(self):
        """Those that were not cancelled."""
        return self.filter(cancelled_on=None)

    def coming(self, now):
        """What everybody may see and is not over; also what was cancelled, so that nobody comes in vain."""
        return self.published().filter(ends_at__gt=now)

    def to_count(self, now):
        """What is over since a while, and nobody wrote down yet how many chairs were taken."""
        return self.published().going_on().filter(ends_at__range=(now - ASKED_FOR, now), headcount=None)

    def without_place(self, now):
        """What comes, and stands nowhere any more: its place closed or left, and no other took its place."""
        on_the_map = Q(merchant__state=Merchant.State.ACTIVE) | Q(merchant__leads_to__state=Merchant.State.ACTIVE)
        return self.coming(now).going_on().filter(elsewhere="").exclude(on_the_map)

    def after(self, activity, now):
        """The later ones of its series that can still change."""
        later = self.filter(series=activity.series, begins_at__gt=activity.begins_at) if activity.series else self.none()
        return later.going_on().filter(begins_at__gt=now)

    def with_place(self):
        return self.select_related("merchant__neighbourhood", "merchant__leads_to__neighbourhood")


class Activity(models.Model):
    """One activity of a city, at one moment."""

    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        WALK = "walk", _("walk past warm places")
        SHOP = "shop", _("visit to a shop")
        CIRCLE = "circle", _("peer circle")
        MEAL = "meal", _("meal")
        THANKS = "thanks", _("thank-you gathering")

        @property
        def icon(self):
            return _ICONS[self.value]

    class State(models.TextChoices):
        DRAFT = "draft", _("draft: only the team sees it")
        PUBLISHED = "published", _("in the calendar, for everybody")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="activities")
    slug = models.SlugField(_("address"), max_length=140, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    title = models.CharField(_("what it is called"), max_length=120)
    about = models.CharField(
        _("what one may expect"), max_length=600, blank=True, help_text=_("Short sentences: what happens, and what one need not bring.")
    )
    merchant = models.ForeignKey(
        Merchant, models.SET_NULL, null=True, blank=True, verbose_name=_("place"), related_name="+", help_text=_("A place of the network.")
    )
    elsewhere = models.CharField(
        _("or somewhere else"), max_length=200, blank=True, help_text=_("Name and address, where it is not at a place of the network.")
    )
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages spoken"), default=list, blank=True)
    wheelchair = models.CharField(
        _("wheelchair"),
        max_length=7,
        choices=Merchant.Wheelchair,
        blank=True,
        default="",
    )
    is_quiet = models.BooleanField(_("it is quiet there"), default=False)
    hosts = models.CharField(
        _("who welcomes people"), max_length=120, blank=True, help_text=_("As they like to be called: “Fatma and Jo”. No phone numbers.")
    )
    team_hosts = models.ManyToManyField(
        TeamRole,
        verbose_name=_("of the team"),
        related_name="hosted",
        blank=True,
        help_text=_("They get a letter when it moves or is cancelled."),
    )
    thresholds = models.ManyToManyField(
        Threshold,
        verbose_name=_("what it answers"),
        related_name="activities",
        blank=True,
        help_text=_("What people say makes it hard, and this does something about."),
    )
    takes_signs = models.BooleanField(
        _("one may say that one comes"),
        default=True,
        help_text=_("Under a colour and an animal, never under a name. Walking in is always fine."),
    )
    series = models.UUIDField(null=True, blank=True, editable=False)
    cancelled_on = models.DateField(_("cancelled on"), null=True, blank=True, editable=False)
    why_cancelled = models.CharField(
        _("a kind word about it"), max_length=300, blank=True, help_text=_("Whoever wanted to come reads this. Name nobody, please.")
    )
    headcount = models.PositiveSmallIntegerField(
        _("chairs taken"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_CHAIRS)],
        help_text=_("About how many people came, hosts included. Nobody needs their names."),
    )
    # Figures tell the number in the month of this day: a month that was told is never told otherwise.
    counted_on = models.DateField(_("counted on"), null=True, blank=True, editable=False)
    # For calendars: how often it changed, and on which day it did so last.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    changed_on = models.DateField(default=timezone.localdate, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["begins_at", "key"]
        indexes = [
            models.Index(fields=["chapter", "begins_at"], name="activity_of_chapter"),
            models.Index(fields=["merchant", "begins_at"], name="activity_at_place"),
            models.Index(fields=["series", "begins_at"], name="activity_of_series", condition=Q(series__isnull=False)),
            # What comes is little beside what was: so the finder finds it.
            models.Index(fields=["ends_at"], name="activity_going_on", condition=Q(state="published", cancelled_on__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "slug"], name="activity_address_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="activity_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(ends_at__lte=F("begins_at") + LONGEST), name="activity_twelve_hours_at_most"),
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(headcount__isnull=True, counted_on__isnull=True)
                | Q(headcount__isnull=False, counted_on__isnull=False, headcount__lte=MOST_CHAIRS),
                name="activity_counted_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True) | Q(cancelled_on__isnull=False, headcount__isnull=True),
                name="activity_cancelled_is_not_counted",
            ),
            models.CheckConstraint(condition=Q(cancelled_on__isnull=False) | Q(why_cancelled=""), name="activity_word_only_when_cancelled"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="counted_afterwards",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.headcount IS NOT NULL AND NEW.ends_at > clock_timestamp()"),
                func=pgtrigger.Func(
                    "RAISE EXCEPTION 'Chairs are counted afterwards' "
                    "USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_counted_afterwards';"
                ),
            ),
            # What is kept for it goes back to everybody: nobody has to remember (`asides.py`).
            pgtrigger.Trigger(
                name="lets_go_elsewhere",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.merchant_id IS DISTINCT FROM NEW.merchant_id OR NEW.cancelled_on IS NOT NULL OR NEW.state <> 'published'"
                ),
                func=pgtrigger.Func(
                    "DELETE FROM encounters_activityaside WHERE activity_id = NEW.key AND (NEW.cancelled_on IS NOT NULL "
                    "OR NEW.state <> 'published' OR treat_id IN "
                    "(SELECT id FROM vouchers_treat WHERE merchant_id IS DISTINCT FROM NEW.merchant_id)); RETURN NULL;"
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.address_of("activity")

    def address_of(self, page):
        """Where a page about it stands. Reads its city."""
        return reverse(f"encounters:{page}", args=[self.chapter.slug, self.slug])

    @property
    def icon(self):
        return self.Kind(self.kind).icon

    @property
    def is_cancelled(self):
        return self.cancelled_on is not None

    @property
    def is_public(self):
        return self.state == self.State.PUBLISHED

    @property
    def place(self):
        """The place on the map where it is, or the one that took its place, or None."""
        there = self.merchant
        return there if there is None or there.is_listed else there.place_instead

    @property
    def where(self):
        return self.place.name if self.place else self.elsewhere

    @property
    def access(self):
        """How it is with a wheelchair, in words; "" where nobody knows."""
        known = self.wheelchair or (self.place.wheelchair if self.place else "")
        return Merchant.Wheelchair(known).label if known else ""

    @property
    def is_easy(self):
        return (self.wheelchair or (self.place.wheelchair if self.place else "")) == Merchant.Wheelchair.YES

    def is_over(self, now):
        return self.ends_at <= now

    def takes_signs_at(self, now):
        """Whether one may say now that one comes."""
        return self.is_public and self.takes_signs and not self.is_cancelled and now < self.begins_at

    def count_may_change(self, today):
        """Within the month in which it was written down; after that it was told."""
        return self.counted_on is None or (self.counted_on.year, self.counted_on.month) == (today.year, today.month)
