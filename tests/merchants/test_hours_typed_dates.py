"""What people type about hours: dates that differ, and days without hours."""

import re
from datetime import date

import pytest
from django.utils import translation

from merchants.hours import HoursNotUnderstood, repair


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


# Dates

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("24/12 10:00-14:00", "2026 Dec 24 10:00-14:00"),
        ("2026 Dec 24 off", "2026 Dec 24 off"),
        ("24 dec gesloten", "2026 Dec 24 off"),
        ("24 december 2026 10u-14u", "2026 Dec 24 10:00-14:00"),
        ("do 24/12: 10-14", "2026 Dec 24 10:00-14:00"),
        ("Donderdag 24 december van 10 tot 14 uur", "2026 Dec 24 10:00-14:00"),
        ("le 24 décembre: 10h à 14h", "2026 Dec 24 10:00-14:00"),
        ("1er janvier fermé", "2027 Jan 01 off"),
        ("closed on 24th of December", "2026 Dec 24 off"),
        ("2026-12-24 gesloten", "2026 Dec 24 off"),
        ("24.12.2026 gesloten; 25-12-2026 dicht", "2026 Dec 24 off; 2026 Dec 25 off"),
        ("24/12 op afspraak", '2026 Dec 24 "op afspraak"'),
        ("29/2 10-12", "2028 Feb 29 10:00-12:00"),
        ("26/11 gesloten", "2026 Nov 26 off"),
        ("25/11 gesloten", "2027 Nov 25 off"),
        ("24 december 2020 gesloten", "2020 Dec 24 off"),
        # Several at once
        ("24, 25 en 26 dec gesloten", "2026 Dec 24,2026 Dec 25,2026 Dec 26 off"),
        ("24/12 & 31/12 9-12", "2026 Dec 24,2026 Dec 31 09:00-12:00"),
        ("24-26 dec gesloten", "2026 Dec 24-2026 Dec 26 off"),
        ("24-26/12 gesloten", "2026 Dec 24-2026 Dec 26 off"),
        ("van 24 december tot en met 2 januari gesloten", "2026 Dec 24-2027 Jan 02 off"),
        ("20/11 – 5/12 gesloten", "2026 Nov 20-2026 Dec 05 off"),
        ("24/12/2026-2/1/2027 gesloten", "2026 Dec 24-2027 Jan 02 off"),
        # Beside the usual week
        ("ma-vr 9-18; 24/12 gesloten", "Mo-Fr 09:00-18:00; 2026 Dec 24 off"),
        ("ma-vr 9-18, 24/12 10-14", "Mo-Fr 09:00-18:00; 2026 Dec 24 10:00-14:00"),
        ("ma-vr 9-18 24/12 9-12, 13-15", "Mo-Fr 09:00-18:00; 2026 Dec 24 09:00-12:00,13:00-15:00"),
        ("24/12 gesloten; ma-vr 9-18", "Mo-Fr 09:00-18:00; 2026 Dec 24 off"),
        ("24 dec 9-12, za 10-12", "Sa 10:00-12:00; 2026 Dec 24 09:00-12:00"),
        ("ma-vr 9-18; Dec 24-26 off", "Mo-Fr 09:00-18:00; Dec 24-26 off"),
        ("ma-vr 9-18; juli en augustus gesloten", "Mo-Fr 09:00-18:00; Jul,Aug off"),
    ],
)
def test_repair_understands_dates(typed, meant):
    assert repair(typed, TODAY) == meant
    assert repair(meant, TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("24 dec", "“24 dec”"),
        ("24/12 open", "“24/12 open”"),
        ("31/2 gesloten", "“31/2”"),
        ("za en 24/12 gesloten", "“Sa,24/12 off”"),
        ("ma-vr van 10 tot 14, 24 dec gesloten", "“Mo-Fr 10-14,24 dec off”"),
        ("27/12-25/12/2026 9-12 enkel zo", "enkel"),
        ("5/1/2027-24/12/2026 gesloten", "“5/1/2027”"),
        ("ma 9-12 dec", "“Mo 9-12 dec”"),
        ("24.12 gesloten", "“24:12 off”"),
    ],
)
def test_repair_names_the_date_it_does_not_understand(typed, named):
    with pytest.raises(HoursNotUnderstood) as refusal:
        repair(typed, TODAY)

    assert named in str(refusal.value)
    assert "for example" in str(refusal.value)


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_repair_understands_its_own_example_of_a_date(language):
    with translation.override(language), pytest.raises(HoursNotUnderstood) as refusal:
        repair("24 dec")

    *_, example, _end = re.split("[“”«»]", str(refusal.value))
    assert repair(example, TODAY) == "2026 Dec 24 10:00-14:00; 2026 Dec 25 off"


def test_repair_asks_which_date_when_the_day_of_the_week_is_another():
    with pytest.raises(HoursNotUnderstood) as refusal:
        repair("vr 24/12 10-14", TODAY)

    assert str(refusal.value) == "“vr 24/12” is a Thursday. Which day do you mean?"


# Days without hours


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("Mo-Fr", "“Mo-Fr”"),
        ("ma-vr open", "“Mo-Fr open”"),
        ("open", "“open”"),
        ("7/7", "“Mo-Su”"),
        ("feestdagen open", "“PH open”"),
        ("ma-vr 9-18; za", "“Sa”"),
        ("ma-vr 9-18, za", "“Sa”"),
        ("di; wo 9-12", "“Tu”"),
        ("ma-vr 9-18 || open", "“open”"),
        ('ma open "achterdeur"', "“Mo open …”"),
        ("Apr-Oct", "“Apr-Oct”"),
        ("2026", "“2026”"),
    ],
)
def test_repair_asks_from_when_until_when(typed, named):
    with pytest.raises(HoursNotUnderstood) as refusal:
        repair(typed)

    assert str(refusal.value).startswith(f"{named}: from when until when?")


@pytest.mark.parametrize(
    "text", ["24/7", "Mo-Fr 00:00-24:00", "Mo-Fr 09:00-18:00; PH open", "Mo off", 'Mo "bel"', "Mo unknown", "sunrise-sunset"]
)
def test_repair_leaves_what_needs_no_hours(text):
    assert repair(text) == text
