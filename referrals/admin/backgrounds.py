"""Pictures under the city map: a team brings its own drawing, and shows by two spots where on it the places stand."""

from base64 import b64encode

from django.contrib import admin
from django.forms import Script
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from merchants.admin.base import TeamAdmin, Who
from referrals import actions
from referrals.edition_forms import BackgroundForm
from referrals.models import MapBackground
from referrals.two_points import Fit

# So many places are enough to see whether they lie right.
SHOWN = 400


@admin.register(MapBackground)
class MapBackgroundAdmin(TeamAdmin):
    form = BackgroundForm
    chapter_path = "chapter"
    deleted_by = Who.COORDINATORS
    list_display = ["__str__", "chapter", "is_used"]
    list_select_related = ["chapter"]
    readonly_fields = ["as_it_lies"]

    class Media:
        js = [Script("two-points.js", type="module")]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def get_fields(self, request, obj=None):
        spots = [("left1", "top1"), "where1", ("left2", "top2"), "where2"]
        if not self.has_change_permission(request, obj):
            spots = []
        return ["as_it_lies", *spots, "is_used"] if obj else ["chapter", "upload", *spots, "is_used"]

    def save_model(self, request, obj, form, change):
        actions.lay_under(background=obj)

    @admin.display(description=_("as it lies"))
    def as_it_lies(self, background):
        """The picture with both spots and all places on it."""
        fit = Fit.by(background.pairs, background.width, background.height)
        places = background.chapter.merchants.listed().values_list("lng", "lat")[:SHOWN]
        inside = [(x, y) for x, y in (fit.at(*place) for place in places) if 0 <= x <= 1 and 0 <= y <= 1]
        shown = {
            "picture": b64encode(background.content).decode(),
            "width": background.width,
            "height": background.height,
            "dots": [_pixels(background, *spot) for spot in inside],
            "spots": [_pixels(background, *spot) for spot, _there in background.pairs],
            "outside": len(places) - len(inside),
        }
        return render_to_string("admin/referrals/mapbackground/picture.html", shown)


def _pixels(background, x, y):
    return round(x * background.width), round(y * background.height)
