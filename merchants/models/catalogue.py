"""What the rows of the catalogue have in common: services here, kinds of treat one floor up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from merchants.osm_tags import OsmTagField


class CatalogueQuerySet(models.QuerySet):
    def current(self):
        """Those one can choose: without those that became another."""
        return self.filter(merged_into=None)


class CatalogueRow(models.Model):
    """A kind of something that places offer. A row, so that a city can add one.

    Two rows for the same thing become one: the one that goes stays here, so that old links and books go on saying what they said, and
    leads to the other. No row leads to one that leads on.
    """

    slug = models.SlugField(_("address"), unique=True)
    name = models.CharField(_("name"), max_length=60)
    icon = models.CharField(_("pictogram"), max_length=40)
    osm_tag = OsmTagField()
    position = models.PositiveSmallIntegerField(_("place in the row"), default=100)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, verbose_name=_("became"), related_name="earlier"
    )

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")), name="%(class)s_becomes_another"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def now(self):
        """This row, or the one it became."""
        return self.merged_into or self


def follow(column, table):
    """SQL of a trigger: what is added for a row that became another is added for that one.

    The lock waits for whoever is merging just now, and then reads what came of it.
    """
    return f"""
        NEW.{column} = coalesce((SELECT merged_into_id FROM {table} WHERE id = NEW.{column} FOR KEY SHARE), NEW.{column});
        RETURN NEW;
    """  # noqa: S608 - names of our own
