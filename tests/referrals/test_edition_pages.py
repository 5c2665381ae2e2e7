"""The city map on paper, as everybody finds it."""

import re

import pytest

from referrals import actions
from referrals.map_snapshots import ELSEWHERE
from tests.factories import make_background, make_chapter, make_edition, make_merchant, make_neighbourhood, make_treat
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db

HOME = "/druk/gent/"


@pytest.fixture
def edition():
    rabot = make_neighbourhood("Rabot", slug="rabot")
    shop = make_merchant("De Kachel", neighbourhood=rabot, services=["water"], opening_hours="Mo-Su 09:00-17:00")
    make_treat(merchant=shop, kind="soep")
    make_merchant("Los", opening_hours="")
    return make_edition()


def test_the_page_shows_the_latest_edition_and_its_papers(client, edition):
    told = client.get(HOME)

    assert "De kaart van Gent op papier" in words_of(told)
    assert "Editie 1" in words_of(told)
    html = told.content.decode()
    for address in ["1/a3/", "1/a4/", "1/a6/rabot/", f"1/a6/{ELSEWHERE}/", "vandaag/"]:
        assert f'href="{HOME}{address}"' in html


def test_older_editions_stay(client, edition):
    make_merchant("Nieuw")
    make_edition()

    told = client.get(HOME)

    assert "Andere edities" in words_of(told)
    assert f'href="{HOME}2/a3/"' in told.content.decode()
    assert f'href="{HOME}1/a3/"' in client.get(HOME + "?editie=1").content.decode()
    assert "Nieuw" in words_of(client.get(HOME + "2/a3/"))
    assert "Nieuw" not in words_of(client.get(HOME + "1/a3/"))


def test_a_city_without_an_edition_offers_the_list_of_today(client):
    make_merchant("De Kachel")

    assert "De eerste editie is onderweg" in words_of(client.get(HOME))
    told = words_of(client.get(HOME + "vandaag/"))
    assert "De Kachel" in told and "Editie" not in told


def test_a_city_without_places_has_a_kind_word(client):
    make_chapter()

    assert "Hier gaan binnenkort de eerste deuren open" in words_of(client.get(HOME))
    assert client.get(HOME + "vandaag/").status_code == 404


@pytest.mark.parametrize("paper", ["a3/", "a4/", "a6/rabot/"])
def test_a_proof_is_not_there_for_everybody(client, edition, paper):
    actions.make_proof(chapter=edition.chapter)

    assert client.get(HOME + "1/" + paper).status_code == 200
    assert client.get(HOME + "2/" + paper).status_code == 404
    assert "Editie 2" not in words_of(client.get(HOME))


@pytest.mark.parametrize("wrong", ["1/a6/nergens/", "1/a5/", "7/a3/", "99999999999/a3/"])
def test_what_is_not_there_answers_so(client, edition, wrong):
    assert client.get(HOME + wrong).status_code == 404


@pytest.mark.parametrize("asked", ["7", "x", "%00", "9" * 40, "²"])
def test_an_odd_number_of_an_edition_shows_the_latest(client, edition, asked):
    assert f'href="{HOME}1/a3/"' in client.get(f"{HOME}?editie={asked}").content.decode()


@pytest.mark.parametrize("paper", ["a3/", "a4/", "a6/rabot/"])
def test_every_paper_tells_its_city_its_edition_its_day_and_where_news_stands(client, edition, settings, paper):
    settings.SITE_URL = "https://plekken.example"

    told = words_of(client.get(HOME + "1/" + paper))

    for words in ["Enchanté Gent", "Editie 1", f"{edition.made_on:%Y}", "plekken.example/stad/gent/", "De Kachel", "elke dag 9:00–17:00"]:
        assert words in told


def test_the_numbers_on_the_map_are_those_of_the_list(client, edition):
    html = client.get(HOME + "1/a3/").content.decode()

    assert re.findall(r'<text y="5">(\d+)</text>', html) == re.findall(r'class="city-number">(\d+)<', html) == ["1", "2"]


def test_every_pictogram_of_the_list_has_its_word_in_the_legend(client, edition):
    html = client.get(HOME + "1/a3/").content.decode()
    legend, pictures = (set(re.findall(r"#i-([\w-]+)", part)) for part in re.split(r"<section class=.city-part", html, maxsplit=1))

    assert {"glass-water", "coffee"} <= legend
    assert {"glass-water", "coffee"} <= pictures


def test_the_same_edition_is_told_in_other_languages(client, edition):
    assert "Édition 1" in words_of(client.get("/fr/druk/gent/1/a3/"))
    assert "every day 9:00–17:00" in words_of(client.get("/en/druk/gent/1/a4/"))


def test_an_edition_is_kept_by_whoever_asked_for_it(client, edition):
    answer = client.get(HOME + "1/a3/")

    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not client.cookies


@pytest.mark.parametrize("paper", ["", "1/a3/", "1/a4/", "1/a6/-/"])
def test_a_page_costs_the_same_for_few_places_and_for_many(client, edition, paper):
    with statements() as for_few:
        client.get(HOME + paper)
    for _ in range(6):
        make_merchant(services=["toilet"])
    make_edition()
    with statements() as for_many:
        client.get(HOME + paper.replace("1/", "2/"))

    assert len(for_few) == len(for_many)


def test_the_picture_under_the_map_is_there_once_an_edition_shows_it(client):
    background = make_background()
    address = background.get_absolute_url()
    assert client.get(address).status_code == 404

    make_edition()

    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in answer["Cache-Control"]
    assert address in client.get(HOME + "1/a3/").content.decode()


def test_the_page_of_the_city_leads_to_its_map(client, edition):
    assert f'href="{HOME}"' in client.get("/stad/gent/").content.decode()


def test_nothing_can_be_posted_to_paper(client, edition):
    assert client.post(HOME).status_code == client.post(HOME + "1/a3/").status_code == 405
