"""What hangs in a city as a whole."""

import pytest

from tests.factories import make_chapter, make_merchant, make_treat
from vouchers.figures import waiting_in

pytestmark = pytest.mark.django_db


def test_what_hangs_in_a_city_is_counted_together_per_kind():
    gent = make_chapter("gent")
    here = [make_merchant(chapter=gent) for _ in range(3)]
    make_treat(merchant=here[0], waiting=2)
    make_treat(merchant=here[1], waiting=3)
    make_treat(merchant=here[1], kind="soep", waiting=1)
    make_treat(merchant=here[2], kind="brood")
    make_treat(merchant=make_merchant(chapter=gent, state="closed"), kind="soep", waiting=7)
    make_treat(merchant=make_merchant(chapter=make_chapter("brussel")), waiting=9)

    assert {kind.slug: kind.waiting for kind in waiting_in(gent)} == {"koffie": 5, "soep": 1}
