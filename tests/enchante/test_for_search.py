"""What search engines are told."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from enchante import for_search
from tests.factories import make_merchant

pytestmark = pytest.mark.django_db
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://enchante.example"


@pytest.fixture
def entries(client):
    """{address: {language: address}} of a section."""

    def read(section, query=""):
        tree = ElementTree.fromstring(client.get(f"/sitemap-{section}.xml{query}").content)  # noqa: S314 - our own
        return {
            entry.find("s:loc", NAMES).text: {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", NAMES)}
            for entry in tree.findall("s:url", NAMES)
        }

    return read


def test_each_place_that_takes_part_is_told_in_each_language(entries):
    make_merchant(slug="krook")
    make_merchant(slug="dicht", state="closed")
    make_merchant(slug="weg", state="left")

    told = entries("places")

    addresses = {code: f"https://enchante.example{prefix}/plek/krook/" for code, prefix in (("nl", ""), ("fr", "/fr"), ("en", "/en"))}
    assert {code: told[addresses["nl"]][code] for code in addresses} == addresses
    assert told[addresses["nl"]]["x-default"] == addresses["nl"]
    assert set(addresses.values()) <= told.keys()
    assert not [address for address in told if "krook" not in address]


def test_every_address_that_is_told_is_a_page_that_calls_itself_so(client, entries):
    make_merchant(slug="krook")
    told = [others["nl"] for section in for_search.SITEMAPS for address, others in entries(section).items() if address == others["nl"]]

    assert len(told) == len(for_search.PAGES) + 2
    for address in told:
        page = client.get(address.removeprefix("https://enchante.example"))
        assert page.status_code == 200, address
        assert f'<link rel="canonical" href="{address}">' in page.content.decode()


def test_a_page_is_told_only_in_the_languages_it_has(entries):
    told = entries("pages")

    assert {"nl", "fr", "en", "ar", "x-default"} <= told["https://enchante.example/plekken/"].keys()
    assert told["https://enchante.example/charter/"].keys() == {"nl", "fr", "en", "x-default"}
    assert "https://enchante.example/ar/charter/" not in told


def test_a_question_does_not_make_another_page_of_it(client):
    page = client.get("/fr/plekken/?dienst=toilet&open=nu").content.decode()

    assert '<link rel="canonical" href="https://enchante.example/fr/plekken/">' in page


def test_the_index_names_each_section_and_each_page_of_it(client, monkeypatch):
    monkeypatch.setattr(for_search.Places, "limit", 3)
    make_merchant()
    make_merchant()

    told = client.get("/sitemap.xml").content.decode()

    assert "/sitemap-pages.xml" in told
    assert "/sitemap-cities.xml" in told
    assert "/sitemap-places.xml?p=2" in told


@pytest.mark.parametrize("address", ["/sitemap-nothing.xml", "/sitemap-places.xml?p=99", "/sitemap-places.xml?p=x"])
def test_a_section_that_is_not_there_is_not_there(client, address):
    assert client.get(address).status_code == 404


def test_robots_are_told_where_the_list_is_and_where_there_is_nothing_to_find(client):
    text = client.get("/robots.txt").content.decode()
    robots = RobotFileParser()
    robots.parse(text.splitlines())

    assert robots.site_maps() == ["https://enchante.example/sitemap.xml"]
    for wanted in ["/", "/plek/krook/", "/plek/de-toog/", "/fr/plek/mijn-huis/", "/open/hsds/services"]:
        assert robots.can_fetch("any", wanted)
    for unwanted in ["/beheer/", "/fr/mijn-plek/", "/en/accounts/login/", "/toog/geheim/"]:
        assert not robots.can_fetch("any", unwanted)


def test_a_list_of_places_asks_equally_often_for_one_and_for_many(client, django_assert_num_queries):
    make_merchant()
    with django_assert_num_queries(1):
        client.get("/sitemap-places.xml")

    for _number in range(5):
        make_merchant()
    with django_assert_num_queries(1):
        client.get("/sitemap-places.xml")
