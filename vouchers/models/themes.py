"""Ready-made gifts: "warm morning" is a coffee and a bread, where few of them hang."""

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from .treats import TreatKind


class ThemeQuerySet(models.QuerySet):
    def holding(self, kinds):
        """Themes in which all of these kinds are found."""
        found = self.filter(kinds__in=kinds).annotate(found=Count("kinds", distinct=True))
        return found.filter(found=len(kinds))


class Theme(models.Model):
    """A few kinds of treat under one warm name. A row, so that a team can make its own."""

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    lead = models.CharField(_("a sentence about it"), max_length=160, blank=True)
    icon = models.CharField(_("pictogram"), max_length=40)
    kinds = models.ManyToManyField(TreatKind, related_name="themes", verbose_name=_("kinds of treat"))
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "slug"]

    def __str__(self):
        return self.name
