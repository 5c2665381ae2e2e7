"""A ready-made gift to a city: each line from its own place, one payment."""

from uuid import uuid4

import pytest

from merchants.models import Pause
from tests.factories import make_chapter, make_merchant, make_theme, make_treat
from tests.pages import form_of, value_of, words_of
from tests.queries import statements
from tests.vouchers.gift import filled_in
from vouchers import catalogue
from vouchers.models import DemoPayment, Purchase, Theme, Treat, TreatKind

pytestmark = pytest.mark.django_db

MORNING = "/stad/gent/thema/warme-ochtend/"


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"), price=250)


@pytest.fixture
def bread():
    return make_treat(merchant=make_merchant("Bakker Bart"), kind="brood", price=320)


@pytest.fixture(autouse=True)
def morning(coffee, bread):
    return make_theme()


def give(client, *treats, **choices):
    return client.post(MORNING, filled_in(*treats, **choices), follow=True)


def pay(client, status="paid"):
    DemoPayment.objects.update(status=status)
    return client.get(f"/bedankt/{Purchase.objects.get().token}/")


def test_a_giver_gives_a_warm_morning_in_one_payment(client, coffee, bread):
    page = client.get(MORNING)
    assert "Je koopt van Krook BV, ondernemingsnummer 0123.456.749: De Krook, Makebaplein 1, 9000 Gent." in words_of(page)
    assert "€ 2,50, De Krook" in words_of(page)
    assert "€ 3,20, Bakker Bart" in words_of(page)
    assert value_of(page, "totaal") == "570"

    page = client.post(MORNING, form_of(page), follow=True)
    assert "Betaal € 5,70" in words_of(page)
    assert "Bakker Bart, De Krook" in words_of(pay(client))

    assert list(Treat.objects.values_list("waiting", flat=True)) == [1, 1]
    assert {line.treat: line.seller.merchant for line in Purchase.objects.get().lines.all()} == {
        coffee: coffee.merchant,
        bread: bread.merchant,
    }


def test_numbers_can_be_changed_and_a_line_left_out(client, coffee, bread):
    give(client, coffee, bread, koffie=3, brood=0)
    pay(client)

    assert {line.treat: line.quantity for line in Purchase.objects.get().lines.all()} == {coffee: 3}


def test_it_hangs_where_fewest_hang(client, coffee):
    emptier = make_treat(merchant=make_merchant("Bar Leeg"))
    give(client, coffee, koffie=1)
    pay(client)

    page = words_of(client.get(MORNING))

    assert emptier.merchant.name in page
    assert "De Krook" not in page


def test_what_the_page_showed_is_what_is_bought_whatever_hangs_meanwhile(client, coffee, bread):
    typed = form_of(client.get(MORNING))
    make_treat(merchant=coffee.merchant, kind="soep", waiting=9)
    make_treat(merchant=make_merchant("Bar Leeg"))

    client.post(MORNING, typed)

    assert set(Purchase.objects.get().lines.values_list("treat", flat=True)) == {coffee.pk, bread.pk}


def test_a_kind_that_is_sold_nowhere_is_left_out_and_said(client, bread):
    Pause.objects.create(merchant=bread.merchant, first_day="2026-01-01")

    page = words_of(client.get(MORNING))

    assert "Brood wordt nu nergens via de site verkocht" in page
    assert "Bakker Bart" not in page


def test_where_nothing_of_it_is_sold_the_page_tells_other_ways(client):
    Treat.objects.update(is_offered=False)

    page = client.get(MORNING)

    assert "wordt hier nu niets via de site verkocht" in words_of(page)
    assert 'href="/stad/gent/trakteren/"' in page.text


def test_where_one_cannot_pay_online_the_page_says_how(client, settings):
    settings.PAYMENT_GATEWAY = ""

    assert "Online betalen kan hier nog niet" in words_of(client.get(MORNING))
    assert "Warme ochtend" not in words_of(client.get("/stad/gent/trakteren/"))


def test_the_city_shows_themes_of_which_something_is_sold(client):
    make_theme("vooruitzicht", kinds=["ticket"], name="Vooruitzicht", name_nl="Vooruitzicht")

    page = client.get("/stad/gent/trakteren/")

    assert f'href="{MORNING}"' in page.text
    assert "Vooruitzicht" not in page.text


def test_the_city_costs_the_same_with_many_themes_and_places(client):
    def cost():
        with statements() as sent:
            client.get("/stad/gent/trakteren/")
        return len(sent)

    before = cost()
    for n in range(3):
        make_theme(f"thema-{n}", kinds=["koffie"])
        make_treat()

    assert cost() == before


