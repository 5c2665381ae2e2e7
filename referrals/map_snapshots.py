"""What an edition of the city map holds: everything that is printed, in words of every language, as it is on the day it is made.

Never what waits on a board: that changes while the ink dries. Numbers follow a walk through each neighbourhood, so that those that
stand side by side on the map do so in the list.
"""

from itertools import groupby

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from merchants import hours
from merchants.distance import metres
from merchants.models import Service, ServiceOffer
from vouchers.models import Treat, TreatKind

from . import city_drawings
from .models import HelpLine
from .templatetags.help import at_hand
from .two_points import Fit

LANGUAGES = [code for code, _name in settings.WHOLE_LANGUAGES]
# The key of the places outside any neighbourhood; no neighbourhood can be called so.
ELSEWHERE = "-"


def of(chapter, today, *, background=None, is_drawn=True):
    """The snapshot of a city, as plain data; None where there is no place yet. `is_drawn` also draws its maps."""
    quarters = _quarters(chapter)
    if not quarters:
        return None
    places = [place for _neighbourhood, there in quarters for place in there]
    numbers = {place.pk: number for number, place in enumerate(places, start=1)}
    held = {
        "city": {name: getattr(chapter, name) for name in ("slug", "name", "public_name", "email", "phone")},
        "quarters": [
            {
                "slug": neighbourhood.slug if neighbourhood else ELSEWHERE,
                "name": neighbourhood.name if neighbourhood else "",
                "places": [_place(place, numbers[place.pk], today) for place in there],
            }
            for neighbourhood, there in quarters
        ],
        "services": _legend(Service.objects.all(), {slug for place in places for slug in _services(place)}),
        "kinds": _legend(TreatKind.objects.all(), {slug for place in places for slug in _kinds(place)}),
        "help": _help(chapter),
    }
    if is_drawn:
        _draw(held, background)
    return held


def _quarters(chapter):
    """[(neighbourhood or None, its places in the order of a walk)]. Three questions to the database."""
    offers = Prefetch("offers", ServiceOffer.objects.select_related("service"))
    treats = Prefetch("treats", Treat.objects.offered().select_related("kind"), to_attr="offered_treats")
    places = chapter.merchants.listed().by_neighbourhood().prefetch_related(offers, treats)
    return [(neighbourhood, _walk(list(there))) for neighbourhood, there in groupby(places, key=lambda place: place.neighbourhood)]


def _walk(places):
    """From the most northern one, each time to the nearest that is left."""
    here, walked = max(places, key=lambda place: (place.lat, place.pk)), []
    while places:
        walked.append(here)
        places.remove(here)
        here = min(places, key=lambda place: (metres(here.lat, here.lng, place.lat, place.lng), place.pk), default=None)
    return walked


def _place(place, number, today):
    believed = place.hours_believed_on(today)
    return {
        "number": number,
        "slug": place.slug,
        "name": place.name,
        "kind": place.kind,
        "address": place.address,
        "lat": place.lat,
        "lng": place.lng,
        "wheelchair": place.wheelchair,
        "hours": {code: _hours(believed, today, code) for code in LANGUAGES} if believed else {},
        "services": _services(place),
        "kinds": _kinds(place),
    }


def _hours(believed, today, language):
    """Of an ordinary week: an edition is read for half a year."""
    with translation.override(language):
        return hours.usual_in_words(believed, today).removesuffix(".")


def _services(place):
    return [offer.service.slug for offer in place.offers.all()]


def _kinds(place):
    return [treat.kind.slug for treat in place.offered_treats]


def _legend(rows, slugs):
    """[{"slug", "icon", "nl", "fr", "en"}] of those that are offered somewhere, in the order of the catalogue."""
    names = [f"name_{code}" for code in LANGUAGES]
    values = rows.filter(slug__in=slugs).values_list("slug", "icon", *names)
    return [
        {"slug": slug, "icon": icon} | {code: name or words[0] or slug for code, name in zip(LANGUAGES, words, strict=True)}
        for slug, icon, *words in values
    ]


def _help(chapter):
    """For each language [number, name] of whom to call in danger and of who listens."""
    # Those for everywhere first: whatever a city puts where, danger is called on top.
    lines = sorted(HelpLine.objects.for_city(chapter).filter(kind=HelpLine.Kind.CALL), key=lambda line: line.chapter_id is not None)
    calls, told = [line for line in lines if line.number], {}
    for code in LANGUAGES:
        with translation.override(code):
            told[code] = [[line.number, line.name] for line in at_hand(calls, code)]
    return told


def _draw(held, background):
    spots = {quarter["slug"]: [_spot(place) for place in quarter["places"]] for quarter in held["quarters"]}
    fit = background and Fit.by(background.pairs, background.width, background.height)
    held |= city_drawings.draw_city([spot for there in spots.values() for spot in there], fit)
    held["cards"] = {slug: city_drawings.draw_neighbourhood(there) for slug, there in spots.items()}


def _spot(place):
    return city_drawings.Spot(place["number"], place["lat"], place["lng"])
