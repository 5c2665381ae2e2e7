"""Organisations that point the way, and their people."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter, User


class OrganisationQuerySet(models.QuerySet):
    def waiting(self):
        """Would like to point the way, and nobody of the team said yes yet."""
        return self.filter(approved_on=None)

    def welcomed(self):
        return self.filter(approved_on__isnull=False)

    def of(self, user):
        """The welcomed organisations for which this person points the way."""
        return self.welcomed().filter(referrers__user=user)


class Organisation(models.Model):
    """An organisation whose people point the way, such as a CAW or an OCMW."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="organisations")
    name = models.CharField(_("name"), max_length=120)
    approved_on = models.DateField(_("welcomed on"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["chapter", "name"], name="organisation_once_per_chapter")]

    def __str__(self):
        return self.name


class Referrer(models.Model):
    """Somebody who points the way for an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, verbose_name=_("organisation"), related_name="referrers")
    user = models.ForeignKey(User, models.CASCADE, verbose_name=_("person"), related_name="referring")

    class Meta:
        verbose_name = _("referrer")
        verbose_name_plural = _("referrers")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="referrer_once_per_organisation")]

    def __str__(self):
        return str(self.user)
