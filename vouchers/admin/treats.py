"""Treats, their kinds and their ledger."""

from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import CatalogueAdmin, MergingAdmin, ReadOnlyAdmin, TeamAdmin, Turn, Waiting, Who
from merchants.keys import fresh_key
from merchants.money import euro
from vouchers.actions import ask_about_idle_treats, idle_treats, recount
from vouchers.actions.counter import MOST_COUNTED
from vouchers.models import Movement, Theme, Treat, TreatKind


@admin.register(TreatKind)
class TreatKindAdmin(MergingAdmin):
    list_display = ["name", "plural", "icon", "osm_tag", "position", "merged_into"]
    fields = ["name", "plural", "slug", "icon", "osm_tag", "position"]
    search_fields = ["name"]


@admin.register(Theme)
class ThemeAdmin(CatalogueAdmin):
    is_read_by_guests = False
    list_display = ["name", "lead", "icon", "position"]
    fields = ["name", "lead", "slug", "icon", "position", "kinds"]
    search_fields = ["name"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Kinds to tick: there are few, and Django's two lists have no name for whoever hears the page."""
        shown = {"queryset": TreatKind.objects.current(), "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **shown, **kwargs)


class TreatForm(forms.ModelForm):
    """The count is not a field of this row: it is moved. Whoever counted fills in the number, and that is one movement."""

    counted = forms.IntegerField(
        label=capfirst(_("counted again")),
        min_value=0,
        max_value=MOST_COUNTED,
        required=False,
        help_text=_("How many hang there now? Leave it empty if nobody counted."),
    )

    def clean_is_offered(self):
        is_offered = self.cleaned_data["is_offered"]
        if is_offered and self.instance.pk and (became := self.instance.kind.merged_into):
            raise forms.ValidationError(_("This kind became “%(kind)s”. Offer that one instead."), params={"kind": became.name})
        return is_offered


class IdleFilter(admin.SimpleListFilter):
    title = _("what hangs")
    parameter_name = "hangs"

    def lookups(self, request, model_admin):
        return [("idle", _("for over half a year"))]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=_idle()) if self.value() == "idle" else queryset


def _idle():
    return idle_treats(timezone.localdate()).values("pk")


def _boards(number):
    return (
        ngettext("On %d board something hangs for over half a year", "On %d boards something hangs for over half a year", number) % number
    )


def _written(number):
    return ngettext("%d place gets a letter.", "%d places get a letter.", number) % number


@admin.register(Treat)
class TreatAdmin(TeamAdmin):
    form = TreatForm
    chapter_path = "merchant__chapter"
    changed_by = Who.TEAM
    coordinator_fields = ["kind", "price", "vat_rate", "is_offered"]
    readonly_fields = ["waiting"]
    autocomplete_fields = ["merchant"]
    list_display = ["kind", "merchant", "price_in_euro", "waiting", "is_offered"]
    list_display_links = ["kind", "merchant"]
    actions = ["ask_what_to_do"]
    list_filter = [IdleFilter, "is_offered", "kind", ("merchant__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["kind", "merchant"]
    search_fields = ["merchant__name"]
    fields = ["merchant", "kind", "price", "vat_rate", "is_offered", "waiting", "counted"]

    def what_waits(self, request):
        boards = self.rows_for(request.user, Who.TEAM).filter(pk__in=_idle()).values("merchant").distinct().count()
        return [Waiting(_boards(boards), boards, reverse("admin:vouchers_treat_changelist") + "?hangs=idle", Turn.BOARDS)]

    @admin.action(description=_("Ask these places by letter what should happen with what hangs long"), permissions=["change"])
    def ask_what_to_do(self, request, queryset):
        written = ask_about_idle_treats(among=self.rows_for(request.user, Who.TEAM).filter(pk__in=queryset.values("pk")))
        self.message_user(request, _written(written), messages.SUCCESS)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        # A treat that hangs somewhere cannot move to another place by a slip of the finger.
        return (*fields, "merchant", "kind") if obj else fields

    @admin.display(description=_("price"), ordering="price")
    def price_in_euro(self, treat):
        return euro(treat.price)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.cleaned_data.get("counted") is not None:
            recount(treat=obj, count=form.cleaned_data["counted"], key=fresh_key())

    def construct_change_message(self, request, form, formsets, add=False):
        # The history of this page knows the minute; a count has a day and nothing finer.
        if "counted" in form.changed_data:
            form.changed_data.remove("counted")
        return super().construct_change_message(request, form, formsets, add)

    def log_change(self, request, obj, message):
        return super().log_change(request, obj, message) if message else None


@admin.register(Movement)
class MovementAdmin(ReadOnlyAdmin):
    """The ledger as it was written. Neither narrowed to one place nor sorted by it: only the place itself adds up what it gave."""

    chapter_path = "treat__merchant__chapter"
    list_display = ["day", "kind", "delta", "treat"]
    list_filter = ["day", ("treat__merchant__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["treat__kind", "treat__merchant"]
    sortable_by = ["day"]
    fields = ["day", "kind", "delta", "treat", "bought_as", "takes_back"]
    readonly_fields = ["bought_as", "takes_back"]

    @admin.display(description=_("bought as"))
    def bought_as(self, movement):
        return movement.line

    @admin.display(description=_("takes back"))
    def takes_back(self, movement):
        return movement.reverses

    def lookup_allowed(self, lookup, value, request):
        return lookup.startswith(("day", "treat__merchant__chapter"))
