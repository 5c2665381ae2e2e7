"""Lists of places an organisation uses often. They are called after a need and a neighbourhood, both picked, so no name slips in."""

from urllib.parse import urlencode

from django.db import models
from django.utils.translation import gettext_lazy as _

from merchants.models import Merchant, Neighbourhood

from .organisations import Organisation


class FavouriteSet(models.Model):
    """Places that go together for an organisation, in its order. Opened it is an ordinary shortlist, which lives in its link."""

    class Need(models.TextChoices):
        FIRST_TIME = "first_time", _("for a first time")
        EAT = "eat", _("to eat and drink")
        WARM = "warm", _("to warm up")
        WASH = "wash", _("toilet and washing")
        CALM = "calm", _("calm places")
        CHILDREN = "children", _("with children")
        CHAT = "chat", _("for a chat")
        CHARGE = "charge", _("to charge and go online")
        EVENING = "evening", _("in the evening")
        ANYTHING = "anything", _("a bit of everything")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="favourite_sets")
    need = models.CharField(_("what for"), max_length=10, choices=Need)
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.CASCADE, null=True, blank=True, verbose_name=_("neighbourhood"), related_name="+"
    )
    merchants = models.ManyToManyField(Merchant, through="FavouritePlace", related_name="+")

    class Meta:
        verbose_name = _("set of favourite places")
        verbose_name_plural = _("sets of favourite places")
        ordering = ["need", "neighbourhood__name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "need", "neighbourhood"], nulls_distinct=False, name="favourite_set_once")
        ]

    def __str__(self):
        return f"{self.get_need_display()}, {self.neighbourhood}" if self.neighbourhood else self.get_need_display()

    def keys(self):
        """The keys of its places, in its order."""
        return [place.merchant_id for place in self.places.all()]

    @property
    def open_places(self):
        """The places that still take part, in its order."""
        return [place.merchant for place in self.places.all() if place.merchant.is_listed]

    @property
    def left_out(self):
        """How many no longer take part."""
        return len(self.places.all()) - len(self.open_places)

    @property
    def query(self):
        """What opens it as a shortlist, behind its address."""
        return "?" + urlencode([("plek", merchant.slug) for merchant in self.open_places])


class FavouritePlace(models.Model):
    """A place in such a set."""

    favourite_set = models.ForeignKey(FavouriteSet, models.CASCADE, related_name="places", db_index=False)
    merchant = models.ForeignKey(Merchant, models.CASCADE, verbose_name=_("place"), related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["favourite_set", "merchant"], name="favourite_place_once")]

    def __str__(self):
        return str(self.merchant)
