"""Undoing an import: what it made goes, what it changed is put back, and whatever somebody touched since stays and says so."""

from itertools import islice

import pgtrigger
from django.db.models import Q
from django.utils.translation import gettext as _

from merchants.actions import compact_map, rebuild_open_minutes
from merchants.models import ImportedRow, Merchant, Neighbourhood, OpenMinutes, Service, ServiceOffer, Stay
from merchants.versions import ADDED

from .places import BATCH
from .writing import SAID_YES, WRITTEN, called, plain

Effect = ImportedRow.Effect
# What comes with a place by itself; models of rooms above say so of themselves. Any other row that points at one was made by somebody.
BY_ITSELF = {OpenMinutes, ServiceOffer, ImportedRow, Stay}


def undo(place_import, each):
    """Called in a transaction that holds the lock of the city. `each` is told how many rows are done."""
    rows = place_import.rows.exclude(effect__in=[Effect.REFUSED, Effect.UNCHANGED]).order_by("number").iterator(BATCH)
    services = {service.slug: service.now.pk for service in Service.objects.select_related("merged_into")}
    neighbourhoods = set(Neighbourhood.objects.filter(chapter=place_import.chapter_id).values_list("pk", flat=True))
    while batch := list(islice(rows, BATCH)):
        _Batch(batch, services, neighbourhoods).undo()
        each(len(batch))
    compact_map()


class _Batch:
    def __init__(self, rows, services, neighbourhoods):
        self.rows, self.services, self.neighbourhoods = rows, services, neighbourhoods
        places = Merchant.objects.filter(pk__in=[row.merchant_id for row in rows]).order_by("pk")
        # Wholly, so that nobody hangs anything on a place that is about to go.
        self.places = {merchant.pk: merchant for merchant in places.select_for_update()}
        self.worked_with = _worked_with(self.places)
        self.offers = {pk: {} for pk in self.places}
        for offer in ServiceOffer.objects.filter(merchant__in=self.places).select_related("service"):
            self.offers[offer.merchant_id][offer.service.slug] = offer

    def undo(self):
        goes, put_back = [], {}
        for row in self.rows:
            if merchant := self.places.get(row.merchant_id):
                if row.effect == Effect.UPDATED:
                    put_back[merchant] = self._put_back(row, merchant)
                elif not self._stays(row, merchant):
                    goes.append(merchant)
            elif row.effect == Effect.CREATED:
                row.stays_because = _("Somebody took it away already.")
        self._save(put_back)
        ImportedRow.objects.bulk_update([row for row in self.rows if row.stays_because], ["stays_because"])
        # It came and went with a list: that is no change anybody made.
        with pgtrigger.ignore("merchants.Merchant:keep_last_version", "merchants.ServiceOffer:keep_last_version"):
            Merchant.objects.filter(pk__in=[merchant.pk for merchant in goes]).delete()

    def _stays(self, row, merchant):
        """Of a place that came in: whether somebody touched it since."""
        written = {name: after for name, (_before, after) in row.changes.items()}
        nothing = plain_nothing()
        changed = [name for name in WRITTEN if not self._is(merchant, name, written.get(name, nothing[name]))]
        if changed:
            row.stays_because = _changed_since(changed)
        elif merchant.pk in self.worked_with:
            row.stays_because = _("Somebody works with it since.")
        return bool(row.stays_because)

    def _put_back(self, row, merchant):
        """Returns the names of the fields to save."""
        left = {name for name, (_before, after) in row.changes.items() if not self._is(merchant, name, after)}
        said_yes = set(SAID_YES) & row.changes.keys()
        if said_yes & left or merchant.pk in self.worked_with:
            left |= said_yes  # Who takes part since is not taken off the map.
        back = row.changes.keys() - left
        imported = dict(merchant.imported)
        for name in back:
            self._set(merchant, name, row.changes[name][0])
            if row.imported_before is not None:
                imported.pop(name, None)
                imported |= {name: row.imported_before[name]} if name in row.imported_before else {}
        if left:
            row.stays_because = _changed_since(left)
        merchant.imported = imported
        return back | {"imported"} if back else set()

    def _is(self, merchant, name, value):
        """Whether this still stands there as the import wrote it."""
        if name != "offered":
            return plain(getattr(merchant, name)) == value
        offers = self.offers[merchant.pk]
        return sorted(offers) == sorted(value) and not any(
            offer.note or offer.opening_hours or offer.rests_from for offer in offers.values()
        )

    def _set(self, merchant, name, value):
        if name == "neighbourhood_id":
            value = value if value in self.neighbourhoods else None
        elif name != "offered":
            value = Merchant._meta.get_field(name).to_python(value)
        setattr(merchant, name, value)

    def _save(self, put_back):
        changed = {merchant: names for merchant, names in put_back.items() if names}
        if columns := {name.removesuffix("_id") for names in changed.values() for name in names} - {"offered"}:
            Merchant.objects.bulk_update(changed, columns, batch_size=100)
        for merchant in (merchant for merchant, names in changed.items() if "offered" in names):
            offers = self.offers[merchant.pk]
            ServiceOffer.objects.filter(pk__in=[offer.pk for slug, offer in offers.items() if slug not in merchant.offered]).delete()
            # Two of before may be one by now.
            wanted = {self.services[slug] for slug in merchant.offered if slug in self.services}
            kept = {offer.service_id for slug, offer in offers.items() if slug in merchant.offered}
            ServiceOffer.objects.bulk_create(ServiceOffer(merchant=merchant, service_id=service) for service in sorted(wanted - kept))
        rebuild_open_minutes([merchant for merchant in changed if merchant.is_listed])


def plain_nothing():
    """What stands in a field of a new place of which the list said nothing."""
    new = Merchant()
    return {name: [] if name == "offered" else plain(getattr(new, name)) for name in WRITTEN}


def _changed_since(names):
    return (_("Changed since: %(fields)s.") % {"fields": ", ".join(sorted(map(called, names)))})[:300]


def _worked_with(places):
    """Those of these places at which anything points that somebody made: whatever room it belongs to."""
    versions = Merchant.pgh_event_model.objects.filter(pgh_obj__in=places, pgh_context__isnull=False)
    found = set(versions.exclude(pgh_label=ADDED).values_list("pgh_obj", flat=True))
    for relation in Merchant._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if relation.auto_created and not relation.concrete and model not in BY_ITSELF and not hasattr(model, "pgh_tracked_model"):
            name = relation.field.name
            found |= set(model._base_manager.filter(Q(**{f"{name}__in": places})).values_list(name, flat=True))
    return found
