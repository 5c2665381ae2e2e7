"""Two machines under load: each is lost in turn, and the database too. tests/chaos/two_machines.py tells what stands where."""

import pytest
from django.db import connection

from tests import skips
from tests.chaos import scene, two_machines


@pytest.mark.alone
@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.skipif(two_machines.missing() != [], reason=skips.NO_SECOND_MACHINE)
def test_nothing_acknowledged_is_lost_or_doubled_when_a_machine_or_the_database_is_lost():
    with scene.open_house(connection.settings_dict["NAME"], two_machines.TwoMachines) as (house, shops):
        storm = scene.storm(house, shops, two_machines.KINDS, operations=60, strikes=1, seconds=120)

    assert list(scene.troubles(storm, operations=60, strikes=1)) == []
