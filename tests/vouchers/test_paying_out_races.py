"""Payouts, refunds and second thoughts at the same moment: no cent goes twice, and without their guards these races go wrong."""

from contextlib import contextmanager
from threading import Event

import pytest
from django.db import transaction
from django.db.models import QuerySet, Sum

from tests.factories import make_chapter, make_team_member
from tests.races import at_once, execute, meet, rules_off
from vouchers import coming
from vouchers.actions import paying_out, refunding
from vouchers.models import GivenBack, Payout, PayoutLine, PayoutRun, PurchaseLine

from .payouts import TODAY, give_back, make_account, make_paid_place, sell

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def line(gent):
    """Three coffees of five euro, paid and not paid out yet."""
    make_account(gent)
    return sell(make_paid_place("Krook"), 3)


@pytest.fixture
def no_lock(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda query, **options: query)


@contextmanager
def without_index(*names):
    """The database without these unique rules; what broke them is swept away before they are put back."""
    rules = [
        execute("SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", [n]) for n in names
    ]
    indexes = [execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [n])[0][0] for n in names]
    for name, rule in zip(names, rules, strict=True):
        execute(f"ALTER TABLE {rule[0][0]} DROP CONSTRAINT {name}" if rule else f"DROP INDEX {name}")
    try:
        yield
    finally:
        with rules_off():
            execute("DELETE FROM vouchers_payoutline; DELETE FROM vouchers_payout; DELETE FROM vouchers_payoutrun")
        for name, rule, index in zip(names, rules, indexes, strict=True):
            execute(f"ALTER TABLE {rule[0][0]} ADD CONSTRAINT {name} {rule[0][1]}" if rule else index)


def went_to_the_place(line):
    """Cents that the place has of this line: in payouts that are open or sealed."""
    return PayoutLine.objects.filter(line=line).aggregate(sum=Sum("amount", default=0))["sum"]


# Proposed twice


def propose_by_four(gent):
    return at_once(*[lambda: paying_out.propose(chapter=gent, today=TODAY)] * 4)


def test_four_who_propose_at_once_make_one_round(gent, line):
    outcomes = propose_by_four(gent)

    assert sum(isinstance(outcome, PayoutRun) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, paying_out.RunIsOpen) for outcome in outcomes) == 3
    assert went_to_the_place(line) == 1500


def test_without_the_lock_the_database_still_keeps_one_round(gent, line, no_lock, monkeypatch):
    meet(monkeypatch, (paying_out, "_write_down"), times=4)
    outcomes = propose_by_four(gent)

    assert sum(isinstance(outcome, paying_out.RunIsOpen) for outcome in outcomes) == 3
    assert went_to_the_place(line) == 1500


def test_without_lock_and_rules_a_line_would_be_paid_four_times(gent, line, no_lock, monkeypatch):
    meet(monkeypatch, (paying_out, "_write_down"), times=4)

    with without_index("one_open_payout_run_per_city", "vouchers_payoutline_line_id_key"):
        propose_by_four(gent)
        assert went_to_the_place(line) == 6000


# Given back meanwhile


def give_back_while_proposing(gent, line, monkeypatch):
    """What the place and the giver have of fifteen euro in the end, and whether the next payout will know."""
    meet(monkeypatch, (paying_out, "_write_down"), (refunding, "_take_off"))
    at_once(lambda: paying_out.propose(chapter=gent, today=TODAY), lambda: give_back(line))
    back = GivenBack.objects.get()
    return went_to_the_place(line), back.amount, back.after_payout


def test_what_goes_back_while_a_round_is_proposed_is_left_out_or_taken_off_later(gent, line, monkeypatch):
    outcome = give_back_while_proposing(gent, line, monkeypatch)

    assert outcome in {(1000, 500, False), (1500, 500, True)}


def test_without_the_lock_the_place_would_keep_what_the_giver_got_back(gent, line, no_lock, monkeypatch):
    assert give_back_while_proposing(gent, line, monkeypatch) == (1500, 500, False)