@pytest.mark.parametrize(
    "address", ["/stad/nergens/thema/warme-ochtend/", "/stad/gent/thema/nergens/", "/stad/tienen/thema/warme-ochtend/"]
)
def test_an_unknown_or_resting_city_and_an_unknown_theme_are_not_there(client, address):
    make_chapter("tienen", state="resting")

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("status", ["canceled", "failed", "expired"])
def test_a_payment_that_did_not_go_through_leads_back_to_what_was_chosen(client, coffee, bread, status):
    give(client, coffee, bread, koffie=3, brood=2, word="Goedemorgen", email="an@example.org")
    purchase = Purchase.objects.get()
    assert f'href="{MORNING}?opnieuw={purchase.token}"' in pay(client, status).text
    make_treat(merchant=make_merchant("Bar Leeg"))

    again = client.get(f"{MORNING}?opnieuw={purchase.token}")

    assert (value_of(again, f"aantal-{coffee.pk}"), value_of(again, f"aantal-{bread.pk}")) == ("3", "2")
    assert value_of(again, "email") == "an@example.org"
    assert "Goedemorgen</textarea>" in again.text


def test_without_its_theme_trying_again_leads_to_the_city(client, coffee, bread):
    give(client, coffee, bread, koffie=1, brood=1)
    Theme.objects.all().delete()

    assert 'href="/stad/gent/trakteren/"' in pay(client, "failed").text


# Slips


@pytest.mark.parametrize("number", ["-1", "1.5", "51", "abc", "9" * 10_000])
def test_a_number_that_cannot_be_is_explained_and_stays(client, coffee, bread, number):
    page = give(client, coffee, bread, koffie=number, brood=2)

    assert "Schrijf een heel getal van 0 tot 50." in words_of(page)
    assert (value_of(page, f"aantal-{coffee.pk}"), value_of(page, f"aantal-{bread.pk}")) == (number, "2")
    assert not Purchase.objects.exists()


def test_a_treat_that_is_gone_is_told_and_the_rest_stays(client, coffee, bread):
    Treat.objects.filter(pk=coffee.pk).update(is_offered=False)

    page = give(client, coffee, bread, koffie=1, brood=2)

    assert "wordt hier niet meer aangeboden" in words_of(page)
    assert value_of(page, f"aantal-{bread.pk}") == "2"
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("where", ["brussel", "gent"])
def test_a_treat_of_another_city_or_kind_is_not_bought_here(client, coffee, where):
    other = make_treat(merchant=make_merchant(chapter=make_chapter(where)), kind="soep" if where == "gent" else "koffie")

    give(client, other, **{other.kind.slug: 1})

    assert not Purchase.objects.exists()


def test_a_price_that_changed_is_shown_first(client, coffee, bread):
    typed = filled_in(coffee, bread, koffie=1, brood=1)
    Treat.objects.filter(pk=coffee.pk).update(price=300)

    assert "Een prijs veranderde terwijl je koos" in words_of(client.post(MORNING, typed))
    assert not Purchase.objects.exists()


def test_the_same_button_twice_is_one_gift(client, coffee, bread):
    for _key in [uuid4()] * 2:
        give(client, coffee, bread, koffie=1, brood=1, key=_key)

    assert Purchase.objects.count() == 1


@pytest.mark.parametrize("name", ["aantal-", "aantal-x", "aantal-" + "9" * 18, "aantal-" + "9" * 40, "aantal-١"])
def test_an_odd_name_in_the_form_breaks_nothing(client, name):
    assert client.post(MORNING, {name: "1", "key": uuid4()}).status_code == 200
    assert not Purchase.objects.exists()


def test_the_page_costs_the_same_in_a_city_with_many_places(client):
    def cost():
        with statements() as sent:
            client.get(MORNING)
        return len(sent)

    before = cost()
    for _ in range(4):
        make_treat()

    assert cost() == before


# The catalogue


def test_the_catalogue_brings_three_themes_once_and_leaves_changes_alone():
    Theme.objects.all().delete()
    catalogue.load_treat_kinds()

    assert catalogue.load_themes() == 3
    Theme.objects.filter(slug="middagpauze").update(name_nl="Soepuurtje")
    assert catalogue.load_themes() == 0

    assert Theme.objects.get(slug="middagpauze").name_nl == "Soepuurtje"
    assert {theme.slug: {kind.slug for kind in theme.kinds.all()} for theme in Theme.objects.all()} == {
        "warme-ochtend": {"koffie", "brood"},
        "middagpauze": {"soep", "drankje"},
        "vooruitzicht": {"knipbeurt", "ticket"},
    }


def test_a_theme_holds_what_was_bought_when_it_has_every_kind_of_it():
    kinds = {slug: TreatKind.objects.get(slug=slug).pk for slug in ["koffie", "brood"]}
    soup = make_treat(kind="soep").kind_id

    assert Theme.objects.holding(kinds.values()).count() == 1
    assert Theme.objects.holding([kinds["koffie"]]).count() == 1
    assert Theme.objects.holding([kinds["koffie"], soup]).count() == 0
