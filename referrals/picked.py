"""The places named in an address, `plek=` by name or `nr=` by number: found in its order, and what could not be found told."""

from django.utils import timezone
from django.utils.translation import gettext as _

from merchants.models import Merchant

from . import search
from .found import Found
from .reading import shortened
from .wishes import SLUG


def places(params, *, directory, now, most, too_many, near=None, moment=None):
    """(what is Found of those that take part, at most so many; in sentences what is not there, `too_many` where more were named)."""
    asked = named(params)
    about = (directory, timezone.localdate(now), near, moment or now)
    found, unknown = _look_up(asked[:most], *about)
    notes = [too_many] if found and len(asked) > most else []
    if unknown:
        notes.append(_("We do not know “%(text)s” (any more).") % {"text": shortened(", ".join(unknown))})
    led = _led_on([each.merchant.pk for each in found if not each.merchant.is_listed])
    if led:
        goals = [led[each.merchant.pk].leads_to_id if each.merchant.pk in led else each.merchant.pk for each in found]
        found, _none = _look_up([("nr", str(goal)) for goal in goals], *about)
    for closed in led.values():
        names = {"place": closed.name, "other": closed.leads_to.name}
        notes.append(_("%(place)s is not there any more. Its address leads to %(other)s, which stands on the list instead.") % names)
    for each in found:
        if not each.merchant.is_listed:
            notes.append(_("%(place)s closed for good and is not on the list any more.") % {"place": each.merchant.name})
    return [each for each in found if each.merchant.is_listed], notes


def _led_on(closed):
    """Those of these closed places (keys) whose address leads on to another at once, by key. One query, or none where none closed."""
    led = Merchant.objects.filter(pk__in=closed, farewell="", leads_to__state=Merchant.State.ACTIVE).select_related("leads_to")
    return {merchant.pk: merchant for merchant in led} if closed else {}


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
