"""What anybody may read about a place."""

from datetime import UTC, date, datetime
from html import escape, unescape

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from merchants.hours import BRUSSELS
from merchants.models import ServiceOffer
from tests.factories import make_merchant, make_neighbourhood, make_service, make_user
from tests.queries import statements

MONDAY_TEN = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def monday(monkeypatch):
    """Monday 23 November 2026, ten o'clock in Gent."""
    monkeypatch.setattr(timezone, "now", lambda: MONDAY_TEN)


@pytest.fixture
def read(client, db):
    """The text of a place's page."""
    return lambda merchant, status=200: open_page(client, merchant.get_absolute_url(), status)


def open_page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


# A place


def test_merchant_detail_tells_what_one_needs_before_stepping_in(read, monday):
    page = read(
        make_merchant(
            "Café ’t Hoekje",
            kind="cafe",
            neighbourhood=make_neighbourhood(),
            street="Noordstraat 12",
            postcode="9000",
            town="Gent",
            lat=51.0567,
            lng=3.7,
            services=["water"],
            opening_hours="Mo-Fr 09:00-18:00",
            checked_on=date(2026, 11, 2),
            wheelchair="yes",
            languages=["nl", "ar"],
            phone="09 123/45.67",
            website="https://www.hoekje.example/menu",
            description="Een grote tafel.",
        )
    )

    for words in [
        "Café ’t Hoekje",
        "Café · <bdi>Brugse Poort</bdi>",
        "Noordstraat 12, 9000 Gent",
        "Open tot 18:00",
        "Een grote tafel.",
        "geo:51.056700,3.700000?q=51.056700%2C3.700000%28Caf%C3%A9%20%E2%80%99t%20Hoekje%29",
        "Vlot met een rolstoel",
        "Nederlands, Arabisch",
        'href="tel:091234567"',
        ">hoekje.example<",
        "Nagekeken in november 2026.",
        "Vraag het aan het team",
    ]:
        assert words in page


def test_merchant_detail_says_each_service_with_the_question_to_ask(read):
    make_service("water", name="een glas water", name_nl="een glas water", question="Mag ik een glas water?")
    merchant = make_merchant(services=["water"])
    merchant.offers.update(note="ook bruisend")

    page = read(merchant)

    assert "Een glas water" in page
    assert "Mag ik een glas water?" in page
    assert "ook bruisend" in page


def test_merchant_detail_shows_the_week_and_marks_today(read, monday):
    page = read(
        make_merchant(opening_hours="Mo 09:00-12:00,13:00-18:00; Tu 09:00-12:00 unknown; We 18:00-02:00", checked_on=MONDAY_TEN.date())
    )
    week = unescape(page[page.index('<dl class="facts">') : page.index("</dl>")]).split()

    assert " ".join(week) == (
        '<dl class="facts"> <dt class="today">Maandag</dt> <dd class="today"> <bdi>09:00 – 12:00</bdi> <br> <bdi>13:00 – 18:00</bdi> </dd>'
        " <dt>Dinsdag</dt> <dd> uren niet zeker: <bdi>09:00 – 12:00</bdi> </dd> <dt>Woensdag</dt> <dd> <bdi>18:00 – 02:00</bdi> </dd>"
        " <dt>Donderdag</dt> <dd> gesloten </dd> <dt>Vrijdag</dt> <dd> gesloten </dd> <dt>Zaterdag</dt> <dd> gesloten </dd>"
        " <dt>Zondag</dt> <dd> gesloten </dd>"
    )


def test_merchant_detail_tells_the_dates_that_differ_and_what_happens_on_holidays(read, monday):
    dates = "2026 Dec 24 10:00-14:00; 2026 Dec 28-2027 Jan 02 off; 2027 Mar 01 off"
    page = read(make_merchant(opening_hours=f"Mo-Fr 09:00-18:00; PH off; {dates}", checked_on=MONDAY_TEN.date()))
    told = " ".join(unescape(strip_tags(page[page.index("Andere uren:") :])).split())

    assert told.startswith(
        "Andere uren: Donderdag 24 december 10:00 – 14:00 Maandag 28 december – donderdag 31 december gesloten Gesloten op feestdagen."
    )


