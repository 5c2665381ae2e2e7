"""What a tap at the counter asks for, and what comes of it: the same for a form of the page and for the script that sends taps later."""

from typing import NamedTuple

from vouchers import actions
from vouchers.forms import RecountForm, TallyForm, TapForm, UndoForm
from vouchers.models import Movement, Tapped
from vouchers.taps import Outcome


class Came(NamedTuple):
    """What came of a tap. Without a treat it was about a service."""

    outcome: Outcome
    treat: Tapped | None = None
    movement: Movement | None = None


def read(data, token):
    """The form of this tap; None where we know no such tap."""
    make_form, _act = TAPS.get(data.get("what"), (None, None))
    return make_form(data, token=token) if make_form else None


def take(form):
    """Do what a valid form asks. None where its key did something else before, or its service went meanwhile."""
    _make_form, act = TAPS[form.data["what"]]
    try:
        return act(**form.cleaned_data)
    except (actions.KeyUsedElsewhere, actions.ServiceGone):
        return None


def _hand_out(treat, key):
    try:
        movement, is_new = actions.hand_out(treat=treat, key=key)
    except actions.NothingWaiting:
        return Came(Outcome.NOTHING_WAITING, treat)
    return Came(Outcome.HANDED_OUT if is_new else Outcome.HANDED_OUT_AGAIN, treat, movement)


def _add(treat, key):
    movement, is_new = actions.add_at_counter(treat=treat, key=key)
    return Came(Outcome.COUNTER if is_new else Outcome.COUNTER_AGAIN, treat, movement)


def _recount(treat, key, count):
    actions.recount(treat=treat, count=count, key=key)
    return Came(Outcome.RECOUNT, treat)


def _undo(treat, key, said):
    movement = Movement.objects.filter(treat_id=treat.pk, pk=said.movement_key).first() if said and said.can_be_undone else None
    if movement is None:
        return Came(Outcome.TOO_LATE, treat)
    try:
        actions.undo(movement=movement, key=key)
    except actions.AlreadyUndone:
        return Came(Outcome.UNDONE_BEFORE, treat)
    except actions.NothingWaiting:
        return Came(Outcome.GONE_MEANWHILE, treat)
    return Came(Outcome.UNDONE, treat)


def _tally(delta):
    def tally(offer, key):
        actions.tally(offer=offer, delta=delta, key=key)
        return Came(Outcome.TALLIED)

    return tally


TAPS = {
    "handed_out": (TapForm, _hand_out),
    "counter": (TapForm, _add),
    "recount": (RecountForm, _recount),
    "undo": (UndoForm, _undo),
    "tally_more": (TallyForm, _tally(1)),
    "tally_less": (TallyForm, _tally(-1)),
}
