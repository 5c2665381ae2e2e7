"""Activities in calendar programs: the lines of RFC 5545, and the same bytes until something changes."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from encounters import actions
from encounters.models import Activity
from merchants.models import Merchant
from tests.factories import make_activity, make_merchant
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/agenda/gent.ics"
THURSDAY = datetime(2026, 12, 3, 13, tzinfo=UTC)
LONG = "Soep; brood, “en” een babbel — " * 15


@pytest.fixture
def soup(gent, krook, tuesday):
    return make_activity("Soep, brood; samen", chapter=gent, slug="soep", merchant=krook, begins_at=THURSDAY, about=LONG, about_nl=LONG)


def events(client, address=HERE):
    return list(Calendar.from_ical(client.get(address).content).walk("VEVENT"))


def test_a_program_reads_back_what_was_planned(client, soup):
    (event,) = events(client)

    assert event["UID"] == str(soup.pk)
    assert event["SUMMARY"] == "Soep, brood; samen"
    assert event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART") == datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Europe/Brussels"))
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(hours=2)
    assert event["LOCATION"] == "De Krook, Makebaplein 1, 9000 Gent"
    assert LONG.strip() in event["DESCRIPTION"]
    assert event["URL"].endswith("/agenda/gent/soep/")


def test_each_line_ends_as_the_standard_wants_and_is_at_most_75_octets_long(client, soup):
    response = client.get(HERE)
    lines = response.content.split(b"\r\n")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert not [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line]
    # Every line begins with a name, or goes on with the one before.
    assert not [line for line in lines[:-1] if not re.match(rb" |[A-Z-]+[:;]", line)]
    unfolded = response.content.replace(b"\r\n ", b"").decode()
    for needed in ["VERSION:2.0", "PRODID:", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-WR-CALNAME:Enchanté Gent"]:
        assert needed in unfolded
    assert "SUMMARY:Soep\\, brood\\; samen" in unfolded
    assert "DTSTART;TZID=Europe/Brussels:20261203T140000" in unfolded
    for once in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "LAST-MODIFIED"]:
        assert len(re.findall(rf"^{once}[:;]", unfolded.partition("BEGIN:VEVENT")[2], re.M)) == 1


@pytest.mark.parametrize("year", [2026, 2027, 2031])
def test_its_clocks_jump_when_those_of_here_do(client, soup, year):
    (rules,) = Calendar.from_ical(client.get(HERE).content).walk("VTIMEZONE")
    theirs, ours = rules.to_tz(), ZoneInfo("Europe/Brussels")

    moments = [datetime(year, 1, 1) + timedelta(hours=6 * number) for number in range(4 * 365)]

    assert [moment for moment in moments if theirs.utcoffset(moment) != ours.utcoffset(moment)] == []


def test_the_same_bytes_come_until_something_changes(client, soup, monkeypatch):
    first = client.get(HERE)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 2, 20, tzinfo=UTC))

    assert client.get(HERE, headers={"If-None-Match": first["ETag"]}).status_code == 304

    actions.change(activity=soup, changes={"title_nl": "Andere soep"})
    assert client.get(HERE, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_what_moves_or_does_not_go_on_says_so_to_calendars_that_have_it(client, soup):
    actions.change(activity=soup, changes={"begins_at": THURSDAY + timedelta(1), "ends_at": THURSDAY + timedelta(1, 3600)})
    (moved,) = events(client)
    actions.cancel(activity=soup, words="Regen.")
    (off,) = events(client)

    assert (moved["SEQUENCE"], off["SEQUENCE"]) == (1, 2)
    assert moved["UID"] == off["UID"]
    assert (off["STATUS"], off["TRANSP"], off["SUMMARY"]) == ("CANCELLED", "TRANSPARENT", "Afgelast: Soep, brood; samen")
    assert off["DESCRIPTION"].startswith("Regen.")


def test_it_tells_of_the_month_behind_us_and_all_that_comes_but_no_drafts(client, gent, tuesday):
    for title, days in [("lang geleden", -40), ("pas", -10), ("straks", 300)]:
        make_activity(title, chapter=gent, begins_at=THURSDAY + timedelta(days))
    make_activity("ontwerp", chapter=gent, begins_at=THURSDAY, state="draft")

    assert {event["SUMMARY"] for event in events(client)} == {"pas", "straks"}


def test_one_alone_can_be_put_in_ones_own_calendar(client, soup, gent):
    make_activity(chapter=gent, begins_at=THURSDAY)

    assert [event["UID"] for event in events(client, "/agenda/gent/soep.ics")] == [str(soup.pk)]


def test_in_another_language_it_reads_so(client, soup):
    Activity.objects.filter(pk=soup.pk).update(title_fr="Soupe ensemble")

    assert [event["SUMMARY"] for event in events(client, "/fr/agenda/gent.ics")] == ["Soupe ensemble"]


def test_nothing_typed_ends_its_line(client, gent, tuesday):
    make_activity("Soep\r\nSTATUS:CANCELLED", chapter=gent, begins_at=THURSDAY, elsewhere="Huis\nATTENDEE:x")

    (event,) = events(client)

    assert event["STATUS"] == "CONFIRMED"
    assert "ATTENDEE" not in event


def test_many_cost_the_same(client, gent, soup):
    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    one = cost()
    for number in range(9):
        make_activity(chapter=gent, merchant=make_merchant(chapter=gent), begins_at=THURSDAY + timedelta(number))
    Merchant.objects.update(leads_to=None)

    assert (one, cost()) == (2, 2)
