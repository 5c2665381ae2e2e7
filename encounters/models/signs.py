"""By what two people know each other who do not know each other's name: a colour and an animal, or a word of one's own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from referrals.models import SettingAside

LONGEST_WORD = 20
COLOURS = [(sign.value, sign.label) for sign in SettingAside.Sign if sign.icon == "circle"]
ANIMALS = [(sign.value, sign.label) for sign in SettingAside.Sign if sign.icon != "circle"]
SIGN_OR_WORD = (Q(word="") & ~Q(colour="") & ~Q(animal="")) | (~Q(word="") & Q(colour="", animal=""))


class Signed(models.Model):
    """What goes by a sign. Each table says itself that it is one of both (SIGN_OR_WORD)."""

    colour = models.CharField(_("colour"), max_length=6, choices=COLOURS, blank=True)
    animal = models.CharField(_("animal"), max_length=6, choices=ANIMALS, blank=True)
    word = models.CharField(_("a word of one's own"), max_length=LONGEST_WORD, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.sign

    @property
    def sign(self):
        """ "cat, red", or the word"""
        return self.word or f"{self.get_animal_display()}, {self.get_colour_display()}"

    @property
    def icon(self):
        return self.animal or "armchair"
