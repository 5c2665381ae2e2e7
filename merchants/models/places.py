"""Who opens the door: places, and when they are open."""

from datetime import timedelta
from functools import lru_cache
from urllib.parse import quote

import pgtrigger
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants import hours
from merchants.fields import Apart, WebsiteField, Within, local_minute, point, point_column
from merchants.languages import COMMON
from merchants.versions import keep_versions

from . import squares, stays
from .chapters import Chapter, Neighbourhood
from .news import Pause

FRESH_FOR = timedelta(days=365)
CHECKED_EVERY = timedelta(days=182)
LONG_BREAK = timedelta(days=31)

# What a string says about a moment depends on nothing else, so it may be remembered.
_answer_at = lru_cache(maxsize=4096)(hours.answer_at)


class MerchantQuerySet(models.QuerySet):
    def listed(self):
        """Places that said yes and welcome people now."""
        return self.filter(state=Merchant.State.ACTIVE)

    def shown(self):
        """Places with a page of their own: those listed, and those that closed for good or left and say so.

        A double that never said yes, and was closed as one, never was there.
        """
        states = [Merchant.State.ACTIVE, Merchant.State.CLOSED, Merchant.State.LEFT]
        return self.filter(state__in=states).exclude(agreed_on=None, charter_accepted_on=None)

    def by_neighbourhood(self):
        """The way people look for them on paper: neighbourhood by neighbourhood, those outside any of them last."""
        return self.select_related("neighbourhood").order_by(F("neighbourhood__name").asc(nulls_last=True), "neighbourhood", "name", "id")

    def to_check(self, day):
        """Places nobody looked at for half a year: they are checked twice a year."""
        return self.unchecked_since(day - CHECKED_EVERY)

    def unchecked_since(self, day):
        return self.listed().filter(Q(checked_on=None) | Q(checked_on__lt=day))

    def without_address(self):
        """Places nobody can write to (see `letters.addresses_of`)."""
        return self.filter(contact_email="", people=None)

    def resting_long(self, day):
        """Places on a break that began over a month ago and goes on."""
        return self.listed().filter(Exists(Pause.objects.on(day).filter(merchant=OuterRef("pk"), first_day__lt=day - LONG_BREAK)))

    def calm(self):
        """Places that say when it is calm there, or wrote a word for professionals."""
        return self.exclude(quiet_hours="", note_for_referrers="")

    def run_by(self, user):
        return self.filter(people__user=user, state=Merchant.State.ACTIVE)

    def kept_by(self, user):
        """Places of this person, also those that stopped: what they have coming still goes to them."""
        return self.filter(people__user=user, state__in=[Merchant.State.ACTIVE, Merchant.State.LEFT, Merchant.State.CLOSED])

    def left_by(self, user):
        """Places of this person that are off the map because their people said so."""
        return self.filter(people__user=user, state=Merchant.State.LEFT)

    def nearest(self, lat, lng):
        """Nearest first, through the GiST index; `apart` is in squeezed degrees (see `distance_m`)."""
        return self.annotate(apart=Apart("point", point(lng, lat))).order_by("apart", "id")

    def within(self, box):
        """In the rectangle (west, south, east, north)."""
        return self.filter(Within(F("point"), *box))

    def open_at(self, moment):
        return self.filter(open_minutes__open__has_minute=local_minute(moment))

    def with_pause_on(self, day):
        """With the breaks of that day and of later ones (`breaks`), so that `hours_at` a moment from that day on asks nothing more."""
        return self.annotate(breaks=ArraySubquery(Pause.objects.filter(merchant=OuterRef("pk")).not_over_before(day).stretches()))


