"""What the map shows of a view: never more than a screen can hold, whatever the number of places.

Without wishes the squares that the database keeps are read (`merchants.models.squares`): as much work for a hundred thousand places as for
ten. With wishes the places that fit are read themselves, at most `LOOKED_AT` of them, those in the middle of the view first; where there
are more the answer says so. Very near, places are told apart one by one.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Sum
from django.http import JsonResponse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from merchants.fields import HasMinute, local_minute
from merchants.hours import State
from merchants.models import MapCell, Merchant
from merchants.models.squares import DEEPEST, MOST_ON_A_SCREEN, corner_of, square_of

from . import finder, reading, search
from .found import Found
from .other_help import on_the_map
from .wishes import EAST, NORTH, SOUTH, WEST, YES, Near, Wishes

LOOKED_AT = 5_000
LAST_ZOOM = 20
# Which list one looks at does not change what stands on the map.
OF_THE_LIST = ["bij", "lat", "lng", "pagina", "plek"]
# What only the map is asked, besides the wishes: how near, and whether it shows other help as well.
OF_THE_MAP = ["zoom", "hulp"]


class NotOnTheMap(Exception):
    """The question cannot be answered; the sentences say why."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Square(NamedTuple):
    """Sums over the places in it, as `MapCell` keeps them."""

    places: int
    lat: float
    lng: float
    merchants: int


@dataclass(frozen=True)
class View:
    """A part of the map as it lies on a screen, and what one wishes to see there."""

    wishes: Wishes
    zoom: int
    with_help: bool = False

    @property
    def is_near(self):
        return self.zoom > DEEPEST

    @property
    def middle(self):
        west, south, east, north = self.wishes.box
        return Near((south + north) / 2, (west + east) / 2, "")

    @property
    def level(self):
        """The zoom whose squares are shown: coarser than the map's where a large screen would hold too many."""
        level = min(self.zoom, DEEPEST)
        while level and self._squares_at(level) > MOST_ON_A_SCREEN:
            level -= 1
        return level

    def corners(self, level):
        """(x, y) of the first and the last square that the view touches."""
        west, south, east, north = self.wishes.box
        return square_of(north, west, level), square_of(south, east, level)

    def _squares_at(self, level):
        (first_x, first_y), (last_x, last_y) = self.corners(level)
        return (last_x - first_x + 1) * (last_y - first_y + 1)

    @property
    def box(self):
        """Whole squares, so that a place at the edge is counted with its neighbours."""
        (first_x, first_y), (last_x, last_y) = self.corners(self.level)
        (north, west), (south, east) = corner_of(first_x, first_y, self.level), corner_of(last_x + 1, last_y + 1, self.level)
        return west, south, east, north


def read(params, *, directory, now):
    """The View in a QueryDict. Raises NotOnTheMap."""
    params = params.copy()
    for name in OF_THE_LIST:
        params.pop(name, None)
    wishes = reading.read(params, directory=directory, now=now, also=OF_THE_MAP)
    box, zoom = _within_reach(wishes.box), zoom_in(params)
    troubles = [*wishes.left_out, *wishes.notes, *_missing(wishes.box, box, zoom, params)]
    if troubles:
        raise NotOnTheMap(troubles)
    return View(replace(wishes, box=box), zoom, with_help=params.get("hulp") == YES)


def look(view, *, directory, now):
    """What stands there, ready to be sent: clusters and single places, each from north to south; and other help, where it is asked for."""
    squares, level, looked_at = _squares(view, directory, now)
    alone = [square.merchants for square in squares if square.places == 1]
    note = {"lookedAt": looked_at, "note": _looked_at_words(looked_at)} if looked_at else {}
    help = _other_help(view, MOST_ON_A_SCREEN - len(squares), now) if view.with_help else {}
    return {
        "zoom": level,
        "clusters": [_cluster(square) for square in squares if square.places > 1],
        "places": list(_told(alone, view.wishes.moment or now)),
        **note,
        **help,
    }


def _other_help(view, room, now):
    told = on_the_map.look(view.wishes.box, view.middle, zoom=view.zoom, room=room, now=now)
    return {"help": told} if told else {}


def zoom_in(params):
    """The zoom that is asked for, or None."""
    text = params.get("zoom", "")
    zoom = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else -1
    return zoom if 0 <= zoom <= LAST_ZOOM else None


