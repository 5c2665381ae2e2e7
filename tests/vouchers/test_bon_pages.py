"""Buying an ordinary voucher: choose, pay, and find its code; apart from treats, and nothing on any board."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from merchants.letters import Letter
from merchants.models import Merchant
from tests.factories import make_bons, make_merchant, make_purchase, make_treat
from tests.pages import value_of, words_of
from tests.queries import statements
from tests.vouchers.gift import address as treat_address
from tests.vouchers.gift import filled_in
from vouchers import actions
from vouchers.models import Bon, DemoPayment, Payment, Purchase, Refund, Treat
from vouchers.models.bons import last_day_of
from vouchers.views import buying

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"), price=250, vat_rate=12)


@pytest.fixture
def soup(coffee):
    return make_treat(merchant=coffee.merchant, kind="soep", price=450)


def address(merchant):
    return f"/plek/{merchant.slug}/bon/"


def page_of(bon, page=""):
    return f"/bedankt/{bon.line.purchase.token}/{page}"


def buy(client, *treats, **choices):
    form = filled_in(*treats, **choices)
    form.pop("word")
    return client.post(address(treats[0].merchant), form, follow=True)


def end_at_the_bank(client, page, status):
    checkout = re.search(r'http-equiv="refresh" content="0; url=(.+?)"', page.content.decode())[1]
    return client.post(checkout, {"status": status}, follow=True)


def use(bon):
    return actions.use_bon(merchant=bon.treat.merchant, code=bon.code, key=uuid4())


def refused(page, sentence):
    return sentence in words_of(page) and not Purchase.objects.exists()


# Story


def test_somebody_buys_two_pays_and_finds_their_codes(client, coffee, soup):
    page = words_of(client.get(address(coffee.merchant)))
    assert "Een gewone bon voor De Krook" in page
    assert "Je koopt van Krook BV, ondernemingsnummer 0123.456.749" in page
    assert "lief woord" not in page

    page = end_at_the_bank(client, buy(client, coffee, soup, koffie=1, soep=1), "paid")

    bons = Bon.objects.bought_in(Purchase.objects.get())
    assert len(bons) == 2
    assert all(str(bon) in words_of(page) for bon in bons)
    assert f"Geldig tot en met {date_format(last_day_of(timezone.localdate()), 'j F Y')}." in words_of(page)
    assert "Bonnen om af te drukken" in words_of(page)
    assert "Een kaartje om te geven" not in words_of(page)
    assert set(Treat.objects.values_list("waiting", flat=True)) == {0}


def test_the_two_pages_say_the_difference_and_lead_to_each_other(client, coffee):
    bon, treat = client.get(address(coffee.merchant)), client.get(treat_address(coffee.merchant))

    assert "Voor jezelf of als cadeau, voor later" in words_of(bon)
    assert "Een traktatie hangt op het bord, voor wie er zin in heeft." in words_of(bon)
    assert "Liever iets voor jezelf of als cadeau, voor later? Dan toon je een code aan de toog." in words_of(treat)
    assert f'href="{treat_address(coffee.merchant)}"' in bon.content.decode()
    assert f'href="{address(coffee.merchant)}"' in treat.content.decode()


@pytest.mark.parametrize("status", ["canceled", "failed"])
def test_what_was_not_paid_can_be_tried_again_as_it_was(client, coffee, soup, status):
    page = end_at_the_bank(client, buy(client, coffee, soup, koffie=2, email="an@example.org"), status)
    assert "Er is niets aangerekend" in words_of(page)
    assert not Bon.objects.exists()

    link = re.search(r'href="(\S+opnieuw=\S+)"', page.content.decode())[1]
    again = client.get(link)

    assert link.startswith(address(coffee.merchant))
    assert value_of(again, f"aantal-{coffee.pk}") == "2"
    assert 'value="an@example.org"' in again.content.decode()


def test_while_the_bank_is_silent_the_page_says_where_the_codes_will_stand(client, coffee):
    page = client.get(f"/bedankt/{make_purchase(coffee, kind=Purchase.Kind.BON).token}/")

    assert "hier komen je bonnen te staan" in words_of(page)
    assert "op het bord" not in words_of(page)


def test_the_same_form_sent_twice_is_one_purchase(client, coffee):
    key = uuid4()

    pages = [buy(client, coffee, koffie=1, key=key) for _ in range(2)]

    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert Purchase.objects.count() == Payment.objects.count() == 1


def test_the_page_of_the_buyer_tells_what_became_of_each(client, coffee):
    used, back, left = make_bons(coffee, 3)
    use(used)
    Bon.objects.filter(pk=back.pk).update(state="given_back")

    page = words_of(client.get(page_of(left)))

    assert f"{used} is gebruikt op {date_format(timezone.localdate(), 'j F Y')}." in page
    assert f"{back} is niet meer geldig" in page
    assert "Geldig tot en met" in page


def test_after_its_last_day_the_page_says_to_ask(client, coffee, monkeypatch):
    bon = make_bons(coffee)[0]
    monkeypatch.setattr(timezone, "localdate", lambda *_args: bon.valid_until + timedelta(days=1))

    assert "Vraag het gerust aan de toog" in words_of(client.get(page_of(bon)))


def test_the_letter_leads_to_the_codes_and_holds_none(client, coffee):
    buy(client, coffee, koffie=1, email="an@example.org")
    DemoPayment.objects.update(status="paid")
    actions.reconcile(Payment.objects.get())

    letter, bon = Letter.objects.get(to="an@example.org"), Bon.objects.select_related("line__purchase").get()
    assert letter.subject == "Je bonnen voor Gent: dank je wel!"
    assert f"{page_of(bon)}\n" in letter.body
    assert "Je traktatie" not in letter.body
    assert bon.code[:4] not in letter.body


def test_the_receipt_says_what_it_was_for(client, coffee):
    page = words_of(client.get(page_of(make_bons(coffee, 2)[0], "betaalbewijs/")))

    assert "2 koffies € 2,50 12 % € 5,00" in page
    assert "Gekocht als gewone bonnen, voor later." in page


# Slips on paper


def test_the_slips_tell_what_where_until_when_and_how(client, coffee):
    bons = make_bons(coffee, 2)

    page = words_of(client.get(page_of(bons[0], "bon/")))

    for words in [
        "Koffie",
        "bij De Krook Makebaplein 1, 9000 Gent",
        "Toon deze bon aan de toog.",
        "Geldig tot en met",
        str(bons[0]),
        str(bons[1]),
    ]:
        assert words in page


def test_used_ones_are_not_printed(client, coffee):
    bons = make_bons(coffee, 2)
    use(bons[0])
    assert str(bons[0]) not in words_of(client.get(page_of(bons[0], "bon/")))

    use(bons[1])
    assert "Er is niets meer om af te drukken" in words_of(client.get(page_of(bons[0], "bon/")))


@pytest.mark.parametrize(("format", "sheets"), [("a4", 2), ("a6", 5), ("", 2), ("a5", 2)])
def test_four_lie_on_a_sheet_or_each_on_a_card(client, coffee, format, sheets):
    page = client.get(page_of(make_bons(coffee, 5)[0], "bon/"), {"formaat": format})

    assert page.content.decode().count('<section class="sheet') == sheets


# The way back


def test_what_was_not_used_goes_back_within_fourteen_days(client, coffee):
    bons = make_bons(coffee, 3)
    use(bons[0])
    page = words_of(client.get(page_of(bons[0], "terugnemen/")))
    assert "Hiervan is € 5,00 niet gebruikt" in page
    assert "Geef mijn bonnen terug" in page

    page = client.post(page_of(bons[0], "terugnemen/"), {"key": uuid4()}, follow=True)

    assert "€ 5,00 ervan komt naar je terug." in words_of(page)
    assert Refund.objects.get().amount == 500
    again = client.post(page_of(bons[0], "terugnemen/"), {"key": uuid4()})
    assert "Er is niets meer om terug te geven" in words_of(again)


def test_one_that_was_used_just_then_stops_it(client, coffee, monkeypatch):
    bon = make_bons(coffee)[0]

    def used_meanwhile(**_details):
        raise actions.NothingWaiting

    monkeypatch.setattr(actions, "give_back", used_meanwhile)

    assert "Een ervan is zonet gebruikt." in words_of(client.post(page_of(bon, "terugnemen/"), {"key": uuid4()}))


# Stranger


@pytest.mark.parametrize("state", ["closed", "left"])
def test_a_place_that_stopped_meanwhile_sells_none_and_charges_nothing(client, coffee, state):
    Merchant.objects.update(state=state)

    assert "Er is niets aangerekend" in words_of(buy(client, coffee, koffie=1))
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("state", ["suggested", "applied", "declined"])
def test_they_are_sold_at_listed_places_only(client, state):
    coffee = make_treat(merchant=make_merchant(state=state))

    assert client.get(address(coffee.merchant)).status_code == 404
    assert buy(client, coffee, koffie=1).status_code == 404
    assert client.get("/plek/bestaat-niet/bon/").status_code == 404


@pytest.mark.parametrize("sold", [False, True])
def test_where_none_are_sold_the_page_says_so_kindly(client, settings, sold):
    coffee = make_treat(is_sold_online=sold)
    settings.PAYMENT_GATEWAY = "" if sold else settings.PAYMENT_GATEWAY

    for page in [client.get(address(coffee.merchant)), buy(client, coffee, koffie=1), client.get(address(make_merchant()))]:
        assert refused(page, "Hier verkoopt de site nog geen bonnen")
    assert "Gewone bon" not in words_of(client.get(treat_address(coffee.merchant)))


def test_treats_have_no_slips_and_vouchers_no_card(client, coffee):
    treats, bon, unpaid = make_purchase(coffee, paid=True), make_bons(coffee)[0], make_purchase(coffee, kind=Purchase.Kind.BON)

    for missing in [f"/bedankt/{treats.token}/bon/", f"/bedankt/{unpaid.token}/bon/", "/bedankt/niemand/bon/", page_of(bon, "kaart/")]:
        assert client.get(missing).status_code == 404


def test_the_pages_with_codes_are_kept_nowhere_and_found_by_no_search(client, coffee):
    bon = make_bons(coffee)[0]

    for page in [client.get(page_of(bon)), client.get(page_of(bon, "bon/"))]:
        assert "no-store" in page["Cache-Control"]
        assert "noindex" in page.content.decode()
        assert not page.cookies


def test_without_its_token_a_form_is_refused(coffee):
    assert buy(Client(enforce_csrf_checks=True), coffee, koffie=1).status_code == 403


def test_a_thing_of_another_place_is_not_sold_here(client, coffee):
    elsewhere = make_treat(price=250)
    form = filled_in(coffee, koffie=1) | {f"aantal-{elsewhere.pk}": 1, f"prijs-{elsewhere.pk}": 250, "totaal": 500}

    assert refused(client.post(address(coffee.merchant), form), "Iets wat je koos, wordt hier niet meer aangeboden.")


# Slip


@pytest.mark.parametrize("number", ["-1", "1.5", "51", "abc", "9" * 10_000])
def test_a_number_that_cannot_be_is_explained_and_stays(client, coffee, soup, number):
    page = buy(client, coffee, soup, koffie=number, soep=2, email="an@example.org")

    assert refused(page, "Schrijf een heel getal van 0 tot 50.")
    assert (value_of(page, f"aantal-{coffee.pk}"), value_of(page, f"aantal-{soup.pk}")) == (number, "2")
    assert 'value="an@example.org"' in page.content.decode()


@pytest.mark.parametrize("number", ["", "0"])
def test_choosing_nothing_is_told(client, coffee, number):
    assert refused(buy(client, coffee, koffie=number), "Kies er minstens één: schrijf een getal naast wat je graag wil.")


@pytest.mark.parametrize("email", ["an", "an@example.org\nBcc: all@example.org"])
def test_an_address_that_cannot_be_is_explained(client, coffee, email):
    assert refused(buy(client, coffee, koffie=1, email=email), "Er is niets aangerekend")


def test_a_total_or_a_price_that_was_not_shown_is_shown_first(client, coffee):
    assert refused(buy(client, coffee, koffie=3, total=0), "Zoveel wordt het samen.")

    form = filled_in(coffee, koffie=1)
    Treat.objects.update(price=300)
    assert refused(client.post(address(coffee.merchant), form), "Een prijs veranderde terwijl je koos.")


@pytest.mark.parametrize("key", ["", "x"])
def test_a_lost_key_asks_once_more(client, coffee, key):
    form = filled_in(coffee, koffie=1) | {"key": key}

    assert refused(client.post(address(coffee.merchant), form), "Er ging onderweg iets verloren.")


def test_too_many_in_a_day_is_told_kindly(client, coffee, monkeypatch):
    monkeypatch.setattr(buying, "GIFTS_A_DAY", 0)
    page = buy(client, coffee, koffie=2)

    assert page.status_code == 429
    assert value_of(page, f"aantal-{coffee.pk}") == "2"


def test_a_place_that_left_sells_none(coffee):
    Merchant.objects.update(state=Merchant.State.CLOSED)

    with pytest.raises(actions.UnknownTreat):
        actions.buy(quantities={coffee.pk: 1}, word="", key=uuid4(), kind=Purchase.Kind.BON)


# Cost


@pytest.mark.parametrize("kinds", [1, 10])
def test_each_page_costs_the_same_queries_for_one_and_for_ten(client, kinds):
    merchant = make_merchant()
    treats = [make_treat(merchant=merchant, kind=f"soort-{number}") for number in range(kinds)]
    token = make_purchase(*treats, quantity=2, paid=True, kind=Purchase.Kind.BON).token
    cost = {}

    for page in [address(merchant), f"/bedankt/{token}/", f"/bedankt/{token}/bon/"]:
        with statements() as sent:
            client.get(page)
        cost[page] = len(sent)

    assert list(cost.values()) == [3, 6, 2]


def test_many_stand_on_the_page_in_part_and_on_paper_all(client, coffee):
    bons = make_bons(coffee, 30)

    assert "De andere staan op de bonnen om af te drukken." in words_of(client.get(page_of(bons[0])))
    assert words_of(client.get(page_of(bons[0], "bon/"))).count("Toon deze bon") == 30
