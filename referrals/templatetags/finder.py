"""How a list draws a place, and what one can ask for.

Drawing twenty places takes longer than finding them, so each card is drawn once for as long as it stays the same. What differs from
question to question is left open in it, at signs nobody can guess and so nobody can type.
"""

import re
import secrets
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from merchants.models import Merchant
from referrals.directory import Choices
from referrals.filters import Filters

register = template.Library()

SIGN = secrets.token_hex(8)
OPEN_PLACES = {name: f"[{SIGN} {name}]" for name in ("near", "way", "one_more", "one_less")}
OPEN_NUMBER = re.compile(rf"\[{SIGN} ([a-z]+) ([\w-]*)\]")


@register.simple_tag
def place_item(found, wishes):
    """`{% place_item found wishes %}`: the card of a place."""
    place = found.merchant
    picked = wishes.picked if place.slug in wishes.picked else ()
    card = _card(
        get_language(),
        (place.slug, place.name, place.kind, place.street, place.postcode, place.town),
        (str(found.answer.state), found.answer.sentence),
        _offered(found),
        tuple(found.missing),
        picked,
        wishes.list_is_full,
        bool(found.way),
    )
    filled_in = {"near": wishes.query_of_near, "way": found.way, "one_more": wishes.query_with_one_more}
    if picked:
        filled_in["one_less"] = wishes.toggled(place.slug).query_of_page
    for name, words in filled_in.items():
        card = card.replace(OPEN_PLACES[name], escape(words))
    return mark_safe(card)  # noqa: S308 - drawn by our own template; what was filled in is escaped


@lru_cache(maxsize=4096)
def _card(language, place, answer, offered, missing, picked, is_full, has_way):
    slug, name, kind, street, postcode, town = place
    merchant = Merchant(slug=slug, name=name, kind=kind, street=street, postcode=postcode, town=town)
    parts = {"place": merchant, "answer": dict(zip(("state", "sentence"), answer, strict=True)), "missing": missing, "is_full": is_full}
    parts |= {"list": "?" + urlencode([("plek", slug) for slug in picked]), "number": len(picked)}
    parts |= {"offer": _offer(language, *offered), "picked": picked, "has_way": has_way, "open": OPEN_PLACES}
    return render_to_string("referrals/place_item.html", parts)


@register.simple_tag
def offer_on_paper(found, day):
    """`{% offer_on_paper found today %}`: what a place offers and what waits there, with pictograms and words."""
    return _offer(get_language(), *_offered(found, lambda offered: offered.words_on_paper(day)))


def _offered(found, words=lambda offered: offered.words):
    place = found.merchant
    return (
        tuple((waiting.icon, waiting.words) for waiting in found.waiting),
        tuple((offered.icon, words(offered)) for offered in found.offered),
        place.wheelchair,
        found.is_on_top and place.is_heated,
        found.is_on_top and place.is_cool,
        bool(place.quiet_hours),
    )


@lru_cache(maxsize=4096)
def _offer(language, waiting, offered, wheelchair, is_heated, is_cool, is_quiet):
    parts = {
        "waiting": waiting,
        "offered": offered,
        "wheelchair": wheelchair and Merchant.Wheelchair(wheelchair).label,
        "is_heated": is_heated,
        "is_cool": is_cool,
        "is_quiet": is_quiet,
    }
    return render_to_string("referrals/offer.html", parts)


@register.simple_tag
def more_filters(filters):
    """`{% more_filters filters %}`: everything one can ask for as boxes, each with its number."""
    wishes, choices, counts = filters.wishes, filters.choices, filters.counts
    boxes = _more_filters(
        get_language(), wishes.anywhere(), tuple(choices.services.values()), tuple(choices.treats.values()), counts is not None
    )
    return mark_safe(OPEN_NUMBER.sub(lambda found: _number(counts, *found.groups()), boxes))  # noqa: S308 - numbers in our own template


@lru_cache(maxsize=256)
def _more_filters(language, wishes, services, treats, are_counted):
    choices = Choices({choice.slug: choice for choice in services}, {choice.slug: choice for choice in treats})
    filters = Filters(wishes, choices, _OpenNumbers() if are_counted else None)
    return render_to_string("referrals/places_filters.html", {"filters": filters})


class _OpenNumbers:
    """Instead of counts: the places where numbers come."""

    def __getitem__(self, name):
        return _OpenNumber(name) if name in Filters.BY_KIND else _sign(name)


class _OpenNumber:
    def __init__(self, name):
        self.name = name

    def get(self, kind, _default=None):
        return _sign(self.name, kind)


def _sign(name, kind=""):
    return f"[{SIGN} {name} {kind}]"


def _number(counts, name, kind):
    number = (counts[name] or {}).get(kind, 0) if kind else counts[name]
    if name == "taal":
        return f" ({number})" if number else ""
    return str(number)
