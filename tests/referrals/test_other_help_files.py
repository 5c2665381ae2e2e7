"""A file of other help: what is shown of it, why the rest is left out, and what is said of a file that cannot be read."""

import json
from datetime import date

import pytest
from django.utils.translation import override

from merchants.importing import FileNotUnderstood
from merchants.models import Chapter
from referrals.models import OtherHelp
from referrals.other_help import reading

GENT = Chapter(name="Gent", lat=51.05, lng=3.725)
HERE = [3.72, 51.05]
OF_OVERPASS = {"generator": "overpass-turbo", "timestamp": "2026-11-01T08:30:00Z"}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def feature(tags=None, at=HERE, **more):
    return {"type": "Feature", "properties": tags or {}, "geometry": {"type": "Point", "coordinates": at}} | more


def file_of(*features, **about):
    return json.dumps({"type": "FeatureCollection", "features": features} | about).encode()


def read(*features, kind="", **about):
    return reading.read(file_of(*features, **about), chapter=GENT, kind=kind)


def why_left_out(*features, **how):
    """Of these beside a toilet, without which nothing at all could be shown."""
    return [sentence for sentence, _number, _place in read(feature({"amenity": "toilets"}, id="node/1"), *features, **how).left_out]


# What is on it


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"amenity": "toilets"}, "toilet"),
        ({"amenity": "toilets", "drinking_water": "no"}, "toilet"),
        ({"amenity": "drinking_water"}, "water"),
        ({"amenity": "fountain", "drinking_water": "yes"}, "water"),
        ({"man_made": "water_tap", "drinking_water": "yes"}, "water"),
        ({"amenity": "library"}, "library"),
        ({"amenity": "social_facility", "name": "Lokaal Dienstencentrum De Horizon"}, "centre"),
        ({"amenity": "community_centre", "name": "LDC Wibier"}, "centre"),
    ],
)
def test_a_point_of_openstreetmap_says_by_its_tags_what_it_is(tags, kind):
    assert [spot["kind"] for spot in read(feature(tags)).spots] == [kind]


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({"amenity": "cafe"}, "By its tags it is none of these four."),
        ({"amenity": "fountain"}, "By its tags it is none of these four."),
        ({"amenity": "drinking_water", "drinking_water": "no"}, "By its tags it is none of these four."),
        ({"amenity": "community_centre", "name": "Oud-leerlingen"}, "By its tags it is none of these four."),
        ({"highway": "bus_stop", "name": "Dienstencentrum"}, "By its tags it is none of these four."),
        ({"amenity": "toilets", "access": "customers"}, "It is not there for everybody."),
        ({"amenity": "toilets", "toilets:access": "private"}, "It is not there for everybody."),
    ],
)
def test_what_is_something_else_or_not_for_everybody_is_left_out(tags, why):
    assert why_left_out(feature(tags)) == [why]


def test_all_that_a_point_tells_is_read():
    tags = {
        **{"amenity": "toilets", "name": "Toilet aan de kaai", "addr:street": "Kaai", "addr:housenumber": "3", "fee": "no"},
        **{"opening_hours": "Mo-Fr 8-20", "wheelchair": "limited"},
    }

    assert read(feature(tags, id="node/12"), **OF_OVERPASS) == reading.Read(
        is_osm=True,
        made_on=date(2026, 11, 1),
        spots=[
            {
                **{"source_id": "node/12", "kind": "toilet", "name": "Toilet aan de kaai", "street": "Kaai 3"},
                **{"lat": 51.05, "lng": 3.72, "opening_hours": "Mo-Fr 08:00-20:00", "wheelchair": "limited", "fee": "free"},
            }
        ],
    )


def test_a_list_of_a_city_is_of_one_kind_and_its_columns_are_known_by_their_names():
    column = {"objectid": 7, "naam": "Bib Zuid", "straatnaam": "Zuidlaan", "huisnr": "4", "openingsuren": "ma-vr 9u-17u", "prijs": "0.50"}

    found = read(feature(column), kind="library")

    assert (found.is_osm, found.made_on) == (False, None)
    assert found.spots == [
        {
            **{"source_id": "7", "kind": "library", "name": "Bib Zuid", "street": "Zuidlaan 4", "lat": 51.05, "lng": 3.72},
            **{"opening_hours": "Mo-Fr 09:00-17:00", "wheelchair": "", "fee": ""},
        }
    ]


@pytest.mark.parametrize(
    ("told", "fee"),
    [("no", "free"), ("gratis", "free"), ("0", "free"), ("€ 0,00", "free"), ("yes", "paid"), ("0.50", "paid"), ("donation", ""), ("", "")],
)
def test_whether_a_toilet_costs_something_is_told_only_where_the_list_tells_it(told, fee):
    assert read(feature({"amenity": "toilets", "fee": told})).spots[0]["fee"] == fee


def test_hours_nobody_can_read_stay_as_they_came():
    assert read(feature({"amenity": "library", "opening_hours": "zie affiche"})).spots[0]["opening_hours"] == "zie affiche"


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"id": "node/12"}, "node/12"),
        ({"properties": {"amenity": "toilets", "@type": "way", "@id": 12}}, "way/12"),
        ({"id": "n12"}, "n12"),
        ({}, "toilet 51.05000 3.72000"),
    ],
)
def test_a_point_has_the_number_of_its_list_or_else_its_spot(more, number):
    assert read(feature({"amenity": "toilets"}, **more)).spots[0]["source_id"] == number


