"""The local row decides: whoever brings the result and however often, a paid treat hangs once and an unpaid one never."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from merchants.letters import Letter, network_address
from merchants.models import Chapter
from tests.factories import make_purchase, make_treat
from tests.refusals import refused_by
from vouchers import actions, gateways
from vouchers.actions.paying import what_does_not_match
from vouchers.gateways import Answer, GatewayTrouble
from vouchers.gateways.demo import DemoGateway
from vouchers.models import DemoPayment, Movement, Payment, PurchaseLine, Treat

pytestmark = pytest.mark.django_db

S, Held = Payment.Status, Payment.Held


def payment_of(purchase):
    return purchase.payments.get()


def at_the_bank(payment, **changes):
    """How this payment stands at the demo provider from now on."""
    DemoPayment.objects.filter(key=payment.provider_key).update(**changes)


def waiting():
    return Treat.objects.values_list("waiting", flat=True).get()


@pytest.fixture
def gateway(monkeypatch):
    """Replaces the demo gateway by answers of one's own."""

    def answers(create=None, fetch=None):
        class Scripted(DemoGateway):
            pass

        if create:
            Scripted.create = lambda self, **details: create()
        if fetch:
            Scripted.fetch = lambda self, provider_id: fetch()
        monkeypatch.setitem(gateways.GATEWAYS, "demo", Scripted())

    return answers


def trouble():
    raise GatewayTrouble


# Questions


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({}, None),
        ({"id": "other"}, Held.ID),
        ({"token": "other"}, Held.TOKEN),
        ({"token": ""}, Held.TOKEN),
        ({"amount": 249}, Held.AMOUNT),
        ({"amount": 251}, Held.AMOUNT),
        ({"currency": "USD"}, Held.CURRENCY),
        ({"mode": "live"}, Held.MODE),
    ],
)
def test_an_answer_must_match_to_the_cent(answer, reason):
    payment = Payment(provider_id="tr_1", token="abc", amount=250, currency="EUR", mode="test")
    matching = Answer(id="tr_1", status=S.PAID, amount=250, currency="EUR", mode="test", token="abc")

    assert what_does_not_match(payment, matching._replace(**answer)) == reason


def test_nothing_leaves_paid_and_paid_may_overtake_every_other_end():
    assert Payment.STEPS[S.PAID] == set()
    assert all(S.PAID in Payment.STEPS[status] for status in S if status != S.PAID)
    assert all(S.OPEN not in Payment.STEPS[status] for status in S if status != S.CREATED)


# One result


def test_a_paid_treat_hangs_once_however_often_the_result_arrives():
    payment = payment_of(make_purchase(make_treat(), quantity=3))
    at_the_bank(payment, status="paid")

    for _ in range(5):
        assert actions.reconcile(Payment.objects.get()).is_paid
        assert actions.reconcile(payment).is_paid

    assert waiting() == 3
    assert Movement.objects.get().kind == Movement.Kind.BOUGHT


@pytest.mark.parametrize("status", ["open", "failed", "canceled", "expired"])
def test_an_unpaid_treat_never_hangs(status):
    payment = payment_of(make_purchase(make_treat()))
    at_the_bank(payment, status=status)

    assert actions.reconcile(payment).status == status
    assert waiting() == 0


@pytest.mark.parametrize("status", ["failed", "canceled", "expired"])
def test_paid_overtakes_every_other_end(status):
    payment = payment_of(make_purchase(make_treat(), quantity=2))
    at_the_bank(payment, status=status)
    payment = actions.reconcile(payment)
    at_the_bank(payment, status="paid")

    assert actions.reconcile(payment).is_paid
    assert waiting() == 2


@pytest.mark.parametrize("status", ["open", "failed", "canceled", "expired"])
def test_nothing_overtakes_paid(status):
    payment = payment_of(make_purchase(make_treat(), paid=True))
    stale = Payment(**{field.attname: getattr(payment, field.attname) for field in Payment._meta.fields})
    stale.status = S.OPEN
    at_the_bank(payment, status=status)

    assert actions.reconcile(payment).is_paid
    assert actions.reconcile(stale).is_paid
    assert waiting() == 1


def test_a_status_nobody_knows_changes_nothing(gateway):
    payment = payment_of(make_purchase(make_treat()))
    gateway(fetch=lambda: Answer(payment.provider_id, "authorized", payment.amount, "EUR", "test", payment.token))

    assert actions.reconcile(payment).status == S.OPEN


# What does not match


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"amount": 1}, Held.AMOUNT), ({"currency": "USD"}, Held.CURRENCY), ({"token": "x"}, Held.TOKEN)],
)
def test_what_does_not_match_is_set_apart_and_the_team_is_told_once(changes, reason):
    payment = payment_of(make_purchase(make_treat()))
    at_the_bank(payment, status="paid", **changes)

    for _ in range(3):
        payment = actions.reconcile(payment)

    assert (payment.status, payment.held_because) == (S.OPEN, reason)
    assert waiting() == 0
    letter = Letter.objects.get()
    assert letter.to == "team@gent.example"
    assert letter.subject == f"Betaling {payment.pk} wacht op jullie"


def test_where_the_city_has_no_address_the_network_is_told():
    payment = payment_of(make_purchase(make_treat()))
    Chapter.objects.update(email="")
    at_the_bank(payment, status="paid", amount=1)

    actions.reconcile(payment)

    assert Letter.objects.get().to == network_address()


