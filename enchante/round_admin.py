"""Rounds of checking in the admin, and on its front page: when one may begin, and who did not answer yet."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merchants import actions
from merchants.admin.base import ReadOnlyAdmin, Turn, Waiting, Who
from merchants.models import Chapter, Merchant, Verification, VerificationRound

HALF_A_YEAR = timedelta(days=182)


@admin.register(VerificationRound)
class VerificationRoundAdmin(ReadOnlyAdmin):
    seen_by = Who.TEAM
    chapter_path = "chapter"
    list_display = ["chapter", "begun_on", "due_on", "ended_on"]
    list_select_related = ["chapter"]
    fields = ["chapter", "begun_on", "due_on", "ended_on"]

    def view_on_site(self, begun):
        return reverse("round", args=[begun.pk])

    def what_waits(self, request):
        running = self.rows_for(request.user, Who.TEAM).open().select_related("chapter")
        return [*(_runs(begun) for begun in running.annotate(waiting=_unanswered())), _may_begin(request.user)]


def _unanswered():
    on_the_map = Q(questions__answer=Verification.Answer.NONE, questions__merchant__state=Merchant.State.ACTIVE)
    return Count("questions", filter=on_the_map)


def _runs(begun):
    sentence = ngettext(
        "%(city)s: %(number)d place did not answer yet whether all is right; the round runs until %(day)s",
        "%(city)s: %(number)d places did not answer yet whether all is right; the round runs until %(day)s",
        begun.waiting,
    )
    words = {"city": begun.chapter, "number": begun.waiting, "day": date_format(begun.due_on, "j F")}
    return Waiting(sentence % words, begun.waiting, reverse("round", args=[begun.pk]), Turn.CHECKS)


def _may_begin(user):
    """Active cities with somebody to ask, where the last round began over half a year ago, or there was none."""
    today, here = timezone.localdate(), OuterRef("pk")
    lately = VerificationRound.objects.filter(chapter=here, begun_on__gt=today - HALF_A_YEAR)
    places = actions.places_to_ask(here, today)
    own = Chapter.objects.filter(pk__in=Who.COORDINATORS.chapters(user), state=Chapter.State.ACTIVE).order_by("name")
    cities = list(own.filter(~Exists(lately), Exists(places)))
    names = ", ".join(city.name for city in cities)
    url = reverse("rounds") + (f"?stad={cities[0].slug}" if cities else "")
    return Waiting(_("The half-yearly round of checking may begin: %s") % names, len(cities), url, Turn.CHECKS)
