"""Twice a year a city asks how it goes: three short listening rounds, one for each audience, each with three scales and a free word."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from encounters.half_years import HalfYear
from merchants.models import Chapter


class Audience(models.TextChoices):
    """Who is asked. Which of them somebody is follows from the round they answer, and nothing else tells."""

    PEOPLE = "people", _("whoever comes in somewhere")
    PEERS = "peers", _("peers")
    OTHERS = "others", _("professionals and merchants")


class EvaluationQuerySet(models.QuerySet):
    def that_told(self):
        """Those of which a round is closed."""
        return self.filter(rounds__state="closed").distinct()

    def of_days(self, first_day, last_day):
        """Those of half years with a day between these two."""
        return self.filter(first_day__range=(HalfYear.of(first_day).first_day, last_day))

    def over(self, today):
        """Of half years that are over."""
        return self.filter(first_day__lt=HalfYear.of(today).first_day)


class Evaluation(models.Model):
    """How it went in a city in half a year, as three audiences say it."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="evaluations")
    first_day = models.DateField(_("half year from"))
    # Written down when the half year is over: thresholds that became easier go a year later.
    eased = models.PositiveSmallIntegerField(_("thresholds that became easier"), null=True, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["-first_day", "chapter__name"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "first_day"], name="evaluation_once_per_half_year"),
            models.CheckConstraint(condition=Q(first_day__day=1, first_day__month__in=[1, 7]), name="evaluation_of_half_a_year"),
        ]

    def __str__(self):
        return f"{self.chapter}, {self.half_year}"

    def get_absolute_url(self):
        return reverse("encounters:evaluation", args=[self.chapter.slug, self.half_year.slug])

    @property
    def half_year(self):
        return HalfYear.of(self.first_day)
