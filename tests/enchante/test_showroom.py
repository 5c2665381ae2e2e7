"""/components/ shows the office of a team and its letters too: as they are, each with its states, and nothing made for it stays."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from enchante.showroom import HOUSE, LETTERS, OFFICE
from merchants.models import Chapter, User
from referrals.models import Organisation
from tests.pages import words_of
from vouchers.models import Cost

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.enchante.showroom_urls")]
PIECES = [*HOUSE, *OFFICE, *LETTERS]


def templates_of(response):
    return {template.name for template in response.templates}


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: f"{piece.kind} {piece.name}")
def test_every_piece_stands_alone_and_may_stand_in_a_frame_of_ours(client, piece):
    alone = client.get(piece.address)

    assert alone.status_code == 200
    assert (alone["X-Frame-Options"], "frame-ancestors 'self'" in alone["Content-Security-Policy"]) == ("SAMEORIGIN", True)


def test_every_piece_stands_on_the_page_by_day_and_by_night(client):
    shown = client.get("/components/").text

    found = {piece: [shown.count(f'class="{when}" src="{piece.address}"') for when in ("by-day", "by-night")] for piece in PIECES}
    assert set(map(tuple, found.values())) == {(1, 1)}


def test_what_one_sees_of_the_office_is_the_admin_itself(client):
    drawn = {piece.name: client.get(piece.address) for piece in OFFICE}

    shown = {name: templates_of(response) & {f"admin/{page}.html" for page in DRAWN_BY.values()} for name, response in drawn.items()}
    assert shown == {name: {f"admin/{page}.html"} for name, page in DRAWN_BY.items()}
    assert "admin/edit_inline/tabular.html" in templates_of(drawn["form"])


DRAWN_BY = {
    "list": "change_list",
    "empty-list": "change_list",
    "form": "change_form",
    "slip": "change_form",
    "delete": "delete_confirmation",
    "money": "change_form",
}


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("list", ["Buurthuis De Lange Tafel", 'id="changelist-filter"', 'name="action"']),
        ("empty-list", ["0 organisations", 'class="success"', 'class="warning"', 'class="error"']),
        ("form", ['value="CAW Voorbeeldstad"', "an@voorbeeldstad.example"]),
        ("slip", ["Please correct the errors below", "This field is required", "Enter a valid email address"]),
        ("delete", ["Are you sure", "CAW Voorbeeldstad"]),
        ("money", ["€\xa00.39", "stl_example"]),
    ],
)
def test_each_state_of_the_office_is_seen(client, name, stands):
    text = client.get(f"/en/components/office/{name}/").text

    assert [each for each in stands if each not in text] == []


def test_a_row_of_money_cannot_be_saved(client):
    text = client.get(reverse("components-office", args=["money"])).text

    assert 'name="_save"' not in text


def test_nothing_of_the_city_that_does_not_exist_stays(client):
    for piece in OFFICE:
        client.get(piece.address)

    assert not any(model.objects.exists() for model in (Chapter, User, Organisation, Cost, LogEntry))


def test_a_letter_is_as_mail_programs_show_it(client):
    page = client.get("/fr/components/letter/login_code/")

    assert 'lang="fr"' in page.text and "1234-5678" in words_of(page)
    assert "style-src 'unsafe-inline'" in page["Content-Security-Policy"]


@pytest.mark.parametrize("address", ["house/nothing/", "office/board/", "letter/nothing/"])
def test_what_is_not_there_is_not_shown(client, address):
    assert client.get(f"/components/{address}").status_code == 404


def test_nothing_can_be_sent_to_a_piece(client):
    assert [client.post(piece.address).status_code for piece in (HOUSE[0], OFFICE[0], LETTERS[0])] == [405, 405, 405]
