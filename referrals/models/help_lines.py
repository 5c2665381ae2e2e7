"""Whom to call or visit when it takes more than a coffee. Rows, so that each city keeps its own true."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from merchants.languages import name_of_language
from merchants.models import Chapter

# After so long somebody should call and ask whether it is all still true.
TRUE_FOR = timedelta(days=365)


class HelpLineQuerySet(models.QuerySet):
    def for_city(self, chapter):
        """Those for everywhere, and those of this city where one is given."""
        return self.filter(Q(chapter=None) | Q(chapter=chapter)) if chapter else self.filter(chapter=None)

    def to_check(self, today):
        """Nobody looked for a year whether they are still true."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=today - TRUE_FOR))


class HelpLine(models.Model):
    """A number to call, or a house to walk into."""

    class Kind(models.TextChoices):
        CALL = "call", _("call now")
        VISIT = "visit", _("walk in, or make an appointment")

    # None: everywhere in Belgium.
    chapter = models.ForeignKey(
        Chapter, models.CASCADE, null=True, blank=True, verbose_name=_("city"), related_name="help_lines", help_text=_("Empty: everywhere.")
    )
    slug = models.SlugField(_("address"), max_length=60)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.CALL)
    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("what for, and when"), max_length=200)
    number = models.CharField(_("number"), max_length=20, blank=True)
    website = models.URLField(_("website"), blank=True)
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    icon = models.CharField(_("pictogram"), max_length=40, default="phone")
    # Languages in which one is helped, as codes; empty where we do not know.
    languages = models.CharField(_("languages"), max_length=60, blank=True, help_text=_("Codes with spaces, such as: nl fr en."))
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)
    # None: nobody called or looked it up since it came with the catalogue.
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)

    objects = HelpLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("help line")
        verbose_name_plural = _("help lines")
        ordering = ["position", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "slug"], nulls_distinct=False, name="help_line_once"),
            models.CheckConstraint(condition=~Q(number="", website="", street=""), name="help_line_can_be_reached"),
        ]

    def __str__(self):
        return self.name

    @property
    def dial(self):
        """The number as a phone takes it."""
        return "".join(sign for sign in self.number if sign.isdigit() or sign == "+")

    @property
    def site(self):
        """ "caw.be" """
        return urlsplit(self.website).netloc.removeprefix("www.")

    def speaks(self, language):
        """Whether one is helped in this language, as far as we know."""
        return not self.languages or language in self.languages.split()

    @property
    def languages_in_words(self):
        return ", ".join(map(name_of_language, self.languages.split()))
