"""What was erased, so that a backup from before forgets it too. Bare numbers: they tell of nobody once the row is gone."""

import pgtrigger
from django.db import models

_REMEMBER = """
    INSERT INTO merchants_erasure (what, row, day) VALUES (TG_TABLE_NAME, OLD.{key}::text, current_date) ON CONFLICT DO NOTHING;
    RETURN NULL;
"""


class Erasure(models.Model):
    """That something of this table was erased on this day: the row itself, or the address in it."""

    what = models.CharField(max_length=63)
    row = models.CharField(max_length=36)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "row"], name="erasure_once")]

    def __str__(self):
        return f"{self.what} {self.row}"


def remembers_erasing(*, when, condition=None, key="id"):
    """The trigger of a model whose rows, or what tells of a person in them, may never come back from a backup."""
    return pgtrigger.Trigger(
        name="remembers_erasing",
        when=pgtrigger.After,
        operation=when,
        condition=condition,
        func=_REMEMBER.format(key=key),  # noqa: S608 - names of our own
    )
