"""Answering at 360 pixels, with the keyboard too; the paper form and the poster on one sheet each; and a stack typed without a mouse."""

import re
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from encounters import actions
from encounters.models import Sheet, Threshold
from tests.factories import make_listening_round, make_threshold

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page, live_server):
    page.set_viewport_size({"width": 360, "height": 740})
    page.go = lambda address: page.goto(live_server.url + address)
    return page


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def check(page):
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_somebody_answers_on_a_phone_and_the_next_person_too(phone):
    asked = make_listening_round()
    phone.go(f"/en/luister/{asked.slug}/?voorlezen=1")
    check(phone)
    assert fits(phone)

    phone.get_by_label("I do not dare to ask").check()
    phone.get_by_label("I do not dare to ask").press("Tab")
    phone.keyboard.press("Space")
    phone.get_by_label("What else would you like to say?").fill("A chair by the door.")
    phone.get_by_role("button", name="Send it").click()

    expect(phone.get_by_role("heading", name="Thank you for answering")).to_be_visible()
    check(phone)
    phone.get_by_role("link", name="The next person").click()
    assert phone.locator("input:checked").count() == 0
    assert Sheet.objects.count() == 1


def test_me_too_comes_back_to_its_spot_without_a_cookie(phone, context):
    for number in range(12):
        make_threshold(f"Drempel {number:02}")
    phone.go("/drempels/gent/")
    check(phone)
    assert fits(phone)

    phone.get_by_role("button", name=re.compile(r"Ik ook\s*: Drempel 11")).click()

    expect(phone.get_by_text("Geteld. Fijn dat je het zegt.")).to_be_in_viewport()
    assert Threshold.objects.get(said="Drempel 11").me_too == 1
    assert context.cookies() == []


def test_the_paper_form_and_the_poster_are_one_sheet_each(phone):
    asked = make_listening_round()
    for _form in range(10):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[choice.pk for choice in asked.questions.first().choices.all()])
    for number in range(8):
        make_threshold(f"Wat het moeilijk maakt, en wat langer is dan anders ({number}).", doing_nl="Er gebeurt iets aan. " * 5)
    phone.go(f"/luister/{asked.slug}/papier/")
    check(phone)
    assert fits(phone)
    paper = phone.pdf(prefer_css_page_size=True)
    actions.close_round(listening_round=asked)
    phone.go(f"/luister/{asked.slug}/affiche/")
    check(phone)
    assert fits(phone)
    poster = phone.pdf(prefer_css_page_size=True)

    assert [len(re.findall(rb"/Type\s*/Page\b", sheet)) for sheet in (paper, poster)] == [1, 1]
    phone.go(f"/luister/{asked.slug}/uitkomst/")
    check(phone)
    assert fits(phone)
