"""The week editor by itself: what it shows of a string, what its buttons do, what it makes, and how it explains a slip."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from merchants import hours
from merchants.hours.rules import written
from merchants.hours_forms import OwnHoursForm
from merchants.week_form import WeekForm

OFFICE = "Mo-Fr 09:00-18:00"
SOON = timezone.localdate() + timedelta(20)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def typed(stored="", form=WeekForm, **changes):
    """What the editor sends that opened on this string, after these changes ("0_0_from" is the first opening on Monday)."""
    editor = form(stored=stored)
    shown = {name: str(editor[name].value() or "") for name in editor.fields}
    return {editor.add_prefix(name): value for name, value in {**shown, **changes}.items()}


def filled(stored="", form=WeekForm, **changes):
    return form(typed(stored, form, **changes))


def made(form):
    """The string that would be saved, or None."""
    return form.made if form.is_to_be_saved else None


def told(row):
    """What is shown of a row: pairs of clocks."""
    return [(stretch.opens.value() or "", stretch.closes.value() or "") for stretch in row.stretches if stretch.is_shown]


def slips(form):
    return {name: " ".join(errors) for name, errors in form.errors.items()}


# What it shows, and makes of it again


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "24/7",
        OFFICE,
        "Mo-Fr 09:00-12:00,13:00-17:00,19:00-21:00; PH off",
        "Fr-Sa 18:00-02:00; PH unknown",
        "Mo-Fr 09:00-24:00",
        f"{OFFICE}; PH off; {written(SOON)} off",
        f"Mo-Su 09:00-18:00; {written(SOON)} 10:00-12:00,14:00-16:00; {written(SOON + timedelta(1))} off",
        f"Mo-Su unknown; {written(SOON)} off",
    ],
)
def test_what_is_left_alone_stays_as_it_was(stored):
    assert made(filled(stored)) == stored


def test_a_date_that_is_over_leaves_by_itself():
    assert made(filled(f"{OFFICE}; {written(timezone.localdate() - timedelta(1))} off")) == OFFICE


def test_hours_the_editor_has_no_room_for_are_told_apart():
    many = "; ".join(f"{written(SOON + timedelta(n))} 10:00-1{n % 9}:30" for n in range(13))

    for stored in ["Mo-Fr 09:00-12:00; Jul-Aug off", "Mo 08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00", f"Mo-Su 09:00-18:00; {many}"]:
        assert not WeekForm().has_room_for(stored)


def test_without_dates_there_is_no_room_for_them():
    form = WeekForm(has_dates=False)

    assert [form.has_room_for(stored) for stored in ["", OFFICE, f"{OFFICE}; PH off", f"{OFFICE}; {written(SOON)} off"]] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("clocks", "string"),
    [
        (("8u", "17u30"), "Mo 08:00-17:30"),
        (("8.30", "18"), "Mo 08:30-18:00"),
        (("18:00", "02:00"), "Mo 18:00-02:00"),
        (("00:00", "00:00"), "Mo 00:00-24:00"),
    ],
)
def test_clocks_are_read_the_way_people_write_them(clocks, string):
    opens, closes = clocks

    assert made(filled(**{"0_0_from": opens, "0_0_to": closes, "holidays": "open"})) == string


def test_holidays_and_a_date_make_a_string_and_a_sentence():
    form = filled(OFFICE, holidays="closed", date0=SOON.isoformat(), date0_0_from="10:00", date0_0_to="12:00")

    assert made(form) == f"{OFFICE}; PH off; {written(SOON)} 10:00-12:00"
    assert form.sentence == hours.in_a_sentence(form.made, timezone.localdate())


def test_an_empty_week_means_ask_first():
    assert made(filled(holidays="closed")) == ""


# Its buttons


def test_copy_gives_monday_to_the_other_working_days_and_saves_nothing():
    form = WeekForm(typed("Mo 09:00-12:00,13:00-18:00; Sa 10:00-12:00", **{"1_0_from": "7:00"}) | {"week-do": "copy-0-1234"})

    assert not form.is_to_be_saved
    monday = [("09:00", "12:00"), ("13:00", "18:00")]
    assert [told(row) for row in form.days()] == [*[monday] * 5, [("10:00", "12:00")], [("", "")]]


def test_copy_as_on_the_day_before():
    form = WeekForm(typed("Sa 10:00-12:00") | {"week-do": "copy-5-6"})

    assert told(form.days()[6]) == [("10:00", "12:00")]


def test_add_shows_one_stretch_more_until_there_are_three():
    form = WeekForm(typed("Mo 09:00-12:00") | {"week-do": "add-0"})
    assert told(form.days()[0]) == [("09:00", "12:00"), ("", "")]

    form = WeekForm(typed("Mo 09:00-12:00,13:00-18:00") | {"week-do": "add-0"})
    assert told(form.days()[0]) == [("09:00", "12:00"), ("13:00", "18:00"), ("", "")]
    assert not form.days()[0].can_grow


def test_add_a_date_keeps_what_is_typed_slips_included():
    form = WeekForm(typed(OFFICE, **{"0_0_to": "straks"}) | {"week-do": "date"})

    assert [row.is_shown for row in form.dates()] == [True, False, False, False]
    assert told(form.days()[0]) == [("09:00", "straks")]
    assert form.errors == {}


def test_empty_the_week_leaves_holidays_and_dates():
    form = WeekForm(typed(f"{OFFICE}; PH off; {written(SOON)} off") | {"week-do": "empty"})

    assert {tuple(told(row)) for row in form.days()} == {(("", ""),)}
    assert (form["holidays"].value(), form["date0"].value()) == ("closed", SOON.isoformat())


def test_look_reads_and_saves_nothing():
    form = WeekForm(typed(OFFICE) | {"week-do": "look"})

    assert not form.is_to_be_saved
    assert "Mon–Fri 9:00–18:00." in form.render()


@pytest.mark.parametrize("do", ["copy-9-1", "copy-0-", "add-99", "copy", "\0", "x" * 1000])
def test_a_button_nobody_made_changes_nothing(do):
    form = WeekForm(typed(OFFICE) | {"week-do": do})

    assert not form.is_to_be_saved
    assert told(form.days()[0]) == [("09:00", "18:00")]


# Slips


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        ({"0_0_to": ""}, "0_0_to", "From when until when?"),
        ({"5_0_to": "12:00"}, "5_0_from", "From when until when?"),
        ({"0_0_from": "19:00"}, "0_0_from", "“19:00 - 18:00” closes before it opens."),
        ({"0_0_from": "straks"}, "0_0_from", "“straks” is not a time."),
        ({"0_0_from": "25:00"}, "0_0_from", "“25:00” is not a time."),
        ({"2_1_from": "17:00", "2_1_to": "20:00"}, "2_0_from", "overlap around Wednesday 17:00"),
        ({"4_1_from": "20:00", "4_1_to": "03:00", "5_0_from": "02:00", "5_0_to": "12:00"}, "__all__", "overlap around Saturday 02:00"),
        ({"holidays": "maybe"}, "holidays", "maybe"),
        ({"holidays": ""}, "holidays", "required"),
        ({"date0": "2020-01-01"}, "date0", "This day is over."),
        ({"date0": "2090-01-01"}, "date0", "more than a year away"),
        ({"date0": "morgen"}, "date0", "valid date"),
        ({"date0_0_from": "10:00", "date0_0_to": "12:00"}, "date0", "Which day is this about?"),
        ({"date0": SOON.isoformat(), "date1": SOON.isoformat()}, "date1", "This day stands here twice."),
        ({"date0": SOON.isoformat(), "date0_0_from": "12:00", "date0_0_to": "10:00"}, "date0_0_from", "closes before it opens"),
        ({"0_0_from": "x" * 21}, "0_0_from", "at most 20 characters"),
        ({"0_0_from": "\0"}, "0_0_from", "Null characters"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_slip_is_explained_at_its_place_and_nothing_is_lost(changes, name, sentence):
    form = filled(OFFICE, **changes)

    assert made(form) is None
    assert sentence in slips(form)[name]
    assert {key: form[key].value() for key in changes} == changes


def test_what_a_wheel_cannot_show_stays_readable():
    html = filled(OFFICE, **{"0_0_from": "straks", "0_0_to": "", "date0": "morgen"}).render()

    assert '<input type="text" name="week-0_0_from" value="straks"' in html
    assert '<input type="time" name="week-0_0_to"' in html
    assert '<input type="text" name="week-date0" value="morgen"' in html


# The hours of one service


@pytest.mark.parametrize(
    ("until", "string"),
    [
        ("18:00", "Mo-Su 00:00-18:00"),
        ("18u", "Mo-Su 00:00-18:00"),
        ("06:00", "Mo-Su 00:00-06:00"),
        ("02:00", "Mo-Su 06:00-02:00"),
        ("", ""),
    ],
)
def test_until_takes_one_field_and_comes_back_in_it(until, string):
    assert made(filled(form=OwnHoursForm, until=until)) == string

    again = OwnHoursForm(stored=string)
    assert (again["until"].value() or "")[:2] == until[:2]
    assert not again.has_week


def test_other_own_hours_stand_in_the_week():
    form = OwnHoursForm(stored="Mo-Fr 00:00-18:00")

    assert form["until"].value() is None
    assert form.has_week
    assert made(filled("Mo-Fr 00:00-18:00", OwnHoursForm)) == "Mo-Fr 00:00-18:00"


def test_until_and_a_week_at_once_are_asked_about():
    form = filled("Mo-Fr 09:00-12:00", OwnHoursForm, until="18:00")

    assert "Please empty one of the two" in slips(form)["until"]


def test_until_that_is_no_time_is_explained():
    assert "is not a time" in slips(filled(form=OwnHoursForm, until="laat"))["until"]
