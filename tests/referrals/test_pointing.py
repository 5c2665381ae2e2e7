"""Pointing the way: one form for the whole question, which leads on to the finder and keeps nothing."""

import pytest

from merchants.catalogue import load_services
from referrals.catalogue import load_help_lines
from tests.factories import make_chapter, make_neighbourhood
from tests.pages import form_of, words_of
from tests.queries import statements
from tests.traces import rows
from vouchers.catalogue import load_treat_kinds

pytestmark = pytest.mark.django_db
HERE, SEARCH = "/wegwijzen/", "/wegwijzen/zoeken/"


@pytest.fixture(autouse=True)
def network():
    load_services()
    load_treat_kinds()
    load_help_lines()
    make_neighbourhood("Ledeberg", chapter=make_chapter("gent", name="Gent"))


def leads_to(client, **sent):
    answer = client.post(SEARCH, sent)
    assert answer.status_code == 303
    return answer["Location"]


# The page


def test_the_page_tells_all_that_helps_without_an_account(client):
    page = client.get(HERE)

    for address in ["/hoe-werkt-het/", "/plekken/", "/vergelijken/", "/vraagkaartjes/", "/hulp/", "/doe-mee/organisatie/"]:
        assert f'href="{address}"' in page.text
    assert "Niets over een persoon: geen naam, geen dossiernummer, geen verhaal." in words_of(page)


@pytest.mark.parametrize("from_page", ["/", "/hoe-werkt-het/", "/charter/"])
def test_others_lead_to_it(client, from_page):
    assert 'href="/wegwijzen/"' in client.get(from_page).text


def test_the_form_asks_for_everything_at_once(client):
    asked = client.get(HERE).text

    for name in ["woorden", "bij", "en", "dienst", "traktatie", "open", "rolstoel", "rustig", "taal"]:
        assert f'name="{name}"' in asked
    assert form_of(client.get(HERE)) == {"woorden": [""], "bij": [""], "en": [""], "open": [""]}


# The search


def test_own_words_become_a_plain_question_and_do_not_travel(client):
    assert leads_to(client, woorden="gsm opladen en iets warms in Ledeberg") == "/plekken/?bij=Ledeberg&dienst=opladen&traktatie=iets"


def test_what_is_ticked_goes_along_with_what_is_written(client):
    address = leads_to(
        client, woorden="koffie", bij="Gent", en="Ledeberg", dienst=["toilet", "water"], rolstoel="1", open="2026-12-01T14:00"
    )

    assert address == "/plekken/?bij=Gent&en=Ledeberg&dienst=toilet&dienst=water&traktatie=koffie&open=2026-12-01T14%3A00&rolstoel=1"
    assert client.get(address).status_code == 200


def test_in_another_language_it_leads_to_the_finder_in_that_language(client):
    answer = client.post("/fr" + SEARCH, {"woorden": "un café au calme"})

    assert answer["Location"] == "/fr/plekken/?traktatie=koffie&rustig=1"


def test_nothing_at_all_leads_to_every_place(client):
    assert leads_to(client, woorden="", bij=" ") == "/plekken/?"


def test_what_was_not_understood_is_said_and_nothing_typed_is_lost(client):
    page = client.post(SEARCH, {"woorden": "douche en koffie voor kind", "bij": "Ledeberg", "en": "Gnet", "dienst": "toilet"})

    assert "We begrepen niet: “douche kind”." in words_of(page)
    assert 'href="/plekken/?bij=Ledeberg&amp;en=Gnet&amp;dienst=toilet&amp;traktatie=koffie"' in page.text
    kept = form_of(page)
    assert (kept["woorden"], kept["bij"], kept["en"]) == (["douche en koffie voor kind"], ["Ledeberg"], ["Gnet"])
    assert (kept["dienst"], kept["traktatie"]) == (["toilet"], ["koffie"])


def test_where_nothing_was_understood_no_search_is_offered(client):
    page = client.post(SEARCH, {"woorden": "douche"})

    assert "We begrepen niet: “douche”." in words_of(page)
    assert "Toon plekken met dat" not in words_of(page)
    assert 'href="/hulp/"' in page.text


def test_a_very_long_sentence_is_read_as_far_as_it_goes_and_that_is_said(client):
    page = client.post(SEARCH, {"woorden": "koffie " * 40})

    assert "we lazen de eerste honderd letters" in words_of(page)


@pytest.mark.parametrize("strange", ["😀" * 500, "x" * 100_000, "\0", "<script>alert(1)</script>", "%" * 300])
@pytest.mark.parametrize("field", ["woorden", "bij", "en", "dienst", "open", "taal", "iets anders"])
def test_whatever_is_sent_a_page_comes_out(client, field, strange):
    page = client.post(SEARCH, {field: strange}, follow=True)

    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_without_anything_sent_it_leads_back_to_the_form(client):
    assert client.get(SEARCH)["Location"] == HERE


def test_nothing_is_kept_and_no_cookie_is_set(client):
    before = list(rows())

    page = client.post(SEARCH, {"woorden": "kanarie heeft dorst"})

    assert list(rows()) == before
    assert not client.cookies
    assert "no-store" in page["Cache-Control"]


def test_the_page_asks_three_questions_and_a_search_at_most_five(client):
    with statements() as sent:
        client.get(HERE)
    # What one can ask for; where somebody comes along; help lines.
    assert len(sent) == 3
    with statements() as sent:
        client.post(SEARCH, {"woorden": "douche in Ledeberg"})
    # Besides: the place in the words, and again where the form shows it.
    assert len(sent) == 5
