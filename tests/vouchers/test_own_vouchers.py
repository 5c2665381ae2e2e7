"""Ordinary vouchers: one for each unit that was paid, used once, taken back the same day; and never anything on a board."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.factories import make_bons, make_merchant, make_purchase, make_treat
from tests.races import rules_off
from tests.refusals import refused_by
from vouchers import actions
from vouchers.models import Bon, GivenBack, Movement, Payment, Purchase, Treat
from vouchers.models.bons import LETTERS, last_day_of

pytestmark = pytest.mark.django_db

S = Bon.State


@pytest.fixture
def coffee():
    return make_treat(price=250)


@pytest.fixture
def bon(coffee):
    return make_bons(coffee)[0]


def use(bon, key=None, **details):
    return actions.use_bon(merchant=bon.treat.merchant, code=bon.code, key=key or uuid4(), **details)


def undo(bon):
    return actions.undo_use(merchant=bon.treat.merchant, code=bon.code)


def reread(bon):
    return Bon.objects.get(pk=bon.pk)


def as_if(bon, **fields):
    """Write behind the back of the rules, as only time can."""
    with rules_off():
        Bon.objects.filter(pk=bon.pk).update(**fields)


def two_years_later(bon):
    bought = timezone.localdate() - timedelta(days=730)
    as_if(bon, made_on=bought, valid_until=last_day_of(bought))


# Questions


@pytest.mark.parametrize(
    ("bought", "last_day"),
    [
        (date(2026, 11, 27), date(2027, 12, 31)),
        (date(2026, 12, 1), date(2028, 1, 31)),
        (date(2027, 1, 31), date(2028, 2, 29)),
        (date(2027, 2, 28), date(2028, 3, 31)),
        (date(2028, 2, 29), date(2029, 3, 31)),
    ],
)
def test_it_is_valid_for_a_year_and_a_month_to_the_end_of_that_month(bought, last_day):
    assert last_day_of(bought) == last_day


@pytest.mark.parametrize(
    ("state", "days", "is_over"), [(S.OPEN, 0, False), (S.OPEN, -1, True), (S.USED, -1, False), (S.GIVEN_BACK, -1, False)]
)
def test_its_last_day_still_counts(state, days, is_over):
    assert Bon(state=state, valid_until=timezone.localdate() + timedelta(days)).is_over == is_over


# Made


def test_each_unit_of_each_line_becomes_one_once_it_is_paid(coffee):
    soup = make_treat(merchant=coffee.merchant, kind="soep")
    purchase = make_purchase(coffee, soup, quantity=2, paid=True, kind=Purchase.Kind.BON)
    payment = purchase.payments.get()
    actions.reconcile(payment)

    bons = Bon.objects.bought_in(purchase)
    assert [(bon.treat.name, bon.number, bon.state) for bon in bons] == [
        ("koffie", 1, "open"),
        ("koffie", 2, "open"),
        ("soep", 1, "open"),
        ("soep", 2, "open"),
    ]
    assert len({bon.code for bon in bons}) == 4
    assert all(set(bon.code) <= set(LETTERS) and len(bon.code) == 8 for bon in bons)


def test_they_hang_on_no_board_and_count_in_no_figure(coffee):
    make_bons(coffee, 5)

    assert Treat.objects.get().waiting == 0
    assert not Movement.objects.exists()


def test_treats_become_no_voucher(coffee):
    make_purchase(coffee, quantity=2, paid=True)

    assert Treat.objects.get().waiting == 2
    assert not Bon.objects.exists()


def test_before_it_is_paid_there_is_none(coffee):
    make_purchase(coffee, kind=Purchase.Kind.BON)

    assert not Bon.objects.exists()


def test_the_same_key_for_treats_is_refused(coffee):
    key = uuid4()
    bought = {"quantities": {coffee.pk: 1}, "word": "", "key": key}
    actions.buy(**bought, kind=Purchase.Kind.BON)

    with pytest.raises(actions.KeyUsedElsewhere):
        actions.buy(**bought)
    assert actions.buy(**bought, kind=Purchase.Kind.BON) == Purchase.objects.get()


# Used


def test_it_is_used_once_with_its_day(bon):
    used = use(bon)

    assert (used.state, used.used_on) == (S.USED, timezone.localdate())
    with pytest.raises(actions.AlreadyUsed):
        use(bon)


def test_the_same_tap_twice_is_one_use(bon):
    key = uuid4()

    assert use(bon, key) == use(bon, key)
    assert reread(bon).state == S.USED


def test_another_place_does_not_know_it(bon):
    elsewhere = make_merchant()

    for ask in [
        lambda: actions.find_bon(merchant=elsewhere, code=bon.code),
        lambda: actions.use_bon(merchant=elsewhere, code=bon.code, key=uuid4()),
        lambda: actions.undo_use(merchant=elsewhere, code=bon.code),
    ]:
        with pytest.raises(actions.NotHere):
            ask()
    assert reread(bon).state == S.OPEN


def test_after_its_last_day_a_place_may_take_it_all_the_same(bon):
    two_years_later(bon)

    with pytest.raises(actions.Over):
        use(bon)
    assert use(bon, although_over=True).state == S.USED


def test_a_use_is_taken_back_the_same_day_and_it_can_be_used_again(bon):
    use(bon)

    assert [undo(bon).state for _ in range(2)] == [S.OPEN, S.OPEN]
    assert reread(bon).used_on is None
    assert use(bon).state == S.USED


def test_a_tap_that_was_taken_back_does_not_come_again_by_itself(bon):
    key = uuid4()
    use(bon, key)
    undo(bon)

    assert use(bon, key).state == S.OPEN


def test_on_a_later_day_a_use_stands(bon):
    use(bon)
    as_if(bon, used_on=timezone.localdate() - timedelta(days=1))

    with pytest.raises(actions.TooLate):
        undo(bon)
    assert reread(bon).state == S.USED


# Given back


def test_what_was_not_used_goes_back_and_is_good_no_more(coffee):
    bons = make_bons(coffee, 3)
    use(bons[0])
    payment = Payment.objects.get()

    refund = actions.give_back(payment=payment, key=uuid4())

    assert refund.amount == 500
    assert [reread(bon).state for bon in bons] == [S.USED, S.GIVEN_BACK, S.GIVEN_BACK]
    with pytest.raises(actions.WentBack):
        use(bons[1])
    with pytest.raises(actions.MoreThanPaid):
        actions.give_back(payment=payment, key=uuid4())


def test_of_used_ones_none_goes_back(coffee):
    bons = make_bons(coffee, 2)
    use(bons[0])
    payment = Payment.objects.get()

    with pytest.raises(actions.NothingWaiting):
        actions.give_back(payment=payment, key=uuid4(), quantities={bons[0].line_id: 2})
    assert not GivenBack.objects.exists()


def test_where_the_bank_refuses_they_are_good_again(coffee):
    bons = make_bons(coffee, 2)

    actions.fail_refund(actions.give_back(payment=Payment.objects.get(), key=uuid4()))

    assert [reread(bon).state for bon in bons] == [S.OPEN, S.OPEN]


# What the database keeps


def new_bon(purchase, number=1):
    Bon.objects.create(line=purchase.lines.get(), number=number, valid_until=last_day_of(timezone.localdate()))


def test_the_database_makes_none_of_what_was_not_paid_or_was_bought_as_treats(coffee):
    with refused_by("bon_only_paid"):
        new_bon(make_purchase(coffee, kind=Purchase.Kind.BON))
    with refused_by("bon_only_paid"):
        new_bon(make_purchase(coffee, paid=True))


def test_the_database_makes_no_more_than_were_bought_and_each_once(bon):
    with refused_by("bon_only_paid"):
        new_bon(bon.line.purchase, number=2)
    with refused_by("bon_once"):
        new_bon(bon.line.purchase)


def test_the_database_hangs_no_voucher_on_a_board(bon, coffee):
    with refused_by("movement_only_paid_hangs"):
        Movement.objects.create(treat=coffee, kind=Movement.Kind.BOUGHT, delta=1, line=bon.line, key=uuid4())


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"code": "AAAABBBB"}, "bon_stands"),
        ({"number": 2}, "bon_stands"),
        ({"valid_until": date(2020, 1, 1)}, "bon_stands"),
        ({"state": "used"}, "used_bon_has_its_day"),
        ({"used_on": date(2020, 1, 1)}, "used_bon_has_its_day"),
    ],
)
def test_the_database_keeps_what_was_bought(bon, change, rule):
    with refused_by(rule):
        Bon.objects.filter(pk=bon.pk).update(**change)


def test_the_database_erases_none(bon):
    with refused_by("bon_stands"):
        Bon.objects.filter(pk=bon.pk).delete()


@pytest.mark.parametrize(
    "change",
    [{"used_key": uuid4()}, {"used_on": date(2020, 1, 1)}, {"state": "given_back", "used_on": None}],
)
def test_the_database_lets_a_use_stand_until_it_is_taken_back(bon, change):
    use(bon)

    with refused_by("bon_used_once"):
        Bon.objects.filter(pk=bon.pk).update(**change)


def test_the_database_lets_nobody_use_what_was_given_back(coffee, bon):
    actions.give_back(payment=Payment.objects.get(), key=uuid4())

    with refused_by("bon_used_once"):
        Bon.objects.update(state="used", used_on=timezone.localdate())
