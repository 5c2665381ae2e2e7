"""What a source changed since the last time, and what somebody here changed meanwhile.

    before      now, here   in the file     then
    Krook       Krook       Krookcafé       Krookcafé: the source changed it
    Krook       De Krook    Krook           De Krook: somebody here changed it
    Krook       De Krook    Krookcafé       De Krook, and the importer says so once

`before` is what the last import wrote into `Merchant.imported`.

What strangers tell is never taken over where a place said otherwise: it is a question for the team.
"""

from django.utils.translation import gettext as _

from merchants import where
from merchants.models import Merchant

from . import osm

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
    """Sentences on what strangers tell otherwise than it stands here; out of what is `wanted` go the fields a place itself spoke of."""
    for service in sorted(row.denied.keys() & set(merchant.offered)):
        yield _which_is_true(source, row.denied[service], services[where.key(service)].name)
    if not merchant.is_listed:
        return
    # Questions for the first contact, which has been: now they are laid beside what is offered. What hangs on its board it knows best.
    tags = wanted.pop("source_tags", {})
    for service in sorted(tags.keys() - {*merchant.offered, osm.TREATS}):
        sentence = _("%(source)s says %(tags)s, which does not stand here. Nothing changes: ask the place whether it is so.")
        yield sentence % {"source": source, "tags": tags[service]}
    told = wanted.pop("wheelchair", "") if merchant.wheelchair else ""
    if told not in {"", merchant.wheelchair}:
        yield _which_is_true(source, f"wheelchair={told}", merchant.get_wheelchair_display())


def _which_is_true(source, tags, here):
    sentence = _("%(source)s says %(tags)s; here stands “%(here)s”. Nothing changes: ask the place which is true.")
    return sentence % {"source": source, "tags": tags, "here": here}
