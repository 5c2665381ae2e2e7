"""The structured communication of a transfer."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vouchers import communication

NUMBERS = some.integers(1, communication.LARGEST)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "+++000/0000/00101+++"),
        (96, "+++000/0000/09696+++"),
        (97, "+++000/0000/09797+++"),  # Nothing is left, and nothing is written as 97.
        (98, "+++000/0000/09801+++"),
        (194, "+++000/0000/19497+++"),
        (1_234_567_890, "+++123/4567/89002+++"),
        (9_999_999_999, "+++999/9999/99948+++"),
    ],
)
def test_a_number_becomes_a_communication(number, written):
    assert communication.written(communication.digits_for(number)) == written


@pytest.mark.parametrize("number", [0, -1, 10**10])
def test_a_number_that_does_not_fit_is_refused(number):
    with pytest.raises(ValueError, match="ten digits"):
        communication.digits_for(number)


@pytest.mark.parametrize(
    "typed",
    ["+++123/4567/89002+++", "***123/4567/89002***", "123456789002", " 123 4567 89002 ", "123/4567/89002", "123.4567.89002"],
)
def test_it_is_read_as_people_copy_it(typed):
    assert communication.read(typed) == "123456789002"


@pytest.mark.parametrize("typed", ["", "12", "+++123/4567/89003+++", "000000009700", "1234567890021", "١٢٣٤٥٦٧٨٩٠٠٢", "Chiro Gent", "\0"])
def test_what_is_none_is_not_read(typed):
    assert communication.read(typed) is None


@given(NUMBERS)
def test_whatever_is_written_can_be_read(number):
    digits = communication.digits_for(number)

    assert communication.read(communication.written(digits)) == digits
    assert int(digits[:10]) % 97 == int(digits[10:]) % 97


@given(NUMBERS, some.integers(0, 11), some.integers(1, 9))
def test_one_mistyped_digit_is_always_noticed(number, place, more):
    digits = communication.digits_for(number)
    other = str((int(digits[place]) + more) % 10)

    assert communication.read(digits[:place] + other + digits[place + 1 :]) is None
