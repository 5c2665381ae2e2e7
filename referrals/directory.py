"""What every page of the finder knows beforehand: what one can ask for, and the cities with their neighbourhoods.

It is asked together with one question more: did anything change? PostgreSQL's snapshot names the very transactions whose work can be
seen. Where it is the same as a moment ago, everything in the database is the same, and what this process remembers still holds; so
one short query answers both. Within a transaction nothing is remembered, for its own writes do not show in the snapshot.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

from merchants import planned, where


@dataclass(frozen=True)
class Choice:
    """A service, or a kind of treat, in the reader's language."""

    id: int
    slug: str
    icon: str
    name: str
    # How several are called (treats), how one asks for it (services).
    several: str = ""
    question: str = ""


@dataclass(frozen=True)
class Choices:
    services: dict[str, Choice]
    treats: dict[str, Choice]
    # What was a choice of its own before: slugs by what they became, as `dienst` and `traktatie` in an address name them.
    earlier: dict[tuple[str, str], str] = field(default_factory=dict)

    def now(self, name, slug):
        """What this slug in an address means today."""
        return self.earlier.get((name, slug), slug)

    def __hash__(self):
        # Asked for each page, which is kept by it.
        return self._hash

    @cached_property
    def _hash(self):
        return hash((*self.services.values(), *self.treats.values()))


@dataclass(frozen=True)
class Directory:
    """Rows as PostgreSQL tells them. `snapshot` is "" where they may not be remembered."""

    snapshot: str
    services: list[dict]
    treats: list[dict]
    chapters: list[dict]
    _choices: dict = field(default_factory=dict, compare=False)

    @property
    def choices(self):
        """Everything one can ask for, in the reader's language."""
        language = get_language()
        if language not in self._choices:
            self._choices[language] = Choices(
                _choices(self.services, language, several="name", question="question"),
                _choices(self.treats, language, several="plural", question="name"),
                _earlier("dienst", self.services) | _earlier("traktatie", self.treats),
            )
        return self._choices[language]

    @cached_property
    def network(self):
        """The cities and neighbourhoods as `where.hear` knows them."""
        return where.network_of(self.chapters)

    @cached_property
    def chapter_slugs(self):
        """Slugs by id, in the order of the names of the cities."""
        return {chapter["id"]: chapter["slug"] for chapter in sorted(self.chapters, key=lambda chapter: chapter["name"])}

    @cached_property
    def chapters_with_help(self):
        """Ids of the cities that show other help, not of the network."""
        return {chapter["id"] for chapter in self.chapters if chapter["has_other_help"]}

    def weathers(self, day):
        """The weather of each city, by id, where this day is cold or hot."""
        return {
            chapter["id"]: chapter["weather"]
            for chapter in self.chapters
            if chapter["weather"] and day <= parse_date(chapter["weather_until"])
        }


_TOLD = """
json_build_object(
    'services', (SELECT coalesce(json_agg(s ORDER BY position, slug), '[]') FROM merchants_service s),
    'treats', (SELECT coalesce(json_agg(t ORDER BY position, slug), '[]') FROM vouchers_treatkind t),
    'chapters', (
        SELECT coalesce(json_agg(city ORDER BY city.id), '[]')
        FROM (
            SELECT c.id, c.slug, c.name, c.lat, c.lng, c.postcodes, c.weather, c.weather_until,
                ARRAY(
                    SELECT json_build_object('name', n.name, 'lat', n.lat, 'lng', n.lng)
                    FROM merchants_neighbourhood n WHERE n.chapter_id = c.id ORDER BY n.id
                ) AS neighbourhoods,
                EXISTS (
                    SELECT FROM referrals_otherhelpshown JOIN referrals_otherhelplist USING (chapter_id) WHERE chapter_id = c.id
                ) AS has_other_help
            FROM merchants_chapter c
        ) city
    )
)
"""
_ASKED = f"SELECT snapshot, CASE WHEN snapshot <> %s THEN {_TOLD} END FROM (SELECT pg_current_snapshot()::text AS snapshot) now"  # noqa: S608


class _Memory:
    directory = Directory("", [], [], [])


def look():
    """The Directory as it is now, in one query; from memory where nothing changed since."""
    known, in_transaction = _Memory.directory, connection.in_atomic_block
    with planned.cursor() as cursor:
        cursor.execute(_ASKED, ["" if in_transaction else known.snapshot])
        snapshot, told = cursor.fetchone()
    if told is None:
        return known
    fresh = Directory("" if in_transaction else snapshot, **told)
    if not in_transaction:
        _Memory.directory = fresh
    return fresh


def _choices(rows, language, *, several, question):
    return {
        row["slug"]: Choice(
            row["id"],
            row["slug"],
            row["icon"],
            _in(language, row, "name"),
            _in(language, row, several),
            _in(language, row, question),
        )
        for row in rows
        if not row["merged_into_id"]
    }


def _earlier(name, rows):
    slugs = {row["id"]: row["slug"] for row in rows}
    return {(name, row["slug"]): slugs[row["merged_into_id"]] for row in rows if row["merged_into_id"]}


def _in(language, row, name):
    return next(filter(None, (row.get(f"{name}_{code}") for code in resolution_order(language))), row[name])
