"""What every page of the admin shares: a right is the set of rows it is fetched from.

A team works with the rows of its own cities. Each admin says for whom its rows are (`seen_by`, `changed_by`, ...) and how a row
leads to its city (`chapter_path`); the list, direct addresses, actions and the choices in forms all follow from that.
"""

from enum import Enum, IntEnum
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.forms.utils import pretty_name
from django.http import Http404
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from merchants.models import Chapter, TeamRole
from merchants.models.catalogue import CatalogueRow

from .pictogram_form import PicksPictogram


class Who(Enum):
    """For whom of a city's team something is. HQ may what anybody may."""

    TEAM = "coordinators and volunteers"
    COORDINATORS = "coordinators"
    HQ = "HQ"
    NOBODY = "nobody"

    def chapters(self, user):
        """The cities (their keys) where this person is meant; for HQ all of them."""
        if user.is_superuser and self is not Who.NOBODY:
            return list(Chapter.objects.values_list("pk", flat=True))
        return [chapter for chapter, role in _roles_of(user) if role in ROLES[self]]

    def includes(self, user):
        """Anywhere at all. HQ is included before the first city exists."""
        return self is not Who.NOBODY and (user.is_superuser or bool(self.chapters(user)))


ROLES = {
    Who.TEAM: {TeamRole.Role.COORDINATOR, TeamRole.Role.VOLUNTEER},
    Who.COORDINATORS: {TeamRole.Role.COORDINATOR},
    Who.HQ: set(),
    Who.NOBODY: set(),
}


def _roles_of(user):
    """Asked once per request: the admin wants to know for every model on every page."""
    if not hasattr(user, "_roles_in_cities"):
        user._roles_in_cities = list(user.roles.values_list("chapter_id", "role"))
    return user._roles_in_cities


class Turn(IntEnum):
    """In which order things stand on the front page: first what somebody waits for, then what keeps the city true."""

    PLACES, WORDS, ORGANISATIONS, QUESTIONS, MONEY, CHECKS, BREAKS, BOARDS, PAPER = range(9)


class Waiting(NamedTuple):
    """Something on the front page that waits for an answer: "3 kind words to read", and where."""

    text: str
    number: int
    url: str
    turn: Turn = Turn.PAPER


class _KeysOnly:
    """What is sent and is no key is no choice; Django's own would ask the database for it, which refuses."""

    class Media:
        # Ours after Django's, which draws the fields to search in.
        js = ["admin/js/autocomplete.js", "admin-search.js"]

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if str(each).isdecimal()], attr)


class SearchedRow(_KeysOnly, AutocompleteSelect):
    pass


class SearchedRows(_KeysOnly, AutocompleteSelectMultiple):
    pass


class ChoicesOfOwnCities:
    """Offers in a form only rows of cities where this person may add what the form is about."""

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedRows(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        related = db_field.remote_field.model
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchedRow(db_field, self.admin_site))
        if self.admin_site.is_registered(related):
            rows = self.admin_site.get_model_admin(related).rows_for(request.user, self.added_by)
            kwargs["queryset"] = rows.current() if issubclass(related, CatalogueRow) else rows
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TeamAdmin(ChoicesOfOwnCities, admin.ModelAdmin):
    """Rows of the own cities, for those of the team they are meant for. Nothing is deleted unless a subclass says so."""

    chapter_path = None  # None: rows belong to no city; everybody meant sees them all.
    seen_by = Who.TEAM
    changed_by = Who.COORDINATORS
    added_by = Who.COORDINATORS
    deleted_by = Who.NOBODY
    coordinator_fields = ()  # A volunteer reads these.
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def rows_for(self, user, who):
        rows = self.model._default_manager.all()
        if user.is_superuser and who is not Who.NOBODY:
            return rows
        if self.chapter_path is None:
            return rows if who.includes(user) else rows.none()
        return rows.filter(**{f"{self.chapter_path}__in": who.chapters(user)})

    def may(self, request, who, row=None):
        """Whether this person is meant: anywhere, or for this row."""
        if row is None or row.pk is None:
            return who.includes(request.user)
        return self.rows_for(request.user, who).filter(pk=row.pk).exists()

    def what_waits(self, request):
        """A list of Waiting for the front page."""
        return []

    def on_the_front_page(self, request):
        """What else the front page shows, for its template."""
        return {}

    def get_changeform_initial_data(self, request):
        """Whoever works for one city need not choose it."""
        own = self.added_by.chapters(request.user)
        return super().get_changeform_initial_data(request) | ({"chapter": own[0]} if len(own) == 1 else {})

    def lookup_allowed(self, lookup, value, request):
        """Never by rows that lead here: an address could ask, key by key, who sent a question about a place."""
        leading_here = {field.name for field in self.opts.get_fields() if field.auto_created and not field.concrete}
        # A filter with words of its own may be called as one of these.
        leading_here -= {getattr(each, "parameter_name", None) for each in self.list_filter}
        return lookup.partition("__")[0] not in leading_here and super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request):
        return self.rows_for(request.user, self.seen_by).order_by(*self.get_ordering(request))

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.may(request, self.seen_by, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.changed_by, obj)

    def has_add_permission(self, request):
        return self.added_by.includes(request.user)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, self.deleted_by, obj)

    def has_decide_permission(self, request):
        """For actions that are a coordinator's: `@admin.action(permissions=["decide"])`."""
        return Who.COORDINATORS.includes(request.user)

    def get_readonly_fields(self, request, obj=None):
        if self.may(request, Who.COORDINATORS, obj):
            return self.readonly_fields
        return (*self.readonly_fields, *self.coordinator_fields)

    def save_model(self, request, obj, form, change):
        """Write only the columns in which the page differs from the row as it was read just now.

        What others changed while this was saved stands; what they changed while the page lay open is written over, as in any admin.
        """
        if not change:
            return obj.save()
        columns = {field.name for field in obj._meta.concrete_fields}
        return obj.save(update_fields=[name for name in form.changed_data if name in columns])

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        # Another's row answers as if it were not there; Django would go to the front page and name the number.
        raise Http404


