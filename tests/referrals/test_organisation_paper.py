"""Ask cards and city maps an organisation orders from its team."""

from html import unescape
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.models import Letter
from referrals.actions import MOST_WAITING, order_paper
from referrals.models import PaperOrder
from tests.factories import make_organisation, make_paper_order, make_user
from tests.pages import value_of
from tests.queries import statements
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(caw):
    return f"/mijn-organisatie/{caw.pk}/papier/"


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def order(client, paper, **typed):
    return client.post(paper, {"key": str(uuid4()), "what": "ask_cards", "language": "fr", "number": "50"} | typed, follow=True)


def test_cards_are_ordered_and_the_team_gets_a_letter(referrer, paper):
    response = order(referrer, paper)

    assert "Het is besteld." in words(response)
    assert "50 vraagkaartjes (Nederlands, Frans)" in words(response) and "Het team weet het." in words(response)
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("team@gent.example", "CAW van hier wil graag 50 vraagkaartjes")
    assert "/beheer/referrals/paperorder/?sent_on__isempty=1" in letter.body


def test_city_maps_have_no_second_language(referrer, paper):
    order(referrer, paper, what="city_maps")

    assert PaperOrder.objects.get().language == ""


def test_what_is_on_its_way_says_so_to_every_colleague(client, caw, paper):
    make_paper_order(caw, what="city_maps", sent_on=timezone.localdate())
    amir = make_user()
    caw.referrers.create(user=amir)
    client.force_login(amir)

    shown = words(client.get(paper))

    assert "50 stadsplannen" in shown and "Onderweg sinds" in shown


def test_the_same_page_sent_twice_is_one_order(referrer, paper):
    key = value_of(referrer.get(paper), "key")

    for _ in range(2):
        order(referrer, paper, key=key)

    assert PaperOrder.objects.count() == Letter.objects.count() == 1


def test_a_lot_is_asked_again_and_nothing_typed_is_lost(referrer, paper):
    response = order(referrer, paper, number="300")
    assert "Dat is veel papier. Echt 300? Vink dit dan aan." in words(response)
    assert 'value="300"' in response.text and not PaperOrder.objects.exists()

    order(referrer, paper, number="300", sure="on", key=value_of(response, "key"))

    assert PaperOrder.objects.get().number == 300


@pytest.mark.parametrize("typed", ["10000", "10.000", "10 000", "10,000"])
def test_ten_thousand_cards_is_asked_again_and_says_what_the_most_is(referrer, paper, typed):
    for sure in ("", "on"):
        response = order(referrer, paper, number=typed, sure=sure)
        assert "Echt 10.000? Een bestelling telt hoogstens 2.000." in words(response)

    assert not PaperOrder.objects.exists()


@pytest.mark.parametrize(
    "slip",
    [{"number": typed} for typed in ["", "0", "-3", "veel", "1.5", "\0", "9" * 400, "1e3", "²"]]
    + [{"what": ""}, {"what": "posters"}, {"language": "xx"}],
    ids=str,
)
def test_a_slip_is_explained_and_orders_nothing(referrer, paper, slip):
    response = order(referrer, paper, **slip)

    assert response.status_code == 200 and "Nog niet helemaal." in words(response)
    assert not PaperOrder.objects.exists() and not Letter.objects.exists()


def test_a_key_that_is_none_still_orders(referrer, paper):
    order(referrer, paper, key="x")

    assert PaperOrder.objects.exists()


def test_when_many_orders_wait_the_team_is_not_flooded(referrer, caw, paper):
    for _ in range(MOST_WAITING):
        make_paper_order(caw)

    assert "Er wachten al tien bestellingen van jullie." in words(order(referrer, paper))
    assert not Letter.objects.exists()


def test_a_stranger_finds_nothing_there(client, paper):
    stranger = make_user()
    make_organisation("OCMW", people=[stranger])
    client.force_login(stranger)

    assert client.get(paper).status_code == client.post(paper, {"number": "5"}).status_code == 404
    assert not PaperOrder.objects.exists()


def test_the_page_costs_the_same_for_one_order_and_many(referrer, caw, paper):
    make_paper_order(caw)
    with statements() as for_one:
        referrer.get(paper)
    for _ in range(25):
        make_paper_order(caw)
    with statements() as for_many:
        referrer.get(paper)

    assert len(for_one) == len(for_many)


@pytest.mark.django_db(transaction=True)
def test_six_who_order_at_once_leave_no_more_waiting_than_fit():
    caw = make_organisation()
    for _ in range(MOST_WAITING - 2):
        make_paper_order(caw)

    at_once(*[lambda: order_paper(key=uuid4(), organisation=caw, what="ask_cards", number=5)] * 6)

    assert caw.paper_orders.waiting().count() == MOST_WAITING
