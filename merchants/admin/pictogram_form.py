"""Picking a pictogram by looking: a row of drawings with a word under each."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merchants import pictograms
from merchants.pictogram_words import WORDS


class PictogramPicker(forms.RadioSelect):
    template_name = "merchants/pictogram_picker.html"

    def optgroups(self, name, value, attrs=None):
        """The one that stands there comes first, also where it is not in the list."""
        chosen = {each: WORDS.get(each, each) for each in value if each}
        self.choices = (chosen | WORDS).items()
        return super().optgroups(name, value, attrs)

    def create_option(self, name, value, *args, **kwargs):
        return super().create_option(name, value, *args, **kwargs) | {"drawing": pictograms.drawing(value)}


class PictogramField(forms.CharField):
    widget = PictogramPicker

    def validate(self, value):
        super().validate(value)
        if value and not pictograms.lines(value):
            raise ValidationError(_("There is no pictogram of this name. Pick one from the list."))


class PicksPictogram:
    """For the admin of rows that have a pictogram, in a column `icon`."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name != "icon":
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        return PictogramField(label=db_field.verbose_name.capitalize(), max_length=db_field.max_length, required=not db_field.blank)
