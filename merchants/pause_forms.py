"""What may be told about a break: what takes it, and on which days."""

from datetime import timedelta

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.models import Pause, ServiceOffer

LONGEST = timedelta(days=366)


class Until(TextChoices):
    """Each a button of its own."""

    TODAY = "today", _("Today")
    WEEK = "week", _("This week")
    WORD = "word", _("Until I say so")
    DATES = "dates", _("On these days")

    def last_day(self, today):
        """The last day of a break that begins today; None where nobody knows yet."""
        return {self.TODAY: today, self.WEEK: today + timedelta(6 - today.weekday())}.get(self)


class DayField(forms.DateField):
    def __init__(self, *, missing, **options):
        errors = {"required": missing, "invalid": _("This is not a day. Write it like 24/12/2026.")}
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), error_messages=errors, **options)


class PauseForm(forms.Form):
    """A break of the whole place, or of one service there."""

    offer = forms.ModelChoiceField(
        ServiceOffer.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("You do not offer this any more. What takes a break?")},
    )
    until = forms.ChoiceField(
        label=_("Until when?"),
        choices=Until,
        required=False,
        error_messages={"invalid_choice": _("We did not understand that tap. Here are fresh buttons: please tap again.")},
    )
    first_day = DayField(label=_("From"), missing=_("Fill in the first day."))
    last_day = DayField(label=_("Up to and including"), missing=_("Fill in the last day, or tap “Until I say so”."))

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate()
        self.fields["offer"].queryset = offers
        self.initial["first_day"] = self.today

    def clean(self):
        typed = super().clean()
        until = Until(typed.get("until") or Until.DATES)
        if until == Until.DATES:
            self._check_days(typed)
        else:
            typed |= {"first_day": self.today, "last_day": until.last_day(self.today)}
            self._forget_the_dates()
        return typed

    def whats(self):
        """What may take a break, for `{% pick %}`: value, pictogram, word, and whether it is chosen."""
        chosen = str(self["offer"].value() or "")
        whole = ("", "store", _("the whole place"), not chosen)
        return [
            whole,
            *((offer.pk, offer.service.icon, offer.service.name, str(offer.pk) == chosen) for offer in self.fields["offer"].queryset),
        ]

    def rest(self):
        """What `actions.rest` wants to know."""
        return {name: self.cleaned_data[name] for name in ("offer", "first_day", "last_day")}

    def _check_days(self, typed):
        first, last = typed.get("first_day"), typed.get("last_day")
        if not first or not last:
            return
        if last < first:
            self.add_error("last_day", _("The last day comes before the first. Are they swapped?"))
        elif last < self.today:
            self.add_error("last_day", _("These days are over already."))
        elif last > self.today + LONGEST:
            self.add_error("last_day", _("That is more than a year away. Tap “Until I say so” if you do not know yet."))

    def _forget_the_dates(self):
        """Another button was tapped: what stands in the fields beside it was not meant."""
        for name in ("first_day", "last_day"):
            self.errors.pop(name, None)


class ComingBackForm(forms.Form):
    """What is there again: the whole place, one service, or a break that was planned and does not happen."""

    offer = forms.ModelChoiceField(ServiceOffer.objects.none(), required=False)
    pause = forms.ModelChoiceField(Pause.objects.none(), required=False)

    def __init__(self, *args, merchant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = merchant.offers.all()
        self.fields["pause"].queryset = merchant.pauses.filter(first_day__gt=timezone.localdate())
