"""All of a string in a line or two, for whoever just made it."""

from datetime import timedelta

from django.utils.translation import gettext as _

from merchants.dates import date_format

from .dates import Holidays, coming_exceptions, on_holidays
from .groups import in_words, open_days_in_words
from .reading_back import DAYS_AHEAD, plain_monday
from .rules import usual
from .weeks import week_of


def in_a_sentence(hours, today):
    """ "ma–vr 9:00–18:00, za 10:00–16:00. Op feestdagen gesloten. 24 december: 10:00–14:00." """
    if not hours:
        return _("Nobody knows the hours yet: people ask first.")
    return " ".join(filter(None, [usual_in_words(hours, today), _holidays_in_words(hours), *_dates_in_words(hours, today)]))


def usual_in_words(hours, today):
    """ "ma–vr 9:00–18:00, za 10:00–16:00." of an ordinary week."""
    days = open_days_in_words(usual(hours), plain_monday(today))
    return ", ".join(f"{those} {words}" for those, words in days) + "." if days else ""


def week_in_lines(hours, today):
    """ "dinsdag: 08:00 – 12:00, 13:00 – 18:00", a line for each day of this week with hours, for letters."""
    week = week_of(hours, today - timedelta(today.weekday()))
    return "\n".join(f"{date_format(day, 'l')}: {', '.join(map(_stretch, spans))}" for day, spans in week if spans)


def _stretch(span):
    start, end, ask = span
    return f"{start} – {end} ({_('ask first')})" if ask else f"{start} – {end}"


def _holidays_in_words(hours):
    match on_holidays(hours):
        case Holidays.CLOSED:
            return _("Closed on public holidays.")
        case Holidays.ASK:
            return _("On public holidays the hours are not certain.")
    return ""


def _dates_in_words(hours, today):
    return [f"{date_format(day, 'j F')}: {in_words(spans)}." for day, spans in coming_exceptions(hours, today, DAYS_AHEAD)]
