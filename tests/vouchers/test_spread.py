"""How many go to each place when somebody treats many at once."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from vouchers import radar
from vouchers.models import Treat


def treats(*waiting):
    return [Treat(pk=place, waiting=number) for place, number in enumerate(waiting, start=1)]


@pytest.mark.parametrize(
    ("waiting", "number", "given_to"),
    [
        ([0], 3, [3]),
        ([0, 0], 4, [2, 2]),
        ([0, 0], 5, [3, 2]),
        ([0, 2], 4, [3, 1]),
        ([0, 9], 4, [4, 0]),
        ([1, 2, 3], 6, [3, 2, 1]),
        ([0, 1], 100, [50, 50]),
        ([0] * 12, 12, [2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]),
        ([0] * 10, 500, [50] * 10),
    ],
)
def test_each_goes_to_where_fewest_then_hang(waiting, number, given_to):
    there = treats(*waiting)

    assert radar.spread(there, number) == {treat: many for treat, many in zip(there, given_to, strict=True) if many}


@pytest.mark.parametrize(("places", "number", "most"), [(1, 51, 50), (3, 151, 150), (12, 501, 500), (0, 1, 0)])
def test_more_than_goes_is_told_with_what_does(places, number, most):
    with pytest.raises(radar.NoRoom) as refused:
        radar.spread(treats(*[0] * places), number)

    assert refused.value.most == most


@given(some.lists(some.integers(0, 60), min_size=1, max_size=12), some.integers(1, 500))
def test_a_spread_is_whole_and_within_limits(waiting, number):
    there = treats(*sorted(waiting))
    assume(number <= 50 * min(len(there), 10))

    spread = radar.spread(there, number)

    assert sum(spread.values()) == number
    assert len(spread) <= 10
    assert all(1 <= many <= 50 for many in spread.values())
