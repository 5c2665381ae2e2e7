"""Cities and their neighbourhoods."""

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from merchants.models import Chapter, ChapterText, Neighbourhood

from .base import TeamAdmin, Turn, Waiting, Who
from .filters import WithoutCoordinatorFilter
from .on_earth import OnEarthForm
from .weather import WeatherButtons


def _alone(number):
    return ngettext("%d city without a coordinator", "%d cities without a coordinator", number) % number


@admin.register(Chapter)
class ChapterAdmin(WeatherButtons):
    form = OnEarthForm
    chapter_path = "pk"
    added_by = Who.HQ
    list_display = ["name", "public_name", "state", "email", "phone", "hq_since"]
    list_filter = ["state", WithoutCoordinatorFilter]
    search_fields = ["name"]
    fields = [
        *["name", "slug", "public_name", "state", "colour", "email", "phone", "phone_hours", "address", "social"],
        *["postcodes", "lat", "lng", "shape"],
    ]
    prepopulated_fields = {"slug": ["name"]}
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request, obj=None):
        # The address of a city stands on paper everywhere.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def what_waits(self, request):
        return [self._without_coordinator(request.user), self._texts_out_of_use(request.user)]

    def _without_coordinator(self, user):
        alone = self.rows_for(user, Who.HQ).at_work().without_coordinator().count()
        return Waiting(_alone(alone), alone, reverse("admin:merchants_chapter_changelist") + "?team=alone", Turn.PLACES)

    def _texts_out_of_use(self, user):
        """Own words that are not used, because a name that must stay is not in them."""
        own = Q(chapter__in=self.rows_for(user, Who.COORDINATORS))
        if user.is_superuser:
            own |= Q(chapter=None)
        broken = ChapterText.objects.filter(own).select_related("chapter").broken()
        text = ngettext(
            "%d text misses something that has to stay: until then the usual one is used",
            "%d texts miss something that has to stay: until then the usual ones are used",
            len(broken),
        )
        first = broken[0].chapter if broken else None
        url = reverse("texts-of-city", args=[first.slug]) if first else reverse("network-texts")
        return Waiting(text % len(broken), len(broken), url, Turn.CHECKS)


@admin.register(Neighbourhood)
class NeighbourhoodAdmin(TeamAdmin):
    form = OnEarthForm
    chapter_path = "chapter"
    deleted_by = Who.COORDINATORS
    list_display = ["name", "chapter"]
    list_filter = [("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
