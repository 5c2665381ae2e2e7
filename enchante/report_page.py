"""/beheer/verslag/: a report for whoever gives money, of a city and a period, to print or as a spreadsheet. For coordinators."""

import re
from datetime import date

from django import forms
from django.contrib.admin import site
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from enchante import sheets
from enchante.report import Period, report_on
from merchants.admin.base import Who
from merchants.models import Chapter

EARLIEST_YEAR = 2018  # The network began.
YEARS = 3
ALL, OWN = "alle", "maanden"
YEAR_MONTH = re.compile(r"\A\s*(\d{4})\s*[-/.]\s*(\d{1,2})\s*\Z", re.A)
MONTH_YEAR = re.compile(r"\A\s*(\d{1,2})\s*[-/.]\s*(\d{4})\s*\Z", re.A)


class MonthField(forms.CharField):
    """A month, as the picker of a browser gives it (2026-01), or typed (1/2026); gives its first day."""

    widget = forms.TextInput(attrs={"type": "month", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = YEAR_MONTH.match(text)
        year, month = found.groups() if found else reversed((MONTH_YEAR.match(text) or self._refuse()).groups())
        if not (1 <= int(month) <= 12 and EARLIEST_YEAR <= int(year) <= timezone.localdate().year):
            self._refuse()
        return date(int(year), int(month), 1)

    def _refuse(self):
        years = {"first": EARLIEST_YEAR, "last": timezone.localdate().year}
        raise forms.ValidationError(_("Write a month and a year from %(first)s to %(last)s, such as 1/%(last)s."), params=years)


class ReportForm(forms.Form):
    stad = forms.ChoiceField(
        label=gettext_lazy("Which city?"), error_messages={"invalid_choice": gettext_lazy("Choose one of these cities.")}
    )
    periode = forms.ChoiceField(
        label=gettext_lazy("Which period?"), error_messages={"invalid_choice": gettext_lazy("Choose one of these periods.")}
    )
    van = MonthField(label=gettext_lazy("From the month"), required=False)
    tot = MonthField(label=gettext_lazy("Up to and including"), required=False)

    def __init__(self, data, *, chapters, today):
        cities = {chapter.slug: chapter.name for chapter in chapters}
        if len(cities) != 1:
            cities = {ALL: _("All these cities together")} | cities
        usual = {"stad": next(iter(cities)), "periode": usual_period(today)}
        super().__init__(usual | {name: data[name] for name in data if name in self.base_fields})
        self.chapters = chapters
        self.fields["stad"].choices = cities.items()
        self.fields["periode"].choices = [*periods(today), (OWN, _("other months, below"))]

    def clean(self):
        asked = super().clean()
        if asked.get("periode") == OWN and not self.errors:
            if not (asked["van"] and asked["tot"]):
                self.add_error("van", _("Choose from which month, and up to which one."))
            elif asked["van"] > asked["tot"]:
                self.add_error("tot", _("This month comes before the first one. Turn them around."))
        return asked

    @property
    def cities(self):
        return [chapter for chapter in self.chapters if self.cleaned_data["stad"] in {ALL, chapter.slug}]

    @property
    def period(self):
        key = self.cleaned_data["periode"]
        return Period.of_months(self.cleaned_data["van"], self.cleaned_data["tot"]) if key == OWN else _period(key)


def periods(today):
    """(key, words) of half years and years, the latest first."""
    for year in range(today.year, today.year - YEARS, -1):
        if year < today.year or today.month > 6:
            yield f"{year}-2", _("July to December %(year)s") % {"year": year}
        yield f"{year}-1", _("January to June %(year)s") % {"year": year}
        yield str(year), _("the whole of %(year)s") % {"year": year}


def usual_period(today):
    """The half year that was over last."""
    return f"{today.year}-1" if today.month > 6 else f"{today.year - 1}-2"


def _period(key):
    year, _dash, half = key.partition("-")
    first, last = {"1": (1, 6), "2": (7, 12), "": (1, 12)}[half]
    return Period.of_months(date(int(year), first, 1), date(int(year), last, 1))


@never_cache
def report(request):
    form, found = _asked(request)
    context = {"form": form, "report": found, "today": timezone.localdate(), "team_page": True}
    if found:
        context |= {"title": _title(form), "months": _months(found.period), "question": request.GET.urlencode()}
        context |= {"tables": _tables(found), "money": _money(found), "not_counted": not_counted()}
    return render(request, "team/report.html", context)


@never_cache
def report_sheet(request):
    form, found = _asked(request)
    if not found:
        return redirect(f"{reverse('report')}?{request.GET.urlencode()}")
    name = f"verslag-{found.period.first_day:%Y-%m}-{found.period.last_day:%Y-%m}"
    return sheets.answer(name, _sheets(_title(form), found))


def _asked(request):
    """The form, and the Report where it was filled in well. Whoever coordinates no city finds no such page."""
    if not request.user.is_staff or not Who.COORDINATORS.includes(request.user):
        raise Http404
    chapters = list(site.get_model_admin(Chapter).rows_for(request.user, Who.COORDINATORS).order_by("name"))
    form = ReportForm(request.GET, chapters=chapters, today=timezone.localdate())
    return form, report_on(form.cities, form.period) if form.is_valid() else None


def _title(form):
    cities = form.cities
    return f"{cities[0].public_name} {cities[0]}" if len(cities) == 1 else ", ".join(map(str, cities))


def _months(period):
    first, last = period.first_day, period.last_day
    if (first.year, first.month) == (last.year, last.month):
        return date_format(last, "F Y")
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "F" if first.year == last.year else "F Y"),
        "last": date_format(last, "F Y"),
    }


