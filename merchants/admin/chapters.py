"""Cities and their neighbourhoods."""

from django.contrib import admin

from merchants.models import Chapter, Neighbourhood

from .base import TeamAdmin, Who
from .on_earth import OnEarthForm
from .weather import WeatherButtons


@admin.register(Chapter)
class ChapterAdmin(WeatherButtons):
    form = OnEarthForm
    chapter_path = "pk"
    added_by = Who.HQ
    list_display = ["name", "public_name", "state", "email", "phone"]
    list_filter = ["state"]
    search_fields = ["name"]
    fields = ["name", "slug", "public_name", "state", "email", "phone", "postcodes", "lat", "lng", "shape"]
    prepopulated_fields = {"slug": ["name"]}

    def get_readonly_fields(self, request, obj=None):
        # The address of a city stands on paper everywhere.
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields


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
