"""Two rows of the catalogue that mean the same become one: two services, or two kinds of treat.

The one that goes stays in its table and leads to the other, so that old links, ledgers and receipts go on saying what they said. What
places offer moves along. Where a place has both, the one that stays keeps its words, hours and price; what hangs of the other hangs as
this one from then on, as a pair of movements, for a ledger is never rewritten.
"""

from contextlib import suppress

import pgtrigger
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from encounters.actions import NotSoManyHang, NotThere, keep_round
from encounters.models import ActivityAside, Threshold
from merchants.models import Merchant, Service
from referrals.models import SettingAside
from vouchers.actions import send_all_as
from vouchers.models import Redirection, Treat, TreatKind
from vouchers.models.tallies import MOST_TALLIED

# What was tallied of both on one day is one number.
ADD_TALLIES = """
    INSERT INTO vouchers_servicetally AS tally (merchant_id, service_id, day, count, keys)
    SELECT merchant_id, %(stays)s, day, count, keys FROM vouchers_servicetally WHERE service_id = %(goes)s
    ON CONFLICT (merchant_id, service_id, day) DO UPDATE
    SET count = LEAST(tally.count + excluded.count, %(most)s), keys = tally.keys || excluded.keys;
    DELETE FROM vouchers_servicetally WHERE service_id = %(goes)s;
"""


class AlreadyOne(Exception):
    """One of the two became another meanwhile."""


@transaction.atomic
def merge_services(*, goes, stays):
    """Make these two services one. Locks the places that offer one of them, then both. Raises AlreadyOne."""
    goes, stays = _locked(goes, stays, Q(offers__service__in=[goes, stays]))
    goes.offers.filter(merchant__in=stays.offers.values("merchant")).delete()
    # It is the same service under another name: no change anybody made at the place.
    with pgtrigger.ignore("merchants.ServiceOffer:keep_version"):
        goes.offers.update(service=stays)
    with connection.cursor() as cursor:
        cursor.execute(ADD_TALLIES, {"goes": goes.pk, "stays": stays.pk, "most": MOST_TALLIED})
    _rename_in_imports(goes, stays)
    Threshold.objects.filter(service=goes).update(service=stays)
    _lead_on(goes, stays)


@transaction.atomic
def merge_kinds(*, goes, stays):
    """Make these two kinds of treat one. Locks the places that have one of them, both kinds, and their treats. Raises AlreadyOne."""
    goes, stays = _locked(goes, stays, Q(treats__kind__in=[goes, stays]))
    # All at once and in the order of every hand that moves treats: somebody may take the last one at this moment.
    treats = list(Treat.objects.select_for_update(no_key=True).filter(kind__in=[goes, stays]).order_by("pk"))
    kept = {treat.merchant_id: treat for treat in treats if treat.kind_id == stays.pk}
    double = [treat for treat in treats if treat.kind_id == goes.pk and treat.merchant_id in kept]
    with pgtrigger.ignore("vouchers.Treat:keep_version"):
        goes.treats.exclude(pk__in=[treat.pk for treat in double]).update(kind=stays)
    Redirection.objects.filter(kind=goes).update(kind=stays)
    for theme in goes.themes.all():
        theme.kinds.add(stays)
        theme.kinds.remove(goes)
    for treat in double:
        _become(treat, kept[treat.merchant_id])
    _lead_on(goes, stays)


def _locked(goes, stays, offering):
    """Both rows. Places first, as everywhere; whoever adds one of the two just now waits, and then adds the one that stays."""
    list(Merchant.objects.select_for_update(no_key=True, of=["self"]).filter(pk__in=Merchant.objects.filter(offering)).order_by("pk"))
    rows = {row.pk: row for row in type(goes).objects.select_for_update().filter(pk__in=[goes.pk, stays.pk]).order_by("pk")}
    goes, stays = rows[goes.pk], rows[stays.pk]
    if goes.merged_into_id or stays.merged_into_id or goes == stays:
        raise AlreadyOne
    return goes, stays


def _lead_on(goes, stays):
    goes.earlier.update(merged_into=stays)
    goes.merged_into = stays
    goes.save(update_fields=["merged_into"])


def _rename_in_imports(goes, stays):
    """What a source said last: else its next word about these would look like a change somebody made here."""
    told = Merchant.objects.filter(imported__offered__contains=[goes.slug])
    for merchant in told:
        offered = {stays.slug if slug == goes.slug else slug for slug in merchant.imported["offered"]}
        merchant.imported["offered"] = sorted(offered)
    Merchant.objects.bulk_update(told, ["imported"], batch_size=100)


def _become(treat, kept):
    """All of one treat that one can still have becomes another of the same place: what hangs, what is kept, what is asked."""
    asides = list(SettingAside.objects.filter(treat=treat).order_by("ends_at"))
    rounds = list(ActivityAside.objects.filter(treat=treat).select_related("activity"))
    SettingAside.objects.filter(treat=treat).delete()
    ActivityAside.objects.filter(treat=treat).delete()
    send_all_as(treat=treat, kind=kept.kind)
    _keep_aside(asides, kept)
    _keep_rounds(rounds, kept)
    asked = Redirection.objects.filter(treat=treat, accepted=None)
    asked.filter(to_merchant__in=kept.redirections.filter(accepted=None).values("to_merchant")).update(
        accepted=False, answered_on=timezone.localdate()
    )
    asked.update(treat=kept)
    if treat.is_offered and not kept.is_offered:
        Treat.objects.filter(pk=kept.pk).update(price=treat.price, vat_rate=treat.vat_rate, is_offered=True)
    Treat.objects.filter(pk=treat.pk).update(is_offered=False)


def _keep_aside(asides, kept):
    """What organisations asked to keep comes along, each once and as far as it hangs."""
    kept.refresh_from_db(fields=["waiting", "set_aside"])
    before = set(SettingAside.objects.filter(treat=kept).values_list("organisation", flat=True))
    free = [aside for aside in asides if aside.organisation_id not in before][: kept.waiting - kept.set_aside]
    for aside in free:
        aside.pk, aside.treat = None, kept
    SettingAside.objects.bulk_create(free)


def _keep_rounds(rounds, kept):
    """What waits for activities comes along too, where there is none of the other kind and it still hangs."""
    for aside in rounds:
        if not aside.activity.asides.filter(treat=kept).exists():
            with suppress(NotSoManyHang, NotThere):
                keep_round(activity=aside.activity, treat=kept, number=aside.number)


MERGE = {Service: merge_services, TreatKind: merge_kinds}
