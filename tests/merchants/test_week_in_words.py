"""A week in a few words, for lists, paper and small tables."""

from datetime import date

import pytest
from django.utils.translation import override

from merchants.hours import open_days_in_words, week_in_words

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("opening_hours", "week"),
    [
        ("Mo-Fr 09:00-18:00; Sa 10:00-12:00", [("Mon–Fri", "9:00–18:00"), ("Sat", "10:00–12:00"), ("Sun", "closed")]),
        ("Tu-Su 09:00-12:00,13:00-18:00", [("Tue–Sun", "9:00–12:00, 13:00–18:00"), ("Mon", "closed")]),
        ("Fr 18:00-02:00", [("Sat–Thu", "closed"), ("Fri", "18:00–2:00")]),
        ("24/7", [("every day", "0:00–24:00")]),
        (
            'Tu-We 09:00-12:00; Fr "op afspraak"',
            [("Tue–Wed", "9:00–12:00"), ("Thu", "closed"), ("Fri", "ask first"), ("Sat–Mon", "closed")],
        ),
        ("", []),
    ],
)
def test_days_with_the_same_hours_are_taken_together(opening_hours, week):
    with override("en"):
        assert week_in_words(opening_hours, TUESDAY) == week


@pytest.mark.parametrize("day", range(23, 30))
def test_a_week_is_told_alike_on_each_of_its_days(day):
    with override("en"):
        told = set(week_in_words("Mo-Th 09:00-22:00; Fr-Sa 09:00-24:00; Su 10:00-20:00", date(2026, 11, day)))

    assert told == {("Mon–Thu", "9:00–22:00"), ("Fri–Sat", "9:00–24:00"), ("Sun", "10:00–20:00")}


def test_where_only_the_open_days_matter_the_others_are_left_out():
    with override("en"):
        assert open_days_in_words("Mo-Fr 14:00-16:00", TUESDAY) == [("Mon–Fri", "14:00–16:00")]
