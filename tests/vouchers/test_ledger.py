"""The ledger keeps its promises in the database itself, whoever writes to it."""

import re
from uuid import uuid4

import pytest
from django.db import connection

from merchants import versions
from tests.factories import make_treat, make_user
from tests.queries import statements
from tests.races import execute, rules_off
from tests.refusals import refused_by
from vouchers import actions
from vouchers.models import CounterLink, Movement, Treat

pytestmark = pytest.mark.django_db

K = Movement.Kind


def waiting(treat):
    return Treat.objects.values_list("waiting", flat=True).get(pk=treat.pk)


def move(treat, kind, delta, **links):
    return Movement.objects.create(treat=treat, kind=kind, delta=delta, key=uuid4(), **links)


# The count


def test_only_a_movement_moves_the_count():
    coffee = make_treat(waiting=3)

    with refused_by("treat_count_moved_only"):
        execute("UPDATE vouchers_treat SET waiting = 4 WHERE id = %s", [coffee.pk])
    with refused_by("treat_count_moved_only"):
        Treat.objects.create(merchant=coffee.merchant, kind=make_treat(kind="soep").kind, price=250, waiting=1)
    with refused_by("treat_count_moved_only"):
        execute("DO $$ BEGIN UPDATE vouchers_treat SET waiting = waiting + 1; END $$")

    with refused_by("treat_count_moved_only"):
        execute("UPDATE vouchers_treat SET set_aside = 1 WHERE id = %s", [coffee.pk])

    assert waiting(coffee) == 3


def test_whoever_is_logged_in_moves_it_in_the_same_one_statement():
    """What a person changes carries who they are along, before each statement: a planned one holds no second."""
    coffee = make_treat(waiting=3)

    with versions.by(make_user()):
        for _ in range(6):  # So often that it is planned.
            actions.add_at_counter(treat=coffee, key=uuid4())
        actions.recount(treat=coffee, count=5, key=uuid4())

    assert waiting(coffee) == 5


def test_saving_a_treat_that_somebody_else_moved_meanwhile_is_refused():
    mine = make_treat(waiting=3)
    actions.hand_out(treat=mine, key=uuid4())
    mine.price = 300

    with refused_by("treat_count_moved_only"):
        mine.save()
    mine.save(update_fields=["price"])

    assert waiting(mine) == 2


def test_movements_are_never_changed_or_erased():
    coffee = make_treat(waiting=3)
    connection.check_constraints()

    for sql in [
        "UPDATE vouchers_movement SET delta = 5",
        "DELETE FROM vouchers_movement",
        "TRUNCATE vouchers_movement",
        "TRUNCATE vouchers_treat CASCADE",
    ]:
        with refused_by("movement_append_only"):
            execute(sql)

    assert waiting(coffee) == 3


def test_the_count_never_goes_below_zero():
    coffee = make_treat(waiting=1)

    with refused_by("treat_never_below_zero"):
        move(coffee, K.HANDED_OUT, -2)

    assert waiting(coffee) == 1


def test_a_movement_that_was_not_written_is_not_counted():
    coffee, key = make_treat(waiting=3), uuid4()
    tap = Movement(treat=coffee, kind=K.HANDED_OUT, delta=-1, key=key)

    Movement.objects.bulk_create([tap], ignore_conflicts=True)
    Movement.objects.bulk_create([tap], ignore_conflicts=True)

    assert waiting(coffee) == 2


@pytest.mark.parametrize(
    ("waits", "aside", "left"),
    [(1, 1, 0), (3, 2, 2), (3, 3, 2), (3, 0, 0)],
)
def test_handing_out_never_fails_because_something_was_set_aside(waits, aside, left):
    coffee = make_treat(waiting=waits)
    with rules_off():
        Treat.objects.update(set_aside=aside)

    actions.hand_out(treat=coffee, key=uuid4())

    assert Treat.objects.values_list("waiting", "set_aside").get() == (waits - 1, left)


def test_nobody_sets_aside_more_than_hangs():
    make_treat(waiting=2)

    for aside in [3, -1]:
        with rules_off(), refused_by("treat_set_aside_hangs"):
            Treat.objects.update(set_aside=aside)


# The movements


@pytest.mark.parametrize(
    ("kind", "delta"),
    [
        (K.COUNTER, -1),
        (K.COUNTER, 0),
        (K.REDIRECTED_IN, -1),
        (K.HANDED_OUT, 1),
        (K.HANDED_OUT, 0),
        (K.REDIRECTED_OUT, 1),
        ("given", 1),
    ],
)
def test_each_kind_of_movement_goes_its_own_way(kind, delta):
    coffee = make_treat(waiting=3)

    with refused_by("movement_goes_its_way"):
        move(coffee, kind, delta)


def test_a_key_counts_once_whatever_it_is_used_for():
    coffee, key = make_treat(waiting=3), uuid4()
    actions.hand_out(treat=coffee, key=key)

    with refused_by("vouchers_movement_pkey"):
        Movement.objects.create(treat=coffee, kind=K.COUNTER, delta=1, key=key)


def test_a_tap_is_undone_once():
    coffee = make_treat(waiting=3)
    tap = move(coffee, K.HANDED_OUT, -1)
    move(coffee, K.UNDO, 1, reverses=tap)

    with refused_by("movement_undone_once"):
        move(coffee, K.UNDO, 1, reverses=tap)


