"""What pages show of a place."""

from datetime import timedelta
from urllib.parse import urlsplit

from django import template
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from merchants.dates import date_format
from merchants.hours import coming_exceptions, holidays_between, on_holidays, open_days_in_words, usual_in_words, week_of
from merchants.languages import LANGUAGES, name_of_language
from merchants.models import Merchant

register = template.Library()

# How many services a door names.
SHOWN = 3


@register.inclusion_tag("merchants/week.html")
def week(hours, today=None):
    """`{% week hours today %}`: the week of this day as a table with the dates that differ, or "ask first" where nobody knows."""
    today = today or timezone.localdate()
    days = _week(hours, today)
    return {
        "days": days,
        "today": today,
        "is_known": bool(hours),
        "holidays": holidays_between(days[0][0], len(days)),
        "exceptions": _together(coming_exceptions(hours, today)),
        "on_holidays": on_holidays(hours),
    }


@register.simple_tag
def service_hours(offer):
    """`{% service_hours offer %}`: "today until 18:00" where a service has times of its own, else nothing."""
    return offer.hours_at(timezone.localtime()).service_sentence if any(offer.own_times) else ""


@register.simple_tag
def open_days(hours, today=None):
    """`{% open_days offer.opening_hours today %}`: "ma–vr 14:00–16:00 · za 10:00–12:00", of the coming week."""
    # Hours are read from the left, also within a page that is read from the right.
    return format_html_join(" · ", "{} <bdi>{}</bdi>", open_days_in_words(hours, today or timezone.localdate())) or _("ask first")


@register.simple_tag
def hours_in_words(hours):
    """`{% hours_in_words merchant.opening_hours %}`: the usual week, for whoever keeps it true."""
    return usual_in_words(hours, timezone.localdate()) if hours else _("Nobody knows yet.")


@register.simple_tag
def services_in_words(merchant):
    """`{% services_in_words merchant %}`: "een glas water, toilet en 3 andere". One question to the database."""
    names = [service.name for service in merchant.services.all()]
    shown, more = ", ".join(names[:SHOWN]), len(names) - SHOWN
    if more > 0:
        return ngettext("%(shown)s and %(more)s more", "%(shown)s and %(more)s more", more) % {"shown": shown, "more": more}
    return shown or _("Nothing yet.")


@register.simple_tag
def offer_in_words(offer):
    """`{% offer_in_words offer %}`: its note and its own hours, where it has them."""
    return " · ".join(filter(None, [offer.note, usual_in_words(offer.opening_hours, timezone.localdate()) if offer.opening_hours else ""]))


def _week(hours, day):
    return week_of(hours, day - timedelta(day.weekday()))


def _together(exceptions):
    """(first day, last day, spans): days in a row with the same hours are told once."""
    rows = []
    for day, spans in exceptions:
        if rows and rows[-1][1] == day - timedelta(1) and rows[-1][2] == spans:
            rows[-1] = (rows[-1][0], day, spans)
        else:
            rows.append((day, day, spans))
    return rows


@register.simple_tag
def checked(merchant, today=None):
    """`{% checked merchant today %}`: when it was last checked and by whom; after a year, or never, that one had better ask first."""
    if merchant.checked_on is None:
        return _("Nobody of the network has looked here yet, so ask first.")
    month = {"month": date_format(merchant.checked_on, "F Y")}
    if merchant.fades_on(today or timezone.localdate()):
        return _("Nobody has looked here since %(month)s, so ask first.") % month
    match merchant.checked_by:
        case Merchant.CheckedBy.PLACE:
            return _("Checked in %(month)s by the place itself.") % month
        case Merchant.CheckedBy.TEAM:
            return _("Checked in %(month)s by the local team.") % month
        case Merchant.CheckedBy.LIST:
            return _("Checked in %(month)s, from the network's own list.") % month
        case _unknown:
            return _("Checked in %(month)s.") % month


@register.filter
def dialled(phone):
    """`tel:{{ merchant.phone|dialled }}`: only what a phone can dial."""
    return "".join(sign for sign in phone if sign in "+0123456789")


@register.filter
def host(website):
    """`{{ merchant.website|host }}`: "krook.gent"."""
    return urlsplit(website).netloc.removeprefix("www.")


@register.filter
def spoken(codes):
    """`{{ merchant.languages|spoken }}`: "Nederlands, Frans", in the order of our own list."""
    order = {code: place for place, code in enumerate(LANGUAGES)}
    return ", ".join(name_of_language(code) for code in sorted(codes, key=lambda code: order.get(code, len(order))))
