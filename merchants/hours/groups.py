"""A week in a few words: days with the same hours taken together, for lists, paper and small tables."""

from itertools import groupby

from django.utils.translation import gettext as _

from merchants.dates import date_format

from .weeks import week_of


def week_in_words(hours, first_day):
    """[("ma–vr", "9:00–18:00"), ("za–zo", "gesloten")] for the seven days from this one; empty where nobody knows."""
    return [(_days_in_words(days), words) for words, days in _grouped(hours, first_day)]


def open_days_in_words(hours, first_day):
    """The same, without the days on which there is nothing."""
    return [(_days_in_words(days), words) for words, days in _grouped(hours, first_day) if words != _("closed")]


def _grouped(hours, first_day):
    if not hours:
        return []
    days = [(day, in_words(spans)) for day, spans in week_of(hours, first_day)]
    groups = [(words, [day for day, _words in group]) for words, group in groupby(days, key=lambda pair: pair[1])]
    if len(groups) > 1 and groups[0][0] == groups[-1][0]:
        # Today often stands in the middle of a row of like days: the week goes round, and so do they.
        words, last = groups.pop()
        groups[0] = (words, last + groups[0][1])
    return groups


def _days_in_words(days):
    if len(days) == 7:
        return _("every day")
    first, last = date_format(days[0], "D"), date_format(days[-1], "D")
    return first if first == last else f"{first}–{last}"


def in_words(spans):
    """ "9:00–12:00, 13:00–18:00" or "closed": the hours of one day, as `week_of` gives them."""
    if not spans:
        return _("closed")
    return ", ".join(_("ask first") if ask else _stretch(start, end) for start, end, ask in spans)


def _stretch(start, end):
    if start == "00:00" and end != "24:00":
        return _("until %(time)s") % {"time": _clock(end)}
    return f"{_clock(start)}–{_clock(end)}"


def _clock(time):
    """ "09:00" as people write it: "9:00"."""
    hour, minute = time.split(":")
    return f"{int(hour)}:{minute}"
