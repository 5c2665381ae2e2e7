"""The one statement behind a finder page, a feed and its counts.

It is a handful of short lists, each walked in the order of an index and left as soon as it is full:

- `sure`: what fits: on a cold day warm places first (on a hot one cool places), then those checked within the year and those that
  were not, which count as twice as far. When a moment is asked: those that are open then.
- `unsure`: only for a moment, and only while `sure` leaves room: what fits, but nobody is sure of its hours.
- `less`: only where both are empty: the nearest whatever they offer.

From these it takes the page, and counts over the first two hundred that fit what else one could ask for. It answers in one JSON value,
which is read faster than rows of objects. Written by hand: Django takes longer to write such a statement than PostgreSQL to answer it.
"""

from dataclasses import dataclass

from django.db import connection

from merchants import planned
from merchants.fields import SQUEEZE, local_minute
from merchants.languages import COMMON
from merchants.models import Chapter, Merchant
from merchants.models.places import FRESH_FOR

from . import counting
from .also import KNOWN
from .wishes import Wishes

ON_TOP, FITS, ASK_FIRST, LESS = range(4)

# Who asks for a moment gets an answer from so many places that fit otherwise, the nearest ones: at night nearly all are closed.
LOOKED_AT = 1000
# Warm and cool places are lifted to the top within some five kilometres, in squeezed degrees.
LIFTED_WITHIN = 0.045

SPOT = f"point(%(lng)s::float8 * {SQUEEZE}, %(lat)s::float8)"

# What a page tells about a place; in the order of the model's own fields, as `from_db` wants them.
_TOLD = {
    *("id", "chapter_id", "state", "slug", "name", "kind", "street", "postcode", "town", "lat", "lng"),
    *("opening_hours", "quiet_hours", "is_heated", "is_cool", "checked_on", "checked_by", "wheelchair", "languages"),
    *("source", "source_licence"),
}
COLUMNS = [field.attname for field in Merchant._meta.concrete_fields if field.attname in _TOLD]
TOLD_BESIDE = """
    (SELECT coalesce(json_agg(json_build_array(o.service_id, o.opening_hours, o.rests_from, o.rests_until)), '[]')
     FROM merchants_serviceoffer o WHERE o.merchant_id = place.id),
    (SELECT coalesce(json_object_agg(t.kind_id, t.waiting), '{}')
     FROM vouchers_treat t WHERE t.merchant_id = place.id AND t.waiting > 0),
    (SELECT coalesce(json_agg(json_build_array(p.first_day, p.last_day) ORDER BY p.first_day), '[]')
     FROM merchants_pause p WHERE p.merchant_id = place.id AND (p.last_day IS NULL OR p.last_day >= %(day)s))
"""


@dataclass(frozen=True)
class Answer:
    """`rows` as (group, apart, values of COLUMNS, offers, board, breaks, met); how many fit, counted up to `counted` + 1.

    `met` names what a place meets of that which was asked of `also.py`.
    `counts` tells how many of these also have what else one could ask for: by id under "dienst" and "traktatie", by code under "taal",
    as a number under "iets", "open", "rolstoel", "rustig" and the names of `also.py`.
    """

    rows: list
    total: int
    counts: dict | None
    # Whether there were more that fit than were looked at for the moment.
    looked_near_only: bool = False


def ask(wishes, directory, **more):
    """The Answer to the statement that `written` makes of the same."""
    statement, params = written(wishes, directory, **more)
    with planned.cursor() as cursor:
        cursor.execute(statement, params)
        return Answer(**cursor.fetchone()[0])


