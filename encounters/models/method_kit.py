"""The method kit: what a city found out, put together for other cities. A version that is out never changes, so that others can see
what changed since.
"""

import hashlib
import json
from dataclasses import dataclass

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from merchants.models import Chapter


def fingerprint(content):
    """The same for the same content, whatever order its names stand in."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Piece:
    """One thing in a kit: of a kind (`encounters/pieces/`), under a key that stays the same from version to version."""

    kind: str
    key: str
    content: dict

    @property
    def name(self):
        """How it is called in a form."""
        return f"{self.kind}:{self.key}"

    @property
    def fingerprint(self):
        return fingerprint(self.content)


class KitVersionQuerySet(models.QuerySet):
    def latest_of_each(self):
        """The newest version of each city."""
        newest = self.order_by("chapter_id", "-number").distinct("chapter_id").values("pk")
        return self.filter(pk__in=newest).select_related("chapter").order_by("chapter__name")


class KitVersion(models.Model):
    """One version of the kit of a city, for everybody to read and copy."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, verbose_name=_("city"), related_name="kit_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    month = models.DateField(_("month"))
    note = models.CharField(_("what is new"), max_length=300)
    # [{"kind": …, "key": …, "content": {…}}]
    pieces = models.JSONField()

    objects = KitVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a method kit")
        verbose_name_plural = _("versions of method kits")
        ordering = ["chapter__name", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "number"], name="kit_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1, month__day=1), name="kit_version_of_a_month"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="version_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func=pgtrigger.Func(
                    "RAISE EXCEPTION 'A kit that is out is never changed or erased' "
                    "USING ERRCODE = 'restrict_violation', CONSTRAINT = 'kit_version_stands';"
                ),
            )
        ]

    def __str__(self):
        return _("%(city)s, version %(number)s") % {"city": self.chapter, "number": self.number}

    def get_absolute_url(self):
        return reverse("encounters:kit", args=[self.chapter.slug, self.number])

    @property
    def all_pieces(self):
        return [Piece(**piece) for piece in self.pieces]

    def piece(self, kind, key):
        """This one, or None where it is not in this version."""
        return next((piece for piece in self.all_pieces if (piece.kind, piece.key) == (kind, key)), None)


class CopiedPiece(models.Model):
    """What a city copied from the kit of another: from which version, how it was then, and which row of its own it became."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="copied_pieces")
    source = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("from"), related_name="+")
    version = models.ForeignKey(KitVersion, models.PROTECT, verbose_name=_("version"), related_name="copies")
    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(max_length=80)
    # The fingerprint of the piece in that version.
    mark = models.CharField(max_length=32)
    # As its kind finds it again.
    own = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("copied piece")
        verbose_name_plural = _("copied pieces")
        ordering = ["kind", "key"]
        constraints = [models.UniqueConstraint(fields=["chapter", "source", "kind", "key"], name="piece_copied_once")]

    def __str__(self):
        return f"{self.kind} {self.key}"
