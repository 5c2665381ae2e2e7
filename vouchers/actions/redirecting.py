"""Sending idle treats on. They move, money never does: the place where they were paid stays the seller, and the page says so.

A pair of movements under one Redirection is the whole of it; the database holds them in balance (see `vouchers.models.movements`).
"""

from datetime import date, timedelta
from uuid import uuid4, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from merchants import letters
from merchants.models import Merchant
from vouchers.models import Movement, Redirection, Treat

from .counter import NothingWaiting

IDLE_FOR = timedelta(days=182)
MOST_AT_ONCE = 999


class AlreadyAnswered(Exception):
    """This was answered, or taken back, before."""


@transaction.atomic
def ask_to_take_over(*, treat, to_merchant, quantity, key):
    """Ask another place to take over so many of these. Asked twice is once. Raises NothingWaiting. Locks the treat."""
    treat = Treat.objects.select_for_update(no_key=True).select_related("merchant").get(pk=treat.pk)
    if before := Redirection.objects.filter(key=key).first():
        return before
    if treat.waiting < quantity:
        raise NothingWaiting
    # Asked again before there was an answer, the number told last counts.
    question, is_new = Redirection.objects.update_or_create(
        treat=treat,
        to_merchant=to_merchant,
        accepted=None,
        defaults={"quantity": quantity},
        create_defaults={"key": key, "kind": treat.kind, "quantity": quantity},
    )
    if is_new:
        letters.write_to_place(to_merchant, event=f"take-over-{question.pk}", template="take_over", question=question)
    return question


@transaction.atomic
def take_over(*, question):
    """The other place says yes: as many as still hang go, up to what was asked. Raises AlreadyAnswered, NothingWaiting. Locks both."""
    question = _unanswered(question)
    _move(question)


@transaction.atomic
def leave_it(*, question):
    """The other place says no, or the first one takes its question back. Nothing moves. Raises AlreadyAnswered."""
    _answer(_unanswered(question), accepted=False)


@transaction.atomic
def change_kind(*, treat, kind, quantity, key):
    """So many coffees become as many soups here. The same key twice is once. Raises NothingWaiting. Locks the place, then both treats."""
    # Not the treat: two kinds that become each other would each hold one and wait for the other.
    Merchant.objects.select_for_update(no_key=True).get(pk=treat.merchant_id)
    if before := Redirection.objects.filter(key=key).first():
        return before
    question = Redirection.objects.create(key=key, treat=treat, to_merchant=treat.merchant, kind=kind, quantity=quantity)
    _move(question)
    return question


def send_all_on(*, merchant, to_merchant):
    """Everything that hangs at one place hangs at the other from now on, without asking: they are one and the same. Locks the treats.

    Whoever calls this has locked both places.
    """
    # Before they are counted, and in the order of `_move`: somebody may take the last one at this moment.
    of_both = Treat.objects.filter(merchant__in=[merchant, to_merchant]).select_related("kind")
    for treat in list(of_both.select_for_update(no_key=True, of=["self"]).order_by("pk")):
        if treat.merchant_id == merchant.pk:
            _send(treat, to_merchant, treat.kind)


def send_all_as(*, treat, kind):
    """Everything that hangs of this treat hangs as another kind of the same place from now on: they are one and the same.

    Whoever calls this has locked both treats.
    """
    _send(treat, treat.merchant, kind)


def _send(treat, to_merchant, kind):
    for sent in range(0, treat.waiting, MOST_AT_ONCE):
        number = min(MOST_AT_ONCE, treat.waiting - sent)
        _move(Redirection.objects.create(key=uuid4(), treat=treat, to_merchant=to_merchant, kind=kind, quantity=number))


def idle_treats(today):
    """Treats of places on the map of which some hang, and of which none came or went for half a year."""
    moved = Treat.objects.waiting().filter(merchant__state=Merchant.State.ACTIVE).annotate(moved_on=Max("movements__day"))
    return moved.filter(moved_on__lt=today - IDLE_FOR)


def ask_about_idle_treats(today=None, *, among=None):
    """Ask each place with idle treats (or those `among` these), once in half a year, what it would like to do with them.

    Returns how many were written to.
    """
    today = today or timezone.localdate()
    idle, asked = {}, idle_treats(today)
    if among is not None:
        asked = asked.filter(merchant__in=among.values("merchant"))
    for treat in asked.select_related("kind", "merchant__chapter"):
        idle.setdefault(treat.merchant, []).append(treat)
    return sum(_ask(merchant, treats, today) for merchant, treats in idle.items())


@transaction.atomic
def _ask(merchant, treats, today):
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    # The day of asking stands in the name of the letter, which stays when its words are erased.
    asked = letters.Letter.objects.filter(event__startswith=f"idle-{merchant.pk}-").order_by("-pk").values_list("event", flat=True).first()
    if asked and date.fromisoformat(asked.removeprefix(f"idle-{merchant.pk}-")) > today - IDLE_FOR:
        return False
    letters.write_to_place(merchant, event=f"idle-{merchant.pk}-{today}", template="idle_treats", treats=treats)
    return True


def _unanswered(question):
    question = Redirection.objects.select_for_update(no_key=True, of=["self"]).select_related("treat__merchant", "kind").get(pk=question.pk)
    if question.accepted is not None:
        raise AlreadyAnswered
    return question


def _move(question):
    goal, _made = Treat.objects.get_or_create(
        merchant_id=question.to_merchant_id,
        kind=question.kind,
        defaults={"price": question.treat.price, "vat_rate": question.treat.vat_rate, "is_offered": False},
    )
    # In one order, so that two pairs that cross do not wait for each other.
    locked = {
        treat.pk: treat for treat in Treat.objects.select_for_update(no_key=True).filter(pk__in=[question.treat_id, goal.pk]).order_by("pk")
    }
    number = min(question.quantity, locked[question.treat_id].waiting)
    if number == 0 or goal.pk == question.treat_id:
        raise NothingWaiting
    _answer(question, accepted=True)
    for treat_id, kind, delta in [
        (question.treat_id, Movement.Kind.REDIRECTED_OUT, -number),
        (goal.pk, Movement.Kind.REDIRECTED_IN, number),
    ]:
        Movement.objects.create(treat_id=treat_id, kind=kind, delta=delta, key=uuid5(question.key, kind), redirection=question)


def _answer(question, accepted):
    question.accepted, question.answered_on = accepted, timezone.localdate()
    question.save(update_fields=["accepted", "answered_on"])
