"""What changed at a place, of a treat and in a city, as its team reads it in the admin, and the way back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from enchante.merging_kinds import merge_kinds
from merchants import versions
from merchants.models import Chapter, Merchant, Service
from tests.factories import make_kind, make_merchant, make_seller, make_service, make_treat, make_user
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements
from tests.team import act, address, typed
from vouchers.actions import hand_out, recount
from vouchers.models import Treat

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.page]


def page_of(client, row):
    return client.get(address(row, "history"))


def put_back(client, row, number=0):
    told = page_of(client, row).context["told"]
    return client.post(address(row, "history"), {"moment": told[number][0].moment.isoformat()}, follow=True)


@pytest.fixture
def lantern(gent):
    return make_merchant("De Lantaarn", chapter=gent, street="Makebaplein 2", contact_email="lut@example.org")


def test_a_coordinator_reads_what_changed_at_a_place_and_puts_it_back(client, coordinator, lantern):
    client.post(address(lantern), typed(lantern, street="Makebaplein 20", contact_name="Lut"))

    page = page_of(client, lantern)
    assert "Makebaplein 2 daarna: Makebaplein 20" in words_of(page)
    assert "jij" in words_of(page)

    assert "Het is weer zoals voor die wijziging." in words_of(put_back(client, lantern))
    lantern.refresh_from_db()
    assert (lantern.street, lantern.contact_name) == ("Makebaplein 2", "")


def test_what_was_put_back_can_be_put_back(client, coordinator, lantern):
    client.post(address(lantern), typed(lantern, street="Makebaplein 20"))
    put_back(client, lantern)
    put_back(client, lantern)

    lantern.refresh_from_db()
    assert lantern.street == "Makebaplein 20"


def test_what_was_tapped_stands_between_the_changes(client, coordinator, lantern):
    act(client, "mark_heated", lantern)

    assert "Als warm aangeduid." in words_of(page_of(client, lantern))


def test_the_price_of_a_treat_is_put_back(client, coordinator, lantern):
    coffee = make_treat(merchant=lantern, price=250)
    client.post(address(coffee), {"price": "3,00", "vat_rate": 12, "is_offered": "on", "counted": ""})
    assert Treat.objects.get().price == 300

    put_back(client, coffee)

    assert Treat.objects.get().price == 250


def test_what_came_on_a_board_or_left_it_is_no_change(client, coordinator, lantern):
    coffee = make_treat(merchant=lantern, waiting=3)
    hand_out(treat=coffee, key=uuid4())
    recount(treat=coffee, count=5, key=uuid4())
    client.post(address(coffee), {"price": "2,50", "vat_rate": 12, "is_offered": "on", "counted": "4"})

    for row in [coffee, lantern]:
        assert "Er is nog niets gewijzigd" in words_of(page_of(client, row)), row


def test_a_treat_of_a_kind_that_became_another_is_not_put_back(client, coordinator, lantern):
    gone, _kept = make_treat(merchant=lantern, kind="espresso"), make_treat(merchant=lantern, kind="koffie")
    merge_kinds(goes=make_kind("espresso"), stays=make_kind("koffie"))

    assert "Zet terug" not in words_of(page_of(client, gone))


def test_a_city_is_put_back_as_it_was(client, coordinator, gent):
    with versions.by(coordinator):
        Chapter.objects.filter(pk=gent.pk).update(phone="09 000 00 00", postcodes=["9000", "9050"], state="resting")

    assert "9000, 9050" in words_of(page_of(client, gent))
    put_back(client, gent)

    gent.refresh_from_db()
    assert (gent.phone, gent.postcodes, gent.state) == ("", [], "active")


def test_another_shape_of_a_city_is_told_in_words_and_put_back(client, coordinator, gent):
    shape = {"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.0]]]}
    gent.shape = shape
    gent.save(update_fields=["shape"])
    gent.shape = None
    gent.save(update_fields=["shape"])

    assert words_of(page_of(client, gent)).count("een vorm van 4 punten") == 2
    put_back(client, gent)
    assert Chapter.objects.get().shape == shape


def test_a_cold_week_is_no_change_of_a_city(client, coordinator, gent):
    client.post(reverse("admin:merchants_chapter_cold", args=[gent.pk]))

    assert not Chapter.pgh_event_model.objects.exists()


@pytest.mark.parametrize(("make", "second"), [(make_service, "question"), (make_kind, "plural")], ids=["service", "kind"])
def test_hq_puts_back_words_of_the_catalogue_in_every_language(client, hq, make, second):
    row = make(name_fr="avant", **{f"{second}_nl": "eerst", second: "eerst"})
    typed = {
        "name_nl": "anders",
        "name_fr": "après",
        f"{second}_nl": "dan",
        "slug": row.slug,
        "icon": row.icon,
        "position": "7",
        "osm_tag": "",
    }
    client.post(address(row), typed)

    page = words_of(page_of(client, row))
    assert "avant daarna: après" in page
    assert page.count("daarna: anders") == 1
    put_back(client, row)

    now = type(row).objects.rewrite(False).values("name", "name_nl", "name_fr", f"{second}_nl", "position").get()
    assert now == {"name": row.slug, "name_nl": row.slug, "name_fr": "avant", f"{second}_nl": "eerst", "position": 100}


def test_a_coordinator_reads_what_changed_in_the_catalogue_and_puts_nothing_back(client, coordinator):
    service = make_service()
    Service.objects.update(icon="droplets")

    page = page_of(client, service)

    assert "droplets" in words_of(page)
    assert "Zet terug" not in words_of(page)


def test_a_volunteer_reads_it_without_people_and_money_and_puts_nothing_back(client, volunteer, lantern):
    with versions.by(volunteer):
        lantern.people.create(user=make_user("zaak@example.org"))
        make_seller(lantern)
    Merchant.objects.filter(pk=lantern.pk).update(phone="09 000 00 00")

    page = page_of(client, lantern)

    assert "09 000 00 00" in words_of(page)
    for hidden in ["zaak@example.org", "Krook BV", "Zet terug"]:
        assert hidden not in words_of(page)
    assert client.post(address(lantern, "history"), {"moment": page.context["told"][0][0].moment.isoformat()}).status_code == 404


def test_nobody_reads_the_name_of_somebody_of_another_city(client, coordinator, lantern):
    with versions.by(make_user("els@elders.example", name="Els")):
        Merchant.objects.filter(pk=lantern.pk).update(phone="09 000 00 00")

    page = words_of(page_of(client, lantern))

    assert "iemand anders" in page
    assert "Els" not in page


def test_hq_is_named_as_the_network(client, hq, gent, lantern, coordinator):
    with versions.by(hq):
        Merchant.objects.filter(pk=lantern.pk).update(phone="09 000 00 00")
    come_in(client, coordinator)

    assert "het netwerk" in words_of(page_of(client, lantern))


@pytest.mark.parametrize("moment", ["", "gisteren", "2026-11-27T10:00:00"])
def test_a_moment_at_which_nothing_changed_puts_nothing_back(client, coordinator, lantern, moment):
    Merchant.objects.filter(pk=lantern.pk).update(phone="09 000 00 00")

    assert client.post(address(lantern, "history"), {"moment": moment}).status_code == 302
    lantern.refresh_from_db()
    assert lantern.phone == "09 000 00 00"


def test_many_changes_cost_the_same_and_come_twenty_to_a_page(client, coordinator, lantern):
    def cost():
        with statements() as sent:
            page_of(client, lantern)
        return len(sent)

    def change(number):
        with versions.by(coordinator):
            Merchant.objects.filter(pk=lantern.pk).update(phone=f"09 {number:03}")

    change(0)
    one = cost()
    for number in range(1, 25):
        change(number)

    assert cost() == one
    assert len(page_of(client, lantern).context["told"]) == 20
