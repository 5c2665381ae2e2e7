"""What changed at a place, who did it, and the way back: read from the versions the database keeps (see `merchants.versions`).

Several things that changed together are one change. Putting one back is a change as well, so it can be put back in its turn.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models.functions import Length
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from merchants import actions, hours
from merchants.actions.changing import FIELDS
from merchants.languages import name_of_language
from merchants.models import Merchant, MerchantPerson, Pause, Photo, ServiceOffer, User
from merchants.money import euro
from merchants.versions import ADDED, TAKEN_AWAY
from vouchers.actions import Selling, sell_as
from vouchers.ibans import ending
from vouchers.models import Seller, Treat

MerchantVersion, ServiceOfferVersion, TreatVersion = (model.pgh_event_model for model in (Merchant, ServiceOffer, Treat))
PauseVersion, PersonVersion, PhotoVersion, SellerVersion = (model.pgh_event_model for model in (Pause, MerchantPerson, Photo, Seller))
# Of each kind so many versions are looked through, the latest ones.
LOOKED_AT = 500
# What a place itself keeps; the rest is for the team to put back.
OWN = set(FIELDS)


@dataclass(frozen=True)
class Step:
    """One row that changed: `before` and `after` are its values by name of field, None where there was no row."""

    version: object
    before: dict | None
    after: dict | None

    @cached_property
    def changed(self):
        """Names of fields that differ, in their order; of a row that came or went all of them."""
        one, other = self.before or {}, self.after or {}
        return [name for name in one | other if one.get(name) != other.get(name)]

    @property
    def lines(self):
        """(what, before, after), in words."""
        if isinstance(self.version, MerchantVersion):
            return [_line(Merchant, name, self.before, self.after) for name in self.changed]
        if type(self.version) in _NAMED:
            what, value = _NAMED[type(self.version)](self.version)
            return [(what, *(value(values) if values else "" for values in (self.before, self.after)))]
        name = str(self.version.service if isinstance(self.version, ServiceOfferVersion) else self.version.kind)
        if self.before is None or self.after is None:
            return [(name, *map(_whether_offered, (self.before, self.after)))]
        model = self.version.pgh_tracked_model
        lines = (_line(model, each, self.before, self.after) for each in self.changed)
        return [(f"{name}: {what}", before, after) for what, before, after in lines]

    @property
    def can_be_put_back(self):
        """Not what others decided: a nod of the team, and whoever left by themselves. A picture for a month."""
        if isinstance(self.version, PhotoVersion):
            return self.before is None or self.after is None and bool(self.version.has_picture)
        if isinstance(self.version, PersonVersion):
            return (self.version.pgh_context or {}).get("user") != self.version.user_id
        return not isinstance(self.version, MerchantVersion) or not OWN.isdisjoint(self.changed)


@dataclass(frozen=True)
class Change:
    """What one person changed in one go."""

    moment: datetime
    user: int | None
    steps: list = field(default_factory=list)

    @property
    def lines(self):
        return [line for step in self.steps for line in step.lines]

    @property
    def can_be_put_back(self):
        return any(step.can_be_put_back for step in self.steps)


def changes_of(merchant):
    """Every Change at this place we still know of, the latest first."""
    steps = [*_steps(MerchantVersion.objects.filter(pgh_obj=merchant), {merchant.pk: merchant}), *_offers(merchant), *_treats(merchant)]
    steps += _steps(PauseVersion.objects.filter(merchant=merchant), merchant.pauses.in_bulk())
    steps += _steps(PersonVersion.objects.filter(merchant=merchant), merchant.people.in_bulk())
    pictures = PhotoVersion.objects.filter(merchant=merchant).annotate(has_picture=Length("content")).defer("content")
    steps += _steps(pictures, merchant.photos.defer("content").in_bulk())
    steps += _sellers(merchant)
    steps.sort(key=lambda step: step.version.pgh_created_at, reverse=True)
    return [_change(moment, list(together)) for moment, together in groupby(steps, key=lambda step: step.version.pgh_created_at)]


@transaction.atomic
def put_back(*, merchant, moment):
    """Make it as it was before the change of this moment; what there is no such change of stays. Locks the place."""
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    for change in changes_of(merchant):
        if change.moment == moment:
            for step in filter(lambda step: step.can_be_put_back, change.steps):
                _PUT_BACK[type(step.version)](merchant, step)
    actions.rebuild_open_minutes([merchant])


def _offers(merchant):
    versions = ServiceOfferVersion.objects.filter(merchant=merchant).select_related("service")
    return _steps(versions, merchant.offers.in_bulk())


def _treats(merchant):
    return _steps(TreatVersion.objects.filter(merchant=merchant).select_related("kind"), merchant.treats.in_bulk())


def _sellers(merchant):
    """Who sells is a new row each time: what was before is the row before it."""
    rows = list(merchant.sellers.order_by("pk"))
    before = {row.pk: earlier for earlier, row in zip([None, *rows], rows, strict=False)}
    versions = SellerVersion.objects.filter(merchant=merchant, pgh_label=ADDED).order_by("-pgh_id")[:LOOKED_AT]
    for version in versions:
        earlier = before.get(version.pgh_obj_id)
        yield Step(version, earlier and Selling.of(earlier)._asdict(), Selling.of(version)._asdict())


def _steps(versions, rows):
    """Steps of the rows of one kind; `rows` are those there are now. A version tells what was, so what came of it stands in the next."""
    names = [each.name for each in versions.model._meta.fields if not each.name.startswith("pgh_") and each.name not in {"id", "content"}]
    later = {pk: _values(row, names) for pk, row in rows.items()}
    for version in versions.order_by("-pgh_id")[:LOOKED_AT]:
        was = _values(version, names)
        if version.pgh_label == ADDED:
            yield Step(version, None, was)
        else:
            yield Step(version, was, None if version.pgh_label == TAKEN_AWAY else later.get(version.pgh_obj_id, was))
            later[version.pgh_obj_id] = was


def _whether_offered(values):
    return _("offered") if values and values.get("is_offered", True) else ""


def _values(row, names):
    return {name: getattr(row, row._meta.get_field(name).attname) for name in names}


def _change(moment, steps):
    return Change(moment, (steps[0].version.pgh_context or {}).get("user"), steps)


def _line(model, name, before, after):
    column = model._meta.get_field(name)
    one, other = _in_words(column, before[name]), _in_words(column, after[name])
    # Words tell less than what is kept: where they tell no difference, what is kept does.
    return (column.verbose_name, str(before[name]), str(after[name])) if one == other else (column.verbose_name, one, other)


def _in_words(column, value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.name in {"opening_hours", "quiet_hours"}:
        return hours.in_a_sentence(value, localdate()) if value else ""
    if column.name == "price":
        return euro(value)
    if column.name == "languages":
        return ", ".join(map(name_of_language, value))
    return str(dict(column.flatchoices).get(value, value))


def _break(version):
    return _("break"), lambda values: hours.break_in_words(values["first_day"], _day_after(values["last_day"]), localdate())


def _colleague(version):
    user = User.objects.filter(pk=version.user_id).first()
    is_here = user and user.places.filter(merchant=version.merchant_id).exists()
    # Of whoever left at most the name: how to reach them is no longer for this place to know.
    name = str(user) if is_here else (user and user.name) or _("somebody who looked after it before")
    return _("colleague"), lambda values: name


def _photo(version):
    subject = Photo.Subject(version.subject).label
    return f"{_('photo')}: {subject}", lambda values: _("shown") if values["approved_on"] else _("waits for a nod")


def _seller(version):
    def in_words(values):
        regime, account = Seller.VatRegime(values["vat_regime"]).label, values["iban"] and ending(values["iban"])
        return ", ".join(str(word) for word in [values["legal_name"], values["company_number"], regime, account] if word)

    return _("seller"), in_words


_NAMED = {PauseVersion: _break, PersonVersion: _colleague, PhotoVersion: _photo, SellerVersion: _seller}


def _day_after(day):
    return day and day + timedelta(1)


def _put_back_place(merchant, step):
    names = OWN & set(step.changed)
    Merchant.objects.filter(pk=merchant.pk).update(**{name: step.before[name] for name in names})
    merchant.refresh_from_db(fields=names)


def _put_back_offer(merchant, step):
    service = step.version.service.now
    if step.before is None:
        ServiceOffer.objects.filter(merchant=merchant, service=service).delete()
    else:
        values = {name: step.before[name] for name in ("note", "opening_hours", "rests_from", "rests_until")}
        ServiceOffer.objects.update_or_create(merchant=merchant, service=service, defaults=values)


def _put_back_treat(merchant, step):
    treats = Treat.objects.filter(merchant=merchant, pk=step.version.pgh_obj_id, kind__merged_into=None)
    if step.before is None:
        treats.update(is_offered=False)
    else:
        treats.update(**{name: step.before[name] for name in ("price", "vat_rate", "is_offered")})


def _put_back_break(merchant, step):
    merchant.pauses.filter(pk=step.version.pgh_obj_id).delete()
    if step.before:
        merchant.pauses.meeting(step.before["first_day"], step.before["last_day"]).delete()
        merchant.pauses.create(first_day=step.before["first_day"], last_day=step.before["last_day"])


def _put_back_person(merchant, step):
    if step.before and User.objects.filter(pk=step.version.user_id).exists():
        merchant.people.get_or_create(user_id=step.version.user_id)
    elif merchant.people.exclude(user=step.version.user_id).exists():
        merchant.people.filter(user=step.version.user_id).delete()


def _put_back_photo(merchant, step):
    """As it was, and it waits for a nod again."""
    merchant.photos.filter(subject=step.version.subject).delete()
    if step.before:
        picture = {name: getattr(step.version, name) for name in ["subject", "content", "digest", "width", "height"]}
        Photo.objects.get_or_create(digest=picture.pop("digest"), defaults={"merchant": merchant, **picture})


def _put_back_seller(merchant, step):
    if step.before:
        sell_as(merchant=merchant, selling=Selling(**step.before))
    else:
        merchant.sellers.filter(is_current=True).update(is_current=False)


_PUT_BACK = {
    SellerVersion: _put_back_seller,
    PersonVersion: _put_back_person,
    PhotoVersion: _put_back_photo,
    MerchantVersion: _put_back_place,
    ServiceOfferVersion: _put_back_offer,
    TreatVersion: _put_back_treat,
    PauseVersion: _put_back_break,
}
