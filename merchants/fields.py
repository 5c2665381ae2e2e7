"""Column types Django does not bring: a point to sort by nearness, a set of minutes to ask "open then?", and a website."""

from datetime import date

from django.db import models
from django.db.models import BooleanField, F, FloatField, Func, IntegerField, Lookup, Value
from psycopg.types.multirange import Int4Multirange
from psycopg.types.range import Int4Range

from merchants import hours

# One degree of longitude in Belgium is this much of a degree of latitude: cos(51°).
SQUEEZE = 0.6293


EPOCH = date(1970, 1, 1)


class PointField(models.Field):
    """PostgreSQL's own `point`. Written by the database from `lng` and `lat`; never read in Python."""

    def db_type(self, connection):
        return "point"


def point(lng, lat):
    """An SQL point on a map squeezed so that straight lines compare fairly. Takes numbers or column expressions."""
    lng = lng if hasattr(lng, "resolve_expression") else Value(lng, output_field=FloatField())
    lat = lat if hasattr(lat, "resolve_expression") else Value(lat, output_field=FloatField())
    return Func(lng * Value(SQUEEZE), lat, function="point", output_field=PointField())


def point_column():
    """The generated column that the GiST index stands on."""
    return models.GeneratedField(expression=point(F("lng"), F("lat")), output_field=PointField(), db_persist=True)


class Apart(Func):
    """`a <-> b`: how far two points lie apart, in squeezed degrees; a GiST index sorts by it."""

    template = "%(expressions)s"
    arg_joiner = " <-> "
    output_field = FloatField()


class WebsiteField(models.URLField):
    """The address of a website; whoever types "krook.gent" means https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class Within(Func):
    """`point <@ box`: whether a point lies in the rectangle with these corners; a GiST index finds them."""

    template = "(%(expressions)s)"
    arg_joiner = " <@ "
    output_field = BooleanField()

    def __init__(self, expression, west, south, east, north):
        super().__init__(expression, Func(point(west, south), point(east, north), function="box", output_field=PointField()))


def local_minute(moment):
    """Which minute of a set of minutes this moment is: minutes on the clock since 1970."""
    return hours.minute_of(moment, EPOCH)


class MinutesField(models.Field):
    """A set of minutes (`int4multirange`): half-open stretches of local minutes since 1970. In Python a list of (start, end)."""

    def db_type(self, connection):
        return "int4multirange"

    def from_db_value(self, value, expression, connection):
        return None if value is None else [(stretch.lower, stretch.upper) for stretch in value]

    def get_prep_value(self, value):
        return None if value is None else Int4Multirange([Int4Range(start, end) for start, end in value])


@MinutesField.register_lookup
class HasMinute(Lookup):
    """`filter(open__has_minute=29_876_543)`"""

    lookup_name = "has_minute"

    def get_prep_lookup(self):
        return IntegerField().get_prep_value(self.rhs)

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        return f"{left} @> %s::int", [*left_params, self.rhs]
