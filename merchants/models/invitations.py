"""Invitations: a link by which a team asks a place to join."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_token

from .chapters import Chapter
from .places import Merchant

VALID_FOR = timedelta(days=60)


def _last_day():
    return timezone.localdate() + VALID_FOR


class InvitationQuerySet(models.QuerySet):
    def over_before(self, day):
        """Used, withdrawn or run out before this day."""
        return self.filter(Q(used_on__lt=day) | Q(revoked_on__lt=day) | Q(last_day__lt=day))


class Invitation(models.Model):
    """A link that opens the form to join, once. For a place we know (`merchant`) the form is filled in as far as we can."""

    class Closed(models.TextChoices):
        USED = "used", _("This invitation was used already. Was it you? Then the team has your form, and you do not have to do anything.")
        REVOKED = "revoked", _("The team took this invitation back, perhaps because it sent you a newer one.")
        UNKNOWN = "unknown", _("We do not know this invitation. Perhaps a piece of the link was left behind.")
        OVER = "over", _("This invitation was valid for sixty days, and those are over.")

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="invitations")
    merchant = models.ForeignKey(
        Merchant, models.CASCADE, verbose_name=_("suggested place"), related_name="invitations", null=True, blank=True
    )
    name = models.CharField(_("name of the place"), max_length=120, blank=True)
    token = models.CharField(max_length=40, unique=True, default=fresh_token, editable=False)
    made_on = models.DateField(_("made on"), default=timezone.localdate, editable=False)
    last_day = models.DateField(_("valid up to and including"), default=_last_day, editable=False)
    revoked_on = models.DateField(_("taken back on"), null=True, editable=False)
    used_on = models.DateField(_("used on"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_on", "-pk"]

    def __str__(self):
        return self.name or (self.merchant.name if self.merchant else self.chapter.name)

    def get_absolute_url(self):
        return reverse("merchants:merchant-invited", args=[self.token])

    def closed_on(self, day):
        """Why it opens nothing on this day, or None."""
        answered = self.merchant.state if self.merchant else Merchant.State.SUGGESTED
        if self.revoked_on or answered == Merchant.State.DECLINED:
            return self.Closed.REVOKED
        if self.used_on or answered != Merchant.State.SUGGESTED:
            return self.Closed.USED
        return self.Closed.OVER if day > self.last_day else None
