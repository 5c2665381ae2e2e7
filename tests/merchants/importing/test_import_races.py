"""Two who import, or import and apply, at the same moment."""

from functools import partial
from time import sleep

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from merchants.importing import import_places, places, writing
from merchants.models import Chapter, Merchant
from tests.factories import make_merchant
from tests.races import at_once
from tests.sample_files import GENT_CAFES


def import_cafes(path=GENT_CAFES):
    report = import_places(path=path, chapter=Chapter.objects.get(slug="gent"))
    return report.created, report.unchanged


@pytest.fixture
def two_ways_round(monkeypatch, write):
    """Two imports of the same places, one forwards and one backwards, place by place and slowly."""
    save = writing.Writer._save

    def save_slowly(*arguments):
        save(*arguments)
        sleep(0.1)

    monkeypatch.setattr(places, "BATCH", 1)
    monkeypatch.setattr(writing.Writer, "_save", save_slowly)
    header, *lines = GENT_CAFES.read_text("utf-8").splitlines()
    backwards = write("\n".join([header, *reversed(lines)]))
    return import_cafes, partial(import_cafes, backwards)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_import_at_once_makes_every_place_once(two_ways_round):
    assert sorted(at_once(*two_ways_round)) == [(0, 5), (5, 0)]

    assert Merchant.objects.count() == 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_import_at_once_without_the_lock_would_wait_for_each_other(two_ways_round, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda queryset, **options: queryset)

    assert OperationalError in map(type, at_once(*two_ways_round))


@pytest.mark.django_db
def test_import_looks_for_another_address_when_somebody_took_it_meanwhile(monkeypatch):
    """The first time the address seems free, as it does when an application comes in just then."""
    make_merchant(slug="de-gouden-lepel")
    seen = iter([[], ["de-gouden-lepel"]])
    free_slugs = writing.FreeSlugs
    monkeypatch.setattr(writing, "FreeSlugs", lambda taken: free_slugs(next(seen)))

    assert import_cafes() == (5, 0)

    assert Merchant.objects.get(source_id="http://stad.example/id/place/1").slug == "de-gouden-lepel-2"
