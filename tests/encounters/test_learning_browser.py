"""A merchant reads a card and answers the circle on a phone without scripts; and cards and tips come out of the printer whole."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import expect

from encounters import actions
from encounters.catalogue import load_cards
from encounters.models import CardWish, CircleNote, LearningCard
from tests.factories import make_card, make_card_wish, make_chapter, make_merchant, make_note, make_team_member, make_user
from tests.logins import come_in

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
PLACE = "/mijn-plek/krook/"
# As long as words may be.
LONGEST = {
    "title": "Een titel die zo lang is als een titel hier maar zijn kan, en nog een paar woord",
    "situation": ("Er gebeurt iets aan de deur, en het duurt wat langer om te vertellen. " * 6)[:300].strip(),
    "parts": [
        {
            "say": ("Een keuze die wat woorden vraagt, en dan nog wat. " * 3)[:100].strip(),
            "found": ("Wat anderen merkten. " * 10)[:160].strip(),
        }
        for _number in range(4)
    ],
}


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def phone(page, live_server):
    page.set_viewport_size(PHONE)
    page.go = lambda address: page.goto(live_server.url + address)
    return page


@pytest.fixture
def plain_phone(browser, live_server):
    """The same with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.go = lambda address: page.goto(live_server.url + address)
    yield page
    context.close()


def enter(page, user, live_server):
    session = come_in(Client(), user).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def check(page):
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def sheets_of(page):
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


def test_a_merchant_reads_a_card_and_answers_a_question_without_scripts(plain_phone, live_server, gent):
    load_cards()
    user = make_user()
    make_merchant("De Krook", slug="krook", chapter=gent, people=[user])
    enter(plain_phone, user, live_server)

    plain_phone.go(PLACE)
    plain_phone.get_by_role("link", name="Leerkaarten").click()
    plain_phone.get_by_role("link", name="Lees de kaarten").click()
    plain_phone.get_by_role("link", name="Voor het raam").click()
    found = plain_phone.get_by_text("Een knik volstaat vaak.")
    expect(found).to_be_hidden()
    plain_phone.get_by_text("Iemand binnen kijkt op en knikt.").click()
    expect(found).to_be_visible()
    assert fits(plain_phone)

    plain_phone.go(f"{PLACE}kring/")
    plain_phone.get_by_role("textbox").first.fill("Dat een stoel bij de deur volstaat.")
    plain_phone.get_by_role("button", name="Verstuur").click()
    expect(plain_phone.get_by_text("Dank je wel. Het team leest het")).to_be_visible()
    assert fits(plain_phone)
    assert CircleNote.objects.values_list("words", "signed").get() == ("Dat een stoel bij de deur volstaat.", "")

    plain_phone.go(f"{PLACE}leren/")
    plain_phone.get_by_label("Waarover wil je graag een kaart?").fill("Wat zeg ik als het stil is?")
    plain_phone.get_by_role("button", name="Vraag erom").click()
    expect(plain_phone.get_by_text("Dank je wel.")).to_be_visible()
    assert CardWish.objects.get().words == "Wat zeg ik als het stil is?"


def test_each_page_can_be_used_by_everybody_on_a_phone(phone, live_server, gent):
    load_cards()
    shoes = LearningCard.objects.get(slug="alweer")
    ours = actions.make_ours(card=shoes, chapter=gent)
    actions.show_card(card=ours)
    actions.answer_wish(wish=make_card_wish(chapter=gent), card=shoes)
    make_card(chapter=gent, words={"nl": LONGEST})
    for kind in ("answer", "tip", "thanks"):
        make_note("x" * 300, chapter=gent, kind=kind, state="shown", signed="De Krook", language="fr")
    user = make_user()
    make_merchant("De Krook", slug="krook", chapter=gent, people=[user])
    public = ["/leren/?stad=gent", f"/leren/{ours.slug}/", "/leren/het-is-druk/", "/leren/papier/?stad=gent"]
    own = [f"{PLACE}{page}" for page in ("leren/", "kring/", "kring/tips/", "kring/bedankt/", "kring/tips/papier/")]
    team = ["/beheer/kaarten/", f"/beheer/kaarten/{ours.slug}/", "/beheer/kaarten/nieuw/?soort=shoes&stad=gent", "/beheer/kring/"]

    for somebody, addresses in [(None, public), (user, own), (make_team_member("coordinator", chapter=gent), team)]:
        if somebody:
            enter(phone, somebody, live_server)
        for address in addresses:
            phone.go(address)
            check(phone)
            assert fits(phone), address


def cut_off(page):
    """The titles of cards that do not fit on their quarter of a sheet."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    cards = "[...document.querySelectorAll('.learning-card')]"
    return page.evaluate(cards + ".filter(card => card.scrollHeight > card.clientHeight + 1).map(card => card.children[0].textContent)")


def test_cards_are_four_on_a_sheet_and_whole_however_long(phone, gent):
    for number in range(4):
        make_card(chapter=gent, words={"nl": {**LONGEST, "title": f"{number} {LONGEST['title'][:78]}"}})
    # The longest that is printed in large letters.
    most = {"say": "Zeg het. " * 11, "found": "Zo gaat het. " * 12}
    large = make_card(chapter=gent, words={"nl": {"title": "Groot", "situation": "x" * 186, "parts": [most, most]}})
    phone.go("/leren/papier/?stad=gent")

    assert not large.is_long
    assert sheets_of(phone) == 2
    assert cut_off(phone) == []


def test_the_cards_of_the_network_are_three_sheets_in_every_language(phone):
    load_cards()

    for language in ("", "/fr", "/en"):
        phone.go(f"{language}/leren/papier/")
        assert sheets_of(phone) == 3
        assert cut_off(phone) == []
    phone.go("/leren/papier/?kaart=het-is-druk")
    assert sheets_of(phone) == 1


def test_the_tips_are_one_sheet_however_long(phone, live_server, gent):
    user = make_user()
    make_merchant("De Krook", slug="krook", chapter=gent, people=[user])
    for number in range(14):
        make_note(
            (f"{number} " + "Zet de kan water op de toog, en een stapel glazen. " * 8)[:300], chapter=gent, state="shown", signed="De Krook"
        )
    enter(phone, user, live_server)
    phone.go(f"{PLACE}kring/tips/papier/")

    assert sheets_of(phone) == 1
