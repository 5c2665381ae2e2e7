"""OpenStreetMap's own files: where each thing on them stands, and what is said of a file that is none, or means harm."""

import json

import pytest
from django.utils.translation import override

from merchants.importing import FileNotUnderstood, elements, maps

CORNERS = '<node id="1" lat="51.04" lon="3.71"/><node id="2" lat="51.06" lon="3.73"/>'
LIBRARY = '<tag k="amenity" v="library"/><tag k="name" v="De Krook"/>'
TAGS = {"amenity": "library", "name": "De Krook"}


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def xml(*told, about='version="0.6"'):
    return f'<?xml version="1.0" encoding="UTF-8"?><osm {about}>{"".join(told)}</osm>'.encode()


def overpass(*told, **about):
    return json.dumps({"version": 0.6, "elements": told} | about).encode()


def records(content):
    return [record for _number, record in maps.read(content).records]


def spots(content):
    return [(each["@id"], each["lat"], each["lng"]) for each in records(content)]


def why_not(content):
    with pytest.raises(FileNotUnderstood) as refusal:
        maps.read(content)
    return str(refusal.value)


# Where it stands


@pytest.mark.parametrize(
    ("told", "named"),
    [
        (f'<node id="7" lat="51.05" lon="3.72">{LIBRARY}</node>', "node/7"),
        (f'<way id="7"><center lat="51.05" lon="3.72"/><nd ref="1"/>{LIBRARY}</way>', "way/7"),
        (f'<relation id="7"><center lat="51.05" lon="3.72"/><member type="way" ref="9"/>{LIBRARY}</relation>', "relation/7"),
        (f'<way id="7"><bounds minlat="51.04" minlon="3.71" maxlat="51.06" maxlon="3.73"/>{LIBRARY}</way>', "way/7"),
        (f'{CORNERS}<way id="7"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/>{LIBRARY}</way>', "way/7"),
        (f'<way id="7"><nd ref="1"/><nd ref="2"/>{LIBRARY}</way>{CORNERS}', "way/7"),
        (f'<way id="7"><nd lat="51.04" lon="3.71"/><nd lat="51.06" lon="3.73"/>{LIBRARY}</way>', "way/7"),
        (
            f'{CORNERS}<way id="8"><nd ref="1"/><nd ref="2"/></way><relation id="7"><member type="way" ref="8"/>{LIBRARY}</relation>',
            "relation/7",
        ),
    ],
    ids=["node", "centre of a way", "centre of a relation", "bounds", "its points", "points after it", "points within it", "its ways"],
)
def test_a_thing_on_an_osm_file_stands_where_it_says_or_in_the_middle_of_its_parts(told, named):
    assert records(xml(told)) == [TAGS | {"@id": named, "lat": "51.05", "lng": "3.72"}]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ([{"type": "node", "id": 7, "lat": 51.05, "lon": 3.72, "tags": TAGS}], "node/7"),
        ([{"type": "way", "id": 7, "center": {"lat": 51.05, "lon": 3.72}, "nodes": [1], "tags": TAGS}], "way/7"),
        (
            [
                {"type": "way", "id": 7, "nodes": [1, 2], "tags": TAGS},
                {"type": "node", "id": 1, "lat": 51.04, "lon": 3.71},
                {"type": "node", "id": 2, "lat": 51.06, "lon": 3.73},
            ],
            "way/7",
        ),
        ([{"type": "way", "id": 7, "geometry": [{"lat": 51.04, "lon": 3.71}, None, {"lat": 51.06, "lon": 3.73}], "tags": TAGS}], "way/7"),
    ],
    ids=["node", "centre", "its points", "points within it"],
)
def test_overpass_says_the_same_in_json(told, named):
    assert records(overpass(*told)) == [TAGS | {"@id": named, "lat": "51.05", "lng": "3.72"}]


def test_what_is_nowhere_in_the_file_has_no_spot():
    assert spots(xml(f'<way id="7"><nd ref="1"/>{LIBRARY}</way>', f'<node id="8" lat="x" lon="nan">{LIBRARY}</node>')) == [
        ("way/7", "", ""),
        ("node/8", "", ""),
    ]


def test_what_josm_took_away_is_gone_and_what_is_not_sent_yet_has_no_number():
    gone = f'<node id="7" action="delete" lat="51.05" lon="3.72">{LIBRARY}</node><node id="8" visible="false">{LIBRARY}</node>'

    assert spots(xml(gone, f'<node id="-9" lat="51.05" lon="3.72">{LIBRARY}</node>')) == [("", "51.05", "3.72")]


@pytest.mark.parametrize(
    "content",
    [
        xml('<meta osm_base="2026-11-01T08:30:00Z"/>', CORNERS),
        xml(about='timestamp="2026-11-01T08:30:00Z"'),
        overpass(osm3s={"timestamp_osm_base": "2026-11-01T08:30:00Z"}),
    ],
    ids=["overpass", "osmium", "json"],
)
def test_a_file_says_whose_it_is_and_how_old(content):
    table = maps.read(content)

    assert "OpenStreetMap" in table.about and "2026-11-01T08:30:00Z" in table.about
    assert (table.records, table.columns) == ([], [])


# What is no such file


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY a "b">]><osm>&a;</osm>', "This is a web page or XML of another kind"),
        (b'<!DOCTYPE osm SYSTEM "file:///etc/passwd"><osm/>', "This is a web page or XML of another kind"),
        (b"<!DOCTYPE html><html><p>Error", "This is a web page or XML of another kind"),
        (b"<kml><osm/></kml>", "This is a web page or XML of another kind"),
        (b"<osm><node id='1'>", "This is no whole .osm file (no element found"),
        (b"<osm>&a;</osm>", "This is no whole .osm file (undefined entity"),
        (b'<?xml version="1.0" encoding="rot13"?><osm/>', "This is no whole .osm file"),
        (b"<osm>\xff</osm>", "This is no whole .osm file (not well-formed (invalid token)"),
        (xml("<remark> runtime error: Query timed out </remark>"), "Overpass stopped before it was done"),
        (overpass(remark="runtime error: Query timed out"), "Overpass stopped before it was done"),
        (b"naam;straat\n", "This is no GeoJSON and no .osm file."),
        (b"", "This is no GeoJSON and no .osm file."),
    ],
)
def test_what_is_no_whole_osm_file_says_so_in_a_sentence(content, why):
    assert why_not(content).startswith(why)


def test_more_elements_than_are_read_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(elements, "MOST", 2)

    assert len(records(xml(f'<node id="1">{LIBRARY}</node>' * 2))) == 2
    for content in [xml('<node id="1"/>' * 3), overpass({}, {}, {})]:
        assert why_not(content) == "There is more in this file than we can read at once. Split it, please."


def test_a_deep_file_is_read_all_the_same():
    assert records(xml("<note>" * 50_000 + "</note>" * 50_000)) == []


@pytest.mark.parametrize("odd", [None, 7, "x", [], [[]], {}, {"a": []}, True, [{"type": [], "ref": {}}], -1e999])
def test_odd_values_of_json_are_no_slip_of_ours(odd):
    names = ["type", "id", "lat", "lon", "tags", "nodes", "members", "geometry", "center", "bounds", "visible", "action"]
    one = {"type": "way", "id": 1, "tags": TAGS}
    told = [odd, *({**one, name: odd} for name in names), {"type": "node", "id": 2, "tags": {"name": odd}}]

    for each in records(overpass(*told)):
        assert {"@id", "lat", "lng"} <= each.keys() and all(isinstance(text, str) for text in each.values())
