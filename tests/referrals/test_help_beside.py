"""Help lines stand beside each text about help, so that a coffee never seems to be all there is."""

import pytest

from referrals.catalogue import load_help_lines
from referrals.models import HelpLine
from referrals.templatetags.help import at_hand, help_beside
from tests.factories import make_chapter, make_help_line
from tests.queries import statements

pytestmark = pytest.mark.django_db

# The pages that speak about help; one that comes to do so gets a line here.
ABOUT_HELP = ["/hoe-werkt-het/", "/charter/", "/stad/gent/", "/vraagkaartjes/", "/wegwijzen/"]


@pytest.fixture
def gent():
    chapter = make_chapter("gent")
    load_help_lines()
    return chapter


@pytest.mark.parametrize("address", ABOUT_HELP)
def test_beside_a_text_about_help_stands_whom_to_call(client, gent, address):
    page = client.get(address)

    assert page.text.count('class="help-beside') == 1
    assert 'href="tel:112"' in page.text
    assert 'href="tel:106"' in page.text
    assert 'href="/hulp/' in page.text


def test_a_city_leads_to_its_own_lines(client, gent):
    make_chapter("leuven")

    assert 'href="/hulp/?stad=gent"' in client.get("/stad/gent/").text
    assert 'href="/hulp/"' in client.get("/stad/leuven/").text


@pytest.mark.parametrize(("language", "numbers"), [("nl", ["112", "106"]), ("fr", ["112", "107"]), ("en", ["112", "106", "107"])])
def test_it_names_who_listens_in_the_readers_language(gent, language, numbers):
    calls = HelpLine.objects.for_city(gent).filter(kind=HelpLine.Kind.CALL)

    assert [line.number for line in at_hand(list(calls), language)] == numbers


def test_without_any_line_it_still_leads_on(client):
    assert help_beside()["lines"] == []
    assert 'href="/hulp/"' in client.get("/hoe-werkt-het/").text


def test_a_line_one_can_only_chat_with_is_no_number_to_call(client, gent):
    make_help_line(number="", website="https://chat.example.org", position=1)

    assert [line.number for line in help_beside()["lines"]] == ["112", "106"]


def test_it_asks_one_question(gent):
    make_help_line(chapter=gent)

    with statements() as sent:
        help_beside(gent)
    assert len(sent) == 1