def answer(content, content_type="application/json"):
    """As few bytes as JSON allows: most people pay for them. Open to other sites."""
    lean, headers = {"separators": (",", ":"), "ensure_ascii": False}, {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(content, json_dumps_params=lean, headers=headers, content_type=content_type)


# The question


def _within_reach(box):
    """The part of the box in and around Belgium, or None."""
    if not box:
        return None
    west, south, east, north = box
    box = max(west, WEST), max(south, SOUTH), min(east, EAST), min(north, NORTH)
    return box if box[0] <= box[2] and box[1] <= box[3] else None


def _missing(asked, box, zoom, params):
    if not asked:
        yield _("Say which part of the map, as bbox=west,south,east,north.")
    elif not box:
        yield _("That part of the map lies too far from Belgium.")
    if zoom is None:
        words = {"last": LAST_ZOOM, "text": reading.shortened(params.get("zoom", ""))}
        yield _("Say how near, as zoom= and a number from 0 to %(last)d; “%(text)s” is none.") % words


# The squares


def _squares(view, directory, now):
    """(the squares of the view, their zoom or None for places told one by one, how many places were looked at where there are more)."""
    if replace(view.wishes, box=None).narrows:
        rows, looked_at = _fitting(view, directory, now)
        if view.is_near and len(rows) <= MOST_ON_A_SCREEN:
            return _one_by_one(rows), None, looked_at
        return _grouped(rows, view.level), view.level, looked_at
    if view.is_near:
        rows = _nearest(view, MOST_ON_A_SCREEN + 1)
        if len(rows) <= MOST_ON_A_SCREEN:
            return _one_by_one(rows), None, None
    return _kept(view), view.level, None


def _kept(view):
    (first_x, first_y), (last_x, last_y) = view.corners(view.level)
    cells = MapCell.objects.filter(zoom=view.level, x__range=(first_x, last_x), y__range=(first_y, last_y))
    sums = {f"all_{name}": Sum(name) for name in Square._fields}
    found = cells.values("y", "x").annotate(**sums).filter(all_places__gt=0).order_by("y", "x")
    return [Square(*row) for row in found.values_list(*sums)]


def _fitting(view, directory, now):
    """((number, lat, lng) of the places that meet every wish, how many were looked at where there are more)."""
    moment = view.wishes.moment
    if moment and not finder.within_the_derived_minutes(moment):
        return _worked_out(view, directory, now)
    rows = _nearest(view, LOOKED_AT + 1)
    return rows[:LOOKED_AT], LOOKED_AT if len(rows) > LOOKED_AT else None


def _worked_out(view, directory, now):
    """The same for a moment of which no minutes are derived."""
    wishes, most = replace(view.wishes, box=view.box, near=view.middle), finder.LOOKED_AT
    day = timezone.localdate(wishes.moment)
    answer = search.ask(wishes, directory, day=day, now=now, first=0, last=most + 1, counted=most)
    found = [Found.of(row, choices=directory.choices, near=None, moment=wishes.moment) for row in answer.rows]
    places = [one.merchant for one in found[:most] if one.state_for(wishes) in {State.OPEN, State.ASK}]
    return [(place.pk, place.lat, place.lng) for place in places], most if len(found) > most else None


def _nearest(view, most):
    """(number, lat, lng) of those that meet every wish, those in the middle of the view first."""
    wishes = replace(view.wishes, box=view.box)
    fits, params = search.in_question(wishes, local_minute(wishes.moment) if wishes.moment else None)
    statement = f"""
        SELECT place.id, place.lat, place.lng FROM merchants_merchant place WHERE {fits}
        ORDER BY place.point <-> {search.SPOT}, place.id LIMIT %(most)s"""  # noqa: S608 - conditions of our own
    with connection.cursor() as cursor:
        cursor.execute(statement, params | {"lat": view.middle.lat, "lng": view.middle.lng, "most": most})
        return cursor.fetchall()


def _grouped(rows, level):
    found = defaultdict(list)
    for pk, lat, lng in rows:
        x, y = square_of(lat, lng, level)
        found[y, x].append((1, lat, lng, pk))
    return [Square(*map(sum, zip(*places, strict=True))) for _square, places in sorted(found.items())]


def _one_by_one(rows):
    return [Square(1, lat, lng, pk) for pk, lat, lng in rows]


# What is told


def _cluster(square):
    return {"lat": round(square.lat / square.places, 5), "lng": round(square.lng / square.places, 5), "count": square.places}


def _told(keys, moment):
    """Single places: who, where, and whether they are open then (null: ask first). A place that left meanwhile is left out."""
    places = Merchant.objects.listed().filter(pk__in=keys).order_by("-lat", "lng", "pk")
    if finder.within_the_derived_minutes(moment):
        minute = local_minute(moment)
        places = places.annotate(opened=HasMinute(F("open_minutes__open"), minute), closed=HasMinute(F("open_minutes__closed"), minute))
        for slug, name, lat, lng, opened, closed in places.values_list("slug", "name", "lat", "lng", "opened", "closed"):
            yield _pin(slug, name, lat, lng, bool(opened) if opened or closed else None)
    else:
        for place in places.with_pause_on(timezone.localdate(moment)):
            state = place.hours_at(moment).state
            yield _pin(place.slug, place.name, place.lat, place.lng, None if state == State.ASK else state == State.OPEN)


def _pin(slug, name, lat, lng, is_open):
    return {"slug": slug, "name": name, "lat": round(lat, 5), "lng": round(lng, 5), "open": is_open}


def _looked_at_words(number):
    words = _("On the map we looked at %(number)s places of this view. Come nearer to see all of them.")
    return words % {"number": number_format(number, force_grouping=True)}
