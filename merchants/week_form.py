"""Hours filled in without any syntax: a week of rows, what happens on holidays, and dates that differ.

A form of this kind knows `made`, the string, once it is valid. Its buttons ask for something (`WeekForm.pressed`): they work without
a script, and then the page comes back with all that was typed and nothing saved. `week.js` does most of them at once.
"""

import re
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants import hours

ENDS = ("from", "to")
STRETCHES = range(3)
DATES = range(12)
DATE_STRETCHES = STRETCHES[:2]
# Rows that wait unseen for a script to show them.
SPARE_DATES = 3


class Wheel(forms.TextInput):
    """Times and dates to pick. What such a picker cannot show stands there as text, so that it is not lost."""

    def __init__(self, kind, shown, **attrs):
        self.kind, self.shown = kind, re.compile(shown)
        super().__init__(attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        value = context["widget"]["value"]
        is_wheel = not value or self.shown.fullmatch(value)
        context["widget"]["type"] = self.kind if is_wheel else "text"
        for other in ["maxlength"] if is_wheel else ["min", "max"]:
            context["widget"]["attrs"].pop(other, None)
        return context


class Stretch(NamedTuple):
    opens: BoundField
    closes: BoundField
    is_shown: bool


class Row(NamedTuple):
    """The hours of one day of the week, or of one date (then `day` is its field)."""

    key: str
    title: str
    stretches: list
    is_shown: bool
    copies: tuple = ()
    day: BoundField | None = None

    @property
    def can_grow(self):
        return not all(stretch.is_shown for stretch in self.stretches)


class WeekForm(forms.Form):
    """The week editor. With `has_dates` it asks about holidays and dates too."""

    template_name = "merchants/week_editor.html"

    def __init__(self, data=None, *, stored="", has_dates=True, prefix="week", today=None):
        self.today, self.has_dates, self.made = today or timezone.localdate(), has_dates, None
        self.pressed = (data or {}).get(f"{prefix}-do", "")
        super().__init__(data if self.pressed in {"", "look"} else None, prefix=prefix)
        self.fields.update(self.all_fields())
        self.initial = self._after_the_button(data) if self.pressed else self.initial_of(stored)

    def all_fields(self):
        return _week_fields() | (_fields_of_dates(self.today) if self.has_dates else {})

    def has_room_for(self, stored):
        """Whether the editor can say all that this string says."""
        return table_of(stored, self.today, self.has_dates) is not None

    def initial_of(self, stored):
        """What the fields show of a string."""
        week = table_of(stored, self.today, self.has_dates) or hours.to_week("", self.today)
        shown = {"holidays": week.holidays}
        for day, told in week.days.items():
            shown |= _shown(day, told)
        for number, (day, told) in enumerate(week.exceptions.items()):
            shown |= {f"date{number}": day.isoformat()} | _shown(f"date{number}", told)
        return shown

    def _after_the_button(self, data):
        typed = {name: data.get(self.add_prefix(name), "") for name in self.fields}
        verb, _dash, wish = self.pressed.partition("-")
        if verb == "copy" and (days := re.fullmatch(r"([0-6])-([0-6]+)", wish)):
            return typed | {_name(day, n, end): typed[_name(days[1], n, end)] for day in days[2] for n in STRETCHES for end in ENDS}
        if verb == "empty":
            return typed | {_name(day, n, end): "" for day in range(7) for n in STRETCHES for end in ENDS}
        return typed

    @property
    def is_to_be_saved(self):
        return not self.pressed and self.is_valid()

    @property
    def sentence(self):
        """The sentence these hours made."""
        return hours.in_a_sentence(self.made, self.today)

    # What is shown

    def days(self):
        return [self._row(str(day), capfirst(WEEKDAYS[day]), copies=_copies(day)) for day in range(7)]

    def dates(self):
        filled = [number for number in DATES if any(self[name].value() for name in _names_of_date(number))]
        shown = max(filled, default=-1) + 1 + (self.pressed == "date")
        return [self._date_row(number, number < shown) for number in DATES[: shown + SPARE_DATES]]

    def _date_row(self, number, is_shown):
        return self._row(f"date{number}", _("A day that differs"), stretches=DATE_STRETCHES, is_shown=is_shown, day=self[f"date{number}"])

    def _row(self, key, title, stretches=STRETCHES, is_shown=True, **more):
        pairs = [(self[_name(key, n, "from")], self[_name(key, n, "to")]) for n in stretches]
        filled = [n for n, pair in enumerate(pairs) if any(field.value() for field in pair)]
        shown = max(filled, default=0) + (self.pressed == f"add-{key}")
        return Row(key, title, [Stretch(*pair, n <= shown) for n, pair in enumerate(pairs)], is_shown, **more)

    # What is made of it

    def clean(self):
        week = {day: self._read(str(day), lambda told, day=day: hours.from_week({day: told})) for day in range(7)}
        dated = self._read_dates() if self.has_dates else {}
        if not self.errors:
            with self.told_at(None):
                self.made = hours.from_week(week, self.cleaned_data.get("holidays", hours.Holidays.OPEN), dated)
        return self.cleaned_data

    def _read(self, key, check):
        """The stretches of a row; what is wrong with them is told there."""
        told = []
        for n in STRETCHES:
            pair = [self.cleaned_data.get(_name(key, n, end), "") for end in ENDS]
            if all(pair):
                told.append(tuple(pair))
            elif any(pair):
                self.add_error(_name(key, n, ENDS[pair.index("")]), _("From when until when? Fill in both, or leave both empty."))
        with self.told_at(_name(key, 0, "from")):
            check(told)
        return told

    def _read_dates(self):
        dated = {}
        for number in DATES:
            name = f"date{number}"
            day = self.cleaned_data.get(name)
            told = self._read(name, lambda told, day=day: hours.from_week({}, exceptions={day or self.today: told}))
            if told and not day and name not in self.errors:
                self.add_error(name, _("Which day is this about?"))
            elif day in dated:
                self.add_error(name, _("This day stands here twice. Please put its hours together."))
            elif day:
                dated[day] = told
        return dated

    @contextmanager
    def told_at(self, name):
        try:
            yield
        except hours.HoursNotUnderstood as error:
            self.add_error(name, str(error))


def table_of(stored, today, has_dates=True):
    """The hours.Week of a string, or None where the editor has no room for it: then it stays text."""
    week = hours.to_week(stored, today)
    if week is None or any(len(told) > len(STRETCHES) for told in week.days.values()):
        return None
    if stored and not has_dates:
        return None if week.exceptions or week.holidays != hours.Holidays.OPEN else week
    has_room = len(week.exceptions) <= len(DATES) and all(len(told) <= len(DATE_STRETCHES) for told in week.exceptions.values())
    return week if has_room else None


def _name(key, n, end):
    return f"{key}_{n}_{end}"


def _names_of_date(number):
    return [f"date{number}", *(_name(f"date{number}", n, end) for n in DATE_STRETCHES for end in ENDS)]


def _shown(key, told):
    """A clock to pick from has no 24:00."""
    spans = [(opens, closes.replace("24:00", "00:00")) for opens, closes in told]
    return {_name(key, n, end): clock for n, span in enumerate(spans) for end, clock in zip(ENDS, span, strict=True)}


def _copies(day):
    """(value of the button, its words): Monday goes to the other working days at once, another day takes over the one before it."""
    if day == 0:
        return "copy-0-1234", _("The same until %(day)s") % {"day": WEEKDAYS[4]}
    return f"copy-{day - 1}-{day}", _("As on %(day)s") % {"day": WEEKDAYS[day - 1]}


def clock_field(label):
    return forms.CharField(label=label, required=False, max_length=20, widget=Wheel("time", r"([01]\d|2[0-3]):[0-5]\d"))


def _week_fields():
    return {_name(day, n, end): clock_field(capfirst(WEEKDAYS[day])) for day in range(7) for n in STRETCHES for end in ENDS}


def _fields_of_dates(today):
    differ = gettext_lazy("Days that differ")
    holidays = forms.ChoiceField(label=gettext_lazy("On public holidays"), choices=hours.Holidays.choices, widget=forms.RadioSelect)
    days = {f"date{number}": _Date(today, label=differ) for number in DATES}
    clocks = {_name(f"date{number}", n, end): clock_field(differ) for number in DATES for n in DATE_STRETCHES for end in ENDS}
    return {"holidays": holidays} | days | clocks


class _Date(forms.DateField):
    """A day that is still to come."""

    def __init__(self, today, **options):
        self.first, self.last = today, today + timedelta(hours.DAYS_AHEAD - 1)
        wheel = Wheel("date", r"\d{4}-\d\d-\d\d", min=self.first.isoformat(), max=self.last.isoformat())
        super().__init__(required=False, widget=wheel, **options)

    def validate(self, value):
        if value and value < self.first:
            raise forms.ValidationError(_("This day is over. Choose another one, or empty this row."), code="over")
        if value and value > self.last:
            raise forms.ValidationError(_("This day is more than a year away. Choose one that comes sooner."), code="far")
