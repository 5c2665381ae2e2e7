"""A point somebody types must lie somewhere, and a shape in Belgium."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from merchants import shapes


class OnEarthForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, furthest in {"lat": 90, "lng": 180}.items():
            if name in self.fields:
                self.fields[name].validators += [MinValueValidator(-furthest), MaxValueValidator(furthest)]

    def clean_shape(self):
        shape = self.cleaned_data["shape"]
        try:
            if shape is not None:
                shapes.check(shape)
        except shapes.ShapeNotUnderstood as error:
            raise forms.ValidationError(str(error)) from error
        return shape
