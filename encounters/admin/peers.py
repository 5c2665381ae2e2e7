"""Peers, for the team: a coordinator notes the two dates, and calls a visit off when a peer is ill. By which sign stands here nowhere.

What somebody does as a peer is nobody's to count: there is no list of visits, no number, nothing of what was.
"""

from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.models import Peer
from encounters.peer_forms import PeerForm
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.models import TeamRole


class PeerAdminForm(PeerForm):
    calls_off = forms.TypedMultipleChoiceField(
        label=_("Call off"),
        help_text=_("Is the peer ill? Tick what does not go on. The page of whoever comes says so kindly, and offers other moments."),
        coerce=datetime.fromisoformat,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Peer
        fields = ["role", "called", "languages", "places", "noted_on", "insured_on", "is_paused"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["calls_off"].choices = [(each.isoformat(), _in_words(each)) for each in _coming(self.instance)]

    def clean(self):
        said = super().clean()
        for name in ("noted_on", "insured_on"):
            if said.get(name) and said[name] > timezone.localdate():
                self.add_error(name, ValidationError(_("This day is still to come. Write it down once it is there."), code="later"))
        return said


@admin.register(Peer)
class PeerAdmin(TeamAdmin):
    form = PeerAdminForm
    chapter_path = "role__chapter"
    # Whoever is taken off the team goes from here too.
    deleted_by = Who.COORDINATORS
    list_display = ["called", "city", "noted_on", "insured_on", "how_it_is"]
    list_filter = ["is_paused", ("role__chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["role__chapter", "role__user"]
    search_fields = ["called"]
    autocomplete_fields = ["places"]
    readonly_fields = ["city", "how_it_is", "week"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("hours", "places")

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), *(["role"] if obj else [])]

    def get_fieldsets(self, request, obj=None):
        who = (None, {"fields": ["role", "called", "languages", "places", *(["how_it_is", "week"] if obj else []), "is_paused"]})
        dates = (
            _("Without these two dates nobody can choose a moment"),
            {"fields": ["noted_on", "insured_on"]},
        )
        coming = (_("Coming, by day and hour"), {"fields": ["calls_off"]})
        is_coming = obj and self.may(request, Who.COORDINATORS, obj) and _coming(obj)
        return [who, dates, *([coming] if is_coming else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.queryset = field.queryset.filter(role=TeamRole.Role.PEER, peer=None).select_related("user")
        return field

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        places = self.admin_site.get_model_admin(db_field.remote_field.model).rows_for(request.user, self.added_by)
        return super().formfield_for_manytomany(db_field, request, queryset=places.listed(), **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        visits = obj.visits.going_on().select_related("peer__role__user", "peer__role__chapter")
        gone = [visit for visit in visits.filter(begins_at__in=form.cleaned_data["calls_off"]) if actions.call_off(visit=visit)]
        if gone:
            self.message_user(request, ngettext("%d visit is called off.", "%d visits are called off.", len(gone)) % len(gone))
        if change and obj.obstacle and _coming(obj):
            text = _("What was agreed before stays: look below whether something should be called off.")
            self.message_user(request, text, messages.WARNING)

    def construct_change_message(self, request, form, formsets, add=False):
        # How often something was called off with whom stands in no history.
        form.changed_data = [name for name in form.changed_data if name != "calls_off"]
        return super().construct_change_message(request, form, formsets, add)

    def what_waits(self, request):
        waiting = self.rows_for(request.user, Who.COORDINATORS).to_note().count()
        text = ngettext("%d peer waits for a date to be noted", "%d peers wait for a date to be noted", waiting) % waiting
        return [Waiting(text, waiting, f"{reverse('admin:encounters_peer_changelist')}", Turn.CHECKS)]

    @admin.display(description=_("city"))
    def city(self, peer):
        return peer.chapter

    @admin.display(description=_("how it is"))
    def how_it_is(self, peer):
        return peer.obstacle.label if peer.obstacle else _("one can choose a moment")

    @admin.display(description=_("hours of the week"))
    def week(self, peer):
        return format_html_join("; ", "{}", ((str(stretch),) for stretch in peer.hours.all())) or "–"


def _coming(peer):
    """When this peer meets somebody: nothing of whom, or where."""
    return list(peer.visits.coming(timezone.now()).going_on().values_list("begins_at", flat=True)) if peer.pk else []


def _in_words(moment):
    return date_format(timezone.localtime(moment), "l j F, H:i")
