"""What Mollie keeps for its work: booked once as costs of the cities, to the cent, and taken from nobody."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.utils import timezone

from merchants import letters
from merchants.letters import Letter
from tests.factories import make_chapter, make_merchant, make_treat
from tests.fake_mollie_books import ACCESS_TOKEN, LIVE_KEY, euros
from tests.races import at_once
from tests.vouchers.banks import opened
from vouchers import actions, gateways
from vouchers.gateways.mollie import MollieGateway
from vouchers.models import Cost

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def account(mollie, settings):
    """Real payments, and a token that may read settlements."""
    settings.MOLLIE_API_KEY, settings.MOLLIE_ACCESS_TOKEN = LIVE_KEY, ACCESS_TOKEN


@pytest.fixture
def gent():
    return make_treat(merchant=make_merchant(chapter=make_chapter("gent")))


@pytest.fixture
def leuven():
    return make_treat(merchant=make_merchant(chapter=make_chapter("leuven")))


def paid(mollie, *treats, method="bancontact"):
    for treat in treats:
        mollie.books.end(opened(treat).provider_id, "paid", method=method)


def paid_elsewhere(mollie, times=1):
    """Payments of another site of the same organisation."""
    body = {"amount": euros(500), "description": "Of another shop", "redirectUrl": "https://shop.example/"}
    for _ in range(times):
        mollie.books.end(mollie.books._create("live", body)["id"], "paid")


def costs_of(settlement):
    """The lines in which Mollie tells what it keeps."""
    return [line for year in settlement["periods"].values() for month in year.values() for line in month["costs"]]


def told(**options):
    out = StringIO()
    call_command("book_fees", stdout=out, **options)
    return out.getvalue().replace("\N{NO-BREAK SPACE}", " ").splitlines()


def booked():
    return dict(Cost.objects.filter(kind="fee").values_list("chapter__slug", "amount"))


# Story


def test_each_city_bears_the_fees_of_its_own_payments_once(mollie, gent, leuven):
    paid(mollie, gent, gent, leuven)
    number = mollie.books.settle()["id"]

    assert told() == [
        f"Settlement {number}: € 1.17 booked, € 0.00 explained by no payment of ours.",
        "1 settlements that were not booked yet.",
    ]
    assert told() == ["0 settlements that were not booked yet."]

    assert booked() == {"gent": 78, "leuven": 39}
    assert set(Cost.objects.values_list("reference", "day", "payment")) == {(number, timezone.localdate(), None)}
    assert not Letter.objects.exists()


def test_a_next_settlement_is_booked_beside_the_first(mollie, gent):
    for _ in range(2):
        paid(mollie, gent)
        mollie.books.settle()
        told()

    assert sorted(Cost.objects.values_list("amount", flat=True)) == [39, 39]


def test_a_settlement_booked_already_is_not_asked_for_its_payments(mollie, gent):
    paid(mollie, gent)
    mollie.books.settle()
    told()
    mollie.asked.clear()

    told()

    assert [asked.path for asked in mollie.asked] == ["/v2/settlements?limit=250"]
    assert mollie.asked[0].headers["Authorization"] == f"Bearer {ACCESS_TOKEN}"


# To the cent


def test_costs_with_more_decimals_are_rounded_once_of_all_together(mollie, gent, leuven):
    paid(mollie, gent, gent, leuven)
    settlement = mollie.books.settle()
    ((year, months),) = settlement["periods"].items()
    # Three times € 0.3456, told in two months: € 1.0368. Month by month it would be a cent less.
    lines = [{"amountGross": {"currency": "EUR", "value": value}} for value in ["0.3456", "0.6912"]]
    settlement["periods"] = {year: {"01": {"revenue": [], "costs": lines[:1]}, "02": {"revenue": [], "costs": lines[1:]}}}

    told()

    assert booked() == {"gent": 69, "leuven": 35}


def test_what_mollie_gives_back_of_its_fees_is_booked_with_a_minus(mollie, gent):
    paid(mollie, gent)
    settlement = mollie.books.settle()
    costs_of(settlement)[0]["amountGross"]["value"] = "-0.3456"

    told()

    assert booked() == {"gent": -35}


def test_a_settlement_that_cost_nothing_is_not_booked(mollie, gent):
    paid(mollie, gent)
    settlement = mollie.books.settle()
    costs_of(settlement)[0]["amountGross"]["value"] = "0.0000"

    assert told() == ["0 settlements that were not booked yet."]
    assert booked() == {}


# What no payment of ours explains


def test_the_share_of_payments_nobody_knows_goes_to_nobody_and_is_told(mollie, gent, leuven):
    paid(mollie, gent, leuven)
    paid_elsewhere(mollie)
    number = mollie.books.settle()["id"]

    for _ in range(2):
        told()

    assert booked() == {"gent": 39, "leuven": 39}
    letter = Letter.objects.get()
    assert (letter.event, letter.to) == (f"fees-{number}", letters.network_address())
    assert f"Van wat de betaaldienst inhield bij uitbetaling {number} hoort €\N{NO-BREAK SPACE}0,39 bij geen betaling" in letter.body


@pytest.mark.parametrize("others", [0, 2])
def test_costs_that_no_payment_of_ours_explains_are_told_each_night_and_written_once(mollie, others):
    paid_elsewhere(mollie, others)
    settlement = mollie.books.settle()
    month = next(iter(next(iter(settlement["periods"].values())).values()))
    month["costs"] = [{"description": "Monthly fee", "method": None, "amountGross": euros(1200, 4)}]

    for _ in range(2):
        assert told()[0] == f"Settlement {settlement['id']}: € 0.00 booked, € 12.00 explained by no payment of ours."

    assert booked() == {}
    assert Letter.objects.count() == 1


# What is not booked yet


@pytest.mark.parametrize("status", ["open", "pending", "failed"])
def test_a_settlement_that_did_not_reach_the_account_waits(mollie, gent, status):
    paid(mollie, gent)
    settlement = mollie.books.settle()
    settlement |= {"status": status, "settledAt": None} | ({"createdAt": None, "periods": []} if status == "open" else {})
    whole = {"status": "paidout", "settledAt": "2026-11-02T23:30:00+00:00", "createdAt": settlement["createdAt"]}

    assert told() == ["0 settlements that were not booked yet."]
    assert booked() == {}

    if status == "pending":
        settlement |= whole
        told()
        assert booked() == {"gent": 39}
        assert str(Cost.objects.get().day) == "2026-11-03"


def test_a_settlement_of_long_ago_waits_until_one_asks_so_far_back(mollie, gent):
    paid(mollie, gent)
    mollie.books.settle()["createdAt"] = (timezone.now() - timedelta(days=70)).isoformat()

    assert told() == ["0 settlements that were not booked yet."]
    told(days=80)
    assert booked() == {"gent": 39}


def test_without_a_token_no_fees_are_booked_and_the_command_says_so(mollie, gent, settings):
    paid(mollie, gent)
    mollie.books.settle()
    mollie.asked.clear()
    settings.MOLLIE_ACCESS_TOKEN = ""

    assert told() == ["MOLLIE_ACCESS_TOKEN is empty, so no fees are booked."]
    assert booked() == {}
    assert mollie.asked == []


# When something goes wrong


@pytest.mark.parametrize("fault", ["500", "truncated", "reset"])
@pytest.mark.parametrize("asked_before", [0, 1], ids=["settlements", "payments"])
def test_without_an_answer_it_is_booked_another_night(mollie, gent, fault, asked_before):
    paid(mollie, gent)
    mollie.books.settle()
    mollie.fail(*["slow"] * asked_before, done=True)
    mollie.fail(fault)

    with pytest.raises(CommandError, match="Run this again later"):
        told()
    assert booked() == {}
    assert told()[-1] == "1 settlements that were not booked yet."
    assert booked() == {"gent": 39}


@pytest.mark.parametrize(
    "gross",
    [None, {}, {"currency": "USD", "value": "0.3900"}, {"currency": "EUR", "value": 0.39}, {"currency": "EUR", "value": "NaN"}],
)
def test_costs_that_are_not_written_as_mollie_writes_them_are_not_booked(mollie, gent, gross):
    paid(mollie, gent)
    costs_of(mollie.books.settle())[0]["amountGross"] = gross

    with pytest.raises(gateways.GatewayTrouble):
        actions.book_fees(since=timezone.now() - timedelta(days=1))
    assert booked() == {}


def test_a_token_that_mollie_does_not_know_is_trouble(mollie, settings, caplog):
    settings.MOLLIE_ACCESS_TOKEN = "access_" + "z" * 30

    with pytest.raises(CommandError):
        told()
    assert settings.MOLLIE_ACCESS_TOKEN not in caplog.text


def test_another_bank_has_no_settlements(settings):
    settings.PAYMENT_GATEWAY = "demo"

    with pytest.raises(CommandError):
        told()


# Many


@pytest.mark.slow
def test_the_payments_of_a_settlement_are_counted_beyond_a_page(mollie, gent, leuven):
    paid(mollie, *[gent] * 10)
    paid_elsewhere(mollie, 245)
    paid(mollie, *[leuven] * 5)
    number = mollie.books.settle()["id"]

    assert len(MollieGateway().settled_payments(number)) == 260
    told()
    assert booked() == {"gent": 390, "leuven": 195}


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_book_it_once(mollie):
    treats = [make_treat(merchant=make_merchant(chapter=make_chapter(slug))) for slug in ["gent", "leuven"]]
    paid(mollie, *treats)
    mollie.books.settle()

    outcomes = at_once(*[told] * 6)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert booked() == {"gent": 39, "leuven": 39}


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_still_books_it_once_and_some_of_them_fail(mollie, monkeypatch):
    paid(mollie, make_treat(merchant=make_merchant(chapter=make_chapter("gent"))))
    mollie.books.settle()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)
    looked = QuerySet.exists
    monkeypatch.setattr(QuerySet, "exists", lambda query: False if query.model is Cost else looked(query))

    outcomes = at_once(*[told] * 6)

    assert any(isinstance(outcome, Exception) for outcome in outcomes)
    assert Cost.objects.count() == 1
