"""What is kept of people, for the page about privacy: `{% load kept %}`."""

from django import template

from enchante.kept import KEPT

register = template.Library()


@register.inclusion_tag("pages/kept.html")
def what_is_kept():
    """`{% what_is_kept %}`: a table."""
    return {"rows": KEPT}