@keep_versions(
    *["name", "kind", "description", "street", "postcode", "town", "lat", "lng", "opening_hours", "quiet_hours", "is_heated", "is_cool"],
    *["wheelchair", "languages", "website", "phone", "note_for_referrers", "contact_name", "contact_email", "contact_phone"],
    name="MerchantVersion",
)
class Merchant(models.Model):
    """One address on the map: a shop, or any other place that welcomes people."""

    class State(models.TextChoices):
        SUGGESTED = "suggested", _("suggested")
        APPLIED = "applied", _("applied")
        ACTIVE = "active", _("taking part")
        DECLINED = "declined", _("not now")
        CLOSED = "closed", _("closed for good")
        LEFT = "left", _("no longer taking part")

    class Kind(models.TextChoices):
        CAFE = "cafe", _("café")
        RESTAURANT = "restaurant", _("restaurant")
        SNACK = "snack", _("snack bar")
        BAKERY = "bakery", _("bakery")
        SHOP = "shop", _("shop")
        HAIRDRESSER = "hairdresser", _("hairdresser")
        PHARMACY = "pharmacy", _("pharmacy")
        LIBRARY = "library", _("library")
        CULTURE = "culture", _("culture house")
        ORGANISATION = "organisation", _("organisation")
        HOUSE = "house", _("partner house")
        OTHER = "other", _("place")

    class Wheelchair(models.TextChoices):
        YES = "yes", _("easy with a wheelchair")
        LIMITED = "limited", _("possible with a wheelchair, with some help")
        NO = "no", _("not possible with a wheelchair")
        UNKNOWN = "", _("we do not know yet")

    class CheckedBy(models.TextChoices):
        PLACE = "place", _("by the place itself")
        TEAM = "team", _("by the local team")
        LIST = "list", _("from the network's own list")
        UNKNOWN = "", _("nobody knows by whom")

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="merchants")
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.SET_NULL, verbose_name=_("neighbourhood"), related_name="merchants", null=True, blank=True
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SUGGESTED)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    description = models.CharField(_("about the place"), max_length=300, blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=4, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    lat = models.FloatField(_("latitude"))
    lng = models.FloatField(_("longitude"))
    point = point_column()
    opening_hours = models.CharField(_("opening hours"), max_length=1000, blank=True)
    quiet_hours = models.CharField(_("quiet hours"), max_length=1000, blank=True)
    note_for_referrers = models.CharField(_("for professionals who point the way"), max_length=300, blank=True)
    is_heated = models.BooleanField(_("warm in winter"), default=False)
    is_cool = models.BooleanField(_("cool in summer"), default=False)
    wheelchair = models.CharField(_("wheelchair"), max_length=7, choices=Wheelchair, default=Wheelchair.UNKNOWN, blank=True)
    languages = ArrayField(models.CharField(max_length=3), verbose_name=_("languages spoken"), default=list, blank=True)
    website = WebsiteField(_("website"), blank=True)
    phone = models.CharField(_("phone for everybody"), max_length=40, blank=True)
    services = models.ManyToManyField("Service", through="ServiceOffer", related_name="merchants", verbose_name=_("services"))

    # Only for the team.
    contact_name = models.CharField(_("whom to ask for"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    contact_phone = models.CharField(_("phone for the team"), max_length=40, blank=True)
    letter_language = models.CharField(_("language of letters"), max_length=7, default="nl")
    remark = models.CharField(_("remark for the team"), max_length=2000, blank=True)
    charter_version = models.CharField(_("version of the charter"), max_length=10, blank=True)
    charter_accepted_on = models.DateField(_("said yes to the charter on"), null=True, blank=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    checked_by = models.CharField(_("checked by"), max_length=5, choices=CheckedBy, default=CheckedBy.UNKNOWN, blank=True)
    # Of a place that closed: a last word on its page, and where its address leads. Without a word it leads there at once.
    farewell = models.CharField(_("a last word on its page"), max_length=300, blank=True)
    leads_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, verbose_name=_("leads to"), related_name="+")
    application_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    # Where an imported place comes from.
    source = models.CharField(_("source"), max_length=60, blank=True)
    source_licence = models.CharField(_("licence"), max_length=60, blank=True)
    source_id = models.CharField(_("number at the source"), max_length=120, blank=True)
    agreed_on = models.DateField(_("said yes on"), null=True, blank=True)
    source_tags = models.JSONField(_("questions for the first contact"), default=dict, blank=True)
    imported = models.JSONField(_("what the source said last"), default=dict, blank=True, editable=False)

    objects = MerchantQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name", "id"]
        indexes = [
            GistIndex(fields=["point"], name="merchant_near", condition=Q(state="active")),
            GistIndex(fields=["point"], name="merchant_near_easy", condition=Q(state="active", wheelchair="yes")),
            GistIndex(fields=["point"], name="merchant_near_quiet", condition=Q(state="active") & ~Q(quiet_hours="")),
            GinIndex(fields=["languages"], name="merchant_speaks", condition=Q(state="active")),
            GistIndex(fields=["point"], name="merchant_near_speaks", condition=Q(state="active") & ~Q(languages__contained_by=COMMON)),
            GistIndex(fields=["point"], name="merchant_near_heated", condition=Q(state="active", is_heated=True)),
            GistIndex(fields=["point"], name="merchant_near_cool", condition=Q(state="active", is_cool=True)),
            models.Index(fields=["chapter", "state"], name="merchant_of_chapter"),
            models.Index(fields=["chapter", "name", "id"], name="merchant_in_city", condition=Q(state="active")),
            models.Index(fields=["postcode", "id"], name="merchant_at_postcode", condition=Q(state="active")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(lat__range=(-90, 90), lng__range=(-180, 180)), name="merchant_on_earth"),
            models.CheckConstraint(
                condition=~Q(state="active") | Q(agreed_on__isnull=False) | Q(charter_accepted_on__isnull=False),
                name="merchant_said_yes",
                violation_error_message=_("A place is on the map only once it said yes: fill in when."),
            ),
            models.CheckConstraint(condition=Q(leads_to=None) | ~Q(leads_to=F("pk")), name="merchant_leads_elsewhere"),
            models.UniqueConstraint(fields=["chapter", "source", "source_id"], condition=~Q(source_id=""), name="merchant_imported_once"),
        ]
        triggers = [
            *squares.TRIGGERS,
            *stays.TRIGGERS,
            pgtrigger.Trigger(
                name="services_move_along",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("state", "lat", "lng"),
                condition=pgtrigger.AnyChange("state", "lat", "lng"),
                # Writing anything makes each service look where its place stands now.
                func="UPDATE merchants_serviceoffer SET service_id = service_id WHERE merchant_id = NEW.id; RETURN NULL;",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("merchants:merchant-detail", args=[self.slug])

    @property
    def is_listed(self):
        return self.state == self.State.ACTIVE

    @property
    def place_instead(self):
        """Of a place that closed: the place on the map its address leads to, or None."""
        return self.leads_to if self.leads_to and self.leads_to.is_listed else None

    @property
    def address(self):
        """One line: "Miriam Makebaplein 1, 9000 Gent"."""
        return ", ".join(filter(None, [self.street, f"{self.postcode} {self.town}".strip()]))

    @property
    def hours_fresh_until(self):
        """The last day on which we still believe these hours, or None when nobody ever checked them."""
        return self.checked_on + FRESH_FOR if self.checked_on else None

    def fades_on(self, day):
        """Whether nobody looked here for over a year: it is still shown, but lower, and says "ask first"."""
        return self.hours_fresh_until is None or day > self.hours_fresh_until

    def hours_believed_on(self, day):
        """The opening hours, or "" (ask first) when nobody checked them for a year."""
        return "" if self.fades_on(day) else self.opening_hours

    def hours_at(self, moment, own=None):
        """An `hours.Answer` for this moment; for something with times of its `own`, when both say so.

        Asks the database for breaks, unless the row came `with_pause_on` a day before it.
        """
        # No hours change within a minute, and within one a list asks the same of many places that are open alike.
        moment = moment.replace(second=0, microsecond=0).astimezone(hours.BRUSSELS)
        day = moment.date()
        # Where nobody looked for a year, the hours of the toilet are as old as those of the door.
        if own and self.fades_on(day):
            own = own._replace(hours="")
        return _answer_at(self.hours_believed_on(day), moment, tuple(self._pairs_from(day)), own)

    def coming_breaks(self, today, within=None):
        """Sentences about the breaks that begin after today, at most so many days from now. Asks what `hours_at` asks."""
        return hours.breaks_in_words(self._pairs_from(today), today, within)

    def breaks_from(self, day):
        """The breaks of this day and later, as ranges of days; from the row where it came `with_pause_on` a day before it."""
        breaks = vars(self).get("breaks")
        return Pause.objects.filter(merchant=self.pk).not_over_before(day).stretches() if breaks is None else breaks

    def _pairs_from(self, day):
        return [(days.lower, days.upper) for days in self.breaks_from(day)]

    @property
    def map_link(self):
        """Opens the map that the reader's own phone has."""
        spot = f"{self.lat:.6f},{self.lng:.6f}"
        return f"geo:{spot}?q={quote(f'{spot}({self.name})')}"

    @property
    def map_page(self):
        """The same spot on a website that opens everywhere: not every phone knows what to do with `map_link`."""
        return f"https://www.openstreetmap.org/?mlat={self.lat:.6f}&mlon={self.lng:.6f}#map=18/{self.lat:.6f}/{self.lng:.6f}"
