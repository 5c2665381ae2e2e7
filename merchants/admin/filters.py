"""Lists of places the front page leads to."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ToCheckFilter(admin.SimpleListFilter):
    title = _("last checked on")
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [("long-ago", _("over half a year ago, or never"))]

    def queryset(self, request, queryset):
        return queryset.to_check(timezone.localdate()) if self.value() == "long-ago" else queryset


class LongBreakFilter(admin.SimpleListFilter):
    title = _("break")
    parameter_name = "break"

    def lookups(self, request, model_admin):
        return [("long", _("for over a month"))]

    def queryset(self, request, queryset):
        return queryset.resting_long(timezone.localdate()) if self.value() == "long" else queryset


class WithoutCoordinatorFilter(admin.SimpleListFilter):
    title = _("team")
    parameter_name = "team"

    def lookups(self, request, model_admin):
        return [("alone", _("without a coordinator"))]

    def queryset(self, request, queryset):
        return queryset.at_work().without_coordinator() if self.value() == "alone" else queryset