class GuestLanguagesBelow:
    """First the languages that have the whole site; those of the pages for guests stand below, folded, where guests read these rows."""

    is_read_by_guests = True

    def get_fieldsets(self, request, obj=None):
        (title, about), *others = super().get_fieldsets(request, obj)
        codes = [code for code, _language in settings.GUEST_LANGUAGES]
        columns = {f"{field}_{code}" for field in self.trans_opts.all_fields for code in codes}
        theirs = [name for name in about["fields"] if name in columns]
        shown = [(title, about | {"fields": [name for name in about["fields"] if name not in columns]}), *others]
        below = (_("In the other languages guests read"), {"fields": theirs, "classes": ["collapse"]})
        return [*shown, below] if self.is_read_by_guests else shown


class CatalogueAdmin(GuestLanguagesBelow, PicksPictogram, TeamAdmin, TranslationAdmin):
    """Rows that belong to no city, in every language: each team reads them, HQ keeps them."""

    changed_by = added_by = Who.HQ

    def save_model(self, request, obj, form, change):
        # All columns: modeltranslation keeps one more beside those of the languages.
        obj.save()


class MergingAdmin(CatalogueAdmin):
    """Rows that may become one with another (see `enchante.merging_kinds`). One that did is history: it is read, not changed."""

    change_form_template = "admin/catalogue_form.html"
    list_filter = [("merged_into", admin.EmptyFieldListFilter)]
    list_select_related = ["merged_into"]

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.merged_into_id)


class ReadOnlyAdmin(TeamAdmin):
    """Rows that are made elsewhere and only read here."""

    seen_by = Who.COORDINATORS
    changed_by = added_by = Who.NOBODY


def _with_names(formset):
    """Of these rows Django writes what a field is only above its column: each field says it too, for whoever hears the page."""

    class WithNames(formset):
        def add_fields(self, form, index):
            super().add_fields(form, index)
            for name, field in form.fields.items():
                # What Django wraps, to make a row beside it, keeps what it carries inside.
                widget = getattr(field.widget, "widget", field.widget)
                if not widget.is_hidden:
                    widget.attrs.setdefault("aria-label", capfirst(field.label or pretty_name(name)))

    return WithNames


class TeamInline(ChoicesOfOwnCities, admin.TabularInline):
    """Rows on the page of the row they belong to; whoever may change that one may change these."""

    seen_by = Who.TEAM
    changed_by = added_by = Who.COORDINATORS
    view_on_site = False
    extra = 0

    def get_formset(self, request, obj=None, **options):
        return super().get_formset(request, obj, **options | {"formset": _with_names(self.formset)})

    def may(self, request, who, parent):
        return self.admin_site.get_model_admin(self.parent_model).may(request, who, parent)

    def has_view_permission(self, request, obj=None):
        return self.may(request, self.seen_by, obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, self.changed_by, obj)

    has_delete_permission = has_change_permission

    def has_add_permission(self, request, obj):
        return self.may(request, self.added_by, obj)
