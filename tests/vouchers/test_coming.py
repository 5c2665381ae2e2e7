"""What places have coming: which lines a round holds, for whom, and when it is worth a payout."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from merchants.models import Letter, Merchant
from tests.factories import make_chapter, make_purchase, make_seller, make_team_member
from tests.races import rules_off
from tests.refusals import refused_by
from vouchers import actions, coming
from vouchers.actions import paying_out
from vouchers.models import Payout, PayoutLine, PayoutRun, PurchaseLine, Seller

from .payouts import IN_DECEMBER, TODAY, give_back, make_account, make_paid_place, pay_out, sell

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def account(gent):
    return make_account(gent)


@pytest.fixture
def coffee(account):
    return make_paid_place("’t Hoekje", slug="hoekje", contact_email="hoekje@example.org")


@pytest.fixture
def lut(gent):
    return make_team_member(chapter=gent)


@pytest.fixture
def jef(gent):
    return make_team_member(chapter=gent)


def proposed(gent, today=TODAY):
    """Which place gets how much in the next round."""
    try:
        run = paying_out.propose(chapter=gent, today=today)
    except paying_out.NothingToPayOut:
        return {}
    return {payout.merchant.name: payout.amount for payout in run.payouts.select_related("merchant")}


# What a round holds


def test_what_is_in_a_payout_is_never_in_another(gent, coffee):
    sell(coffee)
    pay_out(gent)
    assert proposed(gent) == {}

    sell(coffee, 2)
    assert proposed(gent) == {"’t Hoekje": 1000}
    with refused_by("vouchers_payoutline_line_id_key"):
        PayoutLine.objects.create(payout=Payout.objects.first(), line=PurchaseLine.objects.first(), amount=500)


def test_what_was_not_paid_is_in_no_payout(gent, coffee):
    line = sell(coffee)
    assert proposed(gent) == {"’t Hoekje": 500}
    paying_out.drop(run=PayoutRun.objects.get())

    make_purchase(coffee, quantity=9)
    paying_out.propose(chapter=gent, today=TODAY)
    assert PayoutLine.objects.get().line == line


def test_what_was_given_back_before_is_not_paid_out(gent, coffee):
    give_back(sell(coffee, 3), 2)
    give_back(sell(coffee, 2), 2)
    sell(coffee)

    run = paying_out.propose(chapter=gent, today=TODAY)

    assert sorted(run.payouts.get().lines.values_list("amount", flat=True)) == [500, 500]


def test_what_was_given_back_after_a_payout_is_taken_off_the_next(gent, coffee):
    line = sell(coffee, 3)
    pay_out(gent)
    back = give_back(line, 2)
    assert back.after_payout is True
    assert proposed(gent) == {}

    sell(coffee, 3)
    assert proposed(gent) == {"’t Hoekje": 500}
    assert PayoutLine.objects.get(given_back=back).amount == -1000
    paying_out.drop(run=PayoutRun.objects.unsealed().get())
    pay_out(gent)
    sell(coffee)
    assert proposed(gent) == {"’t Hoekje": 500}


def test_a_refund_that_the_bank_refused_is_paid_out_after_all(gent, coffee):
    line = sell(coffee, 3)
    back = give_back(line, 3)
    assert proposed(gent) == {}

    actions.fail_refund(back.refund)
    assert proposed(gent) == {"’t Hoekje": 1500}


def test_what_came_back_goes_out_again_to_the_account_as_it_is_now(gent, coffee):
    sell(coffee, 2)
    first = pay_out(gent).payouts.get()
    paying_out.mark(payout=first, state="returned")
    assert "’t Hoekje" in Letter.objects.get(event=f"payout-returned-{first.pk}").body
    make_seller(coffee.merchant, iban="BE62510007547061")

    again = pay_out(gent).payouts.get()

    assert (again.resends, again.amount, again.seller.iban) == (first, 1000, "BE62510007547061")
    assert not again.lines.exists() and proposed(gent) == {}


def test_of_two_that_came_back_one_follows_the_other(gent, coffee):
    for _ in range(2):
        sell(coffee)
        pay_out(gent)
    for payout in Payout.objects.all():
        paying_out.mark(payout=payout, state="returned")

    first, second = Payout.objects.order_by("pk")
    assert [pay_out(gent).payouts.get().resends for _ in range(2)] == [first, second]
    assert proposed(gent) == {}


def test_a_place_that_changed_hands_pays_each_for_what_was_sold_in_its_name(gent, coffee):
    old = Seller.objects.get()
    sell(coffee)
    new = make_seller(coffee.merchant, company_number="0987654394", iban="BE62510007547061")
    sell(coffee, 2)

    run = paying_out.propose(chapter=gent, today=TODAY)

    assert set(run.payouts.values_list("seller", "amount")) == {(old.pk, 500), (new.pk, 1000)}


def test_what_was_sold_before_anybody_wrote_down_who_sells_goes_to_who_sells_now(gent, coffee):
    line = sell(coffee)
    with rules_off():
        PurchaseLine.objects.filter(pk=line.pk).update(seller=None)

    assert actions.seller_of(coffee.merchant) == paying_out.propose(chapter=gent, today=TODAY).payouts.get().seller


# When it is worth a payout


@pytest.mark.parametrize(("rhythm", "amount"), [("monthly", 1000), ("threshold", 1500)])
def test_by_the_month_what_was_paid_before_its_first_day_goes_out(gent, coffee, account, rhythm, amount):
    account.rhythm = rhythm
    account.save()
    sell(coffee, 2)
    sell(coffee, 1, at=IN_DECEMBER)

    assert proposed(gent) == {"’t Hoekje": amount}


def test_the_month_ends_at_midnight_in_brussels(gent, coffee, account):
    account.rhythm = "monthly"
    account.save()
    utc = timezone.get_fixed_timezone(0)
    sell(coffee, 1, at=datetime(2026, 11, 30, 22, 59, tzinfo=utc))
    sell(coffee, 2, at=datetime(2026, 11, 30, 23, 0, tzinfo=utc))

    assert proposed(gent) == {"’t Hoekje": 500}


def test_below_the_threshold_of_the_city_it_waits_unless_the_place_stopped(gent, coffee, account):
    account.threshold = 1000
    account.save()
    sell(coffee)
    assert proposed(gent) == {}

    Merchant.objects.update(state="left")
    assert proposed(gent) == {"’t Hoekje": 500}


def test_without_a_word_about_it_a_city_pays_monthly_from_ten_euro_on(gent):
    coffee = make_paid_place("Krook")
    sell(coffee, 2)
    sell(make_paid_place("Klein"), 1)
    sell(coffee, 9, at=IN_DECEMBER)

    assert proposed(gent) == {"Krook": 1000}


@pytest.mark.parametrize("iban", [{"iban": "", "account_holder": ""}, {"iban": "BE71096123456760"}])
def test_without_an_account_the_money_waits(gent, account, iban):
    sell(make_paid_place(seller=iban))

    assert proposed(gent) == {}


def test_along_the_route_of_invoices_no_account_is_needed_and_no_file_made(gent, account):
    account.route = "invoice"
    account.save()
    sell(make_paid_place("Krook", contact_email="krook@example.org", seller={"iban": "", "account_holder": ""}))

    run = pay_out(gent)

    assert run.file is None
    letter = Letter.objects.get()
    assert "factuur" in letter.subject and "€\xa05,00" in letter.body and run.payouts.get().end_to_end in letter.body


def test_what_a_month_is_begins_on_its_first_day():
    assert coming.first_of_month(date(2026, 12, 31)).isoformat() == "2026-12-01T00:00:00+01:00"
