"""A question that strangers' words raised is settled: somebody asked the place, and taps what is true."""

from django.db import transaction
from django.utils import timezone

from merchants.actions import rebuild_open_minutes
from merchants.models import ImportedRow, Merchant

from .taps import MovedOn


@transaction.atomic
def settle(*, row, about, is_so):
    """`about` is its field. Either way the same words raise no question again. Returns the place; raises MovedOn where nothing is asked."""
    row = ImportedRow.objects.select_for_update(no_key=True).get(pk=row.pk)
    merchant = Merchant.objects.select_for_update(no_key=True).filter(pk=row.merchant_id).first()
    told = _question(row, about)
    if not (merchant and told):
        raise MovedOn
    row.asked = [question for question in row.asked if question[1] != told]
    row.save(update_fields=["asked"])
    merchant.imported |= told
    merchant.save(update_fields=["imported", *(_take_over(merchant, told) if is_so else [])])
    if is_so:
        rebuild_open_minutes([merchant])
    return merchant


def _question(row, about):
    return next((told for _sentence, told in row.asked if about in told), None)


def _take_over(merchant, told):
    """Returns the names of the fields to save."""
    for name, value in told.items():
        setattr(merchant, name, value)
    if "opening_hours" not in told:
        return list(told)
    # Whoever asked has just learned them; with an old day they would read as "ask first".
    merchant.checked_on, merchant.checked_by = timezone.localdate(), Merchant.CheckedBy.TEAM
    return [*told, "checked_on", "checked_by"]