def test_an_osm_file_tells_the_same_as_geojson():
    tags = "".join(f'<tag k="{key}" v="{value}"/>' for key, value in {"amenity": "toilets", "fee": "no", "name": "Kaai"}.items())
    node, road = f'<node id="12" lat="51.05" lon="3.72">{tags}</node>', '<way id="3"><tag k="highway" v="footway"/></way>'
    content = f'<osm version="0.6"><meta osm_base="2026-11-01T08:30:00Z"/><node id="1" lat="51.05" lon="3.72"/>{road}{node}</osm>'

    found = reading.read(content.encode(), chapter=GENT)

    assert found == reading.Read(
        is_osm=True,
        made_on=date(2026, 11, 1),
        spots=read(feature({"amenity": "toilets", "fee": "no", "name": "Kaai"}, id="node/12")).spots,
        left_out=[["By its tags it is none of these four.", 1, "element 1"]],
    )


def test_an_area_stands_in_its_middle():
    square = {"type": "Polygon", "coordinates": [[[3.71, 51.04], [3.73, 51.04], [3.73, 51.06], [3.71, 51.06], [3.71, 51.04]]]}

    (spot,) = read(feature({"amenity": "library"}, geometry=square)).spots

    assert (spot["lat"], spot["lng"]) == (51.05, 3.72)


# What cannot be shown


def test_a_point_without_a_place_or_far_away_is_left_out_and_so_is_a_second_with_its_number():
    toilet = {"amenity": "toilets"}

    told = why_left_out(
        feature(toilet, geometry=None), feature(toilet, at=[4.35, 50.85]), feature(toilet, at=[51.05, 3.72]), feature(toilet, id="node/1")
    )

    assert told == [
        "It has no point on the map.",
        "It lies more than 15 km from Gent.",
        "latitude 3.72 and longitude 51.05 have changed places: swap them.",
        "It stands in the file twice.",
    ]


def test_the_same_reason_is_told_once_with_how_often_and_where_first():
    cafes = [feature({"amenity": "cafe"}) for _ in range(3)]

    assert read(feature({"amenity": "toilets"}), *cafes).left_out == [["By its tags it is none of these four.", 3, "feature 2"]]


def test_reasons_are_told_up_to_so_many_and_counted_beyond():
    far = [feature({"amenity": "toilets"}, at=[0, number]) for number in range(reading.MOST_TOLD + 5)]

    told = read(feature({"amenity": "toilets"}), *far).left_out

    assert (len(told), sum(number for _sentence, number, _place in told)) == (reading.MOST_TOLD, reading.MOST_TOLD + 5)


@pytest.mark.parametrize(
    ("content", "kind", "why"),
    [
        (b'<?xml version="1.0"?><osm/>', "", "Nothing in this file can be shown."),
        (b"<osm><node", "", "This is no whole .osm file (unclosed token: line 1, column 5)."),
        (b"<gpx/>", "", "This is a web page or XML of another kind, and no .osm file of OpenStreetMap."),
        (b"\x89PNG\r\n", "", "This is no GeoJSON and no .osm file. Overpass and the open data of your city can make one."),
        (b"naam;straat\n", "", "This is no GeoJSON and no .osm file. Overpass and the open data of your city can make one."),
        (b'{"elements": []}', "", "Nothing in this file can be shown."),
        (b'{"type": "Topology"}', "", "This GeoJSON file is no FeatureCollection: it has no list of features."),
        (b'{"features": [', "", "This is no whole GeoJSON file (Expecting value: line 1 column 15 (char 14))."),
        (file_of(), "", "This file does not say what is on it. Choose it below."),
        (file_of(), "toilet", "Nothing in this file can be shown."),
        (file_of(feature({"naam": "Bib"})), "", "This file does not say what is on it. Choose it below."),
        (file_of(feature({"amenity": "cafe"})), "", "Nothing in this file can be shown. By its tags it is none of these four."),
        (file_of(None, 7, {"amenity": []}), "toilet", "Nothing in this file can be shown. It has no point on the map."),
        (b'{"features": [{"geometry": {"coordinates": ' + b"[" * 100_000, "toilet", "This is no whole GeoJSON file"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(content, kind, why):
    with pytest.raises(FileNotUnderstood) as refusal:
        reading.read(content, chapter=GENT, kind=kind)

    assert why in str(refusal.value)


def test_more_than_fit_in_a_list_are_refused_together():
    many = [feature({"amenity": "toilets"}, id=f"node/{number}") for number in range(reading.MOST + 1)]

    with pytest.raises(FileNotUnderstood, match="This file holds 2001 of these, and 2000 fit in one list."):
        read(*many)


def test_odd_signs_and_long_names_fit_the_database():
    tags = {"amenity": "toilets", "name": "x\0y" + "z" * 500, "opening_hours": "\ud800" * 2000, "addr:street": "s" * 500}

    (spot,) = read(feature(tags, id="n" * 500)).spots

    assert {name: len(value) <= reading.LONGEST[name] for name, value in spot.items() if isinstance(value, str)} == {
        name: True for name, value in spot.items() if isinstance(value, str)
    }
    assert "\0" not in str(spot["name"])
    OtherHelp(**spot).clean_fields(exclude=["told_by"])
