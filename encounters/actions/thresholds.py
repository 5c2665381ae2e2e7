"""What makes it hard: told by anybody, read by the team, known by others too, done something about."""

from django.db import transaction
from django.db.models import F, Q

from encounters.models import Threshold
from encounters.models.thresholds import this_month

State = Threshold.State


class NothingDoneYet(Exception):
    """It cannot have become easier before the page says what was done."""


class NotOnThePage(Exception):
    """The other one is not on the page of this city, so nobody would read what is told together with it."""


class SettledAlready(Exception):
    """It was told together with another one meanwhile."""


def tell_threshold(*, chapter, words, language, key, **fields):
    """Somebody says what makes it hard. The same key twice is one. No letter goes: it would know the hour."""
    told = {"chapter": chapter, "said": words, "language": language, **fields}
    return Threshold.objects.get_or_create(key=key, defaults=told)[0]


def know_it_too(*, key, chapter):
    """Raise the number by one, also of the one it was told together with meanwhile. Returns whether it still stands on the page.

    One statement is the whole story: nothing is read before, so nobody's tap is lost, and nothing is left of a tap but the number.
    """
    told_with = Threshold.objects.filter(pk=key).values("merged_into")
    here = Threshold.objects.filter(Q(pk=key) | Q(pk__in=told_with), chapter=chapter, state=State.SHOWN)
    return bool(here.update(me_too=F("me_too") + 1))


@transaction.atomic
def show_threshold(*, threshold):
    """It is read, and everybody may read it now. Raises SettledAlready."""
    _settle(threshold, State.SHOWN, None)


@transaction.atomic
def keep_back(*, threshold):
    """Nobody else reads it. Raises SettledAlready."""
    _settle(threshold, State.KEPT_BACK, this_month())


@transaction.atomic
def ease(*, threshold):
    """It became easier, by what stands there as being done. Raises NothingDoneYet, SettledAlready."""
    if not _lock(threshold).told_doing:
        raise NothingDoneYet
    _settle(threshold, State.EASED, this_month())


@transaction.atomic
def merge(*, threshold, into):
    """Both say the same: whoever said this one, and who knew it too, knows the other. Raises SettledAlready, NotOnThePage."""
    # In the order of their keys, so that two who merge crosswise wait for each other and do not lock each other out.
    locked = {each.pk: each for each in Threshold.objects.select_for_update().filter(pk__in=[threshold.pk, into.pk]).order_by("pk")}
    this, other = locked[threshold.pk], locked[into.pk]
    if this.state == State.MERGED:
        raise SettledAlready
    if other.state != State.SHOWN or other.pk == this.pk or other.chapter_id != this.chapter_id:
        raise NotOnThePage
    Threshold.objects.filter(merged_into=this).update(merged_into=other)
    Threshold.objects.filter(pk=other.pk).update(me_too=F("me_too") + this.me_too + 1)
    Threshold.objects.filter(pk=this.pk).update(state=State.MERGED, merged_into=other, me_too=0, settled_in=this_month())


def _lock(threshold):
    return Threshold.objects.select_for_update().get(pk=threshold.pk)


def _settle(threshold, state, month):
    if _lock(threshold).state == State.MERGED:
        raise SettledAlready
    Threshold.objects.filter(pk=threshold.pk).update(state=state, settled_in=month)
