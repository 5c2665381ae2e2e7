"""What people write in their own words, and which question it becomes."""

import pytest

from merchants.catalogue import load_services
from referrals import directory
from referrals.understanding import understand
from tests.factories import make_chapter, make_kind, make_neighbourhood, make_service
from tests.queries import statements
from vouchers.catalogue import load_treat_kinds

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    load_services()
    load_treat_kinds()
    make_neighbourhood("Ledeberg", chapter=make_chapter("gent", name="Gent"))


def read(text, **more):
    """As one reads it: "dienst=opladen traktatie=iets", and what is left."""
    understood = understand(text, directory.look(), **more)
    return " ".join(f"{name}={value}" for name, value in understood.pairs), " ".join(understood.left)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("gsm opladen en iets warms", "dienst=opladen traktatie=iets"),
        ("recharger son gsm et quelque chose de chaud", "dienst=opladen traktatie=iets"),
        ("charge my phone and something warm", "dienst=opladen traktatie=iets"),
        ("toilet, water", "dienst=toilet dienst=water"),
        ("WC!", "dienst=toilet"),
        ("Café suspendu", "traktatie=koffie"),
        ("twee koffies", "traktatie=koffie"),
        ("tassen bewaren", "dienst=bagage"),
        ("luiers verversen", "dienst=verzorging"),
        ("eten opwarmen", "dienst=microgolf"),
        ("warm eten", "traktatie=maaltijd"),
        ("warme soep en een praatje", "traktatie=soep dienst=babbel"),
        ("réchauffer un biberon", "dienst=opwarmen dienst=babyvoeding"),
        ("se reposer au calme", "dienst=zitten rustig=1"),
        ("rolstoeltoegankelijk, iemand die arabisch spreekt", "rolstoel=1 taal=ar"),
        ("s'asseoir maintenant", "dienst=zitten open=nu"),
        ("kofie", "traktatie=koffie"),
        ("haar knippen", "dienst=haar"),
        ("een kapper voor haar", "traktatie=knipbeurt"),
        ("wi-fi", "dienst=wifi"),
    ],
)
def test_everyday_words_are_understood(network, text, meant):
    assert read(text)[0] == meant


@pytest.mark.parametrize(
    ("text", "meant", "left"),
    [
        ("douche voor kind", "", "douche kind"),
        ("water en een Paard", "dienst=water", "Paard"),
        ("", "", ""),
        ("   ", "", ""),
        ("en of de", "", ""),
        ("0470 12 34 56", "", "0470 12 34 56"),
        ("\0\ud800😀", "", ""),
        ("<script>", "", "<script>"),
    ],
)
def test_what_is_not_understood_is_left_as_it_was_typed(network, text, meant, left):
    assert read(text) == (meant, left)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("koffie in Ledeberg", "bij=Ledeberg traktatie=koffie"),
        ("un café près de Ledeberg", "bij=Ledeberg traktatie=koffie"),
        ("toilet bij 9050 Ledeberg", "bij=9050 Ledeberg dienst=toilet"),
        ("water in de buurt", "dienst=water"),
        ("in stilte", "rustig=1"),
        ("coffee in Ledeberg, Gent", "bij=Ledeberg Gent traktatie=koffie"),
    ],
)
def test_a_place_named_at_the_end_is_heard(network, text, meant):
    assert read(text)[0] == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("toilet voor iemand in een rolstoel", "dienst=toilet rolstoel=1"),
        ("toilettes pour quelqu’un en chaise roulante", "dienst=toilet rolstoel=1"),
        ("a coffee for somebody who needs calm", "traktatie=koffie rustig=1"),
        ("mijn cliënt zoekt soep", "traktatie=soep"),
        ("slapen vannacht", "traktatie=overnachting"),
    ],
)
def test_for_whom_it_is_is_passed_over(network, text, meant):
    assert read(text) == (meant, "")


def test_a_place_is_not_looked_for_where_another_field_names_one(network):
    assert read("koffie in Ledeberg", also_where=False) == ("traktatie=koffie", "Ledeberg")


def test_what_a_city_added_is_understood_by_its_own_names_in_every_language(network):
    make_service("douche", name="douche", name_nl="douche", name_fr="prendre une douche", name_en="shower")
    make_kind("taart", name="taart", name_nl="taart", name_fr="tarte", plural="taarten", plural_nl="taarten")

    assert read("douche voor kind") == ("dienst=douche", "kind")
    assert read("showers et tarte")[0] == "dienst=douche traktatie=taart"


def test_what_the_network_does_not_have_is_not_promised():
    make_service("water")

    assert read("water en soep") == ("dienst=water", "soep")


def test_it_costs_one_question_at_most(network):
    known = directory.look()

    with statements() as sent:
        understand("koffie in Ledeberg", known)
    assert len(sent) == 1


def test_a_very_long_text_is_read_as_far_as_it_goes(network):
    assert read("koffie " * 10_000) == ("traktatie=koffie", "ko")
