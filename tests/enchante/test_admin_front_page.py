"""The front page at /beheer/: what waits, most useful first, each a link to a list with the answer ready."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from merchants.models import Letter
from tests.factories import make_merchant, make_paper_request, make_treat
from tests.queries import statements
from tests.team import act, listed, make_gift, said
from vouchers.actions.redirecting import IDLE_FOR
from vouchers.models import Movement

pytestmark = [pytest.mark.django_db, pytest.mark.page]
LONG_AGO = timezone.localdate() - IDLE_FOR - timedelta(days=1)


def waiting(client):
    return client.get(reverse("admin:index")).context["waiting"]


def leads_to(client, words):
    """The rows of the list behind the line that holds these words."""
    return listed(client.get(next(something.url for something in waiting(client) if words in something.text)))


def make_idle_treat(chapter, **fields):
    """Two hang, and none came or went for over half a year."""
    treat = make_treat(merchant=make_merchant(chapter=chapter, **fields))
    Movement.objects.create(key=uuid4(), treat=treat, kind="counter", delta=2, day=LONG_AGO)
    return treat


def test_most_useful_first(client, coordinator, gent):
    make_paper_request(make_merchant(chapter=gent))
    make_gift(gent)
    make_idle_treat(gent)
    make_merchant(chapter=gent).pauses.create(first_day=timezone.localdate() - timedelta(40))
    make_merchant(chapter=gent, state="applied", agreed_on=None)

    assert [something.turn.name for something in waiting(client)] == ["PLACES", "WORDS", "BREAKS", "BOARDS", "PAPER"]


@pytest.mark.parametrize(
    ("since", "until", "is_long"),
    [(40, None, True), (40, 3, True), (31, None, False), (3, None, False), (40, -2, False)],
)
def test_a_place_that_rests_for_over_a_month_is_on_the_list(client, volunteer, gent, brussel, since, until, is_long):
    today = timezone.localdate()
    days = {"first_day": today - timedelta(since), "last_day": until and today + timedelta(until)}
    place = make_merchant(chapter=gent)
    place.pauses.create(**days)
    make_merchant(chapter=brussel).pauses.create(**days)

    lines = [something for something in waiting(client) if something.turn.name == "BREAKS"]

    assert [something.number for something in lines] == ([1] if is_long else [])
    if is_long:
        assert leads_to(client, "al meer dan een maand pauze") == {place.pk}


def test_places_where_something_hangs_long_are_asked_in_one_go(client, volunteer, gent, brussel):
    ours = make_idle_treat(gent, contact_email="lut@example.org")
    make_treat(merchant=make_merchant(chapter=gent), waiting=3)
    elsewhere = make_idle_treat(brussel, contact_email="an@example.org")

    assert leads_to(client, "hangt iets al meer dan een half jaar") == {ours.pk}
    response = act(client, "ask_what_to_do", ours, elsewhere)

    assert said(response) == ["1 plek krijgt een brief."]
    assert list(Letter.objects.values_list("to", flat=True)) == ["lut@example.org"]


def test_the_front_page_costs_the_same_for_a_little_and_a_lot(client, coordinator, gent):
    make_idle_treat(gent)
    with statements() as for_one:
        waiting(client)
    for _ in range(3):
        make_idle_treat(gent)
        make_merchant(chapter=gent, state="applied", agreed_on=None)
    with statements() as for_many:
        waiting(client)

    assert len(for_many) == len(for_one)
