"""What people type about hours: slips, the table of a week, and the moment in an address."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from merchants import hours
from merchants.hours import BRUSSELS, HoursNotUnderstood, MomentNotUnderstood, State, repair, state_at

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


# Slips


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
        ("ma 9u-12/13u-18u", "Mo 09:00-12:00,13:00-18:00"),
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


@pytest.mark.parametrize(("typed", "meant"), [("Mo-Fr 9-5", "9-17"), ("ma-vr 8-6", "8-18"), ("Sa 10 - 6", "10-18")])
def test_repair_asks_whether_the_afternoon_is_meant(typed, meant):
    with translation.override("en"), pytest.raises(HoursNotUnderstood, match=f"Do you mean {meant}\\?"):
        repair(typed)


@pytest.mark.parametrize(
    ("typed", "stored"), [("Fr 18-2", "Fr 18:00-02:00"), ("Fr 9:00-5:00", "Fr 09:00-05:00"), ("Mo 12-12", "Mo 12:00-12:00")]
)
def test_repair_lets_a_night_be_a_night(typed, stored):
    assert repair(typed) == stored


@pytest.mark.parametrize("typed", ["x" * 1001, "\n" * 1001, "9-18," * 199 + "9-18"])
def test_repair_refuses_more_than_a_thousand_characters(typed):
    with pytest.raises(HoursNotUnderstood, match="more than 1000 characters"):
        repair(typed)


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
