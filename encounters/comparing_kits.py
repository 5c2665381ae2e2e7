"""What changed in the kit of another city since something was copied from it, piece by piece."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from encounters import pieces
from encounters.models import CopiedPiece, KitVersion
from encounters.models.method_kit import Piece, fingerprint


class Since(models.TextChoices):
    """In the order in which a team looks at them."""

    CHANGED = "changed", _("changed there")
    NEW = "new", _("new there")
    GONE = "gone", _("no longer in the kit")
    SAME = "same", _("the same there as when you copied it")


@dataclass(frozen=True)
class Line:
    """One line of a piece; `is_other`: the other side does not say it."""

    told: pieces.Told
    is_other: bool


@dataclass(frozen=True)
class Difference:
    """One piece. `new` is None where it is gone there, `copied` where nobody copied it yet."""

    since: Since
    piece: Piece
    copied: CopiedPiece | None = None
    old: dict | None = None
    ours: dict | None = field(default=None)

    @property
    def title(self):
        return pieces.title(self.piece)

    @property
    def lines(self):
        return pieces.say(self.piece)

    @property
    def kind(self):
        return pieces.KINDS[self.piece.kind]

    @property
    def is_adapted(self):
        """Whether the city changed its own since it was copied, or kept it when the other changed."""
        return self.ours is not None and fingerprint(self.ours) != self.copied.mark

    @property
    def is_lost(self):
        """Copied once, and taken away here since."""
        return self.copied is not None and self.ours is None

    @property
    def address(self):
        return self.kind.address(self.copied.chapter, self.copied.own)

    @property
    def sides(self):
        """(how ours is now, how it is there now), each as Lines. Ours makes way when the new one is taken."""
        ours, there = self.kind.say(self.ours or self.old or self.piece.content), self.kind.say(self.piece.content)
        return _marked(ours, there), _marked(there, ours)


def differences(chapter, source):
    """(the newest KitVersion of `source`, [Difference] of what this city copied from it and of what is new there)."""
    newest = source.kit_versions.select_related("chapter").order_by("-number").first()
    if not newest:
        return None, []
    copied = list(CopiedPiece.objects.filter(chapter=chapter, source=source).select_related("version", "chapter"))
    known = [each for each in copied if each.kind in pieces.KINDS]
    found = [_difference(chapter, newest, each) for each in known]
    had = {(each.kind, each.key) for each in copied}
    new = [piece for piece in newest.all_pieces if (piece.kind, piece.key) not in had and piece.kind in pieces.KINDS]
    return newest, [*filter(None, found), *(Difference(Since.NEW, piece) for piece in new)]


def changed_for(chapters):
    """{(city, source): how many pieces changed there since}, by their keys. Two queries."""
    copies = list(CopiedPiece.objects.filter(chapter__in=chapters))
    newest = KitVersion.objects.latest_of_each().filter(chapter__in={each.source_id for each in copies})
    there = {(version.chapter_id, piece.kind, piece.key): piece.fingerprint for version in newest for piece in version.all_pieces}
    now = [(each, there.get((each.source_id, each.kind, each.key), each.mark)) for each in copies]
    return Counter((each.chapter_id, each.source_id) for each, mark in now if mark != each.mark)


def _difference(chapter, newest, copied):
    there, before = newest.piece(copied.kind, copied.key), copied.version.piece(copied.kind, copied.key)
    since = Since.GONE if not there else Since.SAME if there.fingerprint == copied.mark else Since.CHANGED
    piece = there or before
    ours = pieces.KINDS[copied.kind].find(chapter, copied.own)
    return piece and Difference(since, piece, copied, before and before.content, ours)


def _marked(lines, others):
    said = {line.words for line in others}
    return [Line(line, line.words not in said) for line in lines]
