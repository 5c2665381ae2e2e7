"""One place as a file tells it, whatever the format: what can be kept is kept, and what cannot is said."""

import re
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from django.utils.translation import override

from merchants import hours, languages
from merchants.models import Merchant
from merchants.where import key

# Belgium, with a little air around it.
SOUTH, NORTH, WEST, EAST = 49.4, 51.6, 2.5, 6.5
LONGEST = {column.name: column.max_length for column in Merchant._meta.fields if column.max_length}
WHEELCHAIR = {
    "yes": "yes", "ja": "yes", "oui": "yes", "designated": "yes", "limited": "limited", "beperkt": "limited", "limité": "limited",
    "no": "no", "nee": "no", "neen": "no", "non": "no",
}  # fmt: skip
# Between names of languages “en” means “and”, among codes it means English.
LONGEST_CODE, AND = 3, {"en", "et", "and"}
RAW = {"opening_hours"}  # Where a new line means something.
# The number of a place that came from here (see `enchante.exports`): what the file says is laid beside what stands here now.
OURS = "enchante:"
is_website = URLValidator(schemes=["http", "https"])


class RowRefused(Exception):
    """This record is no place we can use; the sentence says why."""


@dataclass
class Row:
    """What a source says of one place. `values` are fields of Merchant, `services` words for services (None: it says nothing of them).

    `position` is (lat, lng), or None when the source knows only an address. `denied` are services that are not there for everybody, with
    what the source says of each; `is_hearsay` says that strangers tell it all.
    """

    source_id: str
    position: tuple | None
    values: dict
    services: list | None
    notes: list = field(default_factory=list)
    denied: dict = field(default_factory=dict)
    is_hearsay: bool = False


def make(texts, *, source_id="", lat="", lng="", services=None, denied=None, is_hearsay=False, **more):
    """The Row with these texts under the names of Merchant's fields; `more` needs no reading any more. Raises RowRefused."""
    notes = []
    values = {column: READ.get(column, _shortened)(column, text if column in RAW else tidy(text), notes) for column, text in texts.items()}
    place = position(lat, lng)
    return Row(_number(source_id) or _fingerprint(values, place), place, values | more, services, notes, denied or {}, is_hearsay)


def position(lat_text, lng_text):
    """(lat, lng), or None when neither is there. Raises RowRefused for a point outside Belgium."""
    said = {"lat": shown(tidy(lat_text)), "lng": shown(tidy(lng_text))}
    if not any(said.values()):
        return None
    lat, lng = _degrees(lat_text), _degrees(lng_text)
    if lat is None or lng is None:
        raise RowRefused(_("“%(lat)s” and “%(lng)s” are no coordinates.") % said)
    if _in_belgium(lat, lng):
        return lat, lng
    if _in_belgium(lng, lat):
        raise RowRefused(_("latitude %(lat)s and longitude %(lng)s have changed places: swap them.") % said)
    raise RowRefused(
        _("latitude %(lat)s and longitude %(lng)s are not in Belgium: 49.4 to 51.6 and 2.5 to 6.5 are expected, in degrees (WGS 84).")
        % said
    )


