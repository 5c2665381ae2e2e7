"""What somebody says of a list of places: which file, of which city, and what its columns mean."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.importing.layouts import MEANINGS
from merchants.importing.rows import LONGEST
from merchants.keys import fresh_key, read_key
from merchants.models import Chapter, Merchant, PlaceImport
from merchants.pause_forms import DayField

LARGEST = 10_000_000
NOT_OURS = {
    "id": gettext_lazy("number in your list"),
    "services": gettext_lazy("free services"),
    "street": gettext_lazy("street, with its number or without"),
    "house_number": gettext_lazy("house number, behind the street"),
    "box": gettext_lazy("box, behind the house number"),
}


class FileForm(forms.Form):
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)
    chapter = forms.ModelChoiceField(
        Chapter.objects.none(),
        label=gettext_lazy("For which city?"),
        empty_label=None,
        error_messages={
            "invalid_choice": gettext_lazy("Choose one of these cities."),
            "required": gettext_lazy("Choose one of these cities."),
        },
    )
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("A spreadsheet (XLSX), a CSV, a GeoJSON, an .osm or an HSDS file, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.geojson,.json,.osm,.xml,.zip"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Please choose another."),
        },
    )

    def __init__(self, *args, chapters, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapters = chapters
        self.fields["chapter"].queryset = Chapter.objects.filter(pk__in=[chapter.pk for chapter in chapters]).order_by("name")
        if len(chapters) == 1:  # Whoever works for one city need not choose it.
            del self.fields["chapter"]

    @property
    def city(self):
        return self.cleaned_data.get("chapter") or self.chapters[0]

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 10 MB. Split it into two lists, please."))
        return file


class ColumnsForm(forms.Form):
    """Which column is what, with what stands in its first rows; whose list it is, and whether all of them said yes."""

    agreed_on = DayField(
        label=gettext_lazy("All of them said yes on"),
        help_text=gettext_lazy("Only for a list of your own network. Without a day they come in as suggestions that your team sees."),
        required=False,
        missing="",
    )
    source = forms.CharField(
        label=gettext_lazy("Whose list is it?"),
        help_text=gettext_lazy("Keep the same name each time, so that places are known again."),
        required=False,
        max_length=LONGEST["source"],
    )
    licence = forms.CharField(
        label=gettext_lazy("Under which licence?"),
        help_text=gettext_lazy("Where it is open data."),
        required=False,
        max_length=LONGEST["source_licence"],
    )

    def __init__(self, data=None, *, place_import):
        initial = {name: getattr(place_import, name) for name in ("agreed_on", "source", "licence")}
        super().__init__(data, initial=initial)
        self.place_import, self.columns = place_import, {}
        if place_import.layout != PlaceImport.Layout.OWN:
            return
        choices = [("", _("leave it alone")), *sorted(meanings().items(), key=lambda choice: choice[1].casefold())]
        for number, column in enumerate(place_import.header):
            name = f"kolom-{number}"
            self.columns[name] = column
            self.fields[name] = forms.ChoiceField(
                label=column,
                choices=choices,
                required=False,
                initial=place_import.columns.get(column, ""),
                help_text=" · ".join(filter(None, place_import.samples.get(column, []))),
            )

    @property
    def column_fields(self):
        return [self[name] for name in self.columns]

    @property
    def own_fields(self):
        return [self[name] for name in self.base_fields]

    def clean_agreed_on(self):
        day = self.cleaned_data["agreed_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day and self.place_import.layout == PlaceImport.Layout.OSM and not settings.DEBUG:
            raise forms.ValidationError(_("This list comes from OpenStreetMap, where nobody said yes to us. Leave the day empty."))
        return day

    def clean(self):
        given = super().clean()
        chosen = {}
        for name, column in self.columns.items():
            if not (meaning := given.get(name)):
                continue
            if meaning in chosen.values():
                self.add_error(name, _("Another column is “%(meaning)s” already.") % {"meaning": meanings()[meaning]})
            chosen[column] = meaning
        if self.columns and not self.errors:
            self._ask_what_lacks(set(chosen.values()))
        self.chosen = chosen
        return given

    def _ask_what_lacks(self, meanings):
        if "name" not in meanings:
            self.add_error(None, _("Which column holds the name of the place?"))
        if {"house_number", "box"} & meanings and "street" not in meanings:
            self.add_error(None, _("A house number stands behind a street: which column holds the street?"))
        if len({"lat", "lng"} & meanings) == 1:
            self.add_error(None, _("Latitude and longitude go together: choose both, or neither."))
        elif not {"lat", "postcode", "town"} & meanings:
            self.add_error(None, _("Where are they? Choose the postcode, the town, or latitude and longitude."))

    @property
    def read(self):
        """For `taps.read`."""
        given = {name: self.cleaned_data[name] for name in ("agreed_on", "source", "licence")}
        return given | {"columns": self.chosen if self.columns else self.place_import.columns}


def meanings():
    """{what a column may mean: as one says it}"""
    return {name: str(NOT_OURS.get(name) or Merchant._meta.get_field(name).verbose_name) for name in MEANINGS}
