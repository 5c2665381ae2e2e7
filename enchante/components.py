"""Template tags every page may use, and the words about this site that every page needs."""

from django import template

register = template.Library()


def site(request):
    """Context for every page."""
    return {}
