"""What people may type about a place to keep it true, and what the form to join (join_forms.py) asks in the same way."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merchants import actions, hours, languages
from merchants.models import Merchant, Service
from merchants.open_forms import check_phone


class Picks(forms.CheckboxSelectMultiple):
    """Ticks one can tap; services show their pictogram."""

    template_name = "merchants/picks.html"


class HoursField(forms.CharField):
    """Opening hours the way people write them; gives the one way they are kept."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value):
        try:
            return hours.repair(super().clean(value))
        except hours.HoursNotUnderstood as error:
            raise ValidationError(str(error), code="hours") from None


class PlaceFields(forms.ModelForm):
    """What several forms ask in the same way."""

    is_heated = forms.BooleanField(label=_("Nice and warm when it is cold"), required=False)
    is_cool = forms.BooleanField(label=_("Nice and cool when it is hot"), required=False)
    services = forms.ModelMultipleChoiceField(
        Service.objects.current(), label=_("Small things that are free for everybody"), widget=Picks, required=False
    )
    opening_hours = HoursField(
        label=_("Opening hours"),
        help_text=_("For example “ma-vr 8u-18u, za 9u-12u, 24/12 8u-12u”. Leave it empty if you do not know yet: then people ask first."),
        max_length=hours.LONGEST,
        required=False,
    )

    @property
    def hours_read(self):
        """How we read the hours that stand in the form, or None."""
        return self.cleaned_data.get("opening_hours") if self.is_bound else self.instance.opening_hours


class MarksField(forms.JSONField):
    """The marks of what a page showed, by name. What is none of ours counts as if nothing had been shown."""

    LONGEST = 2_000

    def clean(self, value):
        try:
            seen = super().clean(value if len(str(value)) <= self.LONGEST else None)
        except (ValidationError, ValueError, RecursionError):
            return {}
        return {name: mark for name, mark in seen.items() if isinstance(mark, str)} if isinstance(seen, dict) else {}


class SharedForm(forms.ModelForm):
    """A page about a place that several people look after. `seen` holds marks of what the page showed when it was opened."""

    seen = MarksField(widget=forms.HiddenInput, required=False, label="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = actions.marks(self.instance, *self._meta.fields)

    def wanted(self):
        """What `actions.change_place` wants to know."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def once_more(self, meanwhile):
        """The same form for somebody whose colleague was quicker: what was typed stays, what was left alone follows the colleague."""
        fresh = type(self)(instance=meanwhile.merchant)
        data = self.data.copy()
        for name in fresh.fields.keys() - meanwhile.touched:
            value = fresh[name].value()
            data.setlist(name, value if isinstance(value, list) else [value])
        form = type(self)(data, instance=meanwhile.merchant)
        form.full_clean()
        for name in meanwhile.torn:
            form.add_error(name, _("Somebody changed this while you were typing. Now it says: %(now)s") % {"now": fresh.words_of(name)})
        return form

    def words_of(self, name):
        """What a field says when the page opens, the way people read it."""
        value = self[name].value()
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        chosen = value if isinstance(value, list) else [value]
        labels = {str(code): str(label) for code, label in getattr(self.fields[name], "choices", [])}
        return ", ".join(labels.get(str(one), str(one)) for one in chosen) or _("nothing")


class PlaceForm(SharedForm):
    """What somebody who looks after a place tells about it."""

    languages = forms.MultipleChoiceField(label=_("Languages spoken at your place"), widget=Picks, required=False)

    class Meta:
        model = Merchant
        fields = ["description", "wheelchair", "languages", "website", "phone", "note_for_referrers"]
        fields += ["contact_name", "contact_email", "contact_phone"]
        labels = {
            "description": _("About your place, in a sentence or two"),
            "wheelchair": _("With a wheelchair"),
            "website": _("Website"),
            "phone": _("Phone number that everybody may see"),
            "note_for_referrers": _("A word for social workers who send somebody"),
            "contact_name": _("Whom may the team ask for?"),
            "contact_email": _("E-mail address for the team"),
            "contact_phone": _("Phone number for the team"),
        }
        error_messages = {"website": {"invalid": _("This is not the address of a website. Write it like www.example.be.")}}
        help_texts = dict.fromkeys(["contact_name", "contact_email", "contact_phone"], _("Only the team sees it.")) | {
            "note_for_referrers": _(
                "For example when it is calm, where one sits a little apart, or which entrance is easiest. "
                "Only organisations that point the way read it. Nothing about a person, please."
            )
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "note_for_referrers": forms.Textarea(attrs={"rows": 3}),
            "wheelchair": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages.choices(also=self.instance.languages)

    def clean_phone(self):
        return check_phone(self.cleaned_data["phone"])

    def clean_contact_phone(self):
        return check_phone(self.cleaned_data["contact_phone"])


class ServicesForm(SharedForm, PlaceFields):
    """What a place gives for free, and whether it is good to sit there in a cold or a hot week."""

    opening_hours = None

    class Meta:
        model = Merchant
        fields = ["services", "is_heated", "is_cool"]
