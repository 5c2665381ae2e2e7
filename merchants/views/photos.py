"""Pictures of one's own place: one of the door, one of the counter, one of the board; shown once the team looked at them."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from merchants import actions
from merchants.actions import picturing
from merchants.models import Merchant, Photo


class PhotoForm(forms.Form):
    """One picture, drawn anew once it is clean."""

    subject = forms.ChoiceField(choices=Photo.Subject)
    picture = forms.FileField(
        label=gettext_lazy("Choose or take a picture"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": gettext_lazy("Choose a picture first."),
            "empty": gettext_lazy("This file is empty. Please choose another."),
        },
    )

    def clean_picture(self):
        try:
            return picturing.redraw(self.cleaned_data["picture"])
        except actions.PictureRefused as refused:
            raise ValidationError(str(refused), code="refused") from None


@never_cache
def place_photos(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else None
    if form and form.is_valid():
        actions.hang_photo(merchant=merchant, **form.cleaned_data)
        messages.success(request, _("Thank you! The team has a look, and then everybody sees it."))
        return redirect("merchants:place-photos", slug)
    context = {"merchant": merchant, "frames": _frames(merchant, form), "team_page": True}
    return render(request, "merchants/place_photos.html", context)


@require_POST
def place_photo_remove(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    subject = request.POST.get("subject")
    if subject in Photo.Subject.values:
        merchant.photos.filter(subject=subject).delete()
    messages.success(request, _("The picture is gone."))
    return redirect("merchants:place-photos", slug)


@never_cache
@require_safe
def place_photo(request, slug, digest):
    """Also before the team looked at it: only for whoever looks after the place."""
    photo = get_object_or_404(Photo.objects.filter(merchant__in=Merchant.objects.run_by(request.user)), merchant__slug=slug, digest=digest)
    return HttpResponse(photo.content, content_type="image/jpeg")


def _frames(merchant, form):
    """For each thing to show: its name, the photo that is there or None, and the form, with what went wrong where it did."""
    photos = {photo.subject: photo for photo in merchant.photos.defer("content")}
    slipped = form and form.data.get("subject")
    return [(subject, photos.get(subject), form if subject == slipped else PhotoForm(auto_id=f"{subject}-%s")) for subject in Photo.Subject]
