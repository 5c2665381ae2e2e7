"""The card of a place in a list. Places that are alike in all but name and spot share one drawing."""

from functools import lru_cache
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from merchants.models import Chapter, Merchant

from .drawing import Drawn, sign


def cards(several, wishes):
    """(the cards of these places, one after the other; the pictograms they point at)."""
    if not several:
        return mark_safe(""), frozenset()
    language = get_language()
    drawn = [(_card_of(language, found, wishes), found) for found in several]
    ways = {"near": escape(wishes.query_of_near), "one_more": escape(wishes.query_with_one_more)}
    html = "".join(card.filled(_words(language, found, wishes) | ways) for card, found in drawn)
    return mark_safe(html), frozenset().union(*(card.pictograms for card, _found in drawn))  # noqa: S308 - each was escaped


def _words(language, found, wishes):
    place = found.merchant
    words = {"slug": place.slug, "name": place.name, "address": place.address, "way": found.way_in(language)}
    if place.slug in wishes.picked:
        words |= {"one_less": wishes.toggled(place.slug).query_of_page, "list": "?" + urlencode([("plek", slug) for slug in wishes.picked])}
    return words


def _card_of(language, found, wishes):
    place = found.merchant
    return _card(
        language,
        place.kind,
        bool(place.address),
        found.metres is not None,
        (str(found.answer.state), _sentence(language, found.answer)),
        offered_by(found),
        tuple(found.missing),
        len(wishes.picked) if place.slug in wishes.picked else 0,
        wishes.list_is_full,
    )


@lru_cache(maxsize=2048)
def _sentence(language, answer):
    return answer.sentence


@lru_cache(maxsize=2048)
def _card(language, kind, has_address, has_way, answer, offered, missing, number, is_full):
    place = Merchant(slug=sign("slug"), name=sign("name"), kind=kind, street=sign("address") if has_address else "")
    parts = {"place": place, "has_way": has_way, "answer": dict(zip(("state", "sentence"), answer, strict=True)), "missing": missing}
    parts |= {"offer": offer(language, *offered), "number": number, "is_full": is_full}
    return Drawn("referrals/place_item.html", parts)


def offered_by(found, words=lambda offered: offered.words):
    """What `offer` wants to know of a place."""
    place = found.merchant
    return (
        tuple((waiting.icon, waiting.words) for waiting in found.waiting),
        tuple((offered.icon, words(offered)) for offered in found.offered),
        place.wheelchair,
        found.lifted_for == Chapter.Weather.COLD,
        found.lifted_for == Chapter.Weather.HOT,
        bool(place.quiet_hours),
    )


@lru_cache(maxsize=4096)
def offer(language, waiting, offered, wheelchair, is_heated, is_cool, is_quiet):
    """What waits and what is offered, in pictograms and words."""
    parts = {
        "waiting": waiting,
        "offered": offered,
        "wheelchair": wheelchair and Merchant.Wheelchair(wheelchair).label,
        "is_heated": is_heated,
        "is_cool": is_cool,
        "is_quiet": is_quiet,
    }
    return render_to_string("referrals/offer.html", parts)
