"""One tap at /beheer/: a cold week puts the warm places of a city on top, a hot week the cool ones."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from merchants.actions import a_week_from, call_weather
from merchants.models import Chapter
from tests.factories import make_merchant
from tests.logins import come_in
from tests.queries import statements
from tests.team import address, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COLD = "Een koude week: warme plekken bovenaan"
HOT = "Een hete week: koele plekken bovenaan"
OVER = "Het is voorbij"


@pytest.fixture
def marked(gent):
    """A warm and a cool place in Gent."""
    make_merchant(chapter=gent, is_heated=True)
    make_merchant(chapter=gent, is_cool=True)


def button(chapter, name):
    return reverse(f"admin:merchants_chapter_{name}", args=[chapter.pk])


def tap(client, chapter, name, **data):
    return client.post(button(chapter, name), data, follow=True)


def front_page(client):
    return client.get(reverse("admin:index")).text


def called(chapter):
    return Chapter.objects.values_list("weather", "weather_until").get(pk=chapter.pk)


@pytest.mark.parametrize(
    ("name", "word", "sentence", "poster"),
    [
        ("cold", COLD, "De warme plekken van Gent staan bovenaan, tot en met", "/stad/gent/warm/"),
        ("hot", HOT, "De koele plekken van Gent staan bovenaan, tot en met", "/stad/gent/koel/"),
    ],
)
def test_one_tap_on_the_front_page_lasts_a_week_and_one_tap_ends_it(client, coordinator, gent, marked, name, word, sentence, poster):
    page = front_page(client)
    assert word in page
    assert button(gent, name) in page

    response = tap(client, gent, name)

    assert called(gent) == (name, a_week_from(timezone.localdate()))
    assert sentence in said(response)[0]
    assert f'<a href="{poster}">' in said(response)[0]
    assert OVER in response.text
    assert word not in response.text
    assert LogEntry.objects.get().user == coordinator

    response = tap(client, gent, "over")

    assert called(gent) == ("", None)
    assert said(response) == ["Het is voorbij in Gent: alle plekken staan weer zoals anders."]
    assert word in response.text


def test_the_page_of_the_city_has_the_same_buttons_and_keeps_one_there(client, coordinator, gent, marked):
    assert COLD in client.get(address(gent)).text

    response = tap(client, gent, "cold", from_city="1")

    assert response.redirect_chain[-1][0] == address(gent)
    assert OVER in response.text


@pytest.mark.parametrize(("name", "word"), [("cold", "warm"), ("hot", "koel")])
def test_a_city_that_marked_no_place_is_told_where_to_begin(client, coordinator, gent, name, word):
    sentence = f"Nog geen plek in Gent is als {word} aangeduid; duid er eerst een paar aan."
    page = front_page(client)
    assert sentence in page
    assert f"?state__exact=active&amp;chapter__id__exact={gent.pk}" in page
    assert button(gent, name) not in page

    response = tap(client, gent, name)

    assert said(response) == [sentence]
    assert called(gent) == ("", None)
    assert not LogEntry.objects.exists()


def test_a_week_that_ended_shows_the_buttons_again_though_nobody_wiped_it_out(client, coordinator, gent, marked):
    call_weather(chapter=gent, weather="cold", until=timezone.localdate() - timedelta(days=1))

    assert COLD in front_page(client)


def test_a_volunteer_sees_no_buttons_and_finds_no_address(client, volunteer, gent, marked):
    assert COLD not in front_page(client) + client.get(address(gent)).text

    assert {client.post(button(gent, name)).status_code for name in ("cold", "hot", "over")} == {404}
    assert called(gent) == ("", None)


def test_the_coordinator_of_another_city_finds_no_address(client, coordinator, brussel):
    make_merchant(chapter=brussel, is_heated=True)

    assert {client.post(button(brussel, name)).status_code for name in ("cold", "hot", "over")} == {404}
    assert called(brussel) == ("", None)


def test_hq_taps_for_every_city_whose_team_is_at_work(client, hq, gent, brussel, marked):
    make_merchant(chapter=brussel, is_heated=True)
    Chapter.objects.filter(pk=brussel.pk).update(state="resting")

    assert button(brussel, "cold") not in front_page(client)
    assert client.post(button(brussel, "cold")).status_code == 404
    tap(client, gent, "cold")
    assert called(gent)[0] == "cold"


def test_a_tap_comes_from_our_own_page_and_never_from_an_address_alone(coordinator, gent, marked):
    strict = come_in(Client(enforce_csrf_checks=True), coordinator)

    assert strict.post(button(gent, "cold")).status_code == 403
    assert strict.get(button(gent, "cold")).status_code == 405
    assert called(gent) == ("", None)


def test_the_front_page_costs_the_same_for_one_city_and_many(client, hq, gent, marked):
    def cost():
        with statements() as sent:
            front_page(client)
        return len(sent)

    before = cost()
    for n in range(3):
        make_merchant(chapter=Chapter.objects.create(slug=f"stad-{n}", name=f"Stad {n}", lat=51, lng=4), is_heated=True)

    assert cost() == before
