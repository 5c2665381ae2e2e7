"""The cities for whose team somebody works, for pages of the team about one of them: `?stad=` says which, else it is the first."""

from django.contrib.admin import site
from django.http import Http404

from merchants.admin.base import Who
from merchants.models import Chapter


def cities_of(user):
    """By name; whoever is of no team finds no such page."""
    if not user.is_staff:
        raise Http404
    return list(site.get_model_admin(Chapter).rows_for(user, Who.TEAM).order_by("name"))


def chosen(cities, slug):
    """The one of these that is asked for, else the first; None where there is none."""
    return next((city for city in cities if city.slug == slug), cities[0] if cities else None)
