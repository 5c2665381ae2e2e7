"""The services places may offer."""

from django.contrib import admin

from merchants.models import Service

from .base import MergingAdmin


@admin.register(Service)
class ServiceAdmin(MergingAdmin):
    list_display = ["name", "question", "icon", "osm_tag", "position", "merged_into"]
    fields = ["name", "question", "slug", "icon", "osm_tag", "position"]
    search_fields = ["name"]
