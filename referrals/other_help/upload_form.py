"""What somebody of a team says of a list of other help: which file, of which city, whose it is and how old."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.importing import FileNotUnderstood
from merchants.keys import fresh_key, read_key
from merchants.models import Chapter
from merchants.pause_forms import DayField
from referrals.models import OtherHelp, OtherHelpList
from referrals.models.other_help import OF_OSM

from .reading import read

OSM = "OpenStreetMap"

LARGEST = 5_000_000
LONGEST = {column.name: column.max_length for column in OtherHelpList._meta.fields if column.max_length}


class UploadForm(forms.Form):
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)
    chapter = forms.ModelChoiceField(
        Chapter.objects.none(),
        label=gettext_lazy("For which city?"),
        empty_label=None,
        error_messages=dict.fromkeys(["invalid_choice", "required"], gettext_lazy("Choose one of these cities.")),
    )
    file = forms.FileField(
        label=gettext_lazy("The list"),
        help_text=gettext_lazy("From OpenStreetMap (.osm, or JSON of Overpass), or open data of your city (GeoJSON). At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json,.osm,.xml"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("This file is empty. Please choose another."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is on it?"),
        help_text=gettext_lazy("On OpenStreetMap each point says it itself. A list of your city mostly holds one kind."),
        choices=[("", gettext_lazy("each point says it itself")), *OtherHelp.Kind.choices],
        required=False,
    )
    source = forms.CharField(
        label=gettext_lazy("Whose list is it?"),
        help_text=gettext_lazy("The same name each time: then a new file replaces the old one. Empty for OpenStreetMap."),
        max_length=LONGEST["source"],
        required=False,
    )
    licence = forms.CharField(
        label=gettext_lazy("Under which licence?"),
        help_text=gettext_lazy("Such as CC0 1.0, or Modellicentie Gratis Hergebruik. Empty for OpenStreetMap."),
        max_length=LONGEST["licence"],
        required=False,
    )
    dated = DayField(
        label=gettext_lazy("From which day is the list?"),
        help_text=gettext_lazy("Guests see it. You may leave it empty where the file says it itself."),
        missing="",
        required=False,
    )

    def __init__(self, *args, chapters, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapters = chapters
        self.fields["chapter"].queryset = Chapter.objects.filter(pk__in=[chapter.pk for chapter in chapters]).order_by("name")
        if len(chapters) == 1:  # Whoever works for one city need not choose it.
            del self.fields["chapter"]

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB. Bring in a smaller part of the map."))
        return file

    def clean_dated(self):
        day = self.cleaned_data["dated"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        chapter = given.get("chapter") or self.chapters[0]
        try:
            found = read(given["file"].read(), chapter=chapter, kind=given["kind"])
        except FileNotUnderstood as error:
            self.add_error("file", str(error))
            return given
        given |= {"chapter": chapter, "read": found, "dated": given["dated"] or found.made_on}
        if found.is_osm:
            if given["source"] not in {"", OSM}:
                self.add_error("source", _("This file speaks as OpenStreetMap does. It keeps that name and licence: leave both empty."))
            # Its licence goes along with its data.
            given |= {"source": OSM, "licence": OF_OSM}
        self._ask_what_lacks(given)
        return given

    def _ask_what_lacks(self, given):
        lacks = {
            "source": _("Whose list is it? Guests see its name."),
            "licence": _("Under which licence may we show it? It stands where you found the list."),
            "dated": _("The file does not say how old it is. Fill in the day."),
        }
        for name, sentence in lacks.items():
            if not given[name]:
                self.add_error(name, sentence)

    @property
    def brought(self):
        """For `actions.bring_help`."""
        given = self.cleaned_data
        return {name: given[name] for name in ("key", "chapter", "read", "source", "licence", "dated")} | {"name": given["file"].name}
