"""The way back: how a row becomes what it was before a step (see `enchante.history`)."""

from merchants.models import Chapter, Merchant, MerchantPerson, Pause, Photo, Service, ServiceOffer, User
from vouchers.actions import Selling, sell_as
from vouchers.models import Seller, Treat, TreatKind


def put_back_step(step):
    """Make the row of this step as it was before. Whoever calls this has locked the place or the city."""
    _PUT_BACK[step.version.pgh_tracked_model](step)


def _put_back_fields(step):
    """Of a row that was there before and is there still."""
    names = [name for name in step.changed if name in step.to_put_back]
    rows = step.version.pgh_tracked_model.objects.filter(pk=step.version.pgh_obj_id)
    # Of translated rows every column as it was, and not the one of the reader's language alone.
    rows = rows.rewrite(False) if hasattr(rows, "rewrite") else rows
    rows.update(**{name: step.before[name] for name in names})


def _put_back_offer(step):
    place, service = {"merchant": step.version.merchant_id}, step.version.service.now
    if step.before is None:
        ServiceOffer.objects.filter(**place, service=service).delete()
    else:
        values = {name: step.before[name] for name in ("note", "opening_hours", "rests_from", "rests_until")}
        ServiceOffer.objects.update_or_create(merchant_id=step.version.merchant_id, service=service, defaults=values)


def _put_back_treat(step):
    treats = Treat.objects.filter(pk=step.version.pgh_obj_id, kind__merged_into=None)
    if step.before is None:
        treats.update(is_offered=False)
    else:
        treats.update(**{name: step.before[name] for name in ("price", "vat_rate", "is_offered")})


def _put_back_break(step):
    pauses = Pause.objects.filter(merchant=step.version.merchant_id)
    pauses.filter(pk=step.version.pgh_obj_id).delete()
    if step.before:
        pauses.meeting(step.before["first_day"], step.before["last_day"]).delete()
        days = {name: step.before[name] for name in ("first_day", "last_day")}
        Pause.objects.create(merchant_id=step.version.merchant_id, **days)


def _put_back_person(step):
    place, person = {"merchant_id": step.version.merchant_id}, {"user_id": step.version.user_id}
    people = MerchantPerson.objects.filter(**place)
    if step.before and User.objects.filter(pk=step.version.user_id).exists():
        people.get_or_create(**place, **person)
    elif people.exclude(**person).exists():
        people.filter(**person).delete()


def _put_back_photo(step):
    """As it was, and it waits for a nod again."""
    place = {"merchant_id": step.version.merchant_id}
    Photo.objects.filter(**place, subject=step.version.subject).delete()
    if step.before:
        picture = {name: getattr(step.version, name) for name in ["subject", "content", "digest", "width", "height"]}
        Photo.objects.get_or_create(digest=picture.pop("digest"), defaults=place | picture)


def _put_back_seller(step):
    merchant = Merchant.objects.get(pk=step.version.merchant_id)
    if step.before:
        sell_as(merchant=merchant, selling=Selling(**step.before))
    else:
        merchant.sellers.filter(is_current=True).update(is_current=False)


_PUT_BACK = {
    Chapter: _put_back_fields,
    Merchant: _put_back_fields,
    MerchantPerson: _put_back_person,
    Pause: _put_back_break,
    Photo: _put_back_photo,
    Seller: _put_back_seller,
    Service: _put_back_fields,
    ServiceOffer: _put_back_offer,
    Treat: _put_back_treat,
    TreatKind: _put_back_fields,
}
