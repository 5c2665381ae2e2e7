"""What the page of a city says to programs that put it elsewhere: `{% load widgets %}`."""

from django import template
from django.utils.translation import get_language

from referrals.widgets import Widget

register = template.Library()


@register.simple_tag
def widget_of(chapter):
    """`{% widget_of chapter as widget %}`: the Widget of this city, in the language of the page."""
    return Widget(chapter, language=get_language())
