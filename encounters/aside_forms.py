"""What may be asked to wait for an activity: how many of something that hangs there."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from encounters.models import ActivityAside
from encounters.models.asides import MOST
from referrals.models import SettingAside
from vouchers.models import Treat


class RoundField(forms.ModelChoiceField):
    """One of what hangs at a place, told with its number."""

    def offer(self, merchant, treats=None):
        """What one may choose: all that hangs at this place; read already, or not."""
        self.queryset = hanging_at(merchant)
        if treats is not None:
            self.choices = [(treat.pk, self.label_from_instance(treat)) for treat in treats]

    def __init__(self, **options):
        error = {"invalid_choice": _("This does not hang there any more. Choose something that does.")}
        super().__init__(Treat.objects.none(), label=_("What waits for whoever comes"), error_messages=error, **options)

    def label_from_instance(self, treat):
        return capfirst(treat.words)


class NumberField(forms.IntegerField):
    def __init__(self, **options):
        errors = dict.fromkeys(["min_value", "max_value", "invalid", "required"], format_lazy(_("From 1 to {most}, please."), most=MOST))
        super().__init__(label=_("How many"), min_value=1, max_value=MOST, error_messages=errors, **options)


class KeepForm(forms.Form):
    """For one activity at this place."""

    treat = RoundField(empty_label=None)
    number = NumberField()

    def __init__(self, *args, activity, treats, **kwargs):
        super().__init__(*args, auto_id=f"{activity.slug}-%s", **kwargs)
        self.activity = activity
        self.fields["treat"].offer(activity.merchant_id, treats)

    def clean(self):
        typed = super().clean()
        if {"treat", "number"} <= typed.keys() and (slip := too_many(self.activity, typed["treat"], typed["number"])):
            self.add_error("number", slip)
        return typed


def hanging_at(merchant):
    """What one may ask to keep there."""
    return Treat.objects.filter(merchant=merchant, waiting__gt=0).select_related("kind")


def too_many(activity, treat, number):
    """A ValidationError that tells how many are free, where these are more; else None. The database decides in the end."""
    others = ActivityAside.objects.filter(treat=treat, activity__ends_at__gt=timezone.now()).exclude(activity=activity)
    # Not from `set_aside`: where what was kept was handed out, it tells less than is still asked.
    asked = sum(others.values_list("number", flat=True)) + SettingAside.objects.filter(treat=treat, ends_at__gt=timezone.now()).count()
    free = max(0, treat.waiting - asked)
    if number <= free:
        return None
    if not free:
        return ValidationError(_("All that hang there are kept already. The place can hang more, or let something go."))
    text = ngettext(
        "Only %d hangs there that is not kept already. Ask for one.",
        "Only %d hang there that are not kept already. Ask for that many.",
        free,
    )
    return ValidationError(text % free)