def written(wishes, directory, *, day, now, first, last, counted, minute=None, less=0, counts=False):
    """(SQL, parameters) for places `first` to `last` of those that fit, or up to `less` where none does.

    `day` and `now` say when it is; `minute` is the moment asked, as `local_minute` counts, where the derived minutes know it.
    """
    question = _Question(wishes, directory, day, minute)
    statement, when = question.statement(less, counts), {"now": local_minute(now), "day": day, "fresh_since": day - FRESH_FOR}
    # To the end of the block in which the page stands, and one more.
    most = -(-last // counted) * counted + 1
    limits = {"looked_at": LOOKED_AT, "most": most, "first": first, "shown": last - first, "less": less, "counted": counted}
    # Numbers of ours that decide which plan is best: in the text, so that it is made once for them.
    for name, number in (question.chosen | limits).items():
        statement = statement.replace(f"%({name})s", str(number))
    return statement, question.params | when


def in_question(wishes, minute=None):
    """(SQL, parameters): what a row of merchants_merchant called `place` must be to meet every wish; of a moment only this `minute`."""
    question = _Question(wishes, None, None, minute)
    then = [f"{question.then()} > 0"] if minute else []
    return " AND ".join([*question.fits(), *then]), question.params


class _Question:
    def __init__(self, wishes, directory, day, minute):
        self.wishes, self.minute, self.near = wishes, minute, wishes.near
        self.chosen = {f"service{n}": choice.id for n, choice in enumerate(wishes.services)}
        self.chosen |= {f"kind{n}": choice.id for n, choice in enumerate(wishes.treats)}
        self.params = self.chosen | {"minute": minute, "language": wishes.language, "chapter": wishes.chapter and wishes.chapter.id}
        self.lifted_when = []
        if self.near:
            self.params |= {"lat": self.near.lat, "lng": self.near.lng}
        if wishes.box:
            self.params |= dict(zip(("west", "south", "east", "north"), wishes.box, strict=True))
        if directory:
            self.params["cities"] = list(directory.chapter_slugs)
            weathers, marks = directory.weathers(day), {Chapter.Weather.COLD: "is_heated", Chapter.Weather.HOT: "is_cool"}
            # Who asks for something particular wants it near, whatever the weather.
            asks_little = not (wishes.services or wishes.treats or wishes.anything)
            lifted = {mark: [city for city in weathers if weathers[city] == weather] for weather, mark in marks.items()}
            lifted = {mark: cities for mark, cities in lifted.items() if cities and asks_little}
            self.params |= lifted
            around = f" AND place.point <-> {SPOT} < {LIFTED_WITHIN}" if self.near else ""
            self.lifted_when = [f"place.{mark} AND place.chapter_id = ANY(%({mark})s){around}" for mark in lifted]

    # What a place must be

    def fits(self):
        wishes = self.wishes
        return [
            "place.state = 'active'",
            *(self._offers(n) for n, _choice in enumerate(wishes.services)),
            *(self._waits(f"AND t.kind_id = %(kind{n})s") for n, _choice in enumerate(wishes.treats)),
            *([self._waits("")] if wishes.anything else []),
            *(["place.wheelchair = 'yes'"] if wishes.wheelchair else []),
            *(["place.quiet_hours <> ''"] if wishes.quiet else []),
            *(also.condition for also in wishes.also),
            *(self._speaks() if wishes.language else []),
            *(["place.chapter_id = %(chapter)s"] if wishes.chapter else []),
            *([f"place.point <@ box({_corner('west', 'south')}, {_corner('east', 'north')})"] if wishes.box else []),
        ]

    def met(self):
        """Which of what is asked besides a place meets: where nothing fits it says what it lacks."""
        names = "".join(f" || CASE WHEN {also.condition} THEN '[\"{also.name}\"]' ELSE '[]' END::jsonb" for also in self.wishes.also)
        return f"'[]'::jsonb{names}"

    def _offers(self, n):
        # Beside the index of services by nearness it is looked up place by place; elsewhere PostgreSQL may begin with the rarest.
        return f"coalesce((SELECT true FROM {_offer(n)}), false)" if self.only_services else f"EXISTS (SELECT 1 FROM {_offer(n)})"

    def _waits(self, which):
        return f"EXISTS (SELECT 1 FROM vouchers_treat t WHERE t.merchant_id = place.id AND t.waiting > 0 {which})"

    def _speaks(self):
        """Of a language few speak the nearest are found along an index of its own, which is asked for in the words it was made with."""
        speaks = "place.languages @> ARRAY[%(language)s]::varchar[]"
        # How many of these places speak it PostgreSQL would guess too low.
        return [_SPEAKS_MORE, f"coalesce({speaks}, false)"] if self.near and self.wishes.language not in COMMON else [speaks]

    def then(self):
        """2 where it is surely open at the moment with all that is asked for, 1 where nobody is sure, 0 where not.

        Subqueries of a row again: they look up one place at a time, for as long as the list wants more.
        """
        quiet = f"coalesce((SELECT {_QUIET} FROM merchants_openminutes m WHERE m.merchant_id = place.id), 1)," if self.wishes.quiet else ""
        return f"""least(
            coalesce((SELECT {_STATE} FROM merchants_openminutes m WHERE m.merchant_id = place.id), 1),
            {quiet} {"".join(self._service_then(n) for n, _choice in enumerate(self.wishes.services))} 2)"""

    def _service_then(self, n):
        own = f"(SELECT {_STATE} FROM merchants_offerminutes m WHERE m.offer_id = o.id)"
        return f"(SELECT coalesce({own}, CASE WHEN o.opening_hours = '' THEN 2 ELSE 1 END) FROM {_offer(n)}),"

    # The lists. Inside a walk `place` is a row of merchants_merchant; a walk yields id, name, apart and faded, and `looked` adds state.

    def walk(self, conditions, most):
        """Places in order, one by one: a list that takes no more than it needs stops here. Nearest first, or city by city."""
        # The index of services by nearness has asked for the first one already.
        asked = " AND ".join(each for each in conditions if not (self.near and self.only_services and each == self._offers(0)))
        also = f"{counting.OF_A_PLACE}, (place.checked_on IS NULL OR place.checked_on < %(fresh_since)s) AS faded"
        if not self.near:
            # `apart` is the number of the city.
            return f"""
                SELECT place.id, place.name, city.number::float8 AS apart, {also}
                FROM unnest(%(cities)s::bigint[]) WITH ORDINALITY city(id, number) CROSS JOIN LATERAL (
                    SELECT * FROM merchants_merchant place
                    WHERE place.chapter_id = city.id AND {asked} ORDER BY place.name, place.id LIMIT {most}
                ) place ORDER BY city.number, place.name, place.id LIMIT {most}"""
        if self.only_services:
            return f"""
                SELECT place.id, '' AS name, near.point <-> {SPOT} AS apart, {also}
                FROM merchants_serviceoffer near CROSS JOIN LATERAL (
                    SELECT * FROM merchants_merchant WHERE id = near.merchant_id LIMIT 1
                ) place
                WHERE near.service_id = %(service0)s::bigint AND near.point IS NOT NULL AND {asked}
                ORDER BY near.point <-> {SPOT}, place.id LIMIT {most}"""
        return f"""
            SELECT place.id, '' AS name, place.point <-> {SPOT} AS apart, {also} FROM merchants_merchant place
            WHERE {asked} ORDER BY place.point <-> {SPOT}, place.id LIMIT {most}"""

    @property
    def only_services(self):
        """Whether the index of services by nearness answers best: where nothing is asked that is rarer."""
        wishes = self.wishes
        rarer = (wishes.treats, wishes.anything, wishes.wheelchair, wishes.quiet, wishes.also, wishes.language)
        return bool(wishes.services) and not any(rarer)

    def looked(self, conditions):
        """The same places with what is to be had there at the moment."""
        return f"SELECT place.*, {self.then()} AS state FROM ({self.walk(conditions, '%(looked_at)s + 1')}) place"

    def as_list(self, group, places, where="true"):
        """These places, which come in their order (and are not sorted again, so that no more are looked at than needed), as one list.

        One that faded stands as if it were twice as far, or last in its city: within its block of as many as we count, for what lies
        beyond was not looked at.
        """
        faded = "place.apart * 2 + 0.002" if self.near else "place.apart + 0.5"
        return f"""(
            SELECT {group} AS grp, place.id, place.apart, place.name, {counting.TAKEN_ALONG},
                (row_number() OVER (ORDER BY place.apart, place.name, place.id) - 1) / %(counted)s AS block,
                CASE WHEN place.faded THEN {faded} ELSE place.apart END AS rank
            FROM (SELECT * FROM ({places}) place WHERE {where} LIMIT %(most)s) place)"""

    def lifted_lists(self):
        """Warm places on a cold day, cool ones on a hot day."""
        for number, lifted in enumerate(self.lifted_when):
            conditions = [lifted, *(f"NOT ({before})" for before in self.lifted_when[:number]), *self.fits()]
            places = self.looked(conditions) if self.minute else self.walk(conditions, "%(most)s")
            yield self.as_list(ON_TOP, places, where="state = 2" if self.minute else "true")

    def other_list(self):
        if self.minute:
            # Not joined, for a join may lose the order in which they were looked at.
            return self.as_list(FITS, "SELECT * FROM looked", "state = 2 AND place.id <> ALL (ARRAY(SELECT id FROM lifted))")
        return self.as_list(FITS, self.walk([*self.fits(), *(f"NOT ({lifted})" for lifted in self.lifted_when)], "%(most)s"))

    # The statement

    def statement(self, less, counts):
        unsure, close = _NOTHING, _NOTHING
        if self.minute:
            unsure = self.as_list(ASK_FIRST, "SELECT * FROM looked", "state = 1 AND (SELECT count(*) FROM sure) < %(most)s")
        if less:
            close = self.as_list(LESS, self.anywhere())
        beside = ", ".join(f"place.{column}" for column in COLUMNS)
        return f"""
            WITH looked AS MATERIALIZED ({self.looked(self.fits()) if self.minute else _NOTHING}),
            lifted AS MATERIALIZED ({" UNION ALL ".join([_NOTHING, *self.lifted_lists()])}),
            sure AS MATERIALIZED (SELECT * FROM lifted UNION ALL {self.other_list()}),
            fitting AS MATERIALIZED (
                SELECT * FROM (SELECT * FROM sure UNION ALL {unsure}) each ORDER BY {_ORDER} LIMIT %(most)s
            ),
            page AS (
                (SELECT * FROM fitting ORDER BY {_ORDER} OFFSET %(first)s LIMIT %(shown)s) UNION ALL {close}
            ),
            {counting.lists(_ORDER)}
            SELECT json_build_object(
                'rows', (
                    SELECT coalesce(json_agg(json_build_array(page.grp, page.apart, json_build_array({beside}), {TOLD_BESIDE}, met)
                        ORDER BY grp, block, rank, page.name, page.id), '[]')
                    FROM page CROSS JOIN LATERAL (
                        SELECT {beside}, {self.met()} AS met FROM merchants_merchant place WHERE place.id = page.id LIMIT 1
                    ) place
                ),
                'total', (SELECT count(*) FROM fitting),
                'looked_near_only', (SELECT count(*) FROM fitting) < %(most)s AND (SELECT count(*) FROM looked) > %(looked_at)s,
                'counts', {f"({counting.numbers(KNOWN.values(), self.are_open())})" if counts else "NULL::json"}
            )"""

    def are_open(self):
        """Which of those that fit are open now, where the question tells: of a service nobody may be sure behind a door that is open."""
        return f"grp < {ASK_FIRST}" if self.wishes.is_now and self.minute and not self.wishes.services else ""

    def anywhere(self):
        """The nearest whatever they offer, where nothing fits."""
        nothing_asked = _Question(Wishes(near=self.near), None, None, None)
        return nothing_asked.walk(["NOT EXISTS (SELECT 1 FROM fitting)", *nothing_asked.fits()], "%(less)s")


_NOTHING = f"""
    SELECT 0 AS grp, 0::bigint AS id, 0::float8 AS apart, '' AS name, {counting.OF_NONE}, 0::bigint AS block, 0::float8 AS rank
    WHERE false"""
_ORDER = "grp, block, rank, name, id"
_STATE = "CASE WHEN m.open @> %(minute)s::int THEN 2 WHEN m.closed @> %(minute)s::int THEN 0 ELSE 1 END"
_SPEAKS_MORE = f"NOT place.languages <@ ARRAY[{', '.join(map(repr, COMMON))}]::varchar(3)[]"
# Where nobody knows the hours, nobody knows whether it is quiet.
_QUIET = "CASE WHEN m.quiet @> %(minute)s::int THEN 2 WHEN m.open @> %(minute)s::int OR m.closed @> %(minute)s::int THEN 0 ELSE 1 END"


def _offer(n):
    return f"merchants_serviceoffer o WHERE o.merchant_id = place.id AND o.service_id = %(service{n})s"


def _corner(lng, lat):
    return f"point(%({lng})s::float8 * {SQUEEZE}, %({lat})s::float8)"


def look_at(slugs, numbers, *, day):
    """Rows as in Answer, of the places with these slugs or numbers that have a page. Of what is met nothing is told."""
    beside = ", ".join(f"place.{column}" for column in COLUMNS)
    statement = f"""
        SELECT coalesce(json_agg(json_build_array({FITS}, NULL, json_build_array({beside}), {TOLD_BESIDE}, '[]'::jsonb)), '[]')
        FROM merchants_merchant place
        WHERE place.state IN ('active', 'closed') AND (place.agreed_on IS NOT NULL OR place.charter_accepted_on IS NOT NULL)
            AND (place.slug = ANY(%(slugs)s) OR place.id = ANY(%(numbers)s::bigint[]))"""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"slugs": list(slugs), "numbers": list(numbers), "day": day})
        return cursor.fetchone()[0]
