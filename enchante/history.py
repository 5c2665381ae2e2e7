"""What changed at a place or in a city, who did it, and the way back: read from the versions the database keeps (see `merchants.versions`).

Several things that changed together are one change. Putting one back is a change as well, so it can be put back in its turn.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby

from django.db import transaction
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from enchante.history_words import lines_of
from enchante.putting_back import put_back_step
from merchants import actions
from merchants.actions.changing import FIELDS
from merchants.models import Chapter, Merchant, MerchantPerson, Pause, Photo, Service, ServiceOffer
from merchants.versions import ADDED, TAKEN_AWAY
from vouchers.actions import Selling
from vouchers.models import Seller, Treat, TreatKind

ChapterVersion, MerchantVersion, ServiceOfferVersion, TreatVersion = (
    model.pgh_event_model for model in (Chapter, Merchant, ServiceOffer, Treat)
)
PauseVersion, PersonVersion, PhotoVersion, SellerVersion = (model.pgh_event_model for model in (Pause, MerchantPerson, Photo, Seller))
# Of each kind so many versions are looked through, the latest ones.
LOOKED_AT = 500
# What a place itself keeps; the rest is for the team to put back.
OWN = set(FIELDS)
# What is of people and money, and no volunteer's to read.
PRIVATE = {PersonVersion, SellerVersion, PhotoVersion}


@dataclass(frozen=True)
class Step:
    """One row that changed: `before` and `after` are its values by name of field, None where there was no row."""

    version: object
    before: dict | None
    after: dict | None
    # Whether whoever looks is of the team, which may put back more of a place than the place itself.
    by_team: bool = False

    @cached_property
    def changed(self):
        """Names of fields that differ, in their order; of a row that came or went all of them."""
        one, other = self.before or {}, self.after or {}
        return [name for name in one | other if one.get(name) != other.get(name)]

    @property
    def lines(self):
        """(what, before, after), in words."""
        return lines_of(self)

    @property
    def to_put_back(self):
        """Names of fields that may become what they were, of a row that stays."""
        return OWN if isinstance(self.version, MerchantVersion) and not self.by_team else set(self.before or {})

    @property
    def can_be_put_back(self):
        """Not what others decided: a nod of the team, and whoever left by themselves. A picture for a month."""
        if isinstance(self.version, PhotoVersion):
            return self.before is None or self.after is None and bool(self.version.has_picture)
        if isinstance(self.version, PersonVersion):
            return (self.version.pgh_context or {}).get("user") != self.version.user_id
        if isinstance(self.version, TreatVersion):
            return not self.version.kind.merged_into_id
        if self.version.pgh_tracked_model in {Merchant, Chapter, Service, TreatKind}:
            return self.after is not None and not self.to_put_back.isdisjoint(self.changed)
        return True


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


def changes_of(row, *, by_team=False, leave_out=()):
    """Every Change of this row we still know of, the latest first; without versions of the models to leave out."""
    steps = (replace(step, by_team=by_team) for step in _READ[type(row)](row) if type(step.version) not in leave_out)
    steps = sorted(steps, key=lambda step: step.version.pgh_created_at, reverse=True)
    return [_change(moment, list(together)) for moment, together in groupby(steps, key=lambda step: step.version.pgh_created_at)]


@transaction.atomic
def put_back(*, row, moment, by_team=False):
    """Make it as it was before the change of this moment; what there is no such change of stays. Locks it, or of a treat the place.

    Returns what to say of it.
    """
    place = row.merchant if isinstance(row, Treat) else row
    place = type(place).objects.select_for_update(no_key=True, of=["self"]).get(pk=place.pk)
    asked = (change for change in changes_of(row, by_team=by_team) if change.moment == moment)
    steps = [step for change in asked for step in change.steps if step.can_be_put_back]
    for step in steps:
        put_back_step(step)
    if isinstance(place, Merchant):
        place.refresh_from_db()
        actions.rebuild_open_minutes([place])
    if any(step.version.pgh_tracked_model is Photo and step.before for step in steps):
        return _("The photo is back. It shows once somebody of the team nods.")
    return _("It is as it was before that change.")


def _of_a_place(merchant):
    yield from _steps(MerchantVersion.objects.filter(pgh_obj=merchant), {merchant.pk: merchant})
    yield from _steps(ServiceOfferVersion.objects.filter(merchant=merchant).select_related("service"), merchant.offers.in_bulk())
    yield from _steps(TreatVersion.objects.filter(merchant=merchant).select_related("kind"), merchant.treats.in_bulk())
    yield from _steps(PauseVersion.objects.filter(merchant=merchant), merchant.pauses.in_bulk())
    yield from _steps(PersonVersion.objects.filter(merchant=merchant), merchant.people.in_bulk())
    pictures = PhotoVersion.objects.filter(merchant=merchant).annotate(has_picture=Length("content")).defer("content")
    yield from _steps(pictures, merchant.photos.defer("content").in_bulk())
    yield from _sellers(merchant)


def _of_a_treat(treat):
    return _steps(TreatVersion.objects.filter(pgh_obj=treat).select_related("kind"), {treat.pk: treat})


def _of_a_chapter(chapter):
    return _steps(ChapterVersion.objects.filter(pgh_obj=chapter), {chapter.pk: chapter})


def _of_a_catalogue_row(row):
    return _steps(type(row).pgh_event_model.objects.filter(pgh_obj=row), {row.pk: row})


_READ = {
    Merchant: _of_a_place,
    Treat: _of_a_treat,
    Chapter: _of_a_chapter,
    Service: _of_a_catalogue_row,
    TreatKind: _of_a_catalogue_row,
}


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


def _values(row, names):
    return {name: getattr(row, row._meta.get_field(name).attname) for name in names}


def _change(moment, steps):
    return Change(moment, (steps[0].version.pgh_context or {}).get("user"), steps)
