"""Somebody says under a sign that they come, or takes it back."""

import secrets
from itertools import product

from django.db import IntegrityError, transaction
from django.utils import timezone

from encounters.models import Activity, SignUp
from encounters.models.signs import ANIMALS, COLOURS
from merchants.keys import broke

# No machine fills a whole evening with chairs.
MOST_SIGNS = 200
SUGGESTED = 3


class NoSignsAsked(Exception):
    """It began, does not go on, or walking in is enough."""


class AllChairsSpokenFor(Exception):
    """So many said already that they come; walking in is still fine."""


class SignTaken(Exception):
    """Somebody else goes by this sign there."""


def sign_up(*, activity, key, number=1, colour="", animal="", word=""):
    """Keep a sign until the day after. The same key twice is one. Raises NoSignsAsked, AllChairsSpokenFor, SignTaken."""
    try:
        with transaction.atomic():
            return _sign_up(activity, key, {"number": number, "colour": colour, "animal": animal, "word": word})
    except IntegrityError as error:
        if broke(error, "sign_once_per_activity") or broke(error, "word_once_per_activity"):
            raise SignTaken from None
        raise


def _sign_up(activity, key, said):
    # One after the other, so that no more come than there is room for, and none once it is cancelled.
    here = Activity.objects.select_for_update(of=["self"], no_key=True).get(pk=activity.pk)
    known = SignUp.objects.filter(key=key).first()
    if known:
        return known
    if not here.takes_signs_at(timezone.now()):
        raise NoSignsAsked
    if here.sign_ups.count() >= MOST_SIGNS:
        raise AllChairsSpokenFor
    return SignUp.objects.create(key=key, activity=here, **said)


def suggest_signs(activity):
    """Some (colour, animal) that nobody goes by there yet, by lot; none where all are taken."""
    return draw_signs(taken=activity.sign_ups.filter(word="").values_list("colour", "animal"))


def draw_signs(taken=()):
    """Some (colour, animal) by lot, without those that are taken."""
    free = {(colour, animal) for (colour, _), (animal, _) in product(COLOURS, ANIMALS)} - set(taken)
    return secrets.SystemRandom().sample(sorted(free), min(SUGGESTED, len(free)))


def take_back(*, key):
    """Nobody has to say why. Returns whether it was still there."""
    return bool(SignUp.objects.filter(key=key).delete()[0])
