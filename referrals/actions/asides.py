"""A treat kept for a while: asked by an organisation, ended by it, by the counter, or by itself."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants.keys import broke
from merchants.models import Merchant
from referrals.models import Organisation, SettingAside
from vouchers.models import Treat

QUARTER = 15


class NothingToSetAside(Exception):
    """None of these hangs there that is not kept already."""


class AskedAlready(Exception):
    """This organisation has one of these kept there now."""


class TakesNoPart(Exception):
    """The place does not take part now, or the organisation is not welcomed (any more)."""


@transaction.atomic
def set_aside(*, treat, organisation, hours, key, sign=""):
    """Ask a place to keep one of these for so many hours. The same key twice is one.

    Raises NothingToSetAside, AskedAlready or TakesNoPart.
    """
    treats = Treat.objects.filter(pk=treat.pk, merchant__state=Merchant.State.ACTIVE)
    if not treats.exists() or not Organisation.objects.welcomed().filter(pk=organisation.pk).exists():
        raise TakesNoPart
    # What ended by itself never stands in the way of what is asked now.
    SettingAside.objects.over().filter(treat=treat).delete()
    try:
        with transaction.atomic():
            # The insert is the whole story: the database counts it, and refuses what does not hang.
            return SettingAside.objects.create(treat=treat, organisation=organisation, sign=sign, ends_at=_whole_quarter(hours), key=key)
    except IntegrityError as error:
        if broke(error, "treat_set_aside_hangs"):
            raise NothingToSetAside from None
        if broke(error, "set_aside_once_per_organisation") or broke(error, "referrals_settingaside_key_key"):
            return _same(treat, organisation, key)
        raise


def let_go(*, aside):
    """It is not kept any more, and hangs for everybody. Twice is once."""
    aside.delete()


def _same(treat, organisation, key):
    """What this key asked before."""
    try:
        return SettingAside.objects.get(treat=treat, organisation=organisation, key=key)
    except SettingAside.DoesNotExist:
        raise AskedAlready from None


def _whole_quarter(hours):
    """So many hours from now, or some minutes less: easy to say, and it tells no minute."""
    ends_at = timezone.now() + timedelta(hours=hours)
    return ends_at - timedelta(minutes=ends_at.minute % QUARTER, seconds=ends_at.second, microseconds=ends_at.microsecond)