def test_another_number_or_another_mode_is_set_apart_too(gateway):
    for changes, reason in [({"id": "other"}, Held.ID), ({"mode": "live"}, Held.MODE)]:
        payment = payment_of(make_purchase(make_treat()))
        answer = Answer(payment.provider_id, S.PAID, payment.amount, "EUR", "test", payment.token)._replace(**changes)
        gateway(fetch=lambda answer=answer: answer)

        assert actions.reconcile(payment).held_because == reason
    assert not Movement.objects.exists()


def test_a_payment_set_apart_settles_when_the_provider_puts_it_right():
    payment = payment_of(make_purchase(make_treat()))
    at_the_bank(payment, status="paid", amount=1)
    payment = actions.reconcile(payment)
    at_the_bank(payment, amount=250)

    assert (actions.reconcile(payment).status, payment.purchase.payments.get().held_because) == (S.PAID, "")
    assert waiting() == 1


def test_a_purchase_that_was_paid_already_is_not_paid_again():
    purchase = make_purchase(make_treat(), paid=True)
    second = Payment.objects.create(purchase=purchase, gateway="demo", mode="test", amount=250)
    actions.start_payment(payment=second, return_url="/")
    at_the_bank(second, status="paid")

    second = actions.reconcile(second)

    assert (second.status, second.held_because) == (S.OPEN, Held.TWICE)
    assert waiting() == 1
    assert Letter.objects.count() == 1


# A provider that does not answer


def test_no_answer_changes_nothing_and_rises(gateway):
    payment = payment_of(make_purchase(make_treat()))
    gateway(fetch=trouble)

    with pytest.raises(GatewayTrouble):
        actions.reconcile(payment)
    assert payment_of(payment.purchase).status == S.OPEN


def test_opening_a_payment_again_opens_the_same_one(gateway):
    purchase = actions.buy(quantities={make_treat().pk: 1}, word="", key=uuid4())
    gateway(create=trouble)
    with pytest.raises(GatewayTrouble):
        actions.start_payment(payment=payment_of(purchase), return_url="/")

    gateway()
    addresses = {actions.start_payment(payment=payment_of(purchase), return_url="/") for _ in range(3)}

    assert len(addresses) == DemoPayment.objects.count() == 1


def test_nobody_is_asked_about_a_provider_that_is_not_here_any_more(settings):
    payment = payment_of(make_purchase(make_treat()))
    settings.PAYMENT_GATEWAY = ""

    with pytest.raises(GatewayTrouble):
        actions.reconcile(payment)


# The poller


def poll():
    out = StringIO()
    call_command("reconcile_payments", stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def test_the_poller_alone_brings_every_result(gateway):
    treat = make_treat()
    for status in ["paid", "canceled", "open"]:
        at_the_bank(payment_of(make_purchase(treat)), status=status)

    assert poll() == "3 asked: 2 moved, 1 the same, 0 without an answer."
    assert waiting() == 1
    assert poll() == "2 asked: 0 moved, 2 the same, 0 without an answer."


def test_the_poller_hears_of_paid_after_expired_and_leaves_old_ends_alone():
    late, old = (payment_of(make_purchase(make_treat(kind=kind))) for kind in ["koffie", "soep"])
    for payment in [late, old]:
        at_the_bank(payment, status="expired")
        actions.reconcile(payment)
        at_the_bank(payment, status="paid")
    Payment.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=2))

    assert poll() == "1 asked: 1 moved, 0 the same, 0 without an answer."
    assert Payment.objects.get(pk=late.pk).is_paid


def test_the_poller_goes_on_where_one_gives_no_answer():
    treat = make_treat()
    lost, paid = (payment_of(make_purchase(treat)) for _ in range(2))
    DemoPayment.objects.filter(key=lost.provider_key).delete()
    at_the_bank(paid, status="paid")

    assert poll() == "2 asked: 1 moved, 0 the same, 1 without an answer."
    assert waiting() == 1


# What stands


def test_only_what_was_paid_hangs_as_many_as_were_bought_and_once():
    coffee, soup = make_treat(), make_treat(kind="soep")
    unpaid = make_purchase(coffee, quantity=2).lines.get()
    paid = make_purchase(coffee, quantity=2, paid=True).lines.get()

    def hang(treat, number, line):
        Movement.objects.create(treat=treat, kind=Movement.Kind.BOUGHT, delta=number, key=uuid4(), line=line)

    for treat, number, line in [(coffee, 2, unpaid), (coffee, 3, paid), (soup, 2, paid), (coffee, 2, None)]:
        with refused_by("movement_only_paid_hangs"):
            hang(treat, number, line)
    with refused_by("line_hangs_once"):
        hang(coffee, 2, paid)
    with refused_by("bought_names_its_line"):
        Movement.objects.create(treat=coffee, kind=Movement.Kind.COUNTER, delta=2, key=uuid4(), line=paid)
    assert Treat.objects.get(pk=coffee.pk).waiting == 2


def test_what_was_bought_and_agreed_stands():
    payment = payment_of(make_purchase(make_treat(), paid=True))

    with refused_by("purchase_line_stands"):
        PurchaseLine.objects.update(unit_price=10)
    for change in [{"status": "failed", "paid_at": None}, {"amount": 1}, {"currency": "USD"}, {"token": "x"}, {"provider_id": "x"}]:
        with refused_by("payment_stands"):
            Payment.objects.update(**change)
    with refused_by("payment_stands"):
        payment.delete()
