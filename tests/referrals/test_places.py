"""The finder's page: what somebody sees, how it stays the same for everybody, and how it takes a slip of the finger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_place_name, make_service, make_treat

pytestmark = pytest.mark.django_db


def page(client, query="", language="en"):
    with override(language):
        return client.get(reverse("referrals:places") + query)


def text(response):
    return " ".join(response.content.decode().split())


def test_places_shows_the_nearest_with_all_one_needs_to_go_there(client):
    make_neighbourhood("Brugse Poort", lat=51.06, lng=3.70)
    shop = make_merchant(
        "Koffiehuis 't Hoekje", services=["toilet"], kind="cafe", street="Kerkstraat 3", postcode="9000", town="Gent",
        lat=51.06, lng=3.704, opening_hours="24/7", wheelchair="yes",
    )  # fmt: skip
    make_treat(merchant=shop, kind="koffie", waiting=3)

    told = text(page(client, "?bij=Brugse+Poort"))

    for words in [
        "near neighbourhood Brugse Poort in Gent",
        "1 place",
        "Koffiehuis &#x27;t Hoekje",
        f'href="/en/plek/{shop.slug}/?bij=Brugse+Poort"',
        "Café · <bdi>Kerkstraat 3, 9000 Gent</bdi>",
        "about 350 m, 5 minutes&#x27; walk",
        "3 koffies",
        "Toilet",
        "Easy with a wheelchair",
        ">Open<",
    ]:
        assert words in told


def test_places_keeps_open_and_ask_first_apart(client):
    make_merchant("Altijd", opening_hours="24/7")
    make_merchant("Misschien")

    told = text(page(client, "?lat=51.05&lng=3.72&open=nu"))

    assert told.index("Altijd") < told.index("Ask first: here we are not sure of the hours") < told.index("Misschien")


def test_places_tells_what_comes_close_and_what_it_lacks(client):
    make_service("toilet")
    make_merchant("Zonder toilet")

    told = text(page(client, "?lat=51.05&lng=3.72&dienst=toilet"))

    assert "No place has all of that" in told
    assert "Not here: <strong>toilet</strong>" in told


def test_places_without_a_place_shows_the_whole_network_and_asks_where(client):
    make_merchant("Ergens")

    told = text(page(client))

    assert "Ergens" in told
    assert "Say where you are, and the nearest come first." in told


def test_places_in_an_empty_network_says_so_kindly(client):
    assert "No place takes part here yet" in text(page(client))


def test_places_suggests_where_a_place_is_unknown(client):
    make_neighbourhood("Brugse Poort")
    make_merchant("Ergens")

    told = text(page(client, "?bij=Brugse+Port&rolstoel=1"))

    assert "<p>We do not know a place called “Brugse Port”. So we left that out.</p>" in told
    assert 'href="?bij=Brugse+Poort+Gent&amp;rolstoel=1"' in told


def test_places_beyond_the_last_page_points_to_the_first(client):
    make_service("toilet")

    told = text(page(client, "?dienst=toilet&pagina=40"))

    assert "There is no such page" in told
    assert 'href="?dienst=toilet"' in told


def test_places_keeps_a_list_in_its_address(client):
    shop = make_merchant("Eerste", services=["toilet"])

    before, after = text(page(client, "?dienst=toilet")), text(page(client, f"?dienst=toilet&plek={shop.slug}"))

    assert f'href="?dienst=toilet&amp;plek={shop.slug}#{shop.slug}"' in before
    assert f'href="?dienst=toilet#{shop.slug}"' in after
    assert f'href="{reverse("referrals:shortlist")}?plek={shop.slug}"' in after.replace("/en/", "/")
    assert f'<input type="hidden" name="plek" value="{shop.slug}">' in after


def test_places_in_a_form_keeps_the_spot_the_phone_told(client):
    told = text(page(client, "?lat=51.05&lng=3.72"))

    assert '<input type="hidden" name="lat" value="51.050">' in told
    assert '<input type="hidden" name="lng" value="3.720">' in told


@pytest.mark.parametrize(
    "query",
    [
        "?bij=" + "x" * 10_000,
        "?bij=%D9%85%D8%B1%D8%AD%D8%A8%D8%A7",
        "?bij=%00&dienst=%00&plek=%00",
        "?bij=9999&bij=9998",
        "?lat=nan&lng=nan",
        "?lat=-75&lng=0",
        "?lat=1e400&lng=3",
        "?dienst=niets&dienst=&dienst=" + "%F0%9F%8D%B2",
        "?traktatie=%27%20OR%201%3D1",
        "?open=31%20februari",
        "?open=2026-03-29T02:30",
        "?open=9999-12-31T23:59",
        "?rolstoel=ja&taal=%2A",
        "?pagina=-1",
        "?pagina=abc",
        "?pagina=99999",
        "?plek=" + "&plek=".join(map(str, range(500))),
        "?%FF=%FF&bij=%FF",
        "?" + "&a=" * 6_500,
        "?" + "&dienst=x" * 2_000,
    ],
)
def test_places_takes_any_question_kindly(client, query):
    make_merchant()

    response = page(client, query)

    assert response.status_code == 200
    assert "Find a place" in text(response)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_places_speaks_the_readers_language_about_a_slip(client, language):
    words = {"nl": "We begrepen “kl” niet", "fr": "pas compris", "en": "We did not understand “kl”"}

    assert words[language] in text(page(client, "?dienst=kl", language))


def test_places_asks_the_database_equally_often_for_one_and_for_thirty(client, django_assert_num_queries):
    make_neighbourhood("Brugse Poort")
    query = "?lat=51.05&lng=3.72&dienst=toilet&traktatie=iets&open=nu"
    make_treat(merchant=make_merchant(services=["toilet"]), waiting=1)
    with django_assert_num_queries(2):
        page(client, query)

    for _ in range(29):
        make_treat(merchant=make_merchant(services=["toilet"]), waiting=1)
    with django_assert_num_queries(2):
        page(client, query)


def test_places_asks_the_database_no_more_where_nothing_fits(client, django_assert_num_queries):
    make_service("toilet")
    make_merchant()

    with django_assert_num_queries(2):
        page(client, "?lat=51.05&lng=3.72&dienst=toilet&open=nu")


@pytest.mark.parametrize("text", ["Gent", "9000", "Brugse Poort", "Gnet", "99"])
def test_places_near_a_named_place_asks_three_times_in_all(client, django_assert_num_queries, text):
    make_neighbourhood("Brugse Poort", chapter=make_chapter("gent", postcodes=["9000"]))
    make_place_name("Gent", kind="postcode", postcode="9000", typed="9000")
    make_treat(merchant=make_merchant(services=["toilet"], opening_hours="24/7"), waiting=1)

    with django_assert_num_queries(3):
        page(client, f"?bij={text}&dienst=toilet&traktatie=iets&open=nu&rolstoel=1&rustig=1&taal=ar")


def test_places_says_when_even_the_nearest_is_far_away(client):
    make_merchant("Hier", lat=51.05, lng=3.72)

    assert "No place takes part there yet: the nearest is 27 km away." in text(page(client, "?lat=51.05&lng=3.42"))
    assert "No place takes part there yet" not in text(page(client, "?lat=51.05&lng=3.62"))


def test_places_says_why_warm_places_come_first(client):
    make_chapter(weather="cold", weather_until=timezone.localdate())
    make_merchant("Warm", is_heated=True, services=["toilet"])

    assert "It is a cold week: warm places come first." in text(page(client, "?lat=51.05&lng=3.72"))
    assert "It is a cold week" not in text(page(client, "?lat=51.05&lng=3.72&dienst=toilet"))


def test_places_says_of_what_comes_close_only_what_it_really_lacks(client):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make_merchant("Open, lively", opening_hours="24/7")

    told = text(page(client, f"?lat=51.05&lng=3.72&rustig=1&open={tomorrow}T12:00"))

    assert "Not here: <strong>quiet</strong>" in told
