"""A short storm: each fault once, while clients tap, buy and pay. `make chaos` is the long one; tests/chaos/ tells how it is done."""

import pytest
from django.db import connection

from tests.chaos import scene


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.django_db
def test_nothing_acknowledged_is_lost_or_doubled_in_a_storm_and_the_same_without_guards_is_caught():
    with scene.open_house(connection.settings_dict["NAME"]) as (house, shops):
        storm = scene.storm(house, shops, operations=100, strikes=1, seconds=120)
        control = scene.control(house, shops, strikes=1)

    assert list(scene.troubles(storm, operations=100, strikes=1)) == []
    assert list(scene.unseen(control)) == []