def tidy(text):
    """One line, without control characters and halves of characters, which a database refuses."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", " ", text or "").split())


def shown(text):
    """Short enough to stand in a sentence."""
    return text if len(text) <= 60 else text[:59] + "…"


def _degrees(text):
    try:
        return round(float(text.replace(",", ".")), 7)
    except (ValueError, OverflowError, AttributeError):
        return None


def _in_belgium(lat, lng):
    return SOUTH <= lat <= NORTH and WEST <= lng <= EAST


def _number(source_id):
    source_id = tidy(source_id)
    if len(source_id) > LONGEST["source_id"] and not source_id.startswith(OURS):
        lengths = {"length": len(source_id), "limit": LONGEST["source_id"]}
        raise RowRefused(_("the number has %(length)d characters, at most %(limit)d fit.") % lengths)
    return source_id


def _fingerprint(values, place):
    """What tells places without a number apart: the name, and the address or else the point."""
    address = key(f"{values.get('street', '')} {values.get('postcode', '')}") or "{:.4f} {:.4f}".format(*place or (0, 0))
    return f"{key(values['name'])}, {address}"[: LONGEST["source_id"]]


# How each column is read: (column, tidy text, notes) to what Merchant keeps


def _shortened(column, text, notes):
    limit = LONGEST[column]
    if len(text) <= limit:
        return text
    notes.append(_("“%(column)s” was shortened to %(limit)d characters.") % {"column": column, "limit": limit})
    return text[: limit - 1].rstrip() + "…"


def _name(column, text, notes):
    if not text:
        raise RowRefused(_("there is no name."))
    if len(text) > LONGEST[column]:
        lengths = {"length": len(text), "limit": LONGEST[column]}
        raise RowRefused(_("the name has %(length)d characters, at most %(limit)d fit.") % lengths)
    return text


def _opening_hours(column, text, notes):
    try:
        return hours.repair(text) if text else ""
    except hours.HoursNotUnderstood as error:
        sentence = _("the opening hours “%(text)s” are not understood and show as “ask first”. %(why)s")
        notes.append(sentence % {"text": shown(text), "why": error})
        return ""


def _kind(column, text, notes):
    return _known(column, text, _kinds(), notes) or Merchant.Kind.OTHER.value


@cache
def _kinds():
    """Every word for a kind of place, in each of our languages."""
    words = {value: value for value in Merchant.Kind.values}
    for language, _name in settings.WHOLE_LANGUAGES:
        with override(language):
            words |= {str(label).casefold(): value for value, label in Merchant.Kind.choices}
    return words


def _wheelchair(column, text, notes):
    return _known(column, text, WHEELCHAIR, notes)


def _known(column, text, words, notes):
    return words.get(text.casefold()) or _kept_if(column, text, False, notes)


def _languages(column, text, notes):
    """Codes ("nl fr"), or names in one of our languages ("Nederlands en Frans"), each once."""
    spoken, words = languages.by_word(), []
    for part in filter(None, (part.strip() for part in re.split(r"[,;|/&+]", text.casefold()))):
        some = [part] if part in spoken else part.split()
        is_names = any(len(word) > LONGEST_CODE for word in some)
        words += [word for word in some if not (is_names and word in AND)]
    _kept_if(column, " ".join(word for word in words if word not in spoken), False, notes)
    return list(dict.fromkeys(spoken[word] for word in words if word in spoken))


def _postcode(column, text, notes):
    found = re.fullmatch(r"(?:B\s*-?\s*)?([1-9]\d{3})", text, re.I)
    return found[1] if found else _kept_if(column, text, False, notes)


def _website(column, text, notes):
    text = text.split(";")[0].strip()
    address = text if not text or "://" in text else f"https://{text}"
    return _kept_if(column, address, _passes(is_website, address), notes)


def _email(column, text, notes):
    return _kept_if(column, text, _passes(validate_email, text), notes)


def _phone(column, text, notes):
    return _kept_if(column, text.split(";")[0].strip(), True, notes)


def _kept_if(column, text, fits, notes):
    """The text when it fits this column, else nothing and a note."""
    if not text or (fits and len(text) <= LONGEST[column]):
        return text
    notes.append(_("“%(text)s” does not fit as “%(column)s” and is left out.") % {"text": shown(text), "column": column})
    return ""


def _passes(validate, text):
    try:
        validate(text)
    except ValidationError:
        return False
    return True


READ = {
    "name": _name,
    "kind": _kind,
    "opening_hours": _opening_hours,
    "wheelchair": _wheelchair,
    "languages": _languages,
    "postcode": _postcode,
    "website": _website,
    "phone": _phone,
    "contact_phone": _phone,
    "contact_email": _email,
}
