"""The way to learning cards and to the merchant circle, for pages of every floor: `{% load learning %}`."""

from django import template
from django.utils.html import format_html

register = template.Library()


@register.filter
def in_its_language(card):
    """`{{ card|in_its_language }}`: its title, marked where the page is in another language."""
    told = card.told
    if not told.is_foreign:
        return told.words["title"]
    return format_html('<span lang="{}" dir="{}">{}</span>', told.language, told.direction, told.words["title"])


@register.inclusion_tag("encounters/learning_doors.html")
def learning_doors(merchant):
    """`{% learning_doors merchant %}`: for whoever looks after a place, inside no list of its own."""
    return {"merchant": merchant}


@register.inclusion_tag("encounters/learning_card.html")
def learning_for_professionals():
    """`{% learning_for_professionals %}`: for whoever points the way."""
    return {}


@register.inclusion_tag("encounters/learning_link.html")
def learning_link():
    """`{% learning_link %}`: one line, for whoever stands at a counter. No query: this page is opened all day."""
    return {}
