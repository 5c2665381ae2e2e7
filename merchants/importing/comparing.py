"""What a source changed since the last time, and what somebody here changed meanwhile.

    before      now, here   in the file     then
    Krook       Krook       Krookcafé       Krookcafé: the source changed it
    Krook       De Krook    Krook           De Krook: somebody here changed it
    Krook       De Krook    Krookcafé       De Krook, and the importer says so once

`before` is what the last import wrote into `Merchant.imported`.
"""

from merchants.models import Merchant

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
