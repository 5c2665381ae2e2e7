"""Paper that places and organisations ask for, at /beheer/: anybody of the team brings it, and says so."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from merchants.models import PaperRequest
from referrals.models import PaperOrder
from tests.factories import make_merchant, make_organisation, make_paper_order, make_paper_request
from tests.team import act, listed, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def asked(gent):
    return make_paper_request(make_merchant("Krook", chapter=gent, street="Makebaplein 1"))


def test_volunteer_sees_on_the_front_page_who_asks_and_says_that_it_is_on_its_way(client, volunteer, asked, gent, brussel):
    make_paper_request(make_merchant(chapter=brussel))
    make_paper_request(asked.merchant, what="board")
    make_paper_request(make_merchant(chapter=gent), sent_on=timezone.localdate())

    waiting = {str(something.text): something.url for something in client.get(reverse("admin:index")).context["waiting"]}
    shown = client.get(waiting["1 plek vraagt drukwerk"])
    assert listed(shown) == set(asked.merchant.paper_requests.values_list("pk", flat=True))
    assert "Makebaplein 1" in shown.text

    assert said(act(client, "on_its_way", asked)) == ["1 aanvraag is onderweg. De plek ziet dat."]
    asked.refresh_from_db()
    assert asked.sent_on == timezone.localdate()
    assert LogEntry.objects.get().object_id == str(asked.pk)


def test_what_was_on_its_way_already_keeps_its_day(client, coordinator, asked):
    yesterday = timezone.localdate() - timedelta(1)
    PaperRequest.objects.update(sent_on=yesterday)

    act(client, "on_its_way", asked)

    assert PaperRequest.objects.get().sent_on == yesterday
    assert not LogEntry.objects.exists()


def test_volunteer_says_nothing_of_another_city(client, volunteer, asked, brussel):
    elsewhere = make_paper_request(make_merchant(chapter=brussel))

    act(client, "on_its_way", elsewhere)

    assert list(PaperRequest.objects.waiting()) == [elsewhere, asked]


# Of organisations


def test_volunteer_sees_on_the_front_page_who_orders_and_says_that_it_is_on_its_way(client, volunteer, gent, brussel):
    caw = make_organisation("CAW", chapter=gent)
    order = make_paper_order(caw, number=120, language="fr")
    make_paper_order(caw, what="city_maps")
    make_paper_order(make_organisation("Elders", chapter=brussel))

    waiting = {str(something.text): something.url for something in client.get(reverse("admin:index")).context["waiting"]}
    shown = client.get(waiting["1 organisatie bestelt drukwerk"])
    assert listed(shown) == set(caw.paper_orders.values_list("pk", flat=True))
    assert "120 vraagkaartjes (Nederlands, Frans)" in shown.text

    assert said(act(client, "on_its_way", order)) == ["1 bestelling is onderweg. Ze zien dat."]
    assert PaperOrder.objects.get(pk=order.pk).sent_on == timezone.localdate()
    assert PaperOrder.objects.waiting().count() == 2
