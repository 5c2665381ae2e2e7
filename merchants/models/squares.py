"""The squares of the map: how many listed places stand in each, kept true by the database itself (see `MapCell`).

The map of the web (Web Mercator) is a square of 256 * 2^zoom pixels. We lay squares of 80 pixels over it, so that a view of 1600 by 1000
pixels touches at most 21 * 14 of them: never more than `MOST_ON_A_SCREEN`, whatever the number of places. A square of one zoom lies
whole in a square of the zoom before it. From `DEEPEST` on (some 120 metres) nothing is counted: so near, places are simply read.

Three triggers on the table of places write what changed, one row for each square that a statement touched: places that came onto the map
count plus one, places that left it minus one, a place that moved does both. A row is only ever added, so two people who change two places
of one street never wait for each other. A square is the sum of its rows; `manage.py keep_map` puts them together.

    a café joins          zoom 12, square 1674/1097    +1    51.05     3.72    +7    (places, sums of lat, of lng, and of numbers)
    a shop beside it joins                             +1    51.06     3.73    +9
    the café closes                                    -1   -51.05    -3.72    -7
    so in this square:    one place, at 51.06 3.73, and it is number 9
"""

import math

import pgtrigger

PIXELS, TILE = 80, 256
DEEPEST = 16
MOST_ON_A_SCREEN = 350
# Where the map of the web ends, north and south.
EDGE = 85.0511287798066

# From lat and lng to the square, for each zoom. The same sum as `square_of`; a test compares them.
_SQUARES = f"""
    CROSS JOIN LATERAL (SELECT sin(radians(GREATEST(-{EDGE}, LEAST({EDGE}, place.lat)))) AS s) bow
    CROSS JOIN generate_series(0, {DEEPEST}) zoom
    CROSS JOIN LATERAL (
        SELECT
            floor((place.lng + 180) / 360 * {TILE / PIXELS} * 2 ^ zoom)::int AS x,
            floor((0.5 - ln((1 + s) / (1 - s)) / (4 * pi())) * {TILE / PIXELS} * 2 ^ zoom)::int AS y
    ) square
"""  # noqa: S608 - numbers of our own
_SUMS = """
    SELECT zoom, x, y, SUM(places) AS places, SUM(lat) AS lat, SUM(lng) AS lng, SUM(merchants) AS merchants
    FROM ({rows}) counted GROUP BY zoom, x, y
    HAVING SUM(places) <> 0 OR SUM(merchants) <> 0 OR abs(SUM(lat)) > 1e-6 OR abs(SUM(lng)) > 1e-6
"""
_WRITE = "INSERT INTO merchants_mapcell (zoom, x, y, places, lat, lng, merchants) "


def _listed(table):
    return f"SELECT id, lat, lng FROM {table} WHERE state = 'active'"  # noqa: S608


def _rows(places, sign):
    columns = f"{sign}1 AS places, {sign}place.lat AS lat, {sign}place.lng AS lng, {sign}place.id AS merchants"
    return f"SELECT zoom, x, y, {columns} FROM ({places}) place {_SQUARES}"  # noqa: S608


def _sums(*rows):
    return _WRITE + _SUMS.format(rows=" UNION ALL ".join(rows))


def _without(places, others):
    """Most changes of a place are of its words or hours: they move nothing on the map, and write nothing."""
    return f"{places} EXCEPT {others}"


def _trigger(name, operation, sql, **rows):
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=f"{sql}; RETURN NULL;",
    )


_BEFORE, _AFTER = _listed("before_it"), _listed("after_it")
TRIGGERS = [
    _trigger("map_gains", pgtrigger.Insert, _sums(_rows(_AFTER, "+")), new="after_it"),
    _trigger("map_loses", pgtrigger.Delete, _sums(_rows(_BEFORE, "-")), old="before_it"),
    _trigger(
        "map_moves",
        pgtrigger.Update,
        _sums(_rows(_without(_AFTER, _BEFORE), "+"), _rows(_without(_BEFORE, _AFTER), "-")),
        old="before_it",
        new="after_it",
    ),
]

# What the squares lack of the truth, written as one more row for each: on an empty table that fills it. One statement sees one moment, in
# which each place and its rows were written together, so that places that change meanwhile do not disturb it.
MEND = _sums(
    _rows(_listed("merchants_merchant"), "+"),
    "SELECT zoom, x, y, -places, -lat, -lng, -merchants FROM merchants_mapcell",
)

# The rows of a square become one, or none where nobody is left. Only rows that were really taken away are added up again, so that a row
# that somebody writes meanwhile, or that another run took, is neither lost nor counted twice. PostgreSQL looks at the table first: what a
# long list wrote in this very transaction it has not counted yet, and would go through all of it once for each row.
LOOK = "ANALYZE merchants_mapcell"
COMPACT = f"""
    WITH taken AS (
        DELETE FROM merchants_mapcell WHERE (zoom, x, y) IN (
            SELECT zoom, x, y FROM merchants_mapcell GROUP BY zoom, x, y HAVING COUNT(*) > 1 OR SUM(places) = 0
        ) RETURNING zoom, x, y, places, lat, lng, merchants
    )
    {_sums("SELECT * FROM taken")}
"""  # noqa: S608


def square_of(lat, lng, zoom):
    """(x, y) of the square in which a point lies."""
    return math.floor(_across(lng) * _a_side(zoom)), math.floor(_down(lat) * _a_side(zoom))


def corner_of(x, y, zoom):
    """(lat, lng) of the corner of a square in the north and west."""
    down = math.pi * (1 - 2 * y / _a_side(zoom))
    return math.degrees(math.atan(math.sinh(down))), x / _a_side(zoom) * 360 - 180


def _a_side(zoom):
    """How many squares the map is wide."""
    return TILE / PIXELS * 2**zoom


def _across(lng):
    return (lng + 180) / 360


def _down(lat):
    s = math.sin(math.radians(max(-EDGE, min(EDGE, lat))))
    return 0.5 - math.log((1 + s) / (1 - s)) / (4 * math.pi)
