"""Places. Applications stand on top, with the two answers a coordinator gives."""

from django.contrib import admin, messages
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants import actions
from merchants.models import Merchant, MerchantPerson, Notice, Pause, Service, ServiceOffer, Verification

from .base import TeamAdmin, TeamInline, Turn, Waiting, Who
from .filters import LongBreakFilter, ToCheckFilter
from .invitations import invite
from .merchant_form import MerchantForm, MerchantPersonForm, ServiceOfferForm
from .person_form import PersonFormSet
from .photos import GONE, PhotoFormSet, PhotoInline

OPEN_QUESTIONS = [Merchant.State.APPLIED, Merchant.State.SUGGESTED]
APPLIED_FIRST = Case(*(When(state=state, then=Value(n)) for n, state in enumerate(OPEN_QUESTIONS)), default=Value(9)).asc()


def _welcomed(number):
    return ngettext("%d place is on the map from now on.", "%d places are on the map from now on.", number) % number


def _declined(number):
    return ngettext("%d place was told “not now”.", "%d places were told “not now”.", number) % number


def _checked(number):
    return ngettext("%d place was checked today.", "%d places were checked today.", number) % number


def _marked_warm(number):
    return ngettext("%d place is marked as warm.", "%d places are marked as warm.", number) % number


def _marked_cool(number):
    return ngettext("%d place is marked as cool.", "%d places are marked as cool.", number) % number


def _on_a_break(number):
    return ngettext("%d place takes a break from today.", "%d places take a break from today.", number) % number


def _back(number):
    return ngettext("%d place is back from its break.", "%d places are back from their break.", number) % number


def _asked(number):
    return ngettext("%d place would like to take part", "%d places would like to take part", number) % number


def _asked_whether_true(number):
    return ngettext("%d place gets a letter.", "%d places get a letter.", number) % number


def _suggested(number):
    return ngettext("%d place was suggested", "%d places were suggested", number) % number


def _unchecked(number):
    return ngettext("%d place was not checked for half a year", "%d places were not checked for half a year", number) % number


def _resting_long(number):
    return ngettext("%d place takes a break for over a month", "%d places take a break for over a month", number) % number


class ServiceOfferInline(TeamInline):
    model = ServiceOffer
    form = ServiceOfferForm
    changed_by = added_by = Who.TEAM


class PauseInline(TeamInline):
    model = Pause
    changed_by = added_by = Who.TEAM


class NoticeInline(TeamInline):
    model = Notice
    changed_by = added_by = Who.TEAM


class MerchantPersonInline(TeamInline):
    model = MerchantPerson
    form = MerchantPersonForm
    formset = PersonFormSet
    seen_by = Who.COORDINATORS


def _sign(merchant, form):
    """A day of checking that the team fills in is the team's, unless the page says whose it is; without a day it is nobody's."""
    if {"checked_on", "checked_by"} & set(form.changed_data) == {"checked_on"}:
        merchant.checked_by = Merchant.CheckedBy.TEAM if merchant.checked_on else Merchant.CheckedBy.UNKNOWN
        form.changed_data.append("checked_by")


