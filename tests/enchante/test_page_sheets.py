"""How a page looks comes inside it on the street, and beside it for who is logged in; nobody else's sheet is taken for ours."""

import re

import pytest

from enchante import page_sheets
from tests.factories import make_user
from tests.logins import come_in

pytestmark = [pytest.mark.django_db, pytest.mark.sheets]
FAMILY = "(h1) => getComputedStyle(h1).fontFamily"
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


def test_on_the_street_the_sheet_stands_in_the_page_and_the_headers_name_it(client):
    page = client.get("/charter/")

    assert STYLE.findall(page.text) == [page_sheets.text("house.css")]
    assert 'rel="stylesheet"' not in page.text
    assert f"style-src 'self' {page_sheets.policy('house.css')}" in page["Content-Security-Policy"].split("; ")


def test_it_holds_what_it_builds_on_once_without_comments():
    sheet = page_sheets.text("figures.css")

    assert sheet.count(".site-header{") == 1
    assert [mark for mark in ("@import", "/*", "url(", "</") if mark in sheet] == []


def test_whoever_comes_back_sees_the_page_in_its_sheet_again(page, live_server):
    refused = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{live_server.url}/charter/")
    drawn = page.locator("h1").evaluate(FAMILY)

    with page.expect_response("**/charter/") as again:
        page.reload()

    assert again.value.all_headers()["content-length"] == "0"  # "Nothing new", which the browser then shows as the page it has.
    assert page.locator("h1").evaluate(FAMILY) == drawn
    assert refused == []


def test_who_is_logged_in_keeps_the_sheets_from_page_to_page(client):
    page = come_in(client, make_user()).get("/mijn-plek/")

    assert re.findall(r'rel="stylesheet" href="([^"]+)"', page.text) == ["/static/enchante.css", "/static/house.css"]
    assert "style-src" not in page["Content-Security-Policy"]


def test_only_the_very_sheet_is_taken(page, live_server):
    """As if somebody had found a way to write into one of our pages."""

    def with_words_of_another(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</style>", "h1 { display: none }</style>"))

    page.goto(f"{live_server.url}/charter/")
    drawn = page.locator("h1").evaluate(FAMILY)
    page.route("**/charter/", with_words_of_another)
    page.reload()

    assert page.locator("h1").is_visible()
    assert page.locator("h1").evaluate(FAMILY) != drawn
