"""What somebody chooses who wants to show a city on a page of their own."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from merchants.forms import Picks
from merchants.models import Chapter, Service

from . import widgets


class WidgetForm(forms.Form):
    stad = forms.ModelChoiceField(
        label=_("City"),
        queryset=Chapter.objects.at_work(),
        to_field_name="slug",
        empty_label=None,
        error_messages={"invalid_choice": _("We do not know that city. Choose one of the list.")},
    )
    dienst = forms.ModelMultipleChoiceField(
        label=_("Only places that offer"),
        queryset=Service.objects.filter(merged_into=None),
        to_field_name="slug",
        required=False,
        widget=Picks,
        help_text=_("Tick nothing to show all places. Tick several for places that have all of them."),
    )
    vorm = forms.ChoiceField(label=_("Shape"), choices=widgets.SHAPES, required=False, widget=forms.RadioSelect)
    taal = forms.ChoiceField(label=_("Language"), required=False)
    kleur = forms.ChoiceField(label=_("Colour"), required=False)
    hoogte = forms.IntegerField(
        label=_("Height, in pixels"),
        min_value=widgets.LOWEST,
        max_value=widgets.HIGHEST,
        required=False,
        help_text=_("What does not fit can be scrolled to."),
    )

    def __init__(self, data=None):
        start = {"vorm": widgets.LIST, "taal": get_language(), "hoogte": widgets.HEIGHT}
        asked = data.copy() if data and "stad" in data else None
        for name, value in start.items() if asked else ():
            asked.setdefault(name, value)  # What an address leaves out shows as what is taken for it.
        super().__init__(asked, initial=start)
        self.fields["taal"].choices = [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]
        colours = [(name, colour.label) for name, colour in widgets.COLOURS.items()]
        self.fields["kleur"].choices = [("", _("the colour of the city")), *colours]

    def widget(self):
        """The Widget that was chosen."""
        chosen = self.cleaned_data
        return widgets.Widget(
            chapter=chosen["stad"],
            wishes=[("dienst", service.slug) for service in chosen["dienst"]],
            shape=chosen["vorm"] or widgets.LIST,
            colour=chosen["kleur"],
            language=chosen["taal"] or get_language(),
            height=chosen["hoogte"] or widgets.HEIGHT,
        )
