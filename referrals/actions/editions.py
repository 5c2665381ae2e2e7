"""The map of a city on paper: a proof, made anew as often as one likes, then frozen; and how many were printed."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants.keys import broke
from merchants.models import Chapter
from referrals import map_snapshots
from referrals.models import MapBackground, MapEdition, PrintedCopies


class NothingToPrint(Exception):
    """This city has no place on the map yet."""


class ProofChanged(Exception):
    """The proof was made anew, or frozen, since this person looked at it."""


@transaction.atomic
def make_proof(*, chapter, today=None):
    """The proof of the next edition, of this city as it is now; one that is there is made anew. Locks the city. Raises NothingToPrint."""
    today = today or timezone.localdate()
    _lock(chapter)
    background = MapBackground.objects.filter(chapter=chapter, is_used=True).first()
    snapshot = map_snapshots.of(chapter, today, background=background)
    if snapshot is None:
        raise NothingToPrint
    made = {"made_on": today, "snapshot": snapshot, "background": background}
    proof = chapter.map_editions.proofs().defer("snapshot").first()
    if proof is None:
        latest = chapter.map_editions.order_by("-number").values_list("number", flat=True).first() or 0
        return MapEdition.objects.create(chapter=chapter, number=latest + 1, **made)
    for name, value in {**made, "draft": proof.draft + 1}.items():
        setattr(proof, name, value)
    proof.save(update_fields=[*made, "draft"])
    return proof


@transaction.atomic
def freeze(*, edition, draft, today=None):
    """From now on this edition stays as it is, and everybody may print it. Locks the city. Raises ProofChanged."""
    _lock(edition.chapter)
    frozen = MapEdition.objects.proofs().filter(pk=edition.pk, draft=draft).update(frozen_on=today or timezone.localdate())
    if not frozen:
        raise ProofChanged


def note_copies(*, key, edition, paper, number, today=None):
    """Write down that so many were printed. The same key twice is once."""
    try:
        with transaction.atomic():
            return PrintedCopies.objects.create(key=key, edition=edition, paper=paper, number=number, day=today or timezone.localdate())
    except IntegrityError as error:
        if broke(error, "referrals_printedcopies_key_key"):
            return PrintedCopies.objects.get(key=key)
        raise


@transaction.atomic
def lay_under(*, background):
    """Keep this picture. Where it is to lie under the next edition, no other one does. Locks the city."""
    _lock(background.chapter)
    if background.is_used:
        MapBackground.objects.filter(chapter=background.chapter_id, is_used=True).exclude(pk=background.pk).update(is_used=False)
    background.save()
    return background


def _lock(chapter):
    Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
