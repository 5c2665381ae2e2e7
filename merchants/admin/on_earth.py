"""A point somebody types must lie somewhere."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator


class OnEarthForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, furthest in {"lat": 90, "lng": 180}.items():
            if name in self.fields:
                self.fields[name].validators += [MinValueValidator(-furthest), MaxValueValidator(furthest)]