@admin.register(Merchant)
class MerchantAdmin(TeamAdmin):
    form = MerchantForm
    chapter_path = "chapter"
    changed_by = added_by = Who.TEAM
    coordinator_fields = ["chapter", "state", "charter_accepted_on", "agreed_on"]
    readonly_fields = ["slug", "source", "source_licence", "source_id", "questions"]
    inlines = [ServiceOfferInline, PhotoInline, PauseInline, NoticeInline, MerchantPersonInline]
    actions = [
        *["welcome", "not_now", "make_invitation_links", "checked_today", "ask_whether_true"],
        *["take_a_break", "is_back", "mark_heated", "mark_cool"],
    ]
    list_display = ["name", "state", "kind", "neighbourhood", "street", "town", "checked_on"]
    list_filter = ["state", ToCheckFilter, LongBreakFilter, "is_heated", "is_cool", "kind", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["neighbourhood"]
    search_fields = ["name", "street", "contact_name", "contact_email"]
    fieldsets = [
        (None, {"fields": ["name", "slug", "kind", "description", "chapter", "neighbourhood", "state"]}),
        (_("Where"), {"fields": ["street", ("postcode", "town"), ("lat", "lng")]}),
        (
            _("For everybody"),
            {"fields": ["opening_hours", "quiet_hours", ("is_heated", "is_cool"), "wheelchair", "languages", "website", "phone"]},
        ),
        (_("For professionals who point the way"), {"fields": ["note_for_referrers"]}),
        (
            _("Only for the team"),
            {
                "fields": [
                    *["contact_name", "contact_email", "contact_phone", "questions", "remark"],
                    *[("checked_on", "checked_by"), "charter_accepted_on", "agreed_on"],
                ]
            },
        ),
        (_("Where we know it from"), {"classes": ["collapse"], "fields": ["source", "source_licence", "source_id"]}),
    ]

    def get_ordering(self, request):
        return [APPLIED_FIRST, "name", "pk"]

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return (*self.readonly_fields, "state", "charter_accepted_on", "agreed_on")
        fields = super().get_readonly_fields(request, obj)
        # Applied and suggested places are answered with the buttons; that gives the login and the letter as well.
        return fields if obj.state not in OPEN_QUESTIONS else (*fields, "state")

    @admin.display(description=_("questions for the first contact"))
    def questions(self, merchant):
        """What a map says of each service; whether it is so for everybody only the place can tell."""
        if not merchant.source_tags:
            return "-"
        names = dict(Service.objects.values_list("slug", "name"))
        told = [(capfirst(names[slug]) + ": " if slug in names else "", tags) for slug, tags in merchant.source_tags.items()]
        return format_html_join("", "<div>{}{}</div>", told)

    def view_on_site(self, merchant):
        return merchant.get_absolute_url() if merchant.state in {Merchant.State.ACTIVE, Merchant.State.CLOSED} else None

    def what_waits(self, request):
        mine = self.rows_for(request.user, Who.COORDINATORS)
        applied, suggested = (mine.filter(state=state).count() for state in OPEN_QUESTIONS)
        unchecked = self.rows_for(request.user, Who.TEAM).to_check(timezone.localdate()).count()
        resting = self.rows_for(request.user, Who.TEAM).resting_long(timezone.localdate()).count()
        places = reverse("admin:merchants_merchant_changelist")
        return [
            Waiting(_asked(applied), applied, f"{places}?state__exact=applied", Turn.PLACES),
            Waiting(_suggested(suggested), suggested, f"{places}?state__exact=suggested", Turn.PLACES),
            Waiting(_unchecked(unchecked), unchecked, f"{places}?checked=long-ago", Turn.CHECKS),
            Waiting(_resting_long(resting), resting, f"{places}?break=long", Turn.BREAKS),
        ]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.slug = actions.free_slug(obj.name)
        elif {"opening_hours", "checked_on"} & set(form.changed_data) == {"opening_hours"}:
            # Whoever types the hours has just learned them; left with an old day they would read as "ask first".
            obj.checked_on = timezone.localdate()
            form.changed_data.append("checked_on")
        if "state" in form.changed_data and obj.is_listed:
            # It begins anew: what its page said as it stopped is no longer so.
            obj.farewell, obj.leads_to = "", None
            form.changed_data += ["farewell", "leads_to"]
        _sign(obj, form)
        super().save_model(request, obj, form, change)
        if "checked_on" in form.changed_data and obj.checked_on == timezone.localdate():
            actions.note_answer([obj], answer=Verification.Answer.RIGHT, channel=Verification.Channel.TEAM)

    def save_formset(self, request, form, formset, change):
        # Asked first: what is deleted here and now is gone afterwards as well.
        missed = isinstance(formset, PhotoFormSet) and formset.missed
        super().save_formset(request, form, formset, change)
        if missed:
            self.message_user(request, GONE, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Read again: the row of this form is from before it was written, and holds what others changed meanwhile as it was.
        actions.rebuild_open_minutes(Merchant.objects.select_for_update(no_key=True).filter(pk=form.instance.pk))

    # The two answers

    @admin.action(description=_("Welcome these places"), permissions=["decide"])
    def welcome(self, request, queryset):
        self._answer(request, queryset, actions.approve, _("Welcomed."), _welcomed)

    @admin.action(description=_("Not now"), permissions=["decide"])
    def not_now(self, request, queryset):
        self._answer(request, queryset, actions.decline, _("Not now."), _declined)

    @admin.action(description=_("Make an invitation link"), permissions=["decide"])
    def make_invitation_links(self, request, queryset):
        invite(self, request, self.rows_for(request.user, Who.COORDINATORS).filter(pk__in=queryset.values("pk")))

    @admin.action(description=_("I checked these today: all is right"), permissions=["change"])
    def checked_today(self, request, queryset):
        checked = actions.check_today(list(self.rows_for(request.user, Who.TEAM).filter(pk__in=queryset)))
        for merchant in checked:
            self.log_change(request, merchant, _("Checked."))
        self.message_user(request, _checked(len(checked)), messages.SUCCESS)

    @admin.action(description=_("Ask these by letter whether all is still true"), permissions=["change"])
    def ask_whether_true(self, request, queryset):
        written, before, to_call = 0, [], []
        for merchant in self.rows_for(request.user, Who.TEAM).listed().filter(pk__in=queryset.values("pk")):
            try:
                is_written_to = actions.ask_whether_true(merchant=merchant)
            except actions.NoAddress:
                to_call.append(merchant.name)
            else:
                written += is_written_to
                before += [] if is_written_to else [merchant.name]
        self.message_user(request, _asked_whether_true(written), messages.SUCCESS)
        if before:
            self.message_user(request, _("These were asked today already: %s.") % ", ".join(before), messages.INFO)
        if to_call:
            self.message_user(request, _("These have no e-mail address; give them a call: %s.") % ", ".join(to_call), messages.WARNING)

    @admin.action(description=_("These are nice and warm when it is cold"), permissions=["change"])
    def mark_heated(self, request, queryset):
        self._mark(request, queryset, "is_heated", _("Marked as warm."), _marked_warm)

    @admin.action(description=_("These are nice and cool when it is hot"), permissions=["change"])
    def mark_cool(self, request, queryset):
        self._mark(request, queryset, "is_cool", _("Marked as cool."), _marked_cool)

    def _mark(self, request, queryset, tick, note, sentence):
        marked = list(self.rows_for(request.user, Who.TEAM).filter(pk__in=queryset, **{tick: False}))
        Merchant.objects.filter(pk__in=[merchant.pk for merchant in marked]).update(**{tick: True})
        for merchant in marked:
            self.log_change(request, merchant, note)
        self.message_user(request, sentence(len(marked)), messages.SUCCESS)

    @admin.action(description=_("Takes a break from today, until somebody says so"), permissions=["change"])
    def take_a_break(self, request, queryset):
        self._say(request, queryset, actions.take_a_break, _("Takes a break."), _on_a_break)

    @admin.action(description=_("Is back from a break"), permissions=["change"])
    def is_back(self, request, queryset):
        self._say(request, queryset, actions.end_breaks, _("Is back."), _back)

    def _say(self, request, queryset, action, note, sentence):
        changed = action(self.rows_for(request.user, Who.TEAM).filter(pk__in=queryset.values("pk")))
        for merchant in changed:
            self.log_change(request, merchant, note)
        self.message_user(request, sentence(len(changed)), messages.SUCCESS)

    def _answer(self, request, queryset, answer, note, sentence):
        """Answer those that wait and are this person's to answer; say how many were, and which had an answer already."""
        answered, before = [], []
        for merchant in self.rows_for(request.user, Who.COORDINATORS).filter(pk__in=queryset.values("pk")):
            try:
                answered.append(answer(merchant=merchant))
            except actions.AlreadyDecided:
                before.append(merchant.name)
        for merchant in answered:
            self.log_change(request, merchant, note)
        if answered:
            self.message_user(request, sentence(len(answered)), messages.SUCCESS)
        if to_call := [merchant.name for merchant in answered if merchant.application_key and not merchant.contact_email]:
            self.message_user(request, _("These have no e-mail address; give them a call: %s.") % ", ".join(to_call), messages.WARNING)
        if before:
            self.message_user(request, _("These had an answer already, nothing changed: %s.") % ", ".join(before), messages.WARNING)

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_end"] = bool(obj) and self.may(request, Who.COORDINATORS, obj)
        context["may_answer"] = bool(obj) and obj.state in OPEN_QUESTIONS and self.may(request, Who.COORDINATORS, obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def response_change(self, request, obj):
        for button, answer in {"_welcome": self.welcome, "_not_now": self.not_now}.items():
            if button in request.POST:
                answer(request, Merchant.objects.filter(pk=obj.pk))
                return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)
