"""The way to the counter, for the pages of whoever looks after a place: `{% load counter %}`."""

import segno
from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from vouchers.models import CounterLink

register = template.Library()


@register.inclusion_tag("vouchers/counter_link.html", takes_context=True)
def counter_link(context, merchant):
    """`{% counter_link merchant %}`: the secret link to this place's counter, as a code to scan, and a button for a new one."""
    address = reverse("vouchers:counter", args=[CounterLink.objects.of(merchant).token])
    code = segno.make(context["request"].build_absolute_uri(address), micro=False)
    drawing = mark_safe(code.svg_inline(omitsize=True, border=2))  # noqa: S308  (drawn by segno from our own address)
    return {"merchant": merchant, "address": address, "drawing": drawing, "csrf_token": context["csrf_token"]}
