"""The page of the finder: its frame is drawn once for every shape a page can have, the cards and the words of a question are filled in."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from urllib.parse import quote_plus

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.encoding import iri_to_uri
from django.utils.html import json_script
from django.utils.translation import get_language

from merchants import pictograms, tiles
from merchants.hours import BRUSSELS

from .cards import cards
from .drawing import Drawn, sign
from .filters import Filters
from .models import OtherHelp
from .wishes import Between, Near


def page(request, *, wishes, answer, choices, pins, has_help=False):
    """The whole page, for this `finder.Page`; `has_help` where a city of these places shows other help."""
    question = request.META.get("QUERY_STRING", "")
    frame = _frame_of(get_language(), request.path, bool(question), _house(), wishes, choices, answer.shape, has_help)
    lists = {name: cards(getattr(answer, name), wishes) for name in ("fitting", "ask_first", "less")}
    others = frozenset().union(*(used for _html, used in lists.values())) - frame.pictograms
    return frame.filled(
        {
            **{"question": iri_to_uri(question), "map": json_script(pins, "map-places"), "far_away": answer.far_away},
            **{name: html for name, (html, _used) in lists.items()},
            **{"pictograms": pictograms.all_lines(sorted(others))},
            **_words_of(wishes),
            **{name: _number(answer.counts, *name.split("_")[1:]) for name in frame.names if name.startswith("number_")},
        }
    )


def _words_of(wishes):
    typed, near = {"typed": wishes.typed, "typed_end": wishes.typed_end}, wishes.near
    if not near:
        return typed
    in_address = {name: quote_plus(value) for name, value in near.as_params()}
    end = {"end_words": near.end.words} if wishes.is_between else {}
    return {**typed, "near_words": near.start.words, **end, **in_address}


# The frame


def _house():
    """What pages depend on that stands in the settings."""
    return settings.NETWORK_NAME, tuple(tiles.server().items())


def _frame_of(language, path, asks, house, wishes, choices, shape, has_help):
    # Only choices of ours make a frame that is kept: nothing that somebody typed or picked.
    is_typed = wishes.left_out or wishes.notes or wishes.picked or wishes.box or (wishes.moment and not wishes.is_now)
    draw = _frame.__wrapped__ if is_typed else _frame
    return draw(language, path, asks, house, _left_open(wishes), choices, shape, has_help)


@lru_cache(maxsize=256)
def _frame(language, path, asks, house, wishes, choices, shape, has_help):
    """`language` is the active one."""
    request = HttpRequest()
    request.path, request.GET = path, QueryDict(wishes.query_of_page[1:])
    request.META = {"QUERY_STRING": sign("question")} if asks else {}
    _name, tile_server = house
    parts = {
        "wishes": wishes,
        "chips": list(wishes.each()),
        "page": shape,
        "tiles": dict(tile_server),
        "filters": Filters(wishes, choices, _OpenNumbers() if shape.is_counted else None),
        "other_pictograms": sign("pictograms"),
        "help_kinds": [(kind, OtherHelp.ICONS[kind]) for kind in OtherHelp.Kind] if has_help else [],
    }
    return Drawn("referrals/places.html", parts, request)


@dataclass(frozen=True)
class _OpenNear(Near):
    """Where somebody is, left open."""

    def as_params(self):
        return [("bij", self.text)] if self.text else [("lat", sign("lat")), ("lng", sign("lng"))]


_END = _OpenNear(0, 0, sign("end_words"), sign("en"))
_TYPED, _TOLD = (_OpenNear(0, 0, sign("near_words"), text) for text in (sign("bij"), ""))
_SOME_MOMENT = datetime(2000, 1, 1, tzinfo=BRUSSELS)


def _left_open(wishes):
    """The question without what is filled in: from where, and which moment "now" is."""
    near = wishes.near and (_TYPED if wishes.near.text else _TOLD)
    near = Between(near, _END) if wishes.is_between else near
    return replace(wishes, near=near, moment=_SOME_MOMENT if wishes.is_now else wishes.moment)


# The numbers


class _OpenNumbers:
    """Instead of counts: the places where numbers come."""

    def __getitem__(self, name):
        return _OpenNumber(name) if name in Filters.BY_KIND else sign("number", name)


@dataclass
class _OpenNumber:
    name: str

    def get(self, kind, _default=None):
        return sign("number", self.name, kind)


def _number(counts, name, kind=""):
    number = (counts[name] or {}).get(kind, 0) if kind else counts[name]
    if name == "taal":
        return f" ({number})" if number else ""
    return str(number)
