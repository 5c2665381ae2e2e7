"""Help lines: each team keeps those of its city, HQ those for everywhere."""

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from merchants.admin.base import GuestLanguagesBelow, TeamAdmin, Turn, Waiting, Who
from merchants.admin.pictogram_form import PicksPictogram
from merchants.languages import LANGUAGES, OURS
from referrals.models import HelpLine


class HelpLineForm(forms.ModelForm):
    def clean_number(self):
        number = self.cleaned_data["number"].strip()
        if number and not all(sign.isdigit() or sign in "+ ./" for sign in number):
            raise forms.ValidationError(_("Write the number in digits, as one dials it: 0800 13 500."))
        return number

    def clean_languages(self):
        codes = self.cleaned_data["languages"].replace(",", " ").lower().split()
        unknown = [code for code in codes if code not in {*LANGUAGES, *OURS}]
        if unknown:
            raise forms.ValidationError(
                _("We do not know “%(text)s”. Write codes with spaces, such as: nl fr en."), params={"text": ", ".join(unknown)}
            )
        return " ".join(dict.fromkeys(codes))

    def clean(self):
        given = super().clean()
        if not any(given.get(field) or field in self.errors for field in ("number", "website", "street")):
            self.add_error("number", _("Fill in a number, a website or a street: one of them is enough."))
        return given


@admin.register(HelpLine)
class HelpLineAdmin(GuestLanguagesBelow, PicksPictogram, TeamAdmin, TranslationAdmin):
    form = HelpLineForm
    chapter_path = "chapter"
    deleted_by = Who.COORDINATORS
    list_display = ["name", "number", "chapter", "checked_on"]
    list_filter = ["kind", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    search_fields = ["name", "words", "number"]
    prepopulated_fields = {"slug": ["name_nl"]}
    ordering = [F("checked_on").asc(nulls_first=True), "position", "slug"]  # What nobody looked at for long stands first.
    actions = ["still_true"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        # A line without a city shows everywhere: that is HQ's.
        field.required = field.required or not Who.HQ.includes(request.user)
        return field

    def save_model(self, request, obj, form, change):
        # All columns: modeltranslation keeps one more beside those of the languages.
        obj.save()

    @admin.action(description=_("Checked today: still true"), permissions=["decide"])
    def still_true(self, request, queryset):
        lines = list(queryset.filter(pk__in=self.rows_for(request.user, self.changed_by)))
        HelpLine.objects.filter(pk__in=[line.pk for line in lines]).update(checked_on=timezone.localdate())
        for line in lines:
            self.log_change(request, line, _("Checked: still true."))
        text = ngettext("%d help line is still true.", "%d help lines are still true.", len(lines)) % len(lines)
        self.message_user(request, text, messages.SUCCESS)

    def what_waits(self, request):
        old = self.rows_for(request.user, Who.COORDINATORS).to_check(timezone.localdate()).count()
        text = ngettext("%d help line waits for a check", "%d help lines wait for a check", old) % old
        return [Waiting(text, old, reverse("admin:referrals_helpline_changelist"), Turn.CHECKS)]
