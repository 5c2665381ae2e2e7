"""What pages show of a place."""

from datetime import timedelta
from urllib.parse import urlsplit

from django import template
from django.utils import timezone

from merchants.hours import week_of
from merchants.languages import LANGUAGES, name_of_language

register = template.Library()


@register.inclusion_tag("merchants/week.html")
def week(hours, today=None):
    """`{% week hours today %}`: the week of this day as a table, or "ask first" where nobody knows."""
    today = today or timezone.localdate()
    days = week_of(hours, today - timedelta(today.weekday()))
    return {"days": days, "today": today, "is_known": bool(hours)}


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
