"""What a team may type about an activity: a day and two hours, and perhaps that it comes again. Nothing typed is lost by a slip."""

from datetime import timedelta
from operator import itemgetter

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from encounters.actions import MOST_TIMES, moved
from encounters.aside_forms import NumberField, RoundField, too_many
from encounters.models import Activity, ActivityAside
from encounters.models.activities import LONGEST
from encounters.moments import Every, NoSuchHour, days, length, stretch
from merchants import languages
from merchants.free_text import clean_sentence
from merchants.hours.moments import on_the_clock
from merchants.models import Merchant

# Whoever types 2206 means another year.
FARTHEST = timedelta(days=730)
WORDS = ("title_nl", "title_fr", "title_en", "about_nl", "about_fr", "about_en", "elsewhere", "hosts", "why_cancelled")


class ChairsForm(forms.ModelForm):
    """How many chairs were taken, once it is over."""

    def clean_headcount(self):
        number = self.cleaned_data["headcount"]
        if number != self.instance.headcount:
            _may_be_counted(self.instance, timezone.now())
        return number


class ActivityForm(ChairsForm):
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("At most twelve hours. Before the first hour means: in the night after."),
    )
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices, required=False)
    times = forms.IntegerField(
        label=_("How many times in all"),
        min_value=1,
        max_value=MOST_TIMES,
        required=False,
        help_text=format_lazy(_("For example 6. At most {most}."), most=MOST_TIMES),
    )
    following = forms.BooleanField(
        label=_("Also those after it in this series"),
        required=False,
        help_text=_("Each keeps its own day, as much later or earlier as this one."),
    )
    cancels = forms.BooleanField(
        label=_("This one does not go on"),
        required=False,
        help_text=_(
            "It stays in the calendar, as cancelled. The team, whoever hosts and the place get a letter. It cannot be turned back."
        ),
    )
    waits = RoundField(required=False, help_text=_("Of what hangs there now. Who gets it stays the choice of the place."))
    how_many_wait = NumberField(required=False)
    let_go = forms.ModelMultipleChoiceField(
        ActivityAside.objects.none(), label=_("No longer kept"), widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=capfirst(_("languages spoken")), choices=languages.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Activity
        fields = ["chapter", "merchant"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in WORDS if name.startswith("about")}
        widgets |= {
            "team_hosts": forms.CheckboxSelectMultiple,
            "thresholds": forms.CheckboxSelectMultiple,
            "why_cancelled": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wheelchair"].choices = [("", _("as the place itself says")), *filter(itemgetter(0), Merchant.Wheelchair.choices)]
        self.fields["thresholds"].label_from_instance = lambda threshold: threshold.told.words
        if not self.instance._state.adding:
            begins, ends = on_the_clock(self.instance.begins_at), on_the_clock(self.instance.ends_at)
            self.fields["waits"].offer(self.instance.merchant_id)
            self.fields["let_go"].queryset = self.instance.asides.select_related("treat__kind")
            self.initial |= {"day": begins.date(), "begins": begins.time(), "ends": ends.time()}

    def clean(self):
        typed = super().clean()
        for name in typed.keys() & {*WORDS}:
            try:
                clean_sentence(typed[name] or "")
            except ValidationError as error:
                self.add_error(name, error)
        self._clean_place(typed)
        self._clean_round(typed)
        if not {"day", "begins", "ends"} & self.errors.keys() and {"day", "begins", "ends"} <= typed.keys():
            self._clean_moment(typed)
        if typed.get("why_cancelled") and not typed.get("cancels"):
            self.add_error("cancels", _("Tick this if it does not go on. If it does, leave the word about it empty."))
        if self.initial.get("state") == Activity.State.PUBLISHED and typed.get("state") == Activity.State.DRAFT:
            self.add_error(
                "state", _("Everybody could read about it already. If it does not go on, tick that below: then nobody comes in vain.")
            )
        if typed.get("every") not in {"", None, Every.ONCE} and not typed.get("times"):
            self.add_error("times", _("Fill in how many times, for example 6."))
        return typed

    def _clean_place(self, typed):
        chapter, merchant = typed.get("chapter") or getattr(self.instance, "chapter", None), typed.get("merchant")
        if merchant and "merchant" in self.changed_data and not merchant.is_listed:
            self.add_error("merchant", _("This place is not on the map now. Choose another, or write below where it is."))
        if merchant and chapter and merchant.chapter_id != chapter.pk:
            self.add_error("merchant", _("This place is in another city."))
        if merchant and typed.get("elsewhere"):
            self.add_error("elsewhere", _("It is at a place of the network already. Empty one of the two, please."))
        if typed.get("state") == Activity.State.PUBLISHED and not merchant and not typed.get("elsewhere") and "merchant" not in self.errors:
            self.add_error("merchant", _("Choose a place, or write below where it is. Then everybody finds it."))
        if chapter is None:
            return
        if any(role.chapter_id != chapter.pk for role in typed.get("team_hosts") or []):
            self.add_error("team_hosts", _("Somebody of these works in another city."))
        if any(threshold.chapter_id != chapter.pk for threshold in typed.get("thresholds") or []):
            self.add_error("thresholds", _("One of these was told in another city."))

    def _clean_round(self, typed):
        """What is to wait, as long as it is there; the database decides in the end."""
        treat, number = typed.get("waits"), typed.get("how_many_wait")
        if treat and not number and "how_many_wait" not in self.errors:
            self.add_error("how_many_wait", _("Fill in how many, for example 6."))
        if number and not treat and "waits" not in self.errors:
            self.add_error("waits", _("Choose what waits, or leave the number empty."))
        if treat and number and not typed.get("cancels") and (slip := too_many(self.instance, treat, number)):
            self.add_error("how_many_wait", slip)

    def _clean_moment(self, typed):
        """When it is, and of a series each of its days; on the clocks of here."""
        clocks, now = (typed["begins"], typed["ends"]), timezone.now()
        has_moved = {"day", "begins", "ends"} & {*self.changed_data}
        try:
            typed["begins_at"], typed["ends_at"] = stretch(typed["day"], *clocks)
            _all_days(self.instance, typed, has_moved)
        except NoSuchHour as error:
            text = _("In the night of %(day)s the clock goes from two to three at once: %(hour)s does not exist then. Choose another hour.")
            return self.add_error(
                "begins", ValidationError(text, params={"day": date_format(error.day, "j F Y"), "hour": f"{error.clock:%H:%M}"})
            )
        except (OverflowError, ValueError):
            return self.add_error("day", _("That is over two years away. Is the year right?"))
        lasts = length(typed["begins_at"], typed["ends_at"])
        if not timedelta(0) < lasts <= LONGEST:
            text = _("From %(begins)s until %(ends)s would be %(hours)d hours. At most twelve are possible: are the two swapped?")
            params = {"begins": f"{clocks[0]:%H:%M}", "ends": f"{clocks[1]:%H:%M}", "hours": round(lasts.total_seconds() / 3600)}
            self.add_error("ends", ValidationError(text, params=params))
        if (has_moved or self._comes_out(typed)) and typed["begins_at"] <= now:
            self.add_error("day", _("This moment is over already. Choose a day and an hour that come."))
        if has_moved and typed["begins_at"] > now + FARTHEST:
            self.add_error("day", _("That is over two years away. Is the year right?"))

    def _comes_out(self, typed):
        """Whether everybody sees it from now on."""
        return typed.get("state") == Activity.State.PUBLISHED and self.initial.get("state") != Activity.State.PUBLISHED

    def changes(self):
        """{name: value} of what was changed, as `actions.change` takes it."""
        columns = {field.name for field in Activity._meta.concrete_fields} - {"headcount", "why_cancelled", "key"}
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in columns}
        if {"day", "begins", "ends"} & {*self.changed_data}:
            changed |= {name: self.cleaned_data[name] for name in ("begins_at", "ends_at")}
        return changed


def _all_days(activity, typed, has_moved):
    """Raises NoSuchHour where one of the days has not this hour."""
    for day in days(typed["day"], typed.get("every"), typed.get("times") or 1):
        stretch(day, typed["begins"], typed["ends"])
    if has_moved and typed.get("following"):
        moved(activity=activity, begins_at=typed["begins_at"], ends_at=typed["ends_at"], following=True)


def _may_be_counted(activity, now):
    if activity._state.adding or not activity.is_over(now):
        raise ValidationError(_("Count the chairs afterwards: this one is not over yet."))
    if activity.is_cancelled:
        raise ValidationError(_("This one did not go on, so there is nothing to count."))
    if not activity.count_may_change(timezone.localdate(now)):
        raise ValidationError(_("This number stands in figures that everybody read already, so it stays as it is."))
