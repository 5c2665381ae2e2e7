"""The counter shows what is kept and for which organisation; it ends by itself, or with one tap."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from referrals.models import SettingAside
from tests.factories import make_aside, make_organisation, make_treat
from tests.pages import value_of, words_of
from tests.queries import statements
from vouchers import actions
from vouchers.models import CounterLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(waiting=3)


@pytest.fixture
def counter(coffee):
    return reverse("vouchers:counter", args=[CounterLink.objects.of(coffee.merchant).token])


@pytest.fixture
def kept(coffee):
    return make_aside(coffee, organisation=make_organisation("CAW Gent"), sign="cat")


def test_the_counter_tells_how_many_are_kept_for_whom_and_until_when(client, counter, kept):
    page = words_of(client.get(counter))

    assert "1 opzij" in page
    assert "kat · CAW Gent" in page
    assert kept.until_in_words in page
    assert "Wie het krijgt, blijft jouw keuze." in page


def test_one_tap_and_it_is_kept_no_more(client, counter, coffee, kept):
    page = client.post(f"{counter}opzij/", {"aside": value_of(client.get(counter), "aside")}, follow=True)

    assert page.redirect_chain == [(f"{counter}?los=koffie#koffie", 303)]
    assert "Niet meer opzij: het hangt er voor iedereen." in words_of(page)
    assert "CAW" not in words_of(page)
    assert not SettingAside.objects.exists()


def test_it_returns_by_itself_at_its_end_though_nobody_sweeps(client, counter, coffee):
    make_aside(coffee, within=timedelta(minutes=-1))

    assert "opzij" not in words_of(client.get(counter))


def test_what_was_handed_out_is_kept_no_more_and_handing_out_is_as_always(client, counter, coffee, kept):
    actions.recount(treat=coffee, count=1, key=uuid4())

    page = client.post(counter, {"what": "handed_out", "treat": coffee.pk, "key": uuid4()}, follow=True)

    assert "Weggegeven." in words_of(page)
    assert "CAW" not in words_of(page)


def test_never_more_are_said_to_be_kept_than_hang(client, counter, coffee, kept):
    make_aside(coffee)
    actions.recount(treat=coffee, count=1, key=uuid4())

    assert "1 opzij" in words_of(client.get(counter))


def test_the_copy_a_phone_keeps_and_what_its_script_asks_hold_nothing_of_it(client, counter, kept):
    for part in ["schil/", "tikken/", "app.webmanifest"]:
        answer = client.get(counter + part).content.decode()
        assert "CAW" not in answer
        assert "opzij" not in answer


@pytest.mark.parametrize("aside", ["", "0", "x", "9" * 400])
def test_a_tap_on_what_is_gone_leads_back_to_the_counter(client, counter, kept, aside):
    assert client.post(f"{counter}opzij/", {"aside": aside}).url == counter
    assert client.get(f"{counter}opzij/").url == counter
    assert SettingAside.objects.exists()


def test_the_link_opens_one_place_only(client, counter):
    elsewhere = make_aside(make_treat(waiting=1))

    client.post(f"{counter}opzij/", {"aside": elsewhere.pk})

    assert SettingAside.objects.get() == elsewhere


def test_a_revoked_link_says_so_kindly(client, counter, coffee, kept):
    CounterLink.objects.create(merchant=coffee.merchant)

    page = client.post(f"{counter}opzij/", {"aside": kept.pk})

    assert page.status_code == 404
    assert "Deze link naar de toog werkt niet meer" in words_of(page)
    assert SettingAside.objects.get() == kept


def test_the_counter_costs_one_question_more_however_much_is_kept(client, counter, coffee):
    def sent():
        with statements() as sent:
            client.get(counter)
        return sent

    none = sent()
    for _ in range(3):
        make_aside(coffee)

    assert len(sent()) == len(none)
    assert len([statement for statement in none if "settingaside" in statement]) == 1
