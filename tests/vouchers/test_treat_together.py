"""A company, club or school treats many at once: from the form to the payment request."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.letters import Letter
from merchants.models import Pause
from tests.factories import make_account, make_chapter, make_merchant, make_request, make_treat
from tests.pages import form_of, value_of, words_of
from tests.queries import statements
from vouchers import actions
from vouchers.accounts import account_of
from vouchers.models import ChapterAccount, Movement, Payment, Purchase, Treat
from vouchers.views import requesting

pytestmark = pytest.mark.django_db

TOGETHER = "/stad/gent/samen-trakteren/"


@pytest.fixture(autouse=True)
def soups():
    """Soup at two places, and the account of the city."""
    make_account()
    krook = make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"), kind="soep", price=450)
    return [krook, make_treat(merchant=make_merchant("Bar Warm"), kind="soep", price=500)]


def typed(**changes):
    asked = {"organisation": "Chiro Gent", "contact_email": "chiro@example.org", "kind": "soep", "number": "50"}
    return asked | {"nickname": "", "key": uuid4()} | changes


def look(client, **changes):
    """The second step, or the first again with what is wrong."""
    return client.post(TOGETHER, typed(**changes))


def ask(client, page, **changes):
    return client.post(TOGETHER, form_of(page) | {"vraag": "1"} | changes, follow=True)


def test_a_club_treats_fifty_soups_spread_over_two_places(client, soups):
    assert "Samen trakteren" in words_of(client.get(TOGETHER))

    page = look(client)
    assert "25 × De Krook € 4,50 per stuk € 112,50" in words_of(page)
    assert "25 × Bar Warm € 5,00 per stuk € 125,00" in words_of(page)
    assert "Je koopt van Krook BV, ondernemingsnummer 0123.456.749: De Krook, Makebaplein 1, 9000 Gent." in words_of(page)
    assert "€ 237,50" in words_of(page)
    assert "In naam van Chiro Gent ; het betaalverzoek gaat naar chiro@example.org" in words_of(page)
    assert not Purchase.objects.exists()

    page = ask(client, page)
    payment = Payment.objects.get()
    assert page.redirect_chain == [(f"/betaalverzoek/{payment.token}/", 303)]
    assert (payment.gateway, payment.mode, payment.status, payment.amount) == ("transfer", "live", "open", 23_750)
    assert (payment.purchase.buyer, payment.purchase.email) == ("Chiro Gent", "chiro@example.org")
    assert {line.treat: line.quantity for line in payment.purchase.lines.all()} == dict.fromkeys(soups, 25)
    assert not Movement.objects.exists()


def test_the_request_says_all_one_needs_to_pay_it(client, soups):
    payment = make_request(*soups, quantity=2)

    page = client.get(f"/betaalverzoek/{payment.token}/")

    for words in [
        "Voor Chiro Gent",
        "€ 19,00",
        "BE71 0961 2345 6769",
        "Enchanté Gent vzw",
        payment.communication,
        "Dit is geen factuur.",
        "ten laatste op",
        "Krook BV, 0123.456.749",
    ]:
        assert words in words_of(page)
    assert re.fullmatch(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", payment.communication)
    assert int(payment.provider_id[:10]) == payment.pk
    assert "<svg" in page.text


def test_the_code_for_a_banking_app_holds_account_amount_and_communication(soups, monkeypatch):
    payment, drawn = make_request(soups[0], quantity=50), []
    monkeypatch.setattr("vouchers.accounts.make_epc_qr", lambda *parts, **named: drawn.append((*parts, named)) or Drawing())

    from_page = requesting.code_for(payment, account_of(make_chapter()))

    assert from_page == "<svg>"
    assert drawn == [("Enchanté Gent vzw", "BE71096123456769", 225, {"text": payment.communication})]


class Drawing:
    def svg_inline(self, **_how):
        return "<svg>"


def test_a_letter_brings_the_request_in_the_language_of_whoever_asked(client):
    page = client.post("/fr" + TOGETHER, typed())
    client.post("/fr" + TOGETHER, form_of(page) | {"vraag": "1"})

    letter, payment = Letter.objects.get(), Payment.objects.get()
    assert letter.to == "chiro@example.org"
    assert "Demande de paiement" in letter.subject
    assert f"/fr/betaalverzoek/{payment.token}/" in letter.body
    assert payment.communication in letter.body
    # Anybody may type anybody's address: no words of theirs travel there.
    assert "Chiro" not in letter.subject + letter.body


def test_more_soup_goes_to_where_fewer_hang(client, soups):
    make_request_arrive(soups[0], 20)

    page = look(client, number="30")

    assert "5 × De Krook" in words_of(page)
    assert "25 × Bar Warm" in words_of(page)


def make_request_arrive(treat, quantity):
    payment = make_request(treat, quantity=quantity)
    actions.money_arrived(payment=payment, amount=payment.amount, day=timezone.localdate())


def test_one_can_go_back_and_change_something(client):
    page = client.post(TOGETHER, form_of(look(client)) | {"terug": "1"})

    assert (value_of(page, "organisation"), value_of(page, "number")) == ("Chiro Gent", "50")
    assert '<option value="soep" selected>' in page.text
    assert not Purchase.objects.exists()


def test_the_same_button_twice_is_one_request(client):
    page = look(client)
    for _ in range(2):
        ask(client, page)

    assert Payment.objects.count() == Letter.objects.count() == 1


def test_what_was_changed_after_going_back_is_asked_for_once_more(client):
    page = look(client)
    ask(client, page)
    other = look(client, number="10", key=value_of(page, "key"))

    shown = ask(client, other)
    assert "Je veranderde wat je eerder vroeg." in words_of(shown)
    assert Payment.objects.count() == 1

    ask(client, shown)
    assert set(Payment.objects.values_list("amount", flat=True)) == {23_750, 4_750}


def test_a_price_that_changed_meanwhile_is_shown_first(client, soups):
    page = look(client)
    Treat.objects.filter(pk=soups[0].pk).update(price=460)

    shown = ask(client, page)

    assert "Zoveel wordt het samen." in words_of(shown)
    assert "€ 240,00" in words_of(shown)
    assert not Purchase.objects.exists()


def test_a_place_that_takes_a_break_meanwhile_is_left_out_and_shown_first(client, soups):
    Treat.objects.update(price=500)  # So that the total stays as it was.
    page = look(client, number="20")
    Pause.objects.create(merchant=soups[0].merchant, first_day=timezone.localdate())

    shown = ask(client, page)

    assert "20 × Bar Warm" in words_of(shown)
    assert not Purchase.objects.exists()


def test_what_hangs_meanwhile_changes_nothing_of_what_was_shown(client, soups):
    page = look(client)
    make_request_arrive(soups[0], 20)

    ask(client, page)

    assert set(Purchase.objects.get(email="chiro@example.org", payments__amount=23_750).lines.values_list("quantity", flat=True)) == {25}


# Slips


@pytest.mark.parametrize("number", ["", "0", "-1", "501", "1.5", "veel", "9" * 5_000])
def test_a_number_that_cannot_be_is_explained_and_the_rest_stays(client, number):
    page = look(client, number=number)

    assert "Schrijf een heel getal van 1 tot 500." in words_of(page)
    assert value_of(page, "organisation") == "Chiro Gent"
    assert '<option value="soep" selected>' in page.text


@pytest.mark.parametrize("email", ["", "chiro", "chiro@", "a@example.org\nBcc: b@example.org", "é" * 300 + "@example.org"])
def test_an_address_is_needed_and_looks_like_one(client, email):
    page = look(client, contact_email=email)

    assert "field-with-errors" in page.text
    assert value_of(page, "number") == "50"


@pytest.mark.parametrize("name", ["", " ", "x" * 121])
def test_a_name_is_needed_and_fits(client, name):
    assert "field-with-errors" in look(client, organisation=name).text


def test_a_name_is_shown_as_it_was_typed_and_never_read_as_a_page(client):
    ask(client, look(client, organisation="<b>Café ’t Hoekje</b> قهوة"))

    page = client.get(f"/betaalverzoek/{Payment.objects.get().token}/")

    assert "&lt;b&gt;Café ’t Hoekje&lt;/b&gt; قهوة" in page.text


@pytest.mark.parametrize("kind", ["", "brood", "x" * 5_000, "\0"])
def test_a_kind_that_is_not_sold_here_is_explained(client, kind):
    assert "field-with-errors" in look(client, kind=kind).text


def test_more_than_two_places_sell_in_one_go_is_told_with_what_goes(client):
    assert "verkopen er hoogstens 100 in één keer" in words_of(look(client, number="101"))
    assert "100 soeps" in words_of(look(client, number="100"))


def test_more_than_5000_euro_is_told_with_what_it_comes_to(client, soups):
    Treat.objects.update(price=5_010)

    assert "Dat komt op € 5.010,00" in words_of(look(client, number="100"))
    assert "Hier zou het hangen" in words_of(look(client, number="99"))


@pytest.mark.parametrize("numbers", [["50", "0"], ["51", "-1"], ["49", "2"], ["abc", ""], ["9" * 50, ""]])
def test_a_spread_that_cannot_be_is_worked_out_anew(client, soups, numbers):
    posted = {f"aantal-{soup.pk}": number for soup, number in zip(soups, numbers, strict=True)}
    page = look(client, vraag="1", totaal="1", **posted)

    assert "Zoveel wordt het samen." in words_of(page)
    assert not Purchase.objects.exists()


@pytest.mark.parametrize("total", ["", "0", "23749", "-1", "abc", "9" * 50])
def test_a_total_that_was_not_shown_buys_nothing(client, total):
    ask(client, look(client), totaal=total)

    assert not Purchase.objects.exists()


def test_a_field_that_only_machines_fill_in_sends_nothing(client):
    page = ask(client, look(client), nickname="bot")

    assert "Er was iets ingevuld dat leeg moet blijven." in words_of(page)
    assert value_of(page, "organisation") == "Chiro Gent"
    assert not Purchase.objects.exists()


def test_too_many_requests_from_one_corner_are_asked_to_wait_and_stay_as_typed(client, monkeypatch):
    monkeypatch.setattr(requesting, "REQUESTS_A_DAY", 1)
    ask(client, look(client))

    page = ask(client, look(client))

    assert page.status_code == 429
    assert "Probeer morgen opnieuw, of schrijf naar het team." in words_of(page)
    assert "50 soeps" in words_of(page)
    assert Payment.objects.count() == 1


# Where it is not possible


def test_where_no_account_is_known_the_page_says_so_and_offers_other_ways(client):
    ChapterAccount.objects.update(iban="", account_holder="")

    page = client.get(TOGETHER)

    assert "kan hier nog niet" in words_of(page)
    assert "team@gent.example" in words_of(page)
    assert "<form" not in page.text.split("<main")[1]
    assert TOGETHER not in client.get("/stad/gent/trakteren/").text
    assert client.post(TOGETHER, typed(vraag="1")).status_code == 200
    assert not Purchase.objects.exists()


def test_the_account_of_the_network_serves_where_a_city_has_none(client, settings):
    ChapterAccount.objects.all().delete()
    settings.PAYOUT_ACCOUNT_HOLDER, settings.PAYOUT_IBAN = "Enchanté vzw", "BE71096123456769"

    assert account_of(make_chapter()) == ("Enchanté vzw", "BE71096123456769")
    assert TOGETHER in client.get("/stad/gent/trakteren/").text


def test_where_nothing_is_sold_the_page_says_so(client):
    Treat.objects.update(is_offered=False)

    assert "Hier kan je via de site nog niets geven" in words_of(client.get(TOGETHER))


@pytest.mark.parametrize("address", ["/stad/nergens/samen-trakteren/", "/stad/tienen/samen-trakteren/", "/betaalverzoek/nergens/"])
def test_an_unknown_or_resting_city_and_an_unknown_request_are_not_there(client, address):
    make_chapter("tienen", state="resting")

    assert client.get(address).status_code == 404


def test_a_payment_through_a_bank_is_no_request(client, soups):
    actions.buy(quantities={soups[0].pk: 1}, word="", key=uuid4())

    assert client.get(f"/betaalverzoek/{Payment.objects.get().token}/").status_code == 404


def test_a_request_whose_city_lost_its_account_says_whom_to_ask(client, soups):
    payment = make_request(soups[0])
    ChapterAccount.objects.all().delete()

    page = words_of(client.get(f"/betaalverzoek/{payment.token}/"))

    assert f"vermeld betaling {payment.pk}" in page


@pytest.mark.parametrize("path", [TOGETHER, "request", "check"])
def test_the_pages_cost_the_same_for_two_places_and_for_many(client, soups, path):
    def cost():
        payment = make_request(*Treat.objects.filter(kind__slug="soep"), quantity=1)
        with statements() as sent:
            look(client) if path == "check" else client.get(f"/betaalverzoek/{payment.token}/" if path == "request" else path)
        return len(sent)

    before = cost()
    for _ in range(4):
        make_treat(merchant=make_merchant(), kind="soep")

    assert cost() == before