def test_merchant_detail_tells_nothing_of_dates_where_none_differs(read, monday):
    page = read(make_merchant(opening_hours="Mo-Fr 09:00-18:00", checked_on=MONDAY_TEN.date()))

    assert "Andere uren" not in page
    assert "feestdag" not in page


def test_merchant_detail_names_the_holidays_of_the_week(read, monkeypatch):
    christmas_week = datetime(2026, 12, 22, 10, tzinfo=BRUSSELS)
    monkeypatch.setattr(timezone, "now", lambda: christmas_week)
    page = read(make_merchant(opening_hours="Mo-Fr 09:00-18:00; PH unknown", checked_on=MONDAY_TEN.date()))
    words = " ".join(unescape(strip_tags(page)).split())

    assert "Vrijdag uren niet zeker (feestdag) Zaterdag gesloten" in words
    assert "Op feestdagen zijn de uren niet zeker." in words


@pytest.mark.parametrize("fields", [{"opening_hours": ""}, {"opening_hours": "24/7", "checked_on": date(2025, 11, 22)}])
def test_merchant_detail_says_ask_first_where_nobody_is_sure(read, monday, fields):
    page = read(make_merchant(**fields))

    assert "Uren niet zeker" in page
    assert "niet zeker van de uren" in page


def test_merchant_detail_of_a_bare_place_still_makes_sense(read):
    page = read(make_merchant("Huis van de Buurt", checked_on=None))

    assert "Huis van de Buurt" in page
    assert "Hier keek nog niemand van het netwerk, dus vraag het even eerst." in page
    assert "None" not in page


@pytest.mark.parametrize("name", ["O'Reilly & Zonen <b>", "مقهى السلام", "☕🧡", "x" * 120])
def test_merchant_detail_shows_any_name_as_it_was_written(read, name):
    assert f"<h1><bdi>{escape(name)}</bdi></h1>" in read(make_merchant(name))


def test_merchant_detail_of_a_place_that_closed_says_so(read):
    page = read(make_merchant("De Vrede", state="closed", phone="09 123 45 67"))

    assert "Deze plek is voorgoed gesloten." in page
    # It goes straight on with the doors nearby, also where none is open.
    assert "Wat verder" not in page
    assert "09 123 45 67" not in page


def test_merchant_detail_of_a_place_that_closed_says_what_its_other_door_is(read):
    page = read(make_merchant("De Vrede", state="closed", farewell="Wij verhuisden.", leads_to=make_merchant("Bar Warm")))

    assert page.index("Wij verhuisden.") < page.index("Vanaf nu ben je hier welkom:") < page.index("Bar Warm")


@pytest.mark.parametrize("state", ["suggested", "applied", "declined"])
def test_merchant_detail_is_not_there_for_a_place_that_has_not_said_yes(read, state):
    read(make_merchant(state=state), status=404)


@pytest.mark.parametrize("address", ["/plek/nergens/", "/plek/a%00b/", f"/plek/{'x' * 5000}/", "/plek/مقهى/"])
def test_merchant_detail_of_nothing(client, db, address):
    assert client.get(address).status_code == 404


def test_merchant_detail_cannot_be_posted_to(client, db):
    assert client.post(make_merchant().get_absolute_url()).status_code == 405


def test_merchant_detail_keeps_contact_for_the_team_private(read):
    page = read(
        make_merchant(contact_name="Lut Peeters", contact_email="lut@example.org", contact_phone="0470 00 00 00", remark="bel na vijf")
    )

    for secret in ["Lut Peeters", "lut@example.org", "0470", "bel na vijf"]:
        assert secret not in page


def test_merchant_detail_costs_the_same_for_one_service_and_thirty(read):
    one, many = make_merchant(services=["s0"]), make_merchant(services=[f"s{number}" for number in range(30)])

    with statements() as for_one:
        read(one)
    with statements() as for_many:
        read(many)

    assert len(for_one) == len(for_many) == 8
    assert ServiceOffer.objects.count() == 31


def test_merchant_detail_is_the_same_for_somebody_who_logged_in(client, db):
    address = make_merchant().get_absolute_url()
    before = client.get(address)
    client.force_login(make_user())

    assert client.get(address).content == before.content
