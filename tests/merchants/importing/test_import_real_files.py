"""The network's own files, where they are beside this copy."""

import pytest

from merchants.models import Merchant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "chapter", "number"),
    [("gent_cafes_2021.csv", "gent", 91), ("dev_brussels_merchants_300.geojson", "brussel", 300)],
)
def test_import_the_real_files_twice(bring, settings, shared_data, name, chapter, number):
    settings.DEBUG = True
    path = shared_data / "places" / name

    assert bring(path, "--agreed-on", "2026-11-22", chapter=chapter) == [f"created {number}, updated 0, unchanged 0, refused 0"]
    assert bring(path, "--agreed-on", "2026-11-22", chapter=chapter) == [f"created 0, updated 0, unchanged {number}, refused 0"]

    assert Merchant.objects.listed().filter(chapter__slug=chapter, open_minutes__isnull=False).count() == number
