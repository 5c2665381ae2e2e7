"""What a source changed since the last time, and what somebody here changed meanwhile.

    before      now, here   in the file     then
    Krook       Krook       Krookcafé       Krookcafé: the source changed it
    Krook       De Krook    Krook           De Krook: somebody here changed it
    Krook       De Krook    Krookcafé       De Krook, and the importer says so once

`before` is what the last import wrote into `Merchant.imported`.

What strangers tell is never taken over where it stands otherwise here, once a place is on the map: each difference is a question for the
team. What nobody knew here they may still fill in, but for a name, a street and hours: by these people find a place and its door.
"""

from django.utils.translation import gettext as _

from merchants import where
from merchants.distance import metres
from merchants.models import Merchant

from . import osm
from .rows import shown

# Fields of which each difference is asked; of the first also where nothing stands here.
ITS_OWN = ("name", "street", "opening_hours")
ASKED = (*ITS_OWN, "postcode", "town", "kind", "description", "website", "phone")
ELSEWHERE_FROM_M = 25
NOTHING_SAID = ("", None, [], {}, Merchant.Kind.OTHER.value)


def take_over(merchant, wanted):
    """Set what the source changed and nobody here did. Returns two sets of names of fields: those changed, those kept as they are here."""
    before, changed, kept = merchant.imported, set(), set()
    for name, value in wanted.items():
        now = getattr(merchant, name)
        if value == now or (name in before and value == before[name]):
            continue
        if now == before[name] if name in before else now in NOTHING_SAID:
            setattr(merchant, name, value)
            changed.add(name)
        else:
            kept.add(name)
    merchant.imported = before | wanted
    return changed, kept


def laid_beside(merchant, row, wanted, source, services):
    """(question, the fields as strangers tell them) of whatever stands otherwise here; these fields go out of what is `wanted`.

    Of a service there is no such field: whether it is free for everybody is more than a tag says.
    """
    for service in sorted(row.denied.keys() & set(merchant.offered)):
        yield _which_is_true(source, row.denied[service], services[where.key(service)].name), {}
    if not merchant.is_listed:
        return
    # Questions for the first contact, which has been: now they are laid beside what is offered. What hangs on its board it knows best.
    tags = wanted.pop("source_tags", {})
    for service in sorted(tags.keys() - {*merchant.offered, osm.TREATS}):
        sentence = _("%(source)s says %(tags)s, which does not stand here. Nothing changes: ask the place whether it is so.")
        yield sentence % {"source": source, "tags": tags[service]}, {}
    told = wanted.pop("wheelchair", "") if merchant.wheelchair else ""
    if told not in {"", merchant.wheelchair, merchant.imported.get("wheelchair")}:
        yield _which_is_true(source, f"wheelchair={told}", merchant.get_wheelchair_display()), {"wheelchair": told}
    for name in ASKED:
        if name in ITS_OWN or getattr(merchant, name) not in NOTHING_SAID:
            yield from _otherwise(merchant, name, wanted.pop(name, ""), source)
    yield from _elsewhere(merchant, wanted, source)


def _otherwise(merchant, name, told, source):
    """A question where this is new: what it said before was known when it was written otherwise here."""
    if told in (*NOTHING_SAID, getattr(merchant, name), merchant.imported.get(name)):
        return
    column = Merchant._meta.get_field(name)
    say = dict(column.choices) if column.choices else {}
    here = getattr(merchant, name)
    words = {"what": column.verbose_name, "source": source, "told": say.get(told, shown(told)), "here": say.get(here, shown(here))}
    if here:
        sentence = _("%(what)s: %(source)s says “%(told)s”, here stands “%(here)s”. Nothing changes: ask the place which is true.")
    else:
        sentence = _("%(what)s: %(source)s says “%(told)s”, here stands nothing. Nothing changes: ask the place whether it is so.")
    yield sentence % words, {name: told}


def _elsewhere(merchant, wanted, source):
    """A question where its pin would move further than from the door to the roof."""
    told = [wanted.pop(name, None) for name in ("lat", "lng")]
    if merchant.neighbourhood_id:
        wanted.pop("neighbourhood_id", None)
    if None in told or told == [merchant.imported.get(name) for name in ("lat", "lng")]:
        return
    if (apart := round(metres(*told, merchant.lat, merchant.lng))) >= ELSEWHERE_FROM_M:
        sentence = _("%(source)s puts it %(metres)d metres away from where it stands here. The pin stays: ask the place which is true.")
        yield sentence % {"source": source, "metres": apart}, dict(zip(("lat", "lng"), told, strict=True))


def _which_is_true(source, tags, here):
    sentence = _("%(source)s says %(tags)s; here stands “%(here)s”. Nothing changes: ask the place which is true.")
    return sentence % {"source": source, "tags": tags, "here": here}
