"""Where a round that waits for an activity is asked, seen and let go: the place's own page, the counter, the team, and the street."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from encounters.activity_forms import ActivityForm
from encounters.aside_forms import KeepForm
from encounters.models import ActivityAside
from tests.factories import (
    make_activity,
    make_activity_aside,
    make_merchant,
    make_organisation,
    make_team_member,
    make_treat,
    make_user,
)
from tests.logins import come_in
from tests.pages import value_of, words_of
from tests.queries import statements
from tests.team import address, said
from vouchers.actions import hand_out
from vouchers.models import CounterLink

from .test_activity_admin import typed_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def soup(krook):
    return make_treat(kind="soep", merchant=krook, waiting=6)


@pytest.fixture
def meal(gent, krook):
    return make_activity(chapter=gent, merchant=krook, slug="samen-soep")


@pytest.fixture
def lut(client, krook):
    user = make_user(name="Lut")
    krook.people.create(user=user)
    client.force_login(user)
    return user


MINE = "/mijn-plek/krook/activiteiten/"


def ask(client, soup, **changes):
    return client.post(MINE, {"activity": "samen-soep", "treat": soup.pk, "number": 4} | changes, follow=True)


# The place


def test_a_place_lets_a_round_wait_and_lets_it_go(client, lut, soup, meal):
    page = ask(client, soup)

    assert page.redirect_chain == [(MINE, 303)]
    assert "4 × soep wacht" in words_of(page)
    client.post(MINE, {"what": "let-go", "activity": "samen-soep", "aside": value_of(page, "aside")})
    assert not ActivityAside.objects.exists()


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"number": 7}, "Er hangen er maar 6 die nog niet opzij liggen."),
        ({"number": "veel"}, "Van 1 tot 20, alsjeblieft."),
        ({"number": ""}, "Van 1 tot 20, alsjeblieft."),
        ({"treat": 0}, "Dit hangt er niet meer."),
    ],
)
def test_a_slip_is_told_and_nothing_is_kept(client, lut, soup, meal, changes, answer):
    page = ask(client, soup, **changes)

    assert answer in words_of(page)
    assert not ActivityAside.objects.exists()


@pytest.mark.parametrize(
    ("language", "number", "times"),
    [
        ("nl", "Van 1 tot 20, alsjeblieft.", "Bijvoorbeeld 6. Hoogstens 26."),
        ("fr", "De 1 à 20, s’il vous plaît.", "Par exemple 6. 26 au plus."),
        ("en", "From 1 to 20, please.", "For example 6. At most 26."),
    ],
)
def test_a_number_in_a_sentence_does_not_keep_it_in_dutch(language, number, times):
    with override(language):
        assert str(KeepForm.base_fields["number"].error_messages["invalid"]) == number
        assert str(ActivityForm.base_fields["times"].help_text) == times


@pytest.mark.parametrize("activity", ["", "\x00", "ergens-anders"])
def test_an_activity_that_is_not_there_answers_so(client, lut, soup, meal, activity):
    assert ask(client, soup, activity=activity).status_code == 404


def test_only_who_looks_after_the_place_and_only_its_own_activities(client, lut, soup, meal):
    elsewhere = make_activity(slug="elders", merchant=make_merchant(), chapter=meal.chapter)

    assert ask(client, soup, activity=elsewhere.slug).status_code == 404
    client.force_login(make_user())
    assert client.get(MINE).status_code == 404


def test_the_page_of_a_place_costs_the_same_for_one_and_three_activities(client, lut, soup, meal):
    make_activity_aside(soup, activity=meal, number=1)
    with statements() as one:
        client.get(MINE)
    for _ in range(2):
        make_activity_aside(soup, activity=make_activity(chapter=meal.chapter, merchant=meal.merchant), number=1)

    with statements() as three:
        client.get(MINE)

    assert len(three) == len(one)


def test_a_place_with_nothing_planned_or_nothing_hanging_is_told_so(client, lut, meal):
    assert "Op je bord hangt nu niets." in words_of(client.get(MINE))
    meal.delete()
    assert "Hier is nu niets gepland" in words_of(client.get(MINE))


# The counter


def test_the_counter_shows_for_what_it_waits_and_one_tap_lets_it_go(client, soup, meal):
    make_activity_aside(soup, activity=meal, number=6)
    counter = reverse("vouchers:counter", args=[CounterLink.objects.of(soup.merchant).token])

    page = client.get(counter)

    assert "6 opzij voor Samen soep" in words_of(page)
    hand_out(treat=soup, key=uuid4())
    assert "5 opzij voor Samen soep" in words_of(client.get(counter))
    page = client.post(f"{counter}ronde/", {"ronde": value_of(page, "ronde")}, follow=True)
    assert page.redirect_chain == [(f"{counter}?los=soep#soep", 303)]
    assert "Niet meer opzij: het hangt er voor iedereen." in words_of(page)
    assert not ActivityAside.objects.exists()


def test_a_round_of_another_place_is_not_let_go(client, soup, meal):
    aside = make_activity_aside(soup, activity=meal)
    other = reverse("vouchers:counter", args=[CounterLink.objects.of(make_merchant()).token])

    client.post(f"{other}ronde/", {"ronde": aside.pk})

    assert ActivityAside.objects.get() == aside
    assert client.post("/toog/nergens/ronde/").status_code == 404


# The street


def test_everybody_reads_that_a_round_waits_and_no_number(client, soup, meal):
    assert "Er wacht hier een rondje" not in words_of(client.get(meal.get_absolute_url()))
    make_activity_aside(soup, activity=meal, number=6)

    told = words_of(client.get(meal.get_absolute_url()))

    assert "Er wacht hier een rondje voor wie komt" in told
    assert "6" not in told.partition("Er wacht hier een rondje")[2][:60]


# Organisations


def test_what_waits_for_an_activity_is_not_asked_by_an_organisation_too(client, soup, meal):
    user = make_user()
    caw = make_organisation(chapter=meal.chapter, people=[user])
    client.force_login(user)
    page = reverse("referrals:organisation-place", args=[caw.pk, "krook"])
    assert 'name="hours"' in client.get(page).text

    make_activity_aside(soup, activity=meal, number=6)

    assert 'name="hours"' not in client.get(page).text


# The team


def test_a_coordinator_asks_for_a_round_and_lets_it_go(client, coordinator, soup, meal):
    answer = client.post(address(meal), typed_of(meal, waits=soup.pk, how_many_wait=6), follow=True)

    assert "Het wacht op wie komt, en de toog toont het." in said(answer)
    aside = meal.asides.get()
    assert aside.number == 6
    client.post(address(meal), typed_of(meal, let_go=[aside.pk]))
    assert not meal.asides.exists()


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"how_many_wait": 7}, "Er hangen er maar 6"),
        ({"how_many_wait": ""}, "Vul in hoeveel, bijvoorbeeld 6."),
        ({"waits": ""}, "Kies wat er wacht, of laat het aantal leeg."),
        ({"how_many_wait": 21}, "Van 1 tot 20, alsjeblieft."),
    ],
)
def test_a_slip_of_the_team_is_told(client, coordinator, soup, meal, changes, answer):
    page = client.post(address(meal), typed_of(meal, **{"waits": soup.pk, "how_many_wait": 3} | changes))

    assert answer in words_of(page)
    assert not ActivityAside.objects.exists()


def test_who_moves_it_and_asks_at_once_is_told_that_nothing_waits(client, coordinator, soup, meal):
    there = make_merchant(chapter=meal.chapter)

    answer = client.post(address(meal), typed_of(meal, merchant=there.pk, waits=soup.pk, how_many_wait=3), follow=True)

    assert any("Er wacht niets op" in each for each in said(answer))
    assert not ActivityAside.objects.exists()


def test_a_volunteer_asks_for_nothing(client, gent, soup, meal):
    come_in(client, make_team_member("volunteer", chapter=gent))

    client.post(address(meal), typed_of(meal, waits=soup.pk, how_many_wait=3))

    assert not ActivityAside.objects.exists()
