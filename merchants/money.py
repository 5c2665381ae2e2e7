"""Money is whole euro cents, in one field type, rounded in one place and written in one way."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

TYPED = re.compile(r"\A\s*€?\s*(\d{1,6})(?:[.,](\d{1,2}))?\s*€?\s*\Z")
LOWEST_PRICE, HIGHEST_PRICE = 10, 50_000


class VatRate(models.IntegerChoices):
    """Belgian rates, in percent."""

    NONE = 0, _("0 %")
    FOOD = 6, _("6 %")
    MEALS = 12, _("12 %")
    STANDARD = 21, _("21 %")


def euro(cents):
    """Cents as people read them here: 250 -> "€ 2,50"."""
    return f"€\N{NO-BREAK SPACE}{number_format(Decimal(cents) / 100, decimal_pos=2, force_grouping=True)}"


def to_cents(amount):
    """A Decimal amount in euro to whole cents, halves away from zero: the one place where money is rounded."""
    return int((amount * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def shared_out(cents, parts):
    """Cents over names in proportion to their parts, to the cent: 100 over {"a": 2, "b": 1} is {"a": 67, "b": 33}.

    Whoever lost most by whole cents gets one of those left over; of equals whoever was named first.
    """
    whole = sum(parts.values())
    shares = {name: cents * part // whole for name, part in parts.items()}
    most_lost = sorted(parts, key=lambda name: cents * parts[name] % whole, reverse=True)
    for name in most_lost[: cents - sum(shares.values())]:
        shares[name] += 1
    return shares


def vat_within(cents, rate):
    """The VAT in a price that includes it: of 1210 cents at 21 percent 210."""
    return to_cents(Decimal(cents) * rate / (100 + rate) / 100)


class EuroFormField(forms.CharField):
    """Takes "2,50", "2.5" or "€ 3" and gives cents."""

    default_error_messages = {"invalid": _("Write an amount in euro, such as 2,50.")}

    def __init__(self, *, min_value=None, max_value=None, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 8}))
        kwargs["max_length"] = 16
        super().__init__(**kwargs)
        self.min_value, self.max_value = min_value, max_value

    def prepare_value(self, value):
        return number_format(Decimal(value) / 100, decimal_pos=2) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        if text in self.empty_values:
            return None
        found = TYPED.match(text)
        if not found:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        whole, part = found.groups()
        return self._within_limits(to_cents(Decimal(f"{whole}.{part or 0}")))

    def _within_limits(self, cents):
        low, high = self.min_value, self.max_value
        if (low is not None and cents < low) or (high is not None and cents > high):
            limits = {"low": euro(low), "high": euro(high)}
            raise ValidationError(_("Choose an amount from %(low)s to %(high)s."), code="limits", params=limits)
        return cents

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class CentsField(models.IntegerField):
    """An amount in euro cents."""

    def formfield(self, **kwargs):
        limits = {type(validator): validator.limit_value for validator in self.validators}
        return super(models.IntegerField, self).formfield(
            form_class=EuroFormField,
            min_value=limits.get(MinValueValidator, 0),
            max_value=limits.get(MaxValueValidator, 10_000_000),
            **{name: value for name, value in kwargs.items() if name in {"required", "label", "help_text", "initial"}},
        )


class PriceField(CentsField):
    """A price somebody may ask for one treat, within the network's limits."""

    default_validators = [MinValueValidator(LOWEST_PRICE), MaxValueValidator(HIGHEST_PRICE)]
