"""What changed, in words: the values of a version before and after, as a person reads them."""

from datetime import timedelta

from django.conf import settings
from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from merchants import hours
from merchants.languages import name_of_language
from merchants.models import MerchantPerson, Pause, Photo, ServiceOffer, User
from merchants.money import euro
from merchants.shapes import how_many_points
from vouchers.ibans import ending
from vouchers.models import Seller, Treat

LONGEST = 120


def lines_of(step):
    """(what, before, after) of a `history.Step`, in words."""
    model = step.version.pgh_tracked_model
    if model in _NAMED:
        what, value = _NAMED[model](step.version)
        return [(what, *(value(values) if values else "" for values in (step.before, step.after)))]
    if model not in _NAMES:
        # Beside the columns of the languages a translated row has one without, which says the same.
        told = [name for name in step.changed if f"{name}_{settings.LANGUAGE_CODE}" not in step.changed]
        return [_line(model, name, step.before, step.after) for name in told]
    name = str(getattr(step.version, _NAMES[model]))
    if step.before is None or step.after is None:
        return [(name, *map(_whether_offered, (step.before, step.after)))]
    lines = (_line(model, each, step.before, step.after) for each in step.changed)
    return [(f"{name}: {what}", before, after) for what, before, after in lines]


def _whether_offered(values):
    return _("offered") if values and values.get("is_offered", True) else ""


def _line(model, name, before, after):
    column = model._meta.get_field(name)
    before, after = (values and values[name] for values in (before, after))
    one, other = in_words(column, before), in_words(column, after)
    # Words tell less than what is kept: where they tell no difference, what is kept does.
    told = (str(before), str(after)) if one == other else (one, other)
    return (column.verbose_name, *(Truncator(text).chars(LONGEST) for text in told))


def in_words(column, value):
    """What stands in this field, as one says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if column.name in {"opening_hours", "quiet_hours"}:
        return hours.in_a_sentence(value, localdate()) if value else ""
    if column.name == "price":
        return euro(value)
    if column.name == "postcodes":
        return ", ".join(value)
    if column.name == "shape":
        return _("a shape of %(number)d points") % {"number": how_many_points(value)}
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


def _day_after(day):
    return day and day + timedelta(1)


# Of these a whole row is told as one thing; the others by what they are of.
_NAMED = {Pause: _break, MerchantPerson: _colleague, Photo: _photo, Seller: _seller}
_NAMES = {ServiceOffer: "service", Treat: "kind"}
