import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from merchants import shaping
from merchants.models import Chapter
from merchants.shapes import ShapeNotUnderstood


class Command(BaseCommand):
    help = (
        "Give the map of a city its shapes. With a GeoJSON file of neighbourhoods these are made or get their shape, and the city gets "
        "that of all together; without a file the city gets the shape of its cantons. Safe to repeat."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?")
        parser.add_argument("--chapter", required=True, metavar="SLUG", help="the city")
        parser.add_argument("--name-field", default="name", metavar="NAME", help="the property with the name of a neighbourhood")

    def handle(self, *, file, chapter, name_field, **options):
        city = Chapter.objects.filter(slug=chapter).first()
        if not city:
            there_are = ", ".join(Chapter.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(_("There is no city “%(slug)s”. There are: %(there_are)s.") % {"slug": chapter, "there_are": there_are})
        try:
            self.stdout.write(self._shape(city, file, name_field))
        except ShapeNotUnderstood as error:
            raise CommandError(error) from error

    def _shape(self, city, file, name_field):
        if not file:
            shaping.shape_from_cantons(city)
            return f"{city.name} has the shape of its cantons"
        new, known = shaping.shape_neighbourhoods(chapter=city, features=_features(file), name_field=name_field)
        return f"shaped neighbourhoods of {city.name}: {new} new, {known} known; the city has their shape"


def _features(file):
    try:
        collection = json.loads(Path(file).read_bytes())
        features = collection["features"]
        if all(isinstance(feature["properties"], dict) and "geometry" in feature for feature in features):
            return features
    except OSError as error:
        raise CommandError(_("We cannot read “%(file)s”: %(why)s.") % {"file": file, "why": error.strerror}) from error
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise CommandError(_("“%(file)s” is no GeoJSON: we look for “features”, each with “properties” and a “geometry”.") % {"file": file})