def test_an_undo_takes_back_one_whole_tap_of_the_same_treat():
    coffee, soup = make_treat(waiting=3), make_treat(kind="soep", waiting=3)
    tap, recount = move(coffee, K.HANDED_OUT, -1), move(coffee, K.RECOUNT, 2)

    for treat, delta, taken_back in [(soup, 1, tap), (coffee, 2, tap), (coffee, -1, tap), (coffee, -2, recount), (coffee, 1, None)]:
        with refused_by("movement_undo_fits_tap"):
            move(treat, K.UNDO, delta, reverses=taken_back)
    with refused_by("undo_names_what"):
        move(coffee, K.COUNTER, 1, reverses=tap)


def test_a_place_has_one_working_link_to_its_counter():
    merchant = make_treat().merchant
    ended = CounterLink.objects.of(merchant)
    CounterLink.objects.create(merchant=merchant)

    with refused_by("one_working_counter_link"):
        CounterLink.objects.filter(pk=ended.pk).update(revoked_on=None)


def test_no_null_slips_through_a_check():
    """A CHECK that yields NULL passes: so each column it names is NOT NULL, or the CHECK asks for NULL by name."""
    nullable = execute("""
        SELECT con.conname, att.attname, pg_get_constraintdef(con.oid)
        FROM pg_constraint con
        JOIN pg_attribute att ON att.attrelid = con.conrelid AND att.attnum = ANY (con.conkey)
        WHERE con.contype = 'c' AND con.conrelid::regclass::text LIKE 'vouchers_%' AND NOT att.attnotnull
    """)

    assert {(name, column) for name, column, _rule in nullable} == {
        ("treatkind_becomes_another", "merged_into_id"),
        ("undo_names_what", "reverses_id"),
        ("redirected_names_its_redirection", "redirection_id"),
        ("redirection_answer_has_its_day", "accepted"),
        ("redirection_answer_has_its_day", "answered_on"),
        ("bought_names_its_line", "line_id"),
        ("paid_has_its_moment", "paid_at"),
        ("given_back_to_one", "refund_id"),
        ("given_back_to_one", "redirection_id"),
        ("given_back_is_something", "refund_id"),
        ("pot_movement_names_its_cause", "purchase_id"),
        ("pot_movement_names_its_cause", "redirection_id"),
        ("pot_movement_names_its_cause", "refund_id"),
        ("used_bon_has_its_day", "used_on"),
        ("payout_run_has_its_days", "approved_on"),
        ("payout_run_has_its_days", "sealed_on"),
        ("sealed_run_has_its_file", "file"),
        ("payout_ended_has_its_day", "ended_on"),
        ("payout_line_is_about_one", "line_id"),
        ("payout_line_is_about_one", "given_back_id"),
        ("cost_names_its_cause", "payment_id"),
    }
    for name, column, rule in nullable:
        # Where a column is laid beside another one, NULL is asked for around it.
        rule = rule.replace(f"({column} = id) AND ({column} IS NOT NULL)", f"({column} IS NOT NULL)")
        assert len(re.findall(rf"\b{column}\b", rule)) == len(re.findall(rf"\b{column} IS N", rule)), name


# What can happen


def test_handing_out_is_one_statement():
    coffee = make_treat(waiting=3)

    with statements() as sent:
        actions.hand_out(treat=coffee, key=uuid4())

    assert [sql.split()[0] for sql in sent] == ["INSERT"]


def test_hand_out_with_the_same_key_twice_takes_one():
    coffee, key = make_treat(waiting=1), uuid4()

    first = actions.hand_out(treat=coffee, key=key)
    again = actions.hand_out(treat=coffee, key=key)

    assert (first.is_new, again.is_new) == (True, False)
    assert first.movement == again.movement
    assert waiting(coffee) == 0


def test_the_key_of_one_button_does_not_serve_another():
    coffee, soup, key = make_treat(waiting=2), make_treat(kind="soep", waiting=2), uuid4()
    actions.hand_out(treat=coffee, key=key)

    for action in [
        lambda: actions.add_at_counter(treat=coffee, key=key),
        lambda: actions.hand_out(treat=soup, key=key),
        lambda: actions.recount(treat=coffee, count=2, key=key),
    ]:
        with pytest.raises(actions.KeyUsedElsewhere):
            action()


def test_nothing_waiting_is_said_and_nothing_moves():
    coffee = make_treat()

    with pytest.raises(actions.NothingWaiting):
        actions.hand_out(treat=coffee, key=uuid4())

    assert not Movement.objects.exists()


@pytest.mark.parametrize("count", [0, 2, 3, 999])
def test_a_recount_is_believed_and_its_key_counts_once(count):
    coffee, key = make_treat(waiting=3), uuid4()

    actions.recount(treat=coffee, count=count, key=key)
    actions.add_at_counter(treat=coffee, key=uuid4())
    again = actions.recount(treat=coffee, count=count, key=key)

    assert not again.is_new
    assert waiting(coffee) == count + 1


@pytest.mark.parametrize("count", [-1, 1000])
def test_a_board_holds_0_to_999(count):
    with pytest.raises(ValueError, match="from 0 to 999"):
        actions.recount(treat=make_treat(), count=count, key=uuid4())


def test_both_taps_can_be_taken_back_once():
    coffee = make_treat(waiting=3)

    for tap in [actions.hand_out, actions.add_at_counter]:
        movement = tap(treat=coffee, key=uuid4()).movement
        actions.undo(movement=movement, key=uuid4())
        with pytest.raises(actions.AlreadyUndone):
            actions.undo(movement=movement, key=uuid4())

    assert waiting(coffee) == 3


def test_what_was_added_and_handed_out_since_cannot_be_taken_back():
    coffee = make_treat()
    added = actions.add_at_counter(treat=coffee, key=uuid4()).movement
    actions.hand_out(treat=coffee, key=uuid4())

    with pytest.raises(actions.NothingWaiting):
        actions.undo(movement=added, key=uuid4())
