"""What the team types about the city map: how many were printed, and where a picture of the city lies on the world."""

from hashlib import sha256

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from merchants import pins
from merchants.actions import picturing

from .models import MapBackground, PrintedCopies
from .models.editions import MOST_COPIES
from .two_points import Fit, WrongPoints


class CopiesForm(forms.ModelForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    number = forms.IntegerField(label=_("How many?"), min_value=1, max_value=MOST_COPIES)

    class Meta:
        model = PrintedCopies
        fields = ["paper", "number"]

    def clean_key(self):
        # Not the model's own rule: the same key twice is once.
        return self.cleaned_data["key"]


class Percent(forms.FloatField):
    """A part of the picture, typed in percent."""

    def __init__(self, **kwargs):
        super().__init__(localize=True, **kwargs)
        self.validators += [MinValueValidator(0), MaxValueValidator(100)]

    def prepare_value(self, value):
        return round(value, 2) if isinstance(value, float) else value


class BackgroundForm(forms.ModelForm):
    """A picture of the city, and two spots on it: where they are on the picture and where in the world."""

    upload = forms.FileField(
        label=_("picture of the city"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB, with the north above. Draw it yourself, or use a map that may be printed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    left1 = Percent(label=_("first spot: from the left, in %"))
    top1 = Percent(label=_("first spot: from the top, in %"))
    where1 = forms.CharField(
        label=_("first spot: where it is"), max_length=500, help_text=_("Coordinates, or a link from a map: 51.05376, 3.72509.")
    )
    left2 = Percent(label=_("second spot: from the left, in %"))
    top2 = Percent(label=_("second spot: from the top, in %"))
    where2 = forms.CharField(
        label=_("second spot: where it is"), max_length=500, help_text=_("Far from the first one, such as in the opposite corner.")
    )

    class Meta:
        model = MapBackground
        fields = ["chapter", "is_used"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Another picture is another row: editions point at this one.
            self.fields.pop("upload", None)
            for at, ((x, y), spot) in enumerate(self.instance.pairs, start=1):
                self.initial |= {f"left{at}": x * 100, f"top{at}": y * 100, f"where{at}": pins.write(*spot)}

    def clean_upload(self):
        try:
            return picturing.redraw(self.cleaned_data["upload"])
        except picturing.PictureRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean_where1(self):
        return self._read("where1")

    def clean_where2(self):
        return self._read("where2")

    def _read(self, name):
        try:
            return pins.read(self.cleaned_data[name])
        except pins.PinRefused as refused:
            raise forms.ValidationError(str(refused)) from None

    def clean(self):
        given = super().clean()
        if not self.errors:
            self._lay(given)
        return given

    def _lay(self, given):
        """Put all of it on the row, or say what is wrong with the two spots."""
        picture, row = given.get("upload"), self.instance
        if picture:
            row.content, row.width, row.height = picture.content, picture.width, picture.height
            row.digest = sha256(f"{given['chapter'].pk} ".encode() + picture.content).hexdigest()
            if MapBackground.objects.filter(digest=row.digest).exists():
                return self.add_error("upload", _("This picture is here already. Open it in the list and change its two spots there."))
        for at in (1, 2):
            setattr(row, f"x{at}", given[f"left{at}"] / 100)
            setattr(row, f"y{at}", given[f"top{at}"] / 100)
            lat, lng = given[f"where{at}"]
            setattr(row, f"lat{at}", lat)
            setattr(row, f"lng{at}", lng)
        self._look(given.get("chapter") or row.chapter)

    def _look(self, chapter):
        try:
            x, y = Fit.by(self.instance.pairs, self.instance.width, self.instance.height).at(chapter.lng, chapter.lat)
        except WrongPoints as wrong:
            return self.add_error(None, str(wrong))
        if not (0 <= x <= 1 and 0 <= y <= 1):
            self.add_error(
                None, _("With these two spots the middle of %(city)s lies outside the picture. Look at them again.") % {"city": chapter}
            )
