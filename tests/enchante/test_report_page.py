"""/beheer/verslag/: a report for whoever gives money, as a page and as a spreadsheet."""

from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from django.utils import timezone

from encounters.actions import answer, close_round
from merchants.hours import BRUSSELS
from merchants.models import Chapter
from tests.factories import (
    make_chapter,
    make_evaluation,
    make_kind,
    make_merchant,
    make_own_words,
    make_purchase,
    make_team_member,
    make_treat,
)
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements
from vouchers import actions
from vouchers.models import Payment

pytestmark = [pytest.mark.django_db, pytest.mark.page]
REPORT, SHEET = "/beheer/verslag/", "/beheer/verslag/tabel.xlsx"
MAY, AUGUST = date(2026, 5, 12), date(2026, 8, 12)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 27, 12, tzinfo=BRUSSELS))


@pytest.fixture
def lived(gent):
    """At five places a coffee was given in May and two in August, one of them handed out."""
    for _ in range(5):
        coffee = make_treat(merchant=make_merchant(chapter=gent))
        for day in [MAY, AUGUST, AUGUST]:
            actions.add_at_counter(treat=coffee, key=uuid4(), day=day)
        actions.hand_out(treat=coffee, key=uuid4(), day=AUGUST)
    return gent


def read(client, **asked):
    response = client.get(REPORT, asked)
    assert response.status_code == 200
    return words_of(response).replace("\N{NO-BREAK SPACE}", " ")


def opened(response):
    """{title of a sheet: its rows}"""
    book = openpyxl.load_workbook(BytesIO(response.content))
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}


# The story


def test_one_click_shows_the_half_year_that_was_over_last(client, coordinator, lived):
    page = read(client)

    assert "Enchanté Gent Wat er gegeven en uitgedeeld werd: januari tot en met juni 2026 Geteld op 27 november 2026." in page
    assert "Aan de toog 5" in page
    assert "Vandaag openen 5 plekken hun deur, en op hun borden wachten 10 traktaties." in page
    assert "Niemand wordt geteld, ingeschreven of naar een reden gevraagd" in page


@pytest.mark.parametrize(
    ("asked", "title", "given"),
    [
        ({"periode": "2026-2"}, "juli tot en met december 2026", 10),
        ({"periode": "2026"}, "januari tot en met december 2026", 15),
        ({"periode": "maanden", "van": "2026-05", "tot": "2026-05"}, "mei 2026", 5),
        ({"periode": "maanden", "van": "2025-12", "tot": "2026-05"}, "december 2025 tot en met mei 2026", 5),
        ({"periode": "maanden", "van": "5/2026", "tot": " 08-2026 "}, "mei tot en met augustus 2026", 15),
    ],
)
def test_half_years_years_and_months_of_ones_own(client, coordinator, lived, asked, title, given):
    page = read(client, **asked)

    assert f"uitgedeeld werd: {title}" in page
    assert f"Aan de toog {given}" in page


def test_a_period_that_goes_on_says_so(client, coordinator, lived):
    assert "Deze periode is nog niet voorbij." in read(client, periode="2026-2")
    assert "Deze periode is nog niet voorbij." not in read(client, periode="2026-1")


def test_the_money_stands_there_to_the_cent(client, coordinator, gent):
    make_purchase(make_treat(merchant=make_merchant(chapter=gent), price=215), quantity=3, paid=True)
    Payment.objects.update(paid_at=datetime(2026, 8, 3, 12, tzinfo=BRUSSELS))

    assert "Voor traktaties € 6,45 Voor de pot € 0,00 Teruggegeven aan trakteerders € 0,00 Samen € 6,45" in read(client, periode="2026-2")


def test_hq_reads_all_cities_together_or_one(client, hq, lived, brussel):
    assert "Brussel, Gent Wat er gegeven" in read(client)
    assert "Enchanté Brussel Wat er gegeven" in read(client, stad="brussel")


def test_a_network_without_a_city_has_nothing_to_report_yet(client, hq):
    assert not Chapter.objects.exists()
    assert "0 plekken" in read(client)


def test_the_start_page_of_the_team_leads_there_for_coordinators(client, coordinator):
    assert REPORT in client.get("/beheer/").text


def test_the_start_page_does_not_show_it_to_volunteers(client, volunteer):
    assert REPORT not in client.get("/beheer/").text


# The spreadsheet


def test_the_spreadsheet_holds_what_the_page_shows(client, coordinator, lived):
    make_purchase(lived.merchants.first().treats.get(), quantity=3, paid=True)
    Payment.objects.update(paid_at=datetime(2026, 8, 3, 12, tzinfo=BRUSSELS))

    response = client.get(SHEET, {"periode": "maanden", "van": "2026-08", "tot": "2026-08"})
    sheets = opened(response)

    assert response["Content-Disposition"] == 'attachment; filename="verslag-2026-08-2026-08.xlsx"'
    assert list(sheets) == [
        *["Verslag", "Gegeven traktaties", "Gegeven, soort per soort", "Uitgedeeld, soort per soort", "Gratis diensten"],
        *["Activiteiten, soort per soort", "Bezette stoelen bij activiteiten"[:31], "Geld", "Niet meegeteld"],
    ]
    assert sheets["Verslag"] == [
        ("Enchanté Gent", "augustus 2026"),
        ("Open deuren vandaag", 5),
        ("Traktaties die vandaag wachten", 13),
        ("Drempels die makkelijker werden", 0),
        ("Gegeven traktaties", 10),
        ("Gegeven, soort per soort", 10),
        ("Uitgedeeld, soort per soort", 5),
        ("Gratis diensten", "te weinig om te vertellen"),
        ("Activiteiten, soort per soort", "te weinig om te vertellen"),
        ("Bezette stoelen bij activiteiten", "te weinig om te vertellen"),
    ]
    assert sheets["Gegeven, soort per soort"] == [("Gegeven, soort per soort", "Hoeveel"), ("koffie", 10)]
    assert sheets["Geld"][1:] == [("Voor traktaties", 7.5), ("Voor de pot", 0), ("Teruggegeven aan trakteerders", 0), ("Samen", 7.5)]
    assert len(sheets["Niet meegeteld"]) == 9


