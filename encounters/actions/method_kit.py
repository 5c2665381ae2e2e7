"""A city puts its kit together for others, copies from theirs, and later takes over what changed, or keeps its own.

Whatever a city does with kits locks the city first, so that two of its team never copy or publish twice.
"""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from encounters import pieces
from encounters.models import CopiedPiece, KitVersion
from encounters.models.method_kit import fingerprint
from merchants.models import Chapter

MOST_PIECES = 60


class NothingChosen(Exception):
    """A kit has one piece at least."""


class TooManyPieces(Exception):
    """Nobody reads a kit that is longer than this."""


class NothingNew(Exception):
    """All of it is in the version that is out already."""


class Copied(NamedTuple):
    """How many pieces were copied, how many were there already, and how many the city says in words of its own."""

    new: int
    there: int
    kept: int


@transaction.atomic
def publish_kit(*, chapter, chosen, note, today=None):
    """The next version of the kit of this city, of these pieces (their names). Raises NothingChosen, TooManyPieces, NothingNew."""
    chapter = _locked(chapter)
    taken = [{"kind": piece.kind, "key": piece.key, "content": piece.content} for piece in pieces.of(chapter) if piece.name in chosen]
    if not taken:
        raise NothingChosen
    if len(taken) > MOST_PIECES:
        raise TooManyPieces
    last = chapter.kit_versions.order_by("-number").first()
    if last and fingerprint(last.pieces) == fingerprint(taken):
        raise NothingNew
    month = (today or timezone.localdate()).replace(day=1)
    return KitVersion.objects.create(chapter=chapter, number=last.number + 1 if last else 1, month=month, note=note, pieces=taken)


@transaction.atomic
def copy_pieces(*, chapter, version, chosen):
    """Put these pieces (their names) of a version into this city, each once. Returns Copied."""
    chapter = _locked(chapter)
    done = [_copy(chapter, version, piece) for piece in version.all_pieces if piece.name in chosen and piece.kind in pieces.KINDS]
    return Copied(done.count("new"), done.count("there"), done.count("kept"))


@transaction.atomic
def take_the_new_one(*, copied, version):
    """Ours makes way for what the source says in this version. Returns whether it did: once, so that what is adapted since stays."""
    _locked(copied.chapter)
    copied, piece = _both(copied, version)
    if not piece or (copied.version_id, copied.mark) == (version.pk, piece.fingerprint):
        return False
    kind = pieces.KINDS[copied.kind]
    city, source = copied.chapter, version.chapter
    own = kind.replace(city, copied.own, piece.content, source) if kind.find(city, copied.own) else kind.put(city, piece.content, source)
    if own is None:
        return False
    copied.own = own
    _note(copied, version, piece)
    return True


@transaction.atomic
def keep_ours(*, copied, version):
    """What the source says in this version was looked at, and ours stays. Returns whether there was something to look at."""
    _locked(copied.chapter)
    copied, piece = _both(copied, version)
    if piece:
        _note(copied, version, piece)
    return bool(piece)


def _locked(chapter):
    return Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)


def _copy(chapter, version, piece):
    kind = pieces.KINDS[piece.kind]
    there = CopiedPiece.objects.filter(chapter=chapter, source=version.chapter, kind=piece.kind, key=piece.key).first()
    if there and kind.find(chapter, there.own):
        return "there"
    own = kind.put(chapter, piece.content, version.chapter)
    if own is None:
        return "kept"
    there = there or CopiedPiece(chapter=chapter, source=version.chapter, kind=piece.kind, key=piece.key)
    there.own = own
    _note(there, version, piece)
    return "new"


def _both(copied, version):
    """Ours as it is now, and what stands in this version of its source."""
    copied = CopiedPiece.objects.select_related("chapter").get(pk=copied.pk)
    is_its_source = version.chapter_id == copied.source_id
    return copied, version.piece(copied.kind, copied.key) if is_its_source else None


def _note(copied, version, piece):
    copied.version, copied.mark = version, piece.fingerprint
    copied.save()
