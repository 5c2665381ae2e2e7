"""What a city does together: coordinators plan, move and cancel; the whole team counts the chairs afterwards."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters import actions
from encounters.activity_forms import ActivityForm, ChairsForm
from encounters.beginning import begin_with, needed_for
from encounters.models import Activity
from encounters.moments import Every, jumps_between
from merchants.admin.base import TeamAdmin, Turn, Waiting, Who
from merchants.models import Merchant

# What one may tick several of, and which of the own rows.
MANY = {"team_hosts": lambda roles: roles.select_related("user"), "thresholds": lambda thresholds: thresholds.shown()}


class WhenFilter(admin.SimpleListFilter):
    title = _("when")
    parameter_name = "when"

    def lookups(self, request, model_admin):
        return [("coming", _("still to come")), ("to-count", _("over, chairs not counted")), ("nowhere", _("without a place"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        asked = {"coming": queryset.filter(ends_at__gt=now), "to-count": queryset.to_count(now), "nowhere": queryset.without_place(now)}
        return asked.get(self.value(), queryset)


@admin.register(Activity)
class ActivityAdmin(TeamAdmin):
    chapter_path = "chapter"
    changed_by = Who.TEAM
    deleted_by = Who.COORDINATORS
    list_display = ["title", "when", "where", "kind", "how_it_is", "headcount"]
    list_filter = [WhenFilter, "kind", "state", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["merchant__leads_to"]
    search_fields = ["title", "elsewhere", "merchant__name"]
    ordering = ["-begins_at", "key"]
    read_alone = ["when", "where", "kind", "hosts", "how_it_is", "signs", "ways"]
    actions = ["publish", "keep_as_format"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs | {"form": ActivityForm if self._plans(request, obj) else ChairsForm})
        for name in MANY.keys() & form.base_fields.keys() if obj else ():
            form.base_fields[name].queryset = form.base_fields[name].queryset.filter(chapter=obj.chapter_id)
        if "merchant" in form.base_fields and not self.get_autocomplete_fields(request):
            form.base_fields["merchant"].choices = [("", "–"), *self._places(request, obj)]
        return form

    def get_autocomplete_fields(self, request):
        """Whoever knows all cities searches, which asks for a script; a city's own places are a list one simply chooses from."""
        return ["merchant"] if request.user.is_superuser else []

    def _places(self, request, obj):
        """[(key, name)] of the places of the own cities that are on the map, and where it is now."""
        own = self.admin_site.get_model_admin(Merchant).rows_for(request.user, Who.COORDINATORS)
        places = own.listed() if obj is None else own.listed().filter(chapter=obj.chapter_id) | Merchant.objects.filter(pk=obj.merchant_id)
        return places.order_by("name", "pk").values_list("pk", "name")

    def get_readonly_fields(self, request, obj=None):
        if self._plans(request, obj):
            return ["chapter", "how_it_is", "signs", "ways"] if obj else []
        return ["title", "chapter", *self.read_alone]

    def get_fieldsets(self, request, obj=None):
        count = (_("Afterwards"), {"fields": ["headcount"]})
        if not self._plans(request, obj):
            told = (None, {"fields": ["title", *self.read_alone]})
            return [told, count] if obj and obj.is_over(timezone.now()) else [told]
        what = (_("What"), {"fields": ["chapter", "kind", "title_nl", "about_nl", "thresholds"]})
        others = (_("In other languages"), {"fields": ["title_fr", "about_fr", "title_en", "about_en"], "classes": ["collapse"]})
        when = (_("When"), {"fields": ["day", "begins", "ends", *(self._again(obj))]})
        where = (
            _("Where, and with whom"),
            {"fields": ["merchant", "elsewhere", "wheelchair", "is_quiet", "languages", "hosts", "team_hosts"]},
        )
        out = (_("For everybody"), {"fields": ["state", "takes_signs"]})
        if obj is None:
            return [what, others, when, where, out]
        how = (None, {"fields": ["how_it_is", "ways", "signs"]})
        off = (_("It does not go on"), {"fields": ["cancels", "why_cancelled"]})
        return [how, what, others, when, where, *self._round(obj), out, *self._ends(obj, off, count)]

    def _again(self, obj):
        return ["every", "times"] if obj is None else (["following"] if obj.series else [])

    def _round(self, obj):
        """Something may wait once everybody knows that it is there."""
        if not obj.is_public or not obj.merchant_id or obj.is_over(timezone.now()):
            return []
        return [(_("A round that waits"), {"fields": ["waits", "how_many_wait", *(["let_go"] if obj.asides.exists() else [])]})]

    def _ends(self, obj, off, count):
        if obj.is_over(timezone.now()):
            return [count]
        # A draft nobody saw is simply taken away.
        return [off] if obj.is_public else []

    def _plans(self, request, obj):
        """Whether this person may plan and change it. What was cancelled is only read."""
        return self.may(request, Who.COORDINATORS, obj) and not (obj and obj.is_cancelled)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_cancelled)

    def has_delete_permission(self, request, obj=None):
        """What everybody saw is cancelled, so that nobody comes in vain."""
        return super().has_delete_permission(request, obj) and not (obj and obj.is_public)

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        own = self.admin_site.get_model_admin(db_field.remote_field.model).rows_for(request.user, self.added_by)
        return super().formfield_for_manytomany(db_field, request, queryset=MANY[db_field.name](own), **kwargs)

    @admin.display(description=_("when"), ordering="begins_at")
    def when(self, activity):
        return f"{date_format(timezone.localtime(activity.begins_at), 'D j F Y, H:i')}–{timezone.localtime(activity.ends_at):%H:%M}"

    @admin.display(description=_("where"))
    def where(self, activity):
        return activity.where

    @admin.display(description=_("how it is"))
    def how_it_is(self, activity):
        if activity.is_cancelled:
            return _("called off")
        if activity.is_over(timezone.now()):
            return _("over")
        return _("everybody sees it") if activity.is_public else _("only the team sees it")

    @admin.display(description=_("who said that they come"))
    def signs(self, activity):
        """By no name, and nobody has to: only so that there are chairs enough."""
        there = list(activity.sign_ups.all())
        chairs = sum(each.number for each in there)
        told = ngettext("%d chair", "%d chairs", chairs) % chairs
        return (
            format_html("{}: {}", told, format_html_join("; ", "{} ({})", ((each.sign, each.number) for each in there))) if there else "–"
        )

    @admin.display(description=_("ways"))
    def ways(self, activity):
        if not activity.is_public:
            return "–"
        pages = [(activity.get_absolute_url(), _("See the page")), (activity.address_of("thank-cards"), _("Print thank-you cards"))]
        return format_html_join(" · ", '<a href="{}">{}</a>', pages)

    def changeform_view(self, request, *args, **kwargs):
        try:
            return super().changeform_view(request, *args, **kwargs)
        except actions.AlreadyCancelled:
            self.message_user(request, _("Somebody let it be cancelled just now, so nothing else was changed."), messages.WARNING)
            return redirect(request.path)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.begins_at, obj.ends_at = form.cleaned_data["begins_at"], form.cleaned_data["ends_at"]
            form.rows = actions.plan(activity=obj, every=form.cleaned_data["every"] or Every.ONCE, times=form.cleaned_data["times"] or 1)
            return self._say(request, form)
        changes, following = self._plans(request, obj) and form.changes(), form.cleaned_data.get("following", False)
        form.rows = [obj]
        if changes or following:
            form.rows = actions.change(activity=obj, changes=changes, following=following)
            self._say(request, form)
        if "headcount" in form.changed_data:
            actions.count_chairs(activity=obj, number=form.cleaned_data["headcount"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for name in MANY.keys() & form.cleaned_data.keys():
            for row in form.rows[1:]:
                getattr(row, name).set(form.cleaned_data[name])
        self._keep_round(request, form)
        if form.cleaned_data.get("cancels"):
            words, following = form.cleaned_data["why_cancelled"], form.cleaned_data.get("following", False)
            rows = actions.cancel(activity=form.instance, words=words, following=following)
            text = ngettext("%d activity is cancelled.", "%d activities are cancelled.", len(rows)) % len(rows)
            self.message_user(request, text, messages.SUCCESS)

    def _keep_round(self, request, form):
        for aside in form.cleaned_data.get("let_go") or ():
            actions.let_round_go(aside=aside)
        treat, number = form.cleaned_data.get("waits"), form.cleaned_data.get("how_many_wait")
        if not treat or form.cleaned_data.get("cancels"):
            return
        try:
            actions.keep_round(activity=form.instance, treat=treat, number=number)
        except (actions.NotSoManyHang, actions.NotThere):
            text = _("Nothing waits for it: meanwhile fewer hang there, or it is elsewhere. All the rest is saved.")
            self.message_user(request, text, messages.WARNING)
        else:
            self.message_user(request, _("It waits for whoever comes, and the counter shows it."), messages.SUCCESS)

    def _say(self, request, form):
        if len(form.rows) > 1:
            self.message_user(request, ngettext("%d day.", "%d days.", len(form.rows)) % len(form.rows), messages.INFO)
        if any(jumps_between(row.begins_at, row.ends_at) for row in form.rows):
            text = _("The clock jumps while it lasts: it is an hour shorter or longer than it looks. Is that what you mean?")
            self.message_user(request, text, messages.WARNING)

    def what_waits(self, request):
        own, now, address = self.rows_for(request.user, Who.TEAM), timezone.now(), reverse("admin:encounters_activity_changelist")
        nowhere, waiting = own.without_place(now).count(), own.to_count(now).count()
        lost = ngettext("%d activity that comes has no place any more", "%d activities that come have no place any more", nowhere) % nowhere
        text = ngettext("%d activity waits for its number of chairs", "%d activities wait for their number of chairs", waiting) % waiting
        return [
            Waiting(lost, nowhere, f"{address}?when=nowhere", Turn.PLACES),
            Waiting(text, waiting, f"{address}?when=to-count", Turn.CHECKS),
        ]

    def get_changeform_initial_data(self, request):
        """`?formaat=`: begun from a format of the network or of an own city."""
        begun = begin_with(request.GET.get("formaat", ""), self.added_by.chapters(request.user))
        return super().get_changeform_initial_data(request) | begun

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "GET" and (needs := needed_for(request.GET.get("formaat", ""), self.added_by.chapters(request.user))):
            self.message_user(request, _("What is needed: %(needs)s") % {"needs": needs}, messages.INFO)
        return super().add_view(request, form_url, extra_context)

    @admin.action(description=_("Keep how it goes, as a format to do it again"), permissions=["decide"])
    def keep_as_format(self, request, queryset):
        own = queryset.filter(pk__in=self.rows_for(request.user, Who.COORDINATORS).values("pk"))
        kept = [actions.keep_format(activity=each) for each in own]
        text = ngettext(
            "%d format is kept. Add what one needs, step by step.", "%d formats are kept. Add what one needs, step by step.", len(kept)
        )
        self.message_user(request, text % len(kept), messages.SUCCESS)
        if len(kept) == 1:
            return redirect("encounters:team-format", kept[0].pk)
        return redirect("encounters:team-formats")

    @admin.action(description=_("Put them in the calendar, for everybody"), permissions=["decide"])
    def publish(self, request, queryset):
        done = 0
        drafts = queryset.going_on().filter(state=Activity.State.DRAFT)
        for activity in drafts.filter(pk__in=self.rows_for(request.user, Who.COORDINATORS).values("pk")):
            if activity.begins_at <= timezone.now() or not activity.where:
                text = _("%(title)s: choose a moment that comes, and a place. Then everybody can see it.") % {"title": activity}
                self.message_user(request, text, messages.WARNING)
                continue
            actions.change(activity=activity, changes={"state": Activity.State.PUBLISHED})
            self.log_change(request, activity, _("In the calendar."))
            done += 1
        text = ngettext("%d activity stands in the calendar.", "%d activities stand in the calendar.", done) % done
        self.message_user(request, text, messages.SUCCESS if done else messages.INFO)