def test_how_it_went_stands_on_the_page_and_in_the_spreadsheet(client, coordinator, gent):
    evaluation = make_evaluation(chapter=gent, today=AUGUST)
    people, peers = (evaluation.rounds.get(audience=audience) for audience in ("people", "peers"))
    for asked, forms in [(people, 6), (peers, 2)]:
        for _form in range(forms):
            answer(listening_round=asked, key=uuid4(), ticked=[question.choices.first().pk for question in asked.questions.all()[:3]])
    make_own_words("=1+1 Een stoel is genoeg.", listening_round=people, state="shown")
    for asked in (people, peers):
        close_round(listening_round=asked)
    asked = {"periode": "2026-2"}

    page, rows = read(client, **asked), opened(client.get(SHEET, asked))["Evaluatie"]

    assert "Hoe het ging in Gent: juli tot en met december 2026 Wie ergens binnenkomt Minstens 5 mensen antwoordden." in page
    assert "=1+1 Een stoel is genoeg." in page
    who = ("Gent", "juli tot en met december 2026", "wie ergens binnenkomt")
    assert rows[1] == (*who, "Ik voel me welkom op deze plekken.", "Helemaal waar", 5)
    assert rows[2] == (*who, "Ik voel me welkom op deze plekken.", "Waar", "minder dan vijf")
    assert [row[:5] for row in rows[16:]] == [
        (*who, "Wat wil je ons zeggen?", "=1+1 Een stoel is genoeg."),
        (*who[:2], "maatjes", None, "Er antwoordden te weinig mensen om meer te vertellen"),
    ]


@pytest.mark.parametrize("name", ['=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "\tx", "koffie\x07"])
def test_a_name_is_never_a_formula(client, coordinator, gent, name):
    kind = make_kind("koffie")
    type(kind).objects.update(name=name, name_nl=name)
    for _ in range(5):
        actions.add_at_counter(treat=make_treat(merchant=make_merchant(chapter=gent)), key=uuid4(), day=MAY)

    book = openpyxl.load_workbook(BytesIO(client.get(SHEET).content))
    cell = book["Gegeven, soort per soort"]["A2"]

    assert (cell.data_type, cell.value) == ("s", name.replace("\x07", ""))
    assert cell.quotePrefix == (name[0] in "=+-@\t")


# Slips


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"stad": "atlantis"}, "Kies een van deze steden."),
        ({"stad": "\0"}, "Kies een van deze steden."),
        ({"periode": "1066"}, "Kies een van deze periodes."),
        ({"periode": "2026-3"}, "Kies een van deze periodes."),
        ({"periode": "maanden"}, "Kies vanaf welke maand, en tot en met welke."),
        ({"periode": "maanden", "van": "2026-08", "tot": "2026-05"}, "Deze maand komt vóór de eerste. Draai ze om."),
        ({"periode": "maanden", "van": "2026-13", "tot": "2026-05"}, "Schrijf een maand en een jaar van 2018 tot 2026, zoals 1/2026."),
        ({"periode": "maanden", "van": "0000-01", "tot": "9999-12"}, "Schrijf een maand en een jaar van 2018 tot 2026, zoals 1/2026."),
        ({"periode": "maanden", "van": "\0", "tot": "mei"}, "Schrijf een maand en een jaar"),
    ],
)
def test_what_cannot_be_is_asked_again(client, coordinator, lived, asked, told):
    page = read(client, **asked)
    sheet = client.get(SHEET, asked)

    assert told in page
    assert "Enchanté Gent Wat er gegeven" not in page
    assert sheet.status_code == 302 and sheet["Location"].startswith(REPORT)


def test_what_was_typed_stays(client, coordinator):
    assert 'value="mei 2026"' in client.get(REPORT, {"periode": "maanden", "van": "mei 2026", "tot": "2026-08"}).text


# Strangers


def test_another_city_is_none_to_choose(client, coordinator, brussel):
    assert "Kies een van deze steden." in read(client, stad="brussel")


def test_somebody_who_coordinates_one_city_and_volunteers_in_another_reports_on_the_one(client, gent, brussel):
    user = make_team_member("coordinator", chapter=gent)
    user.roles.create(chapter=brussel, role="volunteer")
    come_in(client, user)

    assert "Enchanté Gent Wat er" in read(client)
    assert "Kies een van deze steden." in read(client, stad="brussel")


@pytest.mark.parametrize("address", [REPORT, SHEET])
def test_a_volunteer_finds_no_money(client, volunteer, address):
    assert client.get(address).status_code == 404


# Figures about figures


def test_it_costs_the_same_for_one_city_and_for_many(client, hq, lived):
    def cost():
        with statements() as sent:
            read(client)
        return len(sent)

    one = cost()
    for number in range(5):
        make_treat(merchant=make_merchant(chapter=make_chapter(f"stad-{number}")), waiting=2)

    assert cost() == one