def _tables(found):
    """(heading, Lines) of what is counted, as page and spreadsheet have them."""
    return [
        (_("Treats given"), found.ways),
        (_("Given, kind by kind"), found.given),
        (_("Handed out, kind by kind"), found.handed_out),
        (_("Free services"), found.services),
        (_("Activities, kind by kind"), found.activities),
        (_("Chairs taken at activities"), found.chairs),
    ]


def _money(found):
    money = found.money
    return [(_("For treats"), money.treats), (_("For the pot"), money.pots), (_("Given back to givers"), -money.back)]


def _sheets(title, found):
    tables = _tables(found)
    today = [(_("Open doors today"), found.places), (_("Treats that wait today"), found.waiting)]
    if found.eased is not None:
        today.append((_("Thresholds that became easier"), found.eased))
    yield _("Report"), [(title, _months(found.period)), *today, *[(name, lines.total or _("too few to tell")) for name, lines in tables]]
    for name, lines in tables:
        yield name, [(name, _("How many")), *[(", ".join(line.names), line.number) for line in lines]]
    money = [*_money(found), (_("Together"), found.money.stays)]
    if found.evaluations:
        yield _("Evaluation"), [*_evaluation(found)]
    yield _("Money"), [(_("Money given on the site"), "€"), *[(name, sheets.Euro(cents)) for name, cents in money]]
    yield _("Not counted"), [(_("What is not counted, and why"),), *[(sentence,) for sentence in not_counted()]]


def _evaluation(found):
    """Its rows: of each audience the answers to each sentence, in fives, and then the words that were shown."""
    yield _("City"), _("Half year"), _("Who was asked"), _("Question"), _("Answer"), _("All, at least")
    for each in found.evaluations:
        for heard in each.heard:
            who = (each.evaluation.chapter.name, str(each.evaluation.half_year), str(heard.audience.label))
            if not heard.results.forms:
                yield *who, "", _("Too few people answered to tell more"), ""
                continue
            for scale in heard.scales:
                for line in scale.lines:
                    yield *who, str(scale.question), str(line.choice), line.number or _("fewer than five")
            for words in heard.own_words:
                yield *who, str(words.question), words.words, ""


def not_counted():
    return [
        _("People. Nobody is counted, registered or asked for a reason: everybody is welcome."),
        _("What places do not write down. What a place counts is believed, and nobody checks it."),
        _("What was counted again or sent on to another place: it was given once."),
        _("The number of one place. What was at fewer than five places stands together with something else."),
        _("Vouchers that people buy for themselves. They are no treats."),
        _("Who came to an activity. Somebody counts the chairs that were taken, all together, and there is no list."),
        _("Who answers an evaluation. Each form falls apart as it arrives, and what it says is told in fives, from five on."),
        _("Talks and visits. They are not written down here yet."),
    ]
