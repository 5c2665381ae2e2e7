"""Photos of places: anybody of the team brings one, a coordinator looks at it before everybody else does."""

from base64 import b64encode

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.actions import picturing
from merchants.models import Photo

from .base import ReadOnlyAdmin, TeamInline, Turn, Waiting, Who


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Photo
        fields = ["subject"]

    field_order = ["upload"]

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if not upload and not self.instance.pk:
            raise forms.ValidationError(_("Please choose a picture."))
        try:
            return upload and picturing.redraw(upload)
        except picturing.PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def save(self, commit=True):
        nodded_on = self.instance.approved_on
        if picture := self.cleaned_data["upload"]:
            picturing.fill(self.instance, picture)
        elif "subject" in self.changed_data:
            picturing.frame(self.instance)
        if "approved_on" in self.changed_data:
            self.instance.approved_on = nodded_on
        return super().save(commit)


class PhotoFormSet(forms.BaseInlineFormSet):
    """Passes over photos that were replaced or taken away since the page was opened; the rest of the page is kept."""

    @property
    def missed(self):
        return any(map(self._is_gone, self.initial_forms))

    def _is_gone(self, form):
        return form in self.initial_forms and form.instance.pk is None

    def _should_delete_form(self, form):
        # What is to be deleted is neither checked nor saved, and here nothing is left to delete.
        return self._is_gone(form) or super()._should_delete_form(form)


class LooksAtPictures:
    """Draws photos within the page: their own address opens only after the nod."""

    @admin.display(description=_("as it is kept"))
    def drawn(self, photo):
        if not photo.pk:
            return "-"
        drawing = b64encode(photo.content).decode()
        return format_html('<img src="data:image/jpeg;base64,{}" alt="{}" width="140">', drawing, photo.words)


class PhotoInline(LooksAtPictures, TeamInline):
    model = Photo
    form = PhotoForm
    formset = PhotoFormSet
    verbose_name_plural = _("photos: the door, the counter or the board, without people")
    changed_by = added_by = Who.TEAM
    fields = ["drawn", "upload", "subject", "approved_on"]
    readonly_fields = ["drawn"]
    extra = 1  # Also without JavaScript.
    max_num = len(Photo.Subject)

    def get_readonly_fields(self, request, obj=None):
        may_nod = obj and obj.pk and self.may(request, Who.COORDINATORS, obj)
        return self.readonly_fields if may_nod else [*self.readonly_fields, "approved_on"]


def _to_look_at(number):
    return ngettext("%d photo to look at", "%d photos to look at", number) % number


def _nodded(number):
    return ngettext("%d photo is shown from now on.", "%d photos are shown from now on.", number) % number


GONE = _("A photo was replaced or taken away meanwhile. Please look again: nobody sees a new one before you nod.")


@admin.register(Photo)
class PhotoAdmin(LooksAtPictures, ReadOnlyAdmin):
    chapter_path = "merchant__chapter"
    list_display = ["merchant", "drawn", "subject", "approved_on"]
    list_filter = [("approved_on", admin.EmptyFieldListFilter), "subject"]
    list_select_related = ["merchant"]
    list_per_page = 12
    fields = ["merchant", "drawn", "subject", "approved_on"]
    readonly_fields = ["drawn"]
    ordering = ["-pk"]
    actions = ["nod"]

    def what_waits(self, request):
        waiting = self.rows_for(request.user, Who.COORDINATORS).to_look_at().count()
        address = reverse("admin:merchants_photo_changelist") + "?approved_on__isempty=1"
        return [Waiting(_to_look_at(waiting), waiting, address, Turn.WORDS)]

    @admin.action(description=_("Nobody is in the picture: show these photos"), permissions=["decide"])
    def nod(self, request, queryset):
        there, ticked = queryset.count(), set(request.POST.getlist(ACTION_CHECKBOX_NAME))
        nodded = picturing.nod(queryset)
        for photo in nodded:
            self.log_change(request, photo, _("Nodded."))
        if nodded or there:
            self.message_user(request, _nodded(len(nodded)), messages.SUCCESS)
        if there < len(ticked):
            self.message_user(request, GONE, messages.WARNING)
