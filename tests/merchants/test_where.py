"""From what people type to a point: neighbourhoods and cities of the network first, then the rest of Belgium."""

import pytest
from django.core.management import call_command
from django.utils import translation

from merchants import where
from merchants.models import Merchant, PlaceName
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_place_name
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def belgium():
    """A small part of the country, and two cities of the network."""
    gent = make_chapter(postcodes=["9000", "9050"])
    make_chapter("brussel", lat=50.85, lng=4.35)
    make_neighbourhood("Brugse Poort - Rooigem", chapter=gent, lat=51.06, lng=3.69)
    make_neighbourhood("Sint-Amandsberg", chapter=gent, slug="sint-amandsberg")
    make_neighbourhood("Centrum", chapter=gent, slug="centrum")
    make_place_name("Gent", kind="postcode", typed="9000", postcode="9000", lat=51.05, lng=3.71)
    make_place_name("Antwerpen", kind="postcode", typed="2000", postcode="2000")
    for spelling in ("Gent", "Gand", "Ghent", "جنت"):
        make_place_name("Gent", typed=spelling, postcode="9000")
    for spelling in ("Antwerpen", "Anvers", "Antwerp"):
        make_place_name("Antwerpen", typed=spelling, postcode="2000")
    make_place_name("Sint-Niklaas", postcode="9100")
    make_place_name("'s-Gravenvoeren (Voeren)", kind="part", typed="'s-Gravenvoeren", postcode="3790")
    make_place_name("Brussel / Bruxelles", typed="Bruxelles", postcode="1000")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brugse Poort", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("rooigem", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("  BRUGSE   poort, Gent", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("Brugse Poort, 9000 Gent", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("Rooi", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("poort", "neighbourhood Brugse Poort - Rooigem in Gent"),
        ("St. Amandsberg", "neighbourhood Sint-Amandsberg in Gent"),
        ("Centrum", "neighbourhood Centrum in Gent"),
        ("Gent", "city Gent"),
        ("gand", "city Gent"),
        ("جنت", "city Gent"),
        ("Bruxelles", "city Brussel"),
        ("Kerkstraat 3 Gent", "city Gent"),
        ("9000", "postcode 9000 Gent"),
        ("Kerkstraat 3, 9000 Gent", "postcode 9000 Gent"),
        ("Kerkstraat 2000, B-9000 Gent", "postcode 9000 Gent"),
        ("2000 centrum", "postcode 2000 Antwerpen"),
        ("9999 Gent", "city Gent"),
        ("Anvers", "municipality Antwerpen"),
        ("antw", "municipality Antwerpen"),
        ("Antwerpen centrum", "municipality Antwerpen"),
        ("St-Niklaas", "municipality Sint-Niklaas"),
        ("SAINT NIKLAAS", "municipality Sint-Niklaas"),
        ("’s Gravenvoeren", "'s-Gravenvoeren (Voeren)"),
    ],
)
def test_find_says_what_it_understood(belgium, text, words):
    with translation.override("en"):
        assert where.hear(text).where.words == words


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "9999", "0", "'; --", "مقهى", "😀", "\x00", "\ud800", "a" * 10_000, "9" * 10_000])
def test_find_answers_none_to_what_it_does_not_know(belgium, text):
    assert where.hear(text).where is None


def test_find_takes_the_centre_of_three_places_that_share_a_postcode(belgium):
    for lat in (51.01, 51.02, 51.06):
        make_merchant(postcode="9000", lat=lat, lng=3.70)
    make_merchant(postcode="9000", state=Merchant.State.SUGGESTED, lat=50.0, lng=5.0)

    found = where.hear("9000").where

    assert (found.lat, found.lng) == pytest.approx((51.03, 3.70))


def test_find_takes_the_table_for_a_postcode_with_two_places(belgium):
    for _ in range(2):
        make_merchant(postcode="9000", lat=51.01, lng=3.70)

    assert (where.hear("9000").where.lat, where.hear("9000").where.lng) == (51.05, 3.71)


@pytest.mark.parametrize("text", ["Brugse Poort", "9000", "xyzzy"])
def test_find_asks_little_of_the_database(belgium, django_assert_num_queries, text):
    with django_assert_num_queries(2):
        where.hear(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brugse Port", ["neighbourhood Brugse Poort - Rooigem in Gent"]),
        ("Gennt", ["city Gent"]),
        ("Antwerpn", ["municipality Antwerpen"]),
        ("9001", ["postcode 9000 Gent"]),
        ("xyzzy", []),
        ("\x00😀", []),
    ],
)
def test_suggest_offers_what_is_most_like_it(belgium, text, words):
    with translation.override("en"):
        assert [suggestion.words for suggestion in where.hear(text).suggestions] == words


@pytest.mark.parametrize(
    ("postcode", "town", "point"),
    [
        ("9000", "Gent", (51.05, 3.71)),
        ("9050", "Gentbrugge", (51.03, 3.76)),
        ("", "Antwerpen", (51.3, 4.7)),
        ("9999", "Nergens", None),
        ("", "", None),
    ],
)
def test_locality_of_an_address(belgium, postcode, town, point):
    make_place_name("Gentbrugge (Gent)", kind="part", typed="Gentbrugge", postcode="9050", lat=51.03, lng=3.76)

    assert where.locality_of(postcode, town) == point


@pytest.mark.slow
def test_load_place_names_knows_all_of_belgium_and_says_so_once(capsys):
    call_command("load_place_names")
    call_command("load_place_names")

    first, second = capsys.readouterr().out.splitlines()
    rows = PlaceName.objects.count()
    assert PlaceName.objects.filter(kind="postcode").count() > 1100
    assert first == f"place names: added {rows}, removed 0, unchanged 0"
    assert second == f"place names: added 0, removed 0, unchanged {rows}"
    for text, name, point in [
        ("Malle", "Malle", (51.30, 4.69)),
        ("Voeren", "Voeren", (50.75, 5.78)),
        ("Puurs", "Puurs (Puurs-Sint-Amands)", (51.07, 4.29)),
        ("Roulers", "Roeselare", (50.95, 3.12)),
        ("Saint-Nicolas", "Saint-Nicolas", (50.63, 5.53)),
        ("Halle", "Halle", (50.73, 4.23)),
        ("9050", "9050 Gentbrugge (Gent)", (51.04, 3.77)),
        ("1020", "1020 Laken (Brussel / Bruxelles)", (50.88, 4.36)),
    ]:
        found = where.hear(text).where
        assert (found.name, found.lat, found.lng) == (name, pytest.approx(point[0], abs=0.03), pytest.approx(point[1], abs=0.05))


def test_several_texts_are_heard_in_one_query_each_as_if_alone(belgium):
    texts = ["Gnet", "", "9000", "Kerkstraat 3 Gent", "xyzzy"]
    alone = [where.hear(text) for text in texts]
    network = where.network_of(where.cities())

    with statements() as sent:
        together = where.hear_each(texts, network)

    assert together == alone
    assert alone[0].suggestions
    assert len(sent) == 1
