"""Every letter as a mail program shows it: narrow and wide, by day and by night."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import translation

from merchants.mails import as_page
from merchants.texts import TEXTS

LETTERS = [text for text in TEXTS.values() if text.is_letter]
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 3


def page_of(text, language="nl"):
    with translation.override(language):
        words = text.example(text.shipped(language))
    return as_page(words.subject, words.body, language, code="1234-5678")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (360, "dark"), (640, "light"), (640, "dark")])
def test_axe_finds_nothing_and_nothing_sticks_out(page, width, theme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for text in LETTERS:
        page.set_content(page_of(text))

        assert Axe().run(page).response["violations"] == [], text.name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, text.name


def test_a_word_without_end_does_not_stick_out(page):
    page.set_viewport_size({"width": 360, "height": 800})
    page.set_content(as_page(LONG, f"Dag {LONG}: https://{LONG}.example/{LONG}", "nl"))

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_by_night_a_letter_is_dark_and_nothing_is_asked_of_anybody(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(page_of(TEXTS["receipt"]))
    paper = "getComputedStyle(document.querySelector('.letter-sheet')).backgroundColor"

    page.emulate_media(color_scheme="light")
    by_day = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")

    assert (by_day, page.evaluate(paper)) == ("rgb(255, 253, 249)", "rgb(38, 30, 26)")
    assert asked == []
