"""Hours in a field of text: in the words of here, as far as they are read back as the very same."""

import pytest
from django.utils import translation

from merchants import hours


@pytest.mark.parametrize(
    ("stored", "dutch", "french"),
    [
        ("Th-Sa 10:00-19:00", "do-za 10:00-19:00", "je-sa 10:00-19:00"),
        ("Mo-Fr 08:00-12:00,13:00-18:00; PH off", "ma-vr 08:00-12:00,13:00-18:00; feestdagen gesloten", None),
        ("", "", ""),
        ("24/7", "24/7", "24/7"),
        ("Mo-We,Su 16:00-23:00", "ma-wo,zo 16:00-23:00", None),
    ],
)
def test_days_are_said_in_the_language_of_the_reader(stored, dutch, french):
    assert hours.as_typed(stored) == dutch
    with translation.override("fr"):
        assert hours.as_typed(stored) == french or french is None
        assert hours.repair(hours.as_typed(stored)) == stored if stored else True
    with translation.override("en"):
        assert hours.as_typed(stored) == stored


@pytest.mark.parametrize("stored", ['Mo-Fr 10:00-12:00 "Mo is market day"', "Jan-Mar: Tu 10:00-12:00", "week 1-10 Mo 09:00-10:00"])
def test_what_would_be_read_otherwise_stands_as_it_is_kept(stored):
    stored = hours.repair(stored)

    assert hours.repair(hours.as_typed(stored)) == stored
