"""The map of a city on paper: its editions, the picture under it, and how many were printed."""

from datetime import timedelta

import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter

MOST_COPIES = 100_000
RENEWED_AFTER = timedelta(days=182)


class MapBackground(models.Model):
    """A picture of a city that the team drew, with two spots by which we know where on it a place stands."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="map_backgrounds")
    content = models.BinaryField()
    digest = models.CharField(max_length=64, unique=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    # Parts of the picture, from its left and from its top, and where these are in the world.
    x1 = models.FloatField()
    y1 = models.FloatField()
    lat1 = models.FloatField()
    lng1 = models.FloatField()
    x2 = models.FloatField()
    y2 = models.FloatField()
    lat2 = models.FloatField()
    lng2 = models.FloatField()
    is_used = models.BooleanField(_("under the next edition"), default=True)

    class Meta:
        verbose_name = _("picture under the map")
        verbose_name_plural = _("pictures under the map")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["chapter"], condition=Q(is_used=True), name="one_picture_under_the_map"),
            models.CheckConstraint(
                condition=Q(x1__range=(0, 1), y1__range=(0, 1), x2__range=(0, 1), y2__range=(0, 1)), name="map_spots_on_the_picture"
            ),
            models.CheckConstraint(
                condition=Q(lat1__range=(-90, 90), lng1__range=(-180, 180), lat2__range=(-90, 90), lng2__range=(-180, 180)),
                name="map_spots_on_earth",
            ),
            models.CheckConstraint(condition=~Q(x1=F("x2"), y1=F("y2")) & ~Q(lat1=F("lat2"), lng1=F("lng2")), name="map_spots_are_two"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="picture_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("content", "digest"),
                condition=pgtrigger.AnyChange("content", "digest"),
                # An edition that is out points at it.
                func="RAISE EXCEPTION 'Another picture is another row' "
                "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'map_picture_stands';",
            )
        ]

    def __str__(self):
        return f"{self.chapter} {self.pk}"

    def get_absolute_url(self):
        return reverse("map-background", args=[self.digest])

    @property
    def pairs(self):
        """[((x, y), (lat, lng))] of the two spots."""
        return [((self.x1, self.y1), (self.lat1, self.lng1)), ((self.x2, self.y2), (self.lat2, self.lng2))]


class MapEditionQuerySet(models.QuerySet):
    def frozen(self):
        return self.filter(frozen_on__isnull=False)

    def proofs(self):
        return self.filter(frozen_on=None)

    def to_renew(self, day):
        """The latest edition of each city where that is over half a year old, and the next one is not on its way."""
        latest = self.frozen().order_by("chapter_id", "-number").distinct("chapter_id").values("pk")
        waits = MapEdition.objects.proofs().filter(chapter=OuterRef("chapter"))
        return self.filter(pk__in=latest, made_on__lt=day - RENEWED_AFTER).exclude(Exists(waits))


# What people hold in their hands stands.
FROZEN_STANDS = pgtrigger.Func(
    "RAISE EXCEPTION 'A frozen edition is never changed or erased' USING ERRCODE = 'restrict_violation', CONSTRAINT = 'edition_stands';"
)


class MapEdition(models.Model):
    """One edition of the map of a city: all that is printed, as it was on the day it was made. A proof until it is frozen."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="map_editions")
    number = models.PositiveSmallIntegerField(_("edition"))
    # Counts how often the proof was made anew, so that nobody freezes another one than they saw.
    draft = models.PositiveIntegerField(default=1)
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    frozen_on = models.DateField(_("frozen on"), null=True, blank=True)
    # See map_snapshots.py.
    snapshot = models.JSONField()
    background = models.ForeignKey(MapBackground, models.PROTECT, null=True, blank=True, related_name="editions")

    objects = MapEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the city map")
        verbose_name_plural = _("editions of the city map")
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="edition_once_per_city"),
            models.UniqueConstraint(fields=["chapter"], condition=Q(frozen_on=None), name="one_proof_per_city"),
            models.CheckConstraint(condition=Q(frozen_on=None) | Q(frozen_on__gte=F("made_on")), name="edition_frozen_once_made"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.frozen_on IS NOT NULL"),
                func=FROZEN_STANDS,
            )
        ]

    def __str__(self):
        return _("%(city)s, edition %(number)s") % {"city": self.chapter, "number": self.number}

    def get_absolute_url(self):
        return reverse("referrals:city-map", args=[self.chapter.slug])

    @property
    def is_frozen(self):
        return self.frozen_on is not None


class PrintedCopies(models.Model):
    """So many copies of an edition were printed."""

    class Paper(models.TextChoices):
        A3 = "a3", _("A3, folded")
        A4 = "a4", _("A4, large letters")
        A6 = "a6", _("A6, per neighbourhood")

    key = models.UUIDField(unique=True, editable=False)
    edition = models.ForeignKey(MapEdition, models.CASCADE, verbose_name=_("edition"), related_name="copies")
    paper = models.CharField(_("paper"), max_length=2, choices=Paper, default=Paper.A3)
    number = models.PositiveIntegerField(_("how many"))
    day = models.DateField(_("printed on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("printed copies")
        verbose_name_plural = _("printed copies")
        ordering = ["-day", "-id"]
        constraints = [models.CheckConstraint(condition=Q(number__range=(1, MOST_COPIES)), name="copies_within_limits")]

    def __str__(self):
        return f"{self.number} {self.get_paper_display()}"
