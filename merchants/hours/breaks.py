"""Breaks in words, with their days: for whoever plans a visit or a break, and for paper."""

from datetime import timedelta
from math import inf
from operator import itemgetter

from django.utils.translation import gettext as _

from merchants.dates import date_format


def breaks_in_words(breaks, today, within=None):
    """["Takes a break from 27 November to 3 December."]: those that begin after today, at most so many days from now.

    `breaks` are pairs of days, as `answer_at` takes them.
    """
    in_order = sorted(breaks, key=itemgetter(0))
    return [_in_words(*days) for days in in_order if 0 < (days[0] - today).days <= (within or inf)]


def break_in_words(first_day, day_after, today):
    """ "Takes a break from 27 November to 3 December.", or of one that goes on: "Takes a break up to and including 3 December." """
    if first_day > today:
        return _in_words(first_day, day_after)
    if day_after is None:
        return _("Takes a break until further notice.")
    return _("Takes a break up to and including %(last)s.") % {"last": date_format(day_after - timedelta(1), "j F")}


def _in_words(first_day, day_after):
    first = date_format(first_day, "j F")
    if day_after is None:
        return _("Takes a break from %(first)s.") % {"first": first}
    last_day = day_after - timedelta(1)
    if last_day == first_day:
        return _("Takes a break on %(day)s.") % {"day": first}
    return _("Takes a break from %(first)s to %(last)s.") % {"first": first, "last": date_format(last_day, "j F")}
