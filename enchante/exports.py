"""What a team takes along of its city: places, boards and figures, as tables and as GeoJSON.

Places come under the names of columns that the importer reads, with a number of our own, so that the same file comes in again and
changes nothing. Of one place it tells what hangs there now, never what was handed out.
"""

import csv
import json
from collections import defaultdict
from decimal import Decimal
from io import StringIO

from django.conf import settings
from django.utils.translation import gettext as _

from enchante import figures
from enchante.figures_page import ENDS, WORDS
from enchante.sheets import Euro, guarded
from merchants import osm_tags
from merchants.importing.rows import OURS
from merchants.models import Merchant, ServiceOffer
from vouchers.models import Treat

MOST = 10_000
# Under these names the importer reads them.
COLUMNS = "name street postcode town kind description opening_hours wheelchair website phone".split()
CONTACT = "contact_name contact_email contact_phone remark".split()
# Only to be read: the importer leaves them alone.
BESIDE = "state quiet_hours is_heated is_cool note_for_referrers checked_on checked_by agreed_on source source_licence".split()


class TooMany(Exception):
    """There are more places than fit in one file."""


def places_of(chapter):
    """Every place of this city but those that left. Raises TooMany."""
    places = chapter.merchants.exclude(state=Merchant.State.LEFT).select_related("neighbourhood").order_by("name", "pk")
    if places.count() > MOST:
        raise TooMany
    return list(places)


def place_rows(chapter, *, with_contact):
    """The rows of a table, the names of columns first. Four queries."""
    places, services = places_of(chapter), _services_of(chapter)
    columns = [*COLUMNS, *(CONTACT if with_contact else [])]
    yield ["id", *columns, "languages", "services", "lat", "lng", "neighbourhood", *BESIDE, "url"]
    for place in places:
        yield [
            *[OURS + place.slug, *(getattr(place, name) for name in columns), ", ".join(place.languages)],
            *[", ".join(service.slug for service in services[place.pk]), *_spot(place), str(place.neighbourhood or "")],
            *[*(getattr(place, name) for name in BESIDE), settings.SITE_URL + place.get_absolute_url()],
        ]


def board_rows(chapter):
    """Which treats one can give, and what hangs today, place by place. Two queries."""
    yield [_("place"), _("street"), _("postcode"), _("treat"), _("waiting"), _("price"), _("can be given now")]
    for treat in _boards(chapter):
        place = treat.merchant
        yield [place.name, place.street, place.postcode, treat.name, treat.waiting, Euro(treat.price), _yes_or_no(treat.is_offered)]


def figure_rows(chapter, today):
    """What everybody may read at /cijfers/, by the same rule: whole months, never of a few. Four queries."""
    yield [_("what"), _("from the month"), _("up to and including"), _("how many")]
    city = figures.city(today, chapter)
    for name, told in (city.series | city.ends).items():
        for each in told:
            yield [str((WORDS | ENDS)[name][0]), f"{each.first:%Y-%m}", f"{each.last:%Y-%m}", each.number]


def place_features(chapter, *, with_contact):
    """The same of places as GeoJSON, and what OpenStreetMap calls their services."""
    services = _services_of(chapter)
    names, *rows = place_rows(chapter, with_contact=with_contact)
    by_slug = {place.slug: place for place in places_of(chapter)}
    for row in rows:
        told = dict(zip(names, row, strict=True))
        place = by_slug[told["id"].removeprefix(OURS)]
        tags = {key: "yes" for service in services[place.pk] for key in osm_tags.read(service.osm_tag)}
        yield _feature(place, told.pop("id"), told | {"osm": tags})


def board_features(chapter):
    boards = defaultdict(list)
    for treat in _boards(chapter):
        boards[treat.merchant].append(treat)
    for place, treats in boards.items():
        told = [
            {"treat": treat.kind.slug, "waiting": treat.waiting, "price": treat.price / 100, "offered": treat.is_offered}
            for treat in treats
        ]
        yield _feature(place, OURS + place.slug, {"name": place.name, "url": settings.SITE_URL + place.get_absolute_url(), "board": told})


def as_csv(rows):
    """UTF-8 with a mark, semicolons and decimal commas, as spreadsheets here open it; what could be read as a formula gets a quote."""
    file = StringIO()
    csv.writer(file, delimiter=";").writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def as_geojson(features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False, default=str).encode()


def _cell(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Euro):
        return f"{Decimal(value) / 100:.2f}".replace(".", ",")
    if isinstance(value, int | float):
        return str(value).replace(".", ",")
    return guarded(str("" if value is None else value))


def _feature(place, number, properties):
    lat, lng = _spot(place)
    point = {"type": "Point", "coordinates": [lng, lat]}
    return {"type": "Feature", "id": number, "geometry": point, "properties": properties}


def _spot(place):
    """(lat, lng) to ten centimetres."""
    return round(place.lat, 6), round(place.lng, 6)


def _services_of(chapter):
    services = defaultdict(list)
    for offer in ServiceOffer.objects.filter(merchant__chapter=chapter).select_related("service").order_by("service__slug"):
        services[offer.merchant_id].append(offer.service)
    return services


def _boards(chapter):
    listed = Merchant.objects.listed().filter(chapter=chapter)
    if listed.count() > MOST:
        raise TooMany
    treats = Treat.objects.on_the_board().filter(merchant__in=listed).select_related("merchant", "kind")
    return treats.order_by("merchant__name", "merchant", "kind__position", "kind__slug")


def _yes_or_no(value):
    return _("yes") if value else _("no")
