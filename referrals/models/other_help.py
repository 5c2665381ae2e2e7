"""Other help in a city: fountains, toilets, libraries and lokale dienstencentra. None of it is of the network, and it is never a Merchant.

Somebody else made each list; we only show it, under its own licence. A later file of the same list replaces what that list told before.
"""

from datetime import timedelta
from urllib.parse import quote

from django.conf import settings
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from merchants import hours
from merchants.fields import Apart, Within, point, point_column
from merchants.models import Chapter, Merchant

# So old may a list be for its hours to be believed, as with our own places.
BELIEVED_FOR = timedelta(days=365)
LONGEST_SOURCE = 60
# The licence of OpenStreetMap, which asks to name its contributors; no other list has it.
OF_OSM = "ODbL 1.0"


class OtherHelpShown(models.Model):
    """A city that shows other help: since when, and who of the team said so. Without a row it does not."""

    chapter = models.OneToOneField(Chapter, models.CASCADE, primary_key=True, verbose_name=_("city"), related_name="shows_other_help")
    since = models.DateField(_("since"), default=timezone.localdate)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("switched on by"), related_name="+")

    def __str__(self):
        return self.chapter.name


class OtherHelpListQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(chapter__shows_other_help__isnull=False)


class OtherHelpList(models.Model):
    """Whose list of other help it is, for one city, and how old."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="other_help_lists")
    source = models.CharField(_("whose list it is"), max_length=LONGEST_SOURCE)
    licence = models.CharField(_("licence"), max_length=60)
    dated = models.DateField(_("as it was on"))

    objects = OtherHelpListQuerySet.as_manager()

    class Meta:
        ordering = ["source"]
        constraints = [models.UniqueConstraint(fields=["chapter", "source"], name="other_help_list_once")]

    def __str__(self):
        return self.source

    @property
    def is_of_osm(self):
        return self.licence == OF_OSM


class OtherHelpQuerySet(models.QuerySet):
    def shown(self):
        """Of cities that show it."""
        return self.filter(told_by__chapter__shows_other_help__isnull=False)

    def nearest(self, lat, lng):
        """Nearest first, through the GiST index."""
        return self.order_by(Apart("point", point(lng, lat)), "id")

    def within(self, box):
        """In the rectangle (west, south, east, north)."""
        return self.filter(Within(F("point"), *box))


class OtherHelp(models.Model):
    """A fountain, a toilet, a library or a lokaal dienstencentrum, as a list tells of it."""

    class Kind(models.TextChoices):
        TOILET = "toilet", _("public toilet")
        WATER = "water", _("drinking fountain")
        LIBRARY = "library", _("library")
        CENTRE = "centre", _("local service centre")

    class Fee(models.TextChoices):
        FREE = "free", _("free to use")
        PAID = "paid", _("you pay here")

    ICONS = {Kind.TOILET: "toilet", Kind.WATER: "glass-water", Kind.LIBRARY: "library", Kind.CENTRE: "house"}

    told_by = models.ForeignKey(OtherHelpList, models.CASCADE, related_name="spots", db_index=False)
    # Its number on that list.
    source_id = models.CharField(max_length=120)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    name = models.CharField(_("name"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    lat = models.FloatField(_("latitude"))
    lng = models.FloatField(_("longitude"))
    point = point_column()
    # As OpenStreetMap writes them; what could not be read stays as it came, and reads as "ask first".
    opening_hours = models.CharField(_("opening hours"), max_length=hours.LONGEST, blank=True)
    wheelchair = models.CharField(_("wheelchair"), max_length=7, choices=Merchant.Wheelchair, blank=True)
    # Of toilets; empty where nobody told.
    fee = models.CharField(_("price"), max_length=4, choices=Fee, blank=True)

    objects = OtherHelpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["told_by", "source_id"], name="other_help_once")]
        indexes = [GistIndex(fields=["point"], name="other_help_by_point")]

    def __str__(self):
        return self.name or str(self.Kind(self.kind).label)

    @property
    def icon(self):
        return self.ICONS[self.kind]

    def hours_believed_on(self, day):
        """The opening hours, or "" (ask first) where the list is a year old."""
        return "" if self.told_by.dated < day - BELIEVED_FOR else self.opening_hours

    def hours_at(self, moment):
        """An `hours.Answer`; None for a fountain of which nobody told hours: there is nobody to ask."""
        if not self.opening_hours and self.kind == self.Kind.WATER:
            return None
        return hours.answer_at(self.hours_believed_on(timezone.localdate(moment)), moment)

    @property
    def map_link(self):
        """Opens the map that the reader's own phone has."""
        spot = f"{self.lat:.6f},{self.lng:.6f}"
        return f"geo:{spot}?q={quote(f'{spot}({self})')}"

    @property
    def map_page(self):
        return f"https://www.openstreetmap.org/?mlat={self.lat:.6f}&mlon={self.lng:.6f}#map=18/{self.lat:.6f}/{self.lng:.6f}"


class OtherHelpImportQuerySet(models.QuerySet):
    def waiting(self):
        """Looked at, and not accepted yet."""
        return self.filter(written_on=None)

    def made_before(self, day):
        return self.filter(made_on__lt=day)

    def light(self):
        """Without all that stood in the file."""
        return self.defer("spots", "left_out")


class OtherHelpImport(models.Model):
    """A file of such a list that somebody of a team brought in: what stands in it until it is accepted, and then how many."""

    key = models.UUIDField(unique=True, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("brought in by"), related_name="+")
    made_on = models.DateField(_("brought in on"), default=timezone.localdate)
    written_on = models.DateField(_("accepted on"), null=True)
    name = models.CharField(_("file"), max_length=120)
    source = models.CharField(_("whose list it is"), max_length=LONGEST_SOURCE)
    licence = models.CharField(_("licence"), max_length=60)
    dated = models.DateField(_("as it was on"))
    # Both are emptied once it is accepted: fields of OtherHelp, and [sentence, how many, where the first stands].
    spots = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    came = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    went = models.PositiveIntegerField(default=0)

    objects = OtherHelpImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(written_on=None) | Q(spots=[]), name="other_help_file_goes")]

    def __str__(self):
        return self.name

    @property
    def in_words(self):
        """ "Gent, 27 November 2026, Greet: written" """
        told = [self.chapter.name, date_format(self.made_on), self.user and str(self.user)]
        state = _("written") if self.written_on else _("waits for your yes")
        return f"{', '.join(filter(None, told))}: {state}"
