"""Where the network lives: cities with a team, their neighbourhoods, and the names people type to say where they are."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.distance import metres
from merchants.versions import keep_versions

# A place this near to a city still has that city's team around the corner.
AROUND_THE_CORNER_M = 15_000


class ChapterQuerySet(models.QuerySet):
    def at_work(self):
        """Cities whose team answers: beginning or going, but not resting."""
        return self.exclude(state=Chapter.State.RESTING)

    def without_coordinator(self):
        """Cities where nobody of the team could decide anything: HQ does. Whoever may not log in cannot."""
        roles = self.model._meta.get_field("team").related_model
        return self.exclude(pk__in=roles.objects.leading().values("chapter"))

    def for_address(self, postcode, spot):
        """The city a new place belongs to: the one that has its postcode, else the nearest around the corner, else None.

        `spot` is (lat, lng), or None when nobody knows where the postcode is. A city that rests comes after one at work; for it the
        network answers.
        """
        chapters = sorted(self, key=lambda chapter: (chapter.is_resting, chapter.pk))
        for chapter in chapters:
            if postcode in chapter.postcodes:
                return chapter
        away = [(chapter.is_resting, metres(*spot, chapter.lat, chapter.lng), chapter.pk, chapter) for chapter in chapters] if spot else []
        near = [found for found in away if found[1] <= AROUND_THE_CORNER_M]
        return min(near)[-1] if near else None


# Of what a city was before somebody changed it; a cold week ends by itself, and is no change of the city.
KEPT = [
    *["name", "public_name", "state", "email", "phone", "phone_hours", "address", "social", "colour"],
    *["postcodes", "lat", "lng", "shape"],
]


@keep_versions(*KEPT, name="ChapterVersion")
class Chapter(models.Model):
    """A city with its own team."""

    class State(models.TextChoices):
        FORMING = "forming", _("forming")
        ACTIVE = "active", _("active")
        RESTING = "resting", _("resting")

    class Weather(models.TextChoices):
        COLD = "cold", _("cold: warm places on top")
        HOT = "hot", _("hot: cool places on top")

    class Colour(models.TextChoices):
        """Each stands in static/city.css, by day and by night, with enough contrast (tests/enchante/test_colours.py)."""

        BRICK = "", _("brick red, as the network")
        SEA = "sea", _("sea blue")
        MOSS = "moss", _("moss green")
        PLUM = "plum", _("plum")
        NIGHT = "night", _("night blue")
        OCHRE = "ochre", _("ochre")

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
    phone_hours = models.CharField(
        _("when somebody answers the phone"), max_length=80, blank=True, help_text=_("Such as: on weekdays from 9 to 12.")
    )
    address = models.CharField(_("address of the team"), max_length=160, blank=True, help_text=_("Where people can walk in, if anywhere."))
    social = models.URLField(_("page elsewhere"), blank=True, help_text=_("Where you tell news, such as on Facebook or Mastodon."))
    colour = models.CharField(_("colour"), max_length=5, choices=Colour, blank=True, default=Colour.BRICK)
    shape = models.JSONField(_("shape"), null=True, blank=True, help_text=_("A GeoJSON geometry, for the drawn map."))
    # Written by the database alone, as its team comes and goes (see `TeamRole`).
    hq_since = models.DateField(_("in the hands of HQ since"), null=True, blank=True, editable=False)
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

    @property
    def is_resting(self):
        return self.state == self.State.RESTING

    @property
    def team_answers(self):
        """Not while it rests, nor where its last coordinator left."""
        return not self.is_resting and self.hq_since is None

    @property
    def mailbox(self):
        """Where its team reads mail; "" where it has none or does not answer, for then the network does."""
        return self.email if self.team_answers else ""

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
