"""Telling a giver, once, that treats like theirs were enjoyed: in general terms, of whole months, and never of too few."""

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from merchants import letters
from vouchers.figures import HANDED_OUT, TOO_FEW
from vouchers.models import Movement, Payment, Purchase


def tell_givers(today=None):
    """Write to each giver who asked for it and of whose treats enough were handed out until the end of last month. Returns how many."""
    this_month = (today or timezone.localdate()).replace(day=1)
    waiting = Payment.objects.filter(status="paid", purchase__wants_news=True, purchase__kind=Purchase.Kind.TREATS)
    return sum(_tell(payment, this_month) for payment in waiting.select_related("purchase").order_by("pk"))


@transaction.atomic
def _tell(payment, this_month):
    """Whether this giver is told now. Locks the purchase, whose address is forgotten with it."""
    purchase = Purchase.objects.select_for_update(of=["self"]).select_related("chapter").get(pk=payment.purchase_id)
    if not purchase.wants_news:
        return False
    if payment.left <= 0:
        # They took it back: nobody enjoyed it in their name.
        purchase.wants_news = False
        purchase.save(update_fields=["wants_news"])
        return False
    lines = purchase.bought_lines()
    if _enjoyed(lines, since=timezone.localdate(payment.paid_at), before=this_month) < TOO_FEW:
        return False
    places = list(dict.fromkeys(line.treat.merchant.name for line in lines))
    letters.write(
        event=f"{letters.FLEETING}enjoyed-{purchase.pk}",
        to=purchase.email,
        template="enjoyed",
        language=purchase.language,
        chapter=purchase.chapter,
        places=places,
        number=TOO_FEW,
    )
    purchase.email, purchase.wants_news = "", False
    purchase.save(update_fields=["email", "wants_news"])
    return True


def _enjoyed(lines, since, before):
    """How many treats like these were handed out from the one day until before the other."""
    alike = Movement.objects.filter(HANDED_OUT, treat__in=[line.treat_id for line in lines], day__gte=since, day__lt=before)
    return -alike.aggregate(sum=Sum("delta", default=0))["sum"]
