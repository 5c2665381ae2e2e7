"""What a city tells in numbers: of the city as a whole, rounded, and nothing of too few."""

from datetime import date
from uuid import uuid4

import pytest
from django.template import engines

from tests.factories import make_chapter, make_merchant, make_purchase, make_treat
from tests.pages import words_of
from tests.queries import statements
from vouchers.actions import add_at_counter, hand_out, undo
from vouchers.figures import Figures, figures_of, told, waiting_in
from vouchers.models import Movement

pytestmark = pytest.mark.django_db
IN_MAY, IN_JUNE = date(2026, 5, 12), date(2026, 6, 3)


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def five(gent):
    """A treat at each of five places."""
    return [make_treat(merchant=make_merchant(chapter=gent)) for _ in range(5)]


def give(treat, times=1, day=IN_MAY):
    return [add_at_counter(treat=treat, key=uuid4(), day=day) for _ in range(times)]


def shown(chapter, places):
    template = engines["django"].from_string("{% load city %}{% city_figures chapter places %}")
    return words_of(type("Page", (), {"content": template.render({"chapter": chapter, "places": places}).encode()}))


def test_what_was_given_and_handed_out_is_told_of_the_city_as_a_whole(gent, five):
    for treat in five:
        give(treat, 3)
        hand_out(treat=treat, key=uuid4(), day=IN_JUNE)
    give(make_treat(merchant=make_merchant(chapter=make_chapter("brussel"))), 40)

    assert figures_of(gent) == Figures(given=15, handed_out=5, since=IN_MAY)


def test_what_was_bought_on_the_site_counts_as_given(gent, five):
    for treat in five:
        make_purchase(treat, quantity=2, paid=True)
        make_purchase(treat, quantity=7)  # Not paid.

    assert figures_of(gent).given == 10


def test_a_tap_that_was_undone_did_not_happen(gent, five):
    for treat in five:
        (*_, last) = give(treat, 3)
        taken = hand_out(treat=treat, key=uuid4(), day=IN_JUNE)
        undo(movement=taken.movement, key=uuid4())
        undo(movement=last.movement, key=uuid4())
        hand_out(treat=treat, key=uuid4(), day=IN_JUNE)

    found = figures_of(gent)

    assert (found.given, found.handed_out) == (10, 5)


def test_what_a_recount_found_tells_nothing(gent, five):
    for treat in five:
        give(treat, 2)
        Movement.objects.create(treat=treat, kind="recount", delta=50, key=uuid4())

    assert figures_of(gent).given == 10


def test_what_few_places_did_is_told_of_none_of_them(gent, five):
    for treat in five[:4]:
        give(treat, 30)
        hand_out(treat=treat, key=uuid4())
    assert figures_of(gent).given is None

    give(five[4])

    assert figures_of(gent) == Figures(given=120, handed_out=None, since=IN_MAY)


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [
        (0, 0, None),
        (4, 5, None),
        (5, 4, None),
        (5, 5, 5),
        (9, 9, 5),
        (99, 20, 95),
        (127, 20, 120),
        (999, 80, 990),
        (8_457, 80, 8_400),
        (123_456, 80, 123_000),
    ],
)
def test_numbers_are_rounded_down_and_too_few_are_not_told(number, places, rounded):
    assert told(number, places) == rounded


def test_the_page_tells_the_month_and_no_day(gent, five):
    for treat in five:
        give(treat, 2)

    page = shown(gent, 5)

    assert "5 open deuren 10 traktaties gegeven, ongeveer Sinds mei 2026." in page
    assert "uitgedeeld" not in page
    assert "12" not in page


def test_a_city_that_just_began_shows_its_doors_and_no_treats(gent):
    give(make_treat(merchant=make_merchant(chapter=gent)), 9)

    page = shown(gent, 1)

    assert "1 open deur" in page
    assert "traktaties" not in page


def test_the_figures_cost_one_query(gent, five):
    with statements() as sent:
        figures_of(gent)

    assert len(sent) == 1


# What waits


def test_what_hangs_in_a_city_is_counted_together_per_kind(gent):
    here = [make_merchant(chapter=gent) for _ in range(3)]
    make_treat(merchant=here[0], waiting=2)
    make_treat(merchant=here[1], waiting=3)
    make_treat(merchant=here[1], kind="soep", waiting=1)
    make_treat(merchant=here[2], kind="brood")
    make_treat(merchant=make_merchant(chapter=gent, state="closed"), kind="soep", waiting=7)
    make_treat(merchant=make_merchant(chapter=make_chapter("brussel")), waiting=9)

    assert {kind.slug: kind.waiting for kind in waiting_in(gent)} == {"koffie": 5, "soep": 1}
