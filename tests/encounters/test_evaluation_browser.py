"""An evaluation at 360 pixels: begun by a coordinator, answered with faces, read by everybody; and its paper form on one sheet."""

import re
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from encounters import actions
from encounters.models import Audience, Sheet
from tests.factories import make_evaluation, make_own_words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def phone(page, live_server):
    page.set_viewport_size({"width": 360, "height": 740})
    page.go = lambda address: page.goto(live_server.url + address)
    return page


def check(page):
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_somebody_answers_with_faces_and_everybody_reads_what_came_of_it(phone):
    evaluation = make_evaluation()
    asked = evaluation.rounds.get(audience="people")
    phone.go(evaluation.get_absolute_url())
    check(phone)

    phone.get_by_role("link", name="Zeg hoe het voor jou is").click()
    check(phone)
    phone.get_by_role("group", name="Ik voel me welkom").get_by_label("Helemaal waar").check()
    phone.get_by_role("button", name="Verstuur").click()
    expect(phone.get_by_role("heading", name="Dankjewel voor je antwoorden")).to_be_visible()
    assert Sheet.objects.count() == 1

    ticked = [question.choices.first().pk for question in asked.questions.exclude(kind="words")]
    for _form in range(6):
        actions.answer(listening_round=asked, key=uuid4(), ticked=ticked)
    make_own_words("Een stoel bij de deur is genoeg. " * 8, listening_round=asked, state="shown")
    for each in evaluation.rounds.all():
        actions.close_round(listening_round=each)
    phone.go(evaluation.get_absolute_url())
    expect(phone.get_by_text("Minstens 5 mensen antwoordden.")).to_be_visible()
    check(phone)


@pytest.mark.parametrize("audience", Audience.values)
def test_the_paper_form_of_each_audience_is_one_sheet(phone, audience):
    asked = make_evaluation().rounds.get(audience=audience)
    phone.go(f"/luister/{asked.slug}/papier/")
    check(phone)

    assert len(re.findall(rb"/Type\s*/Page\b", phone.pdf(prefer_css_page_size=True))) == 1
