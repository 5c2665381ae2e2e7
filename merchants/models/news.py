"""What is different at a place for a while: it takes a break, or it has something to tell."""

from datetime import timedelta

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants import hours
from merchants.versions import keep_versions


class LastingQuerySet(models.QuerySet):
    def on(self, day):
        """What holds on this day."""
        return self.not_over_before(day).filter(first_day__lte=day)

    def not_over_before(self, day):
        """What holds on this day or later."""
        return self.filter(Q(last_day=None) | Q(last_day__gte=day))

    def meeting(self, first_day, last_day):
        """What holds on at least one of these days; without a last day there is no end to them."""
        meeting = self.not_over_before(first_day)
        return meeting.filter(first_day__lte=last_day) if last_day else meeting

    def over_before(self, day):
        return self.filter(last_day__lt=day)


class Lasting(models.Model):
    """Something that holds from one day up to and including another; without a last day until somebody ends it."""

    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("up to and including"), null=True, blank=True, help_text=_("Empty: until somebody says so."))

    objects = LastingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="%(class)s_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first. Are they swapped?"),
            )
        ]


class PauseQuerySet(LastingQuerySet):
    def stretches(self):
        """Each as a range of days: from the first up to the first day after, or None."""
        days = Func("first_day", "last_day", Value("[]"), function="daterange", output_field=DateRangeField())
        return self.order_by("first_day").values_list(days, flat=True)


@keep_versions("merchant", "first_day", "last_day", name="PauseVersion")
class Pause(Lasting):
    """A place takes a break. Nobody asks why."""

    merchant = models.ForeignKey("merchants.Merchant", models.CASCADE, verbose_name=_("place"), related_name="pauses")

    objects = PauseQuerySet.as_manager()

    class Meta(Lasting.Meta):
        verbose_name = _("break")
        verbose_name_plural = _("breaks")

    def __str__(self):
        return f"{self.merchant}: {self.first_day:%Y-%m-%d}"

    @property
    def days(self):
        """(first day, first day after it or None), as `hours` takes breaks."""
        return self.first_day, self.last_day and self.last_day + timedelta(1)

    @property
    def in_words(self):
        return hours.break_in_words(*self.days, timezone.localdate())


class Notice(Lasting):
    """A sentence of a place to whoever comes in, for a while: "The terrace is open again"."""

    merchant = models.ForeignKey("merchants.Merchant", models.CASCADE, verbose_name=_("place"), related_name="notices")
    text = models.CharField(_("what you would like to tell"), max_length=300)

    class Meta(Lasting.Meta):
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self):
        return self.text
