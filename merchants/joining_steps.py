"""The steps by which a place joins: each page asks a little and carries every other answer along, hidden.

The whole form is read again at each step, and what is wrong in an earlier one leads back to it. So nothing has to be kept between two
pages, here or on the device, and an answer somebody tampered with never gets past the last step.
"""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    number: int
    title: Promise
    icon: str
    names: tuple


STEPS = [
    Step(1, _("Your place"), "store", ("name", "kind", "street", "postcode", "town", "anyway")),
    Step(2, _("The pin on the map"), "map-pin", ("pin", "far")),
    Step(3, _("What you gladly give"), "hand-heart", ("services", "is_heated", "is_cool", "wheelchair")),
    Step(4, _("When you are open"), "clock", ("opening_hours",)),
    Step(5, _("Who you are, and our charter"), "heart-handshake", ("contact_name", "contact_email", "contact_phone", "remark", "charter")),
]
# Questions that stand there only when there is something to ask.
ASKED_WHEN_UNSURE = {"anyway", "far"}


def next_step(form, sent):
    """The step to show after what was `sent`, its own mistakes left in the form; None when all is said and right."""
    here = STEPS[_number(sent.get("step"), 1, len(STEPS)) - 1]
    if not form.is_bound:
        return STEPS[0]
    if "look" in sent:
        form.keep_errors_of("opening_hours")
        return STEPS[3]
    if NON_FIELD_ERRORS in form.errors:
        form.keep_errors_of(*here.names)
        return here
    wanted = _number(sent.get("to") or here.number + 1, 1, len(STEPS) + 1)
    return _first_wrong(form, STEPS[: wanted - 1] if wanted > here.number else []) or _shown_clean(form, wanted)


def _first_wrong(form, steps):
    step = next((step for step in steps if form.errors.keys() & step.names), None)
    if step:
        form.keep_errors_of(*step.names)
    return step


def _shown_clean(form, number):
    if number > len(STEPS):
        return None
    form.keep_errors_of()
    return STEPS[number - 1]


def asked(form, step):
    """The fields this step shows."""
    return [form[name] for name in step.names if name not in ASKED_WHEN_UNSURE or name in form.errors]


def carried(form, step):
    """All other answers."""
    shown = {field.name for field in asked(form, step)} | {"nickname"}
    return [field for field in form if field.name not in shown]


def _number(text, least, most):
    try:
        return min(max(int(text), least), most)
    except (TypeError, ValueError):
        return least
