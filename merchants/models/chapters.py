"""Where the network lives: cities with a team, their neighbourhoods, and the names people type to say where they are."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.distance import metres

# A place this near to a city still has that city's team around the corner.
AROUND_THE_CORNER_M = 15_000


class ChapterQuerySet(models.QuerySet):
    def at_work(self):
        """Cities whose team answers: beginning or going, but not resting."""
        return self.exclude(state=Chapter.State.RESTING)

    def for_address(self, postcode, spot):
        """The city a new place belongs to: the one that has its postcode, else the nearest around the corner, else None.

        `spot` is (lat, lng), or None when nobody knows where the postcode is.
        """
        chapters = list(self.at_work())
        for chapter in chapters:
            if postcode in chapter.postcodes:
                return chapter
        away = [(metres(*spot, chapter.lat, chapter.lng), chapter.pk, chapter) for chapter in chapters] if spot else []
        distance, _pk, nearest = min(away, default=(None, None, None))
        return nearest if nearest and distance <= AROUND_THE_CORNER_M else None


class Chapter(models.Model):
    """A city with its own team."""

    class State(models.TextChoices):
        FORMING = "forming", _("forming")
        ACTIVE = "active", _("active")
        RESTING = "resting", _("resting")

    class Weather(models.TextChoices):
        COLD = "cold", _("cold: warm places on top")
        HOT = "hot", _("hot: cool places on top")

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("city"), max_length=120)
    public_name = models.CharField(
        _("name of the network here"), max_length=120, default="Enchanté", help_text=_("Some cities say “Hartelijke Plekken”.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ACTIVE)
    lat = models.FloatField(_("latitude"))
    lng = models.FloatField(_("longitude"))
    postcodes = ArrayField(models.CharField(max_length=4), verbose_name=_("postcodes"), default=list, blank=True)
    email = models.EmailField(_("e-mail address of the team"), blank=True)
    phone = models.CharField(_("phone of the team"), max_length=40, blank=True)
    shape = models.JSONField(_("shape"), null=True, blank=True, help_text=_("A GeoJSON geometry, for the drawn map."))
    weather = models.CharField(_("weather"), max_length=4, choices=Weather, blank=True)
    weather_until = models.DateField(_("up to and including"), null=True, blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weather="", weather_until=None) | ~Q(weather="") & Q(weather_until__isnull=False), name="weather_ends"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("merchants:chapter-detail", args=[self.slug])

    def weather_on(self, day):
        """Whether this is a cold or a hot day here, as the team called it; "" on all others."""
        return self.weather if self.weather and day <= self.weather_until else ""


class Neighbourhood(models.Model):
    """A part of a city that people there call by name."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="neighbourhoods")
    slug = models.SlugField(_("address"))
    name = models.CharField(_("name"), max_length=120)
    lat = models.FloatField(_("latitude"))
    lng = models.FloatField(_("longitude"))
    shape = models.JSONField(_("shape"), null=True, blank=True, help_text=_("A GeoJSON geometry, for the drawn map."))

    class Meta:
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["chapter", "slug"], name="neighbourhood_once_per_chapter")]

    def __str__(self):
        return self.name


class PlaceName(models.Model):
    """A postcode, municipality or part of one, with the point we take for it. Filled by `load_place_names`, never by hand."""

    class Kind(models.TextChoices):
        POSTCODE = "postcode", _("postcode")
        MUNICIPALITY = "municipality", _("municipality")
        PART = "part", _("part of a municipality")

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=120)
    plain = models.CharField(max_length=120, db_index=True, help_text=_("The name as people type it: small letters, no accents."))
    postcode = models.CharField(max_length=4, blank=True)
    lat = models.FloatField()
    lng = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plain", "kind", "postcode"], name="place_name_once")]
        indexes = [GinIndex(fields=["plain"], opclasses=["gin_trgm_ops"], name="place_name_alike")]

    def __str__(self):
        return self.name
