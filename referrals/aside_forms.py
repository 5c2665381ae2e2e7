"""What an organisation may choose when it asks a place to keep one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from merchants.keys import fresh_key, read_key
from referrals.models import SettingAside

HOURS = [(2, _("two hours")), (6, _("six hours")), (24, _("a day")), (48, _("two days"))]


class AsideForm(forms.Form):
    """How long, and perhaps a colour or an animal. Nothing is typed: no name, no reason."""

    hours = forms.TypedChoiceField(
        label=_("How long?"),
        choices=HOURS,
        coerce=int,
        initial=24,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose how long they keep it: two hours to two days.")),
    )
    sign = forms.ChoiceField(
        label=_("To recognise each other by"),
        choices=[("", _("nothing")), *SettingAside.Sign.choices],
        required=False,
        initial="",
        error_messages={"invalid_choice": _("Choose one of the colours or animals, or nothing.")},
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, initial=fresh_key)

    def __init__(self, *args, treat, **kwargs):
        super().__init__(*args, auto_id=f"{treat.kind.slug}-%s", **kwargs)
        self.treat = treat

    @property
    def signs(self):
        """What one may choose, each with what draws it."""
        signs = [{"value": sign.value, "words": sign.label, "icon": sign.icon} for sign in SettingAside.Sign]
        return [{"value": "", "words": _("nothing"), "icon": "minus"}, *signs]

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()
