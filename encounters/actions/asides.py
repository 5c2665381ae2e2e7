"""A round kept for an activity: asked by the team or the place, let go by them, by the counter, or by itself."""

from django.db import IntegrityError, transaction

from encounters.models import Activity, ActivityAside
from merchants.keys import broke
from merchants.models import Merchant
from referrals.models import SettingAside
from vouchers.models import Treat


class NotSoManyHang(Exception):
    """Fewer than that hang there which are not kept already."""


class NotThere(Exception):
    """The activity is not at that place (any more), nobody can see it yet, or it is over; or the place takes no part now."""


@transaction.atomic
def keep_round(*, activity, treat, number):
    """Ask a place to keep so many for whoever comes; asked again, the new number stands in place of the old. Asked twice is once.

    Raises NotSoManyHang, and then the old number stays; or NotThere.
    """
    # The activity before the treat: in this order whoever moves or cancels it locks them too.
    Activity.objects.select_for_update(no_key=True).filter(pk=activity.pk).first()
    if not Treat.objects.filter(pk=treat.pk, merchant__state=Merchant.State.ACTIVE).exists():
        raise NotThere
    # What ended by itself never stands in the way of what is asked now.
    SettingAside.objects.over().filter(treat=treat).delete()
    ActivityAside.objects.over().filter(treat=treat).delete()
    try:
        with transaction.atomic():
            activity.asides.filter(treat=treat).delete()
            # The insert is the whole story: the database counts it, and refuses what does not hang or is elsewhere.
            return ActivityAside.objects.create(activity=activity, treat=treat, number=number)
    except IntegrityError as error:
        if broke(error, "treat_set_aside_hangs"):
            raise NotSoManyHang from None
        if broke(error, "activity_keeps_where_it_is"):
            raise NotThere from None
        if broke(error, "activity_keeps_a_kind_once"):
            # Somebody else asked at the same moment; theirs stands.
            return ActivityAside.objects.get(activity=activity, treat=treat)
        raise


def let_round_go(*, aside):
    """It is not kept any more, and hangs for everybody. Twice is once."""
    aside.delete()


def forget_rounds():
    """Erase what was kept for activities that are over. Returns how many."""
    return ActivityAside.objects.over().delete()[0]