def give_back_while_dropping(gent, line, monkeypatch):
    """Whether what went back counts as paid out before, though the round is gone."""
    run, looked, dropped = paying_out.propose(chapter=gent, today=TODAY), Event(), Event()
    note, delete = refunding._note_lines, PayoutRun.delete

    def note_lines(*arguments):
        noted = note(*arguments)
        looked.set()
        dropped.wait(timeout=1)
        return noted

    def delete_run(run):
        looked.wait(timeout=1)
        return delete(run)

    def drop():
        paying_out.drop(run=run)
        dropped.set()

    monkeypatch.setattr(refunding, "_note_lines", note_lines)
    monkeypatch.setattr(PayoutRun, "delete", delete_run)
    at_once(drop, lambda: give_back(line))
    return GivenBack.objects.get().after_payout


def test_what_goes_back_while_a_round_is_dropped_was_never_paid_out(gent, line, monkeypatch):
    assert give_back_while_dropping(gent, line, monkeypatch) is False


def test_without_the_lock_it_would_be_taken_off_a_payout_that_never_was(gent, line, no_lock, monkeypatch):
    assert give_back_while_dropping(gent, line, monkeypatch) is True


# Sealed twice, and dropped meanwhile


@pytest.fixture
def sealers(gent):
    return [make_team_member(chapter=gent) for _ in range(4)]


@pytest.fixture
def approved(gent, line):
    return paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=make_team_member(chapter=gent))


def seal_by_four(run, sealers):
    return at_once(*[lambda person=person: paying_out.seal(run=run, by=person) for person in sealers])


def test_four_who_seal_at_once_make_one_file(approved, sealers):
    outcomes = seal_by_four(approved, sealers)

    (sealed,) = [outcome for outcome in outcomes if isinstance(outcome, PayoutRun)]
    assert sum(isinstance(outcome, paying_out.NotNow) for outcome in outcomes) == 3
    assert bytes(PayoutRun.objects.get().file) == sealed.file


def test_without_the_lock_the_database_still_keeps_one_file(approved, sealers, no_lock, monkeypatch):
    meet(monkeypatch, (paying_out, "_accounts_must_stand"), times=4)
    outcomes = seal_by_four(approved, sealers)

    assert sum(isinstance(outcome, PayoutRun) for outcome in outcomes) == 1


def test_a_round_is_sealed_or_dropped_never_both(approved, sealers):
    sealed, dropped = at_once(lambda: paying_out.seal(run=approved, by=sealers[0]), lambda: paying_out.drop(run=approved))

    assert isinstance(sealed, paying_out.NotNow) or isinstance(dropped, paying_out.NotNow)
    assert PayoutRun.objects.filter(state="sealed").count() == Payout.objects.count() == isinstance(dropped, paying_out.NotNow)


@pytest.fixture
def came_back(gent, approved, sealers):
    paying_out.seal(run=approved, by=sealers[0])
    return paying_out.mark(payout=Payout.objects.get(), state="returned")


def propose_while_it_turns_out_to_have_arrived(gent, payout, monkeypatch):
    """Whether it counts as arrived, and whether it is sent again."""
    meet(monkeypatch, (paying_out, "_write_down"), (Payout, "save"))
    at_once(lambda: paying_out.propose(chapter=gent, today=TODAY), lambda: paying_out.mark(payout=payout, state="done"))
    payout = Payout.objects.get(pk=payout.pk)
    return payout.state == "done", Payout.objects.filter(resends=payout).exists()


def test_what_arrived_after_all_is_not_sent_again_at_the_same_moment(gent, came_back, monkeypatch):
    assert propose_while_it_turns_out_to_have_arrived(gent, came_back, monkeypatch) in {(True, False), (False, True)}


def test_without_the_lock_it_would_be_paid_twice(gent, came_back, no_lock, monkeypatch):
    assert propose_while_it_turns_out_to_have_arrived(gent, came_back, monkeypatch) == (True, True)


def test_lines_are_locked_in_one_order(line):
    sell(line.treat, 2)

    with transaction.atomic():
        keys = coming.lock(PurchaseLine.objects.order_by("-pk"))
    assert keys == sorted(keys)
