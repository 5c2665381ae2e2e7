"""Cards are drawn once and kept; what differs from question to question is filled in, and nobody can write into it."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from referrals import cards
from tests.factories import make_merchant, make_service, make_treat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_drawn():
    cards._card.cache_clear()


def told(client, query, language="en"):
    with override(language):
        return " ".join(client.get(reverse("referrals:places") + query).content.decode().split())


def test_a_card_is_drawn_once_for_many_questions(client):
    make_merchant("Krook", services=["toilet"])

    told(client, "?lat=51.05&lng=3.72")
    told(client, "?lat=51.06&lng=3.73&dienst=toilet")

    assert cards._card.cache_info().misses == 1


def test_a_kept_card_tells_the_way_from_where_one_is(client):
    shop = make_merchant("Krook", lat=51.05, lng=3.72)

    near, far = told(client, "?lat=51.05&lng=3.72"), told(client, "?lat=51.05&lng=3.77")

    assert (f"{shop.slug}/?lat=51.050&amp;lng=3.720" in near, "about 50 m" in near) == (True, True)
    assert (f"{shop.slug}/?lat=51.050&amp;lng=3.770" in far, "about 4.5 km" in far) == (True, True)


def test_places_alike_in_all_but_name_and_spot_share_a_card(client):
    for name, slug in [("Krook", "krook"), ("De Bib", "de-bib")]:
        make_merchant(name, slug=slug, street=f"Straat {slug}", services=["toilet"])

    page = told(client, "?lat=51.05&lng=3.72")

    assert cards._card.cache_info().misses == 1
    for words in [">Krook<", ">De Bib<", "Straat krook", "Straat de-bib", "/plek/krook/?lat=", 'plek=de-bib#de-bib"']:
        assert words in page


def test_a_card_is_drawn_anew_when_the_place_changes(client):
    shop = make_merchant("Krook")
    told(client, "?lat=51.05&lng=3.72")

    make_treat(merchant=shop, waiting=2)

    assert "2 koffies" in told(client, "?lat=51.05&lng=3.72")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_card_speaks_the_language_of_its_page(client, language):
    make_merchant("Krook", wheelchair="yes")
    words = {"nl": "Vlot met een rolstoel", "fr": "Facile en fauteuil roulant", "en": "Easy with a wheelchair"}

    pages = {each: told(client, "?lat=51.05&lng=3.72", each) for each in words}

    assert words[language] in pages[language]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "[way]", f"[{'0' * 16} way]", "%(way)s {way} \\1"])
def test_a_hostile_name_stays_a_name(client, name):
    make_merchant(name)

    page = told(client, "?lat=51.05&lng=3.72&bij=%3Cb%3E")

    assert "<script>alert" not in page
    assert name.replace("<", "&lt;").replace(">", "&gt;") in page


def test_each_wish_tells_how_many_have_it(client):
    make_merchant(services=["toilet", "water"], languages=["ar"])
    make_merchant(services=["toilet"])
    make_service("wifi", icon="wifi")

    page = told(client, "?lat=51.05&lng=3.72")

    for words in ["Toilet <small>2</small>", "Water <small>1</small>", "Wifi <small>0</small>", "Arabic (1)", ">Dutch</option>"]:
        assert words in page


def test_where_nobody_counted_no_numbers_stand(client):
    make_merchant(services=["toilet"], opening_hours="24/7")

    assert "<small>" not in told(client, "?lat=51.05&lng=3.72&open=2040-01-01T12:00")


def test_what_most_people_look_for_is_one_tap_away_until_it_is_on(client):
    make_merchant(services=["toilet"], opening_hours="24/7")

    before, after = told(client, "?lat=51.05&lng=3.72"), told(client, "?lat=51.05&lng=3.72&dienst=toilet")

    assert 'href="?lat=51.050&amp;lng=3.720&amp;dienst=toilet"' in before
    assert 'href="?lat=51.050&amp;lng=3.720&amp;open=nu"' in before
    assert 'href="?lat=51.050&amp;lng=3.720&amp;dienst=toilet&amp;open=nu"' in after
    assert 'href="?lat=51.050&amp;lng=3.720&amp;dienst=toilet"' not in after
