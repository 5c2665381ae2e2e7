"""The hours of a place, its calm hours and those of one service: filled in as a week, or typed by whoever likes that."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants import hours
from merchants.forms import HoursField
from merchants.hours.tables import LATEST_NIGHT
from merchants.models import ServiceOffer
from merchants.week_form import ENDS, WeekForm, clock_field

EVERY_DAY = range(7)


class TextForm(forms.Form):
    """Hours as text: for what a week cannot say, and for whoever likes typing."""

    template_name = "merchants/hours_text.html"
    text = HoursField(
        label=gettext_lazy("Hours"),
        help_text=gettext_lazy("For example “ma-vr 8u-18u, za 9u-12u, 24/12 8u-12u”. Leave it empty if you do not know yet."),
        max_length=hours.LONGEST,
        required=False,
    )

    def __init__(self, data=None, *, stored=""):
        super().__init__(data, initial={"text": hours.as_typed(stored)})
        self.stored = stored
        self.pressed = (data or {}).get("look", "")

    @property
    def made(self):
        return self.cleaned_data.get("text") if self.is_bound else self.stored

    @property
    def hours_read(self):
        return self.made

    @property
    def is_to_be_saved(self):
        return not self.pressed and self.is_valid()


class OwnHoursForm(WeekForm):
    """The hours of one service: mostly those of the place, but only until some hour. That takes one field; the week is there for more."""

    template_name = "merchants/own_hours.html"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, has_dates=False, **kwargs)

    def all_fields(self):
        return {"until": clock_field(gettext_lazy("Every day until")), **super().all_fields()}

    def initial_of(self, stored):
        shown = super().initial_of(stored)
        closes = {shown.get(f"{day}_0_to", "") for day in EVERY_DAY}
        until = closes.pop() if len(closes) == 1 else ""
        return {"until": until} if until and stored == self._until(until) else shown

    @property
    def has_week(self):
        """Whether the week is filled in, and so must be seen."""
        return any(self[f"{day}_{n}_{end}"].value() for day in EVERY_DAY for n in (0, 1, 2) for end in ENDS)

    def clean(self):
        super().clean()
        until = self.cleaned_data.get("until")
        if until and self.made:
            self.add_error("until", _("Either until this hour each day, or the hours of the week below. Please empty one of the two."))
        elif until:
            with self.told_at("until"):
                self.made = self._until(until)
        return self.cleaned_data

    @staticmethod
    def _until(closes):
        """From midnight on: it opens with the place anyway. Until two at night is meant from the morning before."""
        made = hours.from_week(dict.fromkeys(EVERY_DAY, [("00:00", closes)]))
        return made if made[-5:] >= LATEST_NIGHT else hours.from_week(dict.fromkeys(EVERY_DAY, [("06:00", closes)]))


class NoteForm(forms.ModelForm):
    class Meta:
        model = ServiceOffer
        fields = ["note"]
        labels = {"note": gettext_lazy("A word with it")}
        help_texts = {"note": gettext_lazy("For example “at the back, ask for the key”.")}


def hours_form(request, stored, form=WeekForm, **options):
    """The form this page is about: the week, or text where the week has no room for it or somebody asked for text."""
    if request.method == "POST":
        return TextForm(request.POST) if "text" in request.POST else form(request.POST, **options)
    wants_text, wants_week = "tekst" in request.GET, "week" in request.GET
    editor = form(stored=stored, **options)
    if wants_text or not (wants_week or editor.has_room_for(stored)):
        return TextForm(stored=stored)
    return editor
