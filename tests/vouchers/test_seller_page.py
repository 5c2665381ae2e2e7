"""Who sells at a place: written down by its own people before the site sells for it, and never rewritten."""

import pytest
from django.test import Client

from merchants.models import Letter
from tests.factories import make_merchant, make_purchase, make_seller, make_treat, make_user
from tests.pages import value_of, words_of
from tests.races import at_once
from tests.refusals import refused_by
from tests.vouchers.gift import address, give
from vouchers import actions
from vouchers.models import Purchase, Seller
from vouchers.seller_forms import read_company_number, read_iban

PAGE = "/mijn-plek/krook/verkopen/"
TYPED = {"legal_name": "Krook BV", "company_number": "BE 0123.456.749", "vat_regime": "rates", "iban": "be71 0961 2345 6769"}


@pytest.fixture
def krook(db):
    return make_merchant("De Krook", slug="krook", people=[make_user("lut@example.org")])


@pytest.fixture
def owner(client, krook):
    client.force_login(krook.people.get().user)
    return client


# Questions


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0123.456.749", "0123456749"),
        ("BE 0123 456 749", "0123456749"),
        ("be0123456749", "0123456749"),
        ("123.456.749", "0123456749"),
        ("0123.456.748", None),
        ("2123.456.749", None),
        ("NL123456749B01", None),
        ("٠123456749", None),
        ("", None),
    ],
)
def test_a_company_number_is_read_however_it_is_written(typed, read):
    assert read_company_number(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("BE71 0961 2345 6769", "BE71096123456769"),
        ("nl91abna0417164300", "NL91ABNA0417164300"),
        ("BE71 0961 2345 6768", None),
        ("BE71", None),
        ("' OR 1=1", None),
    ],
)
def test_an_account_number_is_read_when_banks_know_it(typed, read):
    assert read_iban(typed) == read


# Story


def test_once_it_is_known_who_sells_people_can_pay_on_the_site(owner, krook):
    coffee = make_treat(merchant=krook, is_sold_online=False)
    assert "Hier trakteer je aan de toog" in words_of(Client().get(address(krook)))

    page = owner.post(PAGE, TYPED, follow=True)

    assert page.redirect_chain[-1][0] == "/mijn-plek/krook/"
    seller = actions.seller_of(krook)
    assert (seller.company_number, seller.iban, seller.account_holder) == ("0123456749", "BE71096123456769", "Krook BV")
    give(Client(), coffee, koffie=1)
    assert Purchase.objects.get().lines.get().seller == seller


def test_another_account_is_told_to_the_place_without_its_number(owner, krook):
    owner.post(PAGE, TYPED)
    owner.post(PAGE, TYPED | {"legal_name": "De Krook BV"})
    assert not Letter.objects.exists()

    owner.post(PAGE, TYPED | {"iban": "BE68 5390 0754 7034"})

    letter = Letter.objects.get()
    assert letter.to == "lut@example.org"
    assert "BE … 7034" in letter.body and "53900754" not in letter.body


def test_a_change_is_a_new_row_and_old_receipts_keep_their_name(owner, krook):
    line = make_purchase(make_treat(merchant=krook)).lines.get()

    owner.post(PAGE, TYPED | {"legal_name": "De Nieuwe Krook"})
    owner.post(PAGE, TYPED | {"legal_name": "De Nieuwe Krook"})

    assert line.seller.legal_name == "Krook BV"
    assert [seller.legal_name for seller in krook.sellers.all()] == ["De Nieuwe Krook", "Krook BV"]


def test_without_an_account_number_one_sells_and_is_asked_for_it(owner, krook):
    owner.post(PAGE, TYPED | {"iban": ""})

    assert not actions.seller_of(krook).can_be_paid
    assert "Vul je rekeningnummer nog in" in words_of(owner.get("/mijn-plek/krook/"))


def test_a_colleague_sees_it_and_may_change_it(owner, krook):
    owner.post(PAGE, TYPED)
    amir = Client()
    amir.force_login(krook.people.create(user=make_user("amir@example.org")).user)

    assert value_of(amir.get(PAGE), "legal_name") == "Krook BV"
    amir.post(PAGE, TYPED | {"legal_name": "De Nieuwe Krook"})

    assert actions.seller_of(krook).legal_name == "De Nieuwe Krook"


# Slips


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("company_number", "0123.456.748", "Dit is geen Belgisch ondernemingsnummer"),
        ("iban", "BE71 0961 2345 6768", "Dit is geen rekeningnummer dat banken kennen."),
        ("legal_name", "", "verplicht"),
        ("vat_regime", "gratis", "gratis"),
        ("legal_name", "x" * 121, "120"),
    ],
)
def test_a_slip_is_explained_and_what_was_typed_stays(owner, krook, field, typed, sentence):
    page = owner.post(PAGE, TYPED | {field: typed})

    assert sentence in words_of(page)
    assert 'value="be71 0961 2345 6769"' in page.content.decode() or field == "iban"
    assert not Seller.objects.exists()


def test_a_name_without_an_account_is_asked_about(owner):
    assert "Vul ook het rekeningnummer in" in words_of(owner.post(PAGE, TYPED | {"iban": "", "account_holder": "Lut"}))


# Strangers


def test_another_place_is_not_there(client, krook):
    client.force_login(make_user())

    assert client.get(PAGE).status_code == client.post(PAGE, TYPED).status_code == 404


# What stands


def test_what_a_receipt_names_is_never_rewritten(krook):
    make_seller(krook)

    for change in [{"legal_name": "x"}, {"company_number": "1000000000"}, {"vat_regime": "small"}, {"iban": "NL91ABNA0417164300"}]:
        with refused_by("seller_stands"):
            Seller.objects.update(**change)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_write_it_down_at_once_leave_one_of_now():
    krook = make_merchant("De Krook", slug="krook")

    outcomes = at_once(*[lambda name=name: make_seller(krook, legal_name=name) for name in "abcdefgh"])

    assert all(isinstance(outcome, Seller) for outcome in outcomes)
    assert krook.sellers.filter(is_current=True).count() == 1
