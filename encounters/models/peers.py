"""Who goes along on a first visit: what they speak, which places they know, and which hours of the week they offer.

A peer (expert by experience, volunteer) is a role in the team of a city. A coordinator notes the day of their volunteer note and of their
insurance: without both nobody can meet them, and the database holds everybody to it (see `visits`).
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter, Merchant, TeamRole

LONGEST_NAME = 30
MOST_PLACES = 12
MOST_HOURS = 21
# In minutes since midnight: no visit lies near the jump of the clock, which comes at night.
FIRST, LAST, STEP = 7 * 60, 22 * 60, 30
SHORTEST = 60
CLOCK = [(minute, f"{minute // 60:02}:{minute % 60:02}") for minute in range(FIRST, LAST + 1, STEP)]


class Obstacle(models.TextChoices):
    """Why nobody can meet a peer now, in words for the peer and for the coordinator."""

    NO_PEER = "no_peer", _("Does something else in the team now, or may not log in.")
    NO_NOTE = "no_note", _("The volunteer note is not written down yet.")
    NO_INSURANCE = "no_insurance", _("The insurance is not written down yet.")
    PAUSED = "paused", _("Taking a break: no new visits.")
    NO_PHONE = "no_phone", _("The team of the city has no phone number here yet, or takes a rest.")
    NO_HOURS = "no_hours", _("No hours in the week yet.")
    NO_PLACES = "no_places", _("No places yet where you know the way.")


class PeerQuerySet(models.QuerySet):
    def of(self, user):
        """The agendas of this person, and of nobody else."""
        return self.filter(role__user=user, role__role=TeamRole.Role.PEER)

    def willing(self):
        """Whom one may meet: noted, insured, not on a break, in a city whose team picks up the phone."""
        ready = self.filter(is_paused=False, noted_on__isnull=False, insured_on__isnull=False)
        in_team = ready.filter(role__role=TeamRole.Role.PEER, role__user__is_active=True)
        return (
            in_team.exclude(role__chapter__phone="")
            .exclude(role__chapter__state=Chapter.State.RESTING)
            .filter(role__chapter__hq_since=None)
        )

    def to_note(self):
        """Those of whom a coordinator still has to write down a date."""
        return self.filter(role__role=TeamRole.Role.PEER).filter(Q(noted_on=None) | Q(insured_on=None))


class Peer(models.Model):
    """Somebody of a team who goes along on a first visit."""

    role = models.OneToOneField(TeamRole, models.CASCADE, primary_key=True, verbose_name=_("in the team"), related_name="peer")
    called = models.CharField(
        _("how you like to be called"),
        max_length=LONGEST_NAME,
        help_text=_("A first name or a nickname. Whoever looks for company on a first visit sees it."),
    )
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages spoken"), default=list, blank=True)
    places = models.ManyToManyField(Merchant, verbose_name=_("places they know"), related_name="peers", blank=True)
    noted_on = models.DateField(_("volunteer note signed on"), null=True, blank=True)
    insured_on = models.DateField(_("insured since"), null=True, blank=True)
    is_paused = models.BooleanField(_("takes a break"), default=False, help_text=_("No new visits. Those that were agreed stay."))
    days_away = ArrayField(models.DateField(), verbose_name=_("days away"), default=list, blank=True, editable=False)

    objects = PeerQuerySet.as_manager()

    class Meta:
        verbose_name = _("peer")
        verbose_name_plural = _("peers")
        ordering = ["called", "pk"]

    def __str__(self):
        # As the role, so that it goes from the history of the admin with the login.
        return str(self.role)

    @property
    def chapter(self):
        return self.role.chapter

    @property
    def obstacle(self):
        """The first Obstacle in the way, or None: one can meet this peer. Reads the role, the city, hours and places."""
        ways = {
            Obstacle.NO_PEER: self.role.role != TeamRole.Role.PEER or not self.role.user.is_active,
            Obstacle.NO_NOTE: self.noted_on is None,
            Obstacle.NO_INSURANCE: self.insured_on is None,
            Obstacle.PAUSED: self.is_paused,
            Obstacle.NO_PHONE: not (self.chapter.phone and self.chapter.team_answers),
            Obstacle.NO_HOURS: not self.hours.all(),
            Obstacle.NO_PLACES: not [place for place in self.places.all() if place.is_listed],
        }
        return next((obstacle for obstacle, is_there in ways.items() if is_there), None)


class PeerHours(models.Model):
    """A stretch of the week in which a peer goes along: "Tuesday from 14:00 to 17:00", on the clock on the wall."""

    peer = models.ForeignKey(Peer, models.CASCADE, verbose_name=_("peer"), related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS)
    begins = models.PositiveSmallIntegerField(_("from"), choices=CLOCK)
    ends = models.PositiveSmallIntegerField(_("until"), choices=CLOCK)

    class Meta:
        verbose_name = _("hours of a peer")
        verbose_name_plural = _("hours of a peer")
        ordering = ["weekday", "begins"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__range=(0, 6), begins__gte=FIRST, ends__lte=LAST), name="peer_hours_by_day"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("begins") + SHORTEST),
                name="peer_hours_last_an_hour",
                violation_error_message=_("A visit takes an hour: choose an end at least an hour later."),
            ),
            ExclusionConstraint(
                name="peer_hours_apart",
                expressions=[(F("peer"), "="), (F("weekday"), "="), (Func(F("begins"), F("ends"), function="int4range"), "&&")],
                violation_error_message=_("You offer hours then already. Take those away first, or choose others."),
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()}, {self.get_begins_display()}–{self.get_ends_display()}"
