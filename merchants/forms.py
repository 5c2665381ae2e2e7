"""What people may type about a place: to join, and to keep it true."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from merchants import actions, hours, languages, where
from merchants.keys import fresh_key, read_key
from merchants.models import Chapter, Merchant, Service

POSTCODE = re.compile(r"(?:B\s*-?\s*)?([1-9][0-9]{3})", re.IGNORECASE | re.ASCII)
NOT_FOR_NEWCOMERS = {Merchant.Kind.HOUSE, Merchant.Kind.OTHER}


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
    """What both forms ask in the same way."""

    is_heated = forms.BooleanField(label=_("Nice and warm when it is cold"), required=False)
    is_cool = forms.BooleanField(label=_("Nice and cool when it is hot"), required=False)
    services = forms.ModelMultipleChoiceField(
        Service.objects.all(), label=_("Small things that are free for everybody"), widget=Picks, required=False
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

    def forget_errors_but(self, name):
        """Somebody only asked how one field is read: what is wrong elsewhere can wait."""
        for other in self.errors.keys() - {name}:
            del self.errors[other]


class ApplyForm(PlaceFields):
    """A place that would like to take part. Once clean it knows its city (`chapter`) and where its pin starts (`spot`)."""

    SECTIONS = [
        (_("Your place"), "store", ["name", "kind", "street", "postcode", "town"]),
        (_("What you gladly give"), "hand-heart", ["services", "is_heated", "is_cool", "wheelchair", "opening_hours"]),
        (_("Whom may we talk to?"), "message-circle", ["contact_name", "contact_email", "contact_phone", "remark"]),
        (_("Our charter"), "heart-handshake", ["charter"]),
    ]

    postcode = forms.CharField(
        label=_("Postcode"), max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code", "size": 6})
    )
    charter = forms.BooleanField(
        label=_("I have read the charter, and my place is glad to join in."),
        error_messages={"required": _("Tick this once you have read the charter. It is short.")},
    )
    anyway = forms.BooleanField(label=_("This is another place, or something changed: send it anyway."), required=False)
    nickname = forms.CharField(label=_("Leave this empty"), required=False)
    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)

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
            "street": forms.TextInput(attrs={"autocomplete": "street-address"}),
            "town": forms.TextInput(attrs={"autocomplete": "address-level2"}),
            "wheelchair": forms.RadioSelect,
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "contact_phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
            "remark": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.chapter, self.spot, self.alike = None, None, []
        for name in ["street", "town", "contact_name"]:
            self.fields[name].required = True
        kinds = [choice for choice in Merchant.Kind.choices if choice[0] not in NOT_FOR_NEWCOMERS]
        self.fields["kind"].choices = [("", _("Choose what fits best")), *kinds, (Merchant.Kind.OTHER, _("something else"))]
        self.initial["kind"] = ""

    def sections(self):
        return [(title, icon, [self[name] for name in names]) for title, icon, names in self.SECTIONS]

    def clean_postcode(self):
        found = POSTCODE.fullmatch(self.cleaned_data["postcode"])
        if not found:
            raise ValidationError(_("A postcode in Belgium has four digits, such as 9000."), code="postcode")
        return found[1]

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    def clean(self):
        typed = super().clean()
        if typed.get("nickname"):
            self._empty_the_trap()
        if not typed.get("contact_email") and not typed.get("contact_phone") and "contact_email" not in self.errors:
            self.add_error("contact_email", _("Give us an e-mail address or a phone number, so that we can answer you."))
        if "postcode" in typed and "town" in typed:
            self._find_its_city(typed["postcode"], typed["town"])
        if self.chapter and "name" in typed and not typed.get("anyway"):
            self._look_for_its_double(typed)
        return typed

    def _empty_the_trap(self):
        """Machines fill in every field; so does a helpful browser now and then. Nothing is lost, and sending again is enough."""
        self.data = self.data.copy()
        self.data["nickname"] = ""
        self.add_error(None, _("Something was filled in that should stay empty. We emptied it: please send once more."))

    def _find_its_city(self, postcode, town):
        spot = where.locality_of(postcode, town)
        self.chapter = Chapter.objects.for_address(postcode, spot)
        if self.chapter:
            self.spot = spot or (self.chapter.lat, self.chapter.lng)
        elif spot:
            self.add_error("postcode", _("There is no team near this postcode yet. Write to us: perhaps your town is the next one."))
        else:
            self.add_error("postcode", _("We do not know this postcode. Is every digit right?"))

    def _look_for_its_double(self, typed):
        self.alike = actions.alike(name=typed["name"], postcode=typed["postcode"], spot=self.spot, key=typed["key"])
        if self.alike:
            self.add_error("anyway", _("It looks as if we know this place already."))

    def application(self):
        """What `actions.apply` wants to know."""
        fields = {name: self.cleaned_data[name] for name in self._meta.fields}
        lat, lng = self.spot
        return {"key": self.cleaned_data["key"], "chapter": self.chapter, "lat": lat, "lng": lng, **fields}


class SharedForm(forms.ModelForm):
    """A page about a place that several people look after. `seen` holds marks of what the page showed when it was opened."""

    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = actions.marks(self.instance, *self._meta.fields)

    def clean_seen(self):
        seen = self.cleaned_data["seen"]
        return {name: mark for name, mark in seen.items() if isinstance(mark, str)} if isinstance(seen, dict) else {}

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
        fields = ["description", "wheelchair", "languages", "website", "phone"]
        labels = {
            "description": _("About your place, in a sentence or two"),
            "wheelchair": _("With a wheelchair"),
            "website": _("Website"),
            "phone": _("Phone number that everybody may see"),
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "wheelchair": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = languages.choices(also=self.instance.languages)


class ServicesForm(SharedForm, PlaceFields):
    """What a place gives for free, and whether it is good to sit there in a cold or a hot week."""

    opening_hours = None

    class Meta:
        model = Merchant
        fields = ["services", "is_heated", "is_cool"]
