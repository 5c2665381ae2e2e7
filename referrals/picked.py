"""The places named in an address, `plek=` by name or `nr=` by number: found in its order, and what could not be found told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from . import search
from .found import Found
from .reading import shortened
from .wishes import SLUG


def places(params, *, directory, now, most, too_many, near=None, moment=None):
    """(what is Found of those that take part, at most so many; in sentences what is not there, `too_many` where more were named)."""
    asked = named(params)
    notes = [too_many] if len(asked) > most else []
    found, unknown = _look_up(asked[:most], directory, timezone.localdate(now), near, moment or now)
    if unknown:
        notes.append(_("We do not know “%(text)s” (any more).") % {"text": shortened(", ".join(unknown))})
    for each in found:
        if not each.merchant.is_listed:
            notes.append(_("%(place)s closed for good and is not on the list any more.") % {"place": each.merchant.name})
    return [each for each in found if each.merchant.is_listed], notes


def named(params):
    """[("plek", "krook"), ("nr", "12")]: everything that is named, whether we know it or not."""
    return [*_several(params, "plek"), *_several(params, "nr")]


def _several(params, name):
    texts = (text.replace("\0", "").strip() for text in params.getlist(name))
    return [(name, text) for text in dict.fromkeys(filter(None, texts))]


def _look_up(asked, directory, day, near, moment):
    """(what is Found in the order asked, each place once; the texts that name none)"""
    slugs = {text for name, text in asked if name == "plek" and SLUG.fullmatch(text)}
    numbers = {int(text) for name, text in asked if name == "nr" and text.isascii() and text.isdigit() and len(text) < 10}
    known = {}
    for row in search.look_at(slugs, numbers, day=day):
        found = Found.of(row, choices=directory.choices, near=near, moment=moment)
        known |= {("plek", found.merchant.slug): found, ("nr", str(found.merchant.pk)): found}
    places = {known[key].merchant.pk: known[key] for key in asked if key in known}
    return list(places.values()), [text for name, text in asked if (name, text) not in known]
