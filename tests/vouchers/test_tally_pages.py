"""The tally on the pages: folded away at the counter, and nowhere else."""

from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.models import ServiceOffer
from tests.factories import make_merchant, make_service, make_treat
from tests.pages import words_of
from vouchers import actions
from vouchers.models import CounterLink, ServiceTally

pytestmark = pytest.mark.django_db


@pytest.fixture
def water():
    make_service("water", name="water", name_nl="water")
    return ServiceOffer.objects.get(merchant=make_merchant(services=["water"]))


@pytest.fixture
def counter(water):
    return f"/toog/{CounterLink.objects.of(water.merchant).token}/"


def tallied():
    return list(ServiceTally.objects.values_list("count", flat=True))


# Story


def test_staff_tally_with_plain_forms(client, water, counter):
    for what in ["tally_more", "tally_more", "tally_less"]:
        page = client.post(counter, {"what": what, "offer": water.pk, "key": uuid4()}, follow=True)

    assert page.redirect_chain == [(f"{counter}?gratis=open#gratis", 303)]
    assert 'id="gratis" open' in page.content.decode()
    assert "Turf wat je gratis gaf, als je dat graag doet" in words_of(page)
    assert f'data-count="offer-{water.pk}">1<' in page.content.decode()


def test_it_stands_folded_away_at_the_end_and_only_where_there_is_something_to_tally(client, counter):
    page = client.get(counter).content.decode()
    assert 'id="gratis">' in page

    ServiceOffer.objects.all().delete()

    assert "gratis" not in client.get(counter).content.decode()


# Slip


@pytest.mark.parametrize("slip", [{"offer": "0"}, {"offer": "x"}, {"key": ""}])
def test_a_tally_we_do_not_understand_changes_nothing(client, water, counter, slip):
    page = client.post(counter, {"what": "tally_more", "offer": water.pk, "key": uuid4()} | slip)

    assert "Er is niets geteld" in words_of(page)
    assert tallied() == []


@pytest.mark.parametrize(("to", "status", "told"), [("", 200, "Er is niets geteld"), ("tikken/", 400, "staat niet meer aan deze toog")])
def test_a_service_taken_away_between_reading_and_counting_is_told_kindly(client, water, counter, monkeypatch, to, status, told):
    def tally_too_late(**tap):
        ServiceOffer.objects.all().delete()
        return tally(**tap)

    tally = actions.tally
    monkeypatch.setattr(actions, "tally", tally_too_late)

    answer = client.post(f"{counter}{to}", {"what": "tally_more", "offer": water.pk, "key": uuid4()})

    assert answer.status_code == status
    assert told in (answer.json()["sentence"] if to else words_of(answer))
    assert tallied() == []


# Stranger


def test_the_link_of_one_place_tallies_nothing_of_another(client, water):
    elsewhere = f"/toog/{CounterLink.objects.of(make_treat().merchant).token}/"

    client.post(elsewhere, {"what": "tally_more", "offer": water.pk, "key": uuid4()})

    assert tallied() == []


def test_a_tally_shows_on_no_page_of_the_street(client, water):
    place = f"/plek/{water.merchant.slug}/"
    before = client.get(place).content

    ServiceTally.objects.create(merchant=water.merchant, service=water.service, day=timezone.localdate(), count=873)

    assert client.get(place).content == before
