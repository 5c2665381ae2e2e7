"""What a place tells to join in. One form, asked in steps (joining_steps.py)."""

import re

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from merchants import actions, pins, where
from merchants.forms import PlaceFields
from merchants.models import Chapter, Merchant
from merchants.open_forms import OpenForm

POSTCODE = re.compile(r"(?:B\s*-?\s*)?([1-9][0-9]{3})", re.IGNORECASE | re.ASCII)
NOT_FOR_NEWCOMERS = {Merchant.Kind.HOUSE, Merchant.Kind.OTHER}
# Links from maps are long.
LONGEST_PIN = 1000


def known_to(invitation):
    """What an invitation fills in for whoever opens it."""
    place = invitation and invitation.merchant
    if not place:
        return {"name": invitation.name} if invitation else {}
    names = ["name", "street", "postcode", "town", "is_heated", "is_cool", "wheelchair", "opening_hours"]
    names += ["contact_name", "contact_email", "contact_phone"]
    kind = "" if place.kind in NOT_FOR_NEWCOMERS else place.kind
    derived = {"kind": kind, "pin": pins.write(place.lat, place.lng), "services": list(place.services.values_list("pk", flat=True))}
    return {name: getattr(place, name) for name in names} | derived


class AnswerTick(forms.CheckboxInput):
    """A tick under a question of ours. It sends a mark of what was asked (`asks`), and stands there unticked: it is shown only to ask."""

    asks = ""

    def __init__(self):
        super().__init__(check_test=lambda value: False)

    def format_value(self, value):
        return self.asks

    def value_from_datadict(self, data, files, name):
        return data.get(name)


class ApplyForm(OpenForm, PlaceFields):
    """A place that would like to take part. Once clean it knows its city (`chapter`), the `middle` of its postcode and its `spot`."""

    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "size": 6})
    )
    anyway = forms.Field(label=_("This is another place, or something changed: send it anyway."), widget=AnswerTick, required=False)
    pin = forms.CharField(
        label=_("Coordinates, or a link from a map"),
        help_text=_("For example 51.05, 3.72. Leave it empty if you have none: then the team puts the pin right."),
        max_length=LONGEST_PIN,
        required=False,
    )
    far = forms.Field(label=_("Yes, the pin is in the right place."), widget=AnswerTick, required=False)
    charter = forms.BooleanField(
        label=_("I have read the charter, and my place is glad to join in."),
        error_messages={"required": _("Tick this once you have read the charter. It is short.")},
    )

    class Meta:
        model = Merchant
        fields = [
            *["name", "kind", "street", "postcode", "town", "services", "is_heated", "is_cool"],
            *["wheelchair", "opening_hours"],
            *["contact_name", "contact_email", "contact_phone", "remark"],
        ]
        labels = {
            "name": _("Name of your place"),
            "kind": _("What kind of place is it?"),
            "street": _("Street and number"),
            "town": _("Town"),
            "wheelchair": _("With a wheelchair"),
            "contact_name": _("Your name"),
            "contact_email": _("Your e-mail address"),
            "contact_phone": _("Your phone number"),
            "remark": _("Anything else we should know?"),
        }
        help_texts = {
            "name": _("As it stands on the window."),
            "contact_email": _("An e-mail address or a phone number: one of the two is enough. Only the team sees it."),
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "organization"}),
            "street": forms.TextInput(attrs={"autocomplete": "address-line1"}),
            "town": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "wheelchair": forms.RadioSelect,
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "remark": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, invitation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapter = invitation and invitation.chapter
        self.middle, self.spot, self.alike = None, None, []
        for name in ["street", "town", "contact_name"]:
            self.fields[name].required = True
        kinds = [choice for choice in Merchant.Kind.choices if choice[0] not in NOT_FOR_NEWCOMERS]
        self.fields["kind"].choices = [("", _("Choose what fits best")), *kinds, (Merchant.Kind.OTHER, _("something else"))]
        self.initial |= {"kind": ""} | known_to(invitation)

    def clean_postcode(self):
        found = POSTCODE.fullmatch(self.cleaned_data["postcode"])
        if not found:
            raise ValidationError(_("A postcode in Belgium has four digits, such as 9000."), code="postcode")
        return found[1]

    def clean_pin(self):
        typed = self.cleaned_data["pin"]
        try:
            return pins.read(typed) if typed else None
        except pins.PinRefused as refused:
            raise ValidationError(str(refused), code="pin") from None

    def clean(self):
        typed = super().clean()
        if "postcode" in typed and "town" in typed:
            self._find_its_city(typed["postcode"], typed["town"])
        if self.middle and typed.get("pin"):
            self._look_how_far(typed)
        if self.spot and "name" in typed:
            self._look_for_its_double(typed)
        return typed

    def _find_its_city(self, postcode, town):
        middle = where.locality(postcode, town)
        spot = middle and (middle.lat, middle.lng)
        invited_by = self.chapter if spot or self.chapter and postcode in self.chapter.postcodes else None
        self.chapter = invited_by or Chapter.objects.for_address(postcode, spot)
        if self.chapter:
            self.middle = middle or where.middle_of(self.chapter)
            self.spot = self.cleaned_data.get("pin") or (self.middle.lat, self.middle.lng)
        elif spot:
            self.add_error(
                "postcode", _("There is no team near this postcode yet. Knock at the door “Start in your town”: perhaps yours is next.")
            )
        else:
            self.add_error("postcode", _("We do not know this postcode. Is every digit right?"))

    def _look_how_far(self, typed):
        kilometres = pins.km_too_far(self.spot, (self.middle.lat, self.middle.lng))
        if kilometres:
            far = {"km": kilometres, "where": self.middle.name}
            sentence = _("The pin stands %(km)s km from the middle of %(where)s. Is that right?") % far
            self._ask("far", sentence, about=(self.spot, typed["postcode"], self.middle.name))

    def _look_for_its_double(self, typed):
        self.alike = actions.alike(name=typed["name"], postcode=typed["postcode"], spot=self.spot, key=typed["key"])
        if self.alike:
            self._ask("anyway", _("It looks as if we know this place already."), about=[place.pk for place in self.alike])

    def _ask(self, name, sentence, about):
        """Ask, unless that was answered. A tick travels along while other answers change: it counts only for what it was about."""
        mark = salted_hmac("merchants.join_forms", repr(about)).hexdigest()[:16]
        self.fields[name].widget.asks = mark
        if self.cleaned_data[name] != mark:
            self.add_error(name, sentence)

    @property
    def only_asks(self):
        """Whether nothing is wrong: we only want to be sure."""
        return self.errors.keys() <= {"anyway", "far"}

    def keep_errors_of(self, *names):
        """What is wrong elsewhere can wait."""
        for other in self.errors.keys() - {*names, NON_FIELD_ERRORS}:
            del self.errors[other]

    def application(self):
        """What `actions.apply` wants to know."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        lat, lng = self.spot
        return {"key": self.cleaned_data["key"], "chapter": self.chapter, "lat": lat, "lng": lng, **fields}
