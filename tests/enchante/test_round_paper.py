"""The list of a round on paper: a short walk along doors, or whom to call, with what to bring along."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from enchante import round_paper
from merchants import actions
from merchants.models import Verification
from tests.factories import make_merchant, make_neighbourhood, make_paper_request, make_treat
from tests.pages import words_of
from tests.queries import statements

pytestmark = [pytest.mark.django_db, pytest.mark.page, pytest.mark.usefixtures("volunteer")]
TODAY = timezone.localdate()


@pytest.fixture
def gent(gent):
    gent.lat, gent.lng = 51.05, 3.72
    gent.save()
    return gent


def make_door(name, north, east, *, chapter, **fields):
    return make_merchant(name, chapter=chapter, checked_on=None, lat=51.05 + north / 1000, lng=3.72 + east / 1000, **fields)


def begin(gent):
    return actions.begin_round(chapter=gent, due_on=TODAY + timedelta(28))[0]


def get(client, begun, **asked):
    return client.get(f"/beheer/nazicht/{begun.pk}/lijst/", {"soort": "langs", **asked})


def walks(response):
    return [[door.merchant.name for door in sheet.doors] for sheet in response.context["sheets"]]


def test_doors_stand_in_the_order_in_which_one_walks_with_the_minutes_between(client, gent):
    for name, north in [("Ver", 9), ("Dichtbij", 3), ("Halfweg", 6)]:
        make_door(name, north, 0, chapter=gent)

    page = get(client, begin(gent))

    assert walks(page) == [["Dichtbij", "Halfweg", "Ver"]]
    # Three times a third of a kilometre as the crow flies.
    assert [door.minutes for door in page.context["sheets"][0].doors] == [6, 6, 6]
    assert "Vanaf stad Gent: 3 deuren, ongeveer 18 minuten te voet, en tijd voor een babbel." in words_of(page)


def test_a_walk_begins_where_one_says(client, gent):
    make_neighbourhood("Muide", chapter=gent, slug="muide", lat=51.06, lng=3.72)
    for name, north in [("Ver", 9), ("Dichtbij", 3)]:
        make_door(name, north, 0, chapter=gent)

    page = get(client, begin(gent), van="muide")

    assert walks(page) == [["Ver", "Dichtbij"]]
    assert "Vanaf wijk Muide in Gent: 2 deuren" in words_of(page)


@pytest.mark.parametrize("typed", ["Atlantis", "\0", "%", "x" * 5000, "سلام"])
def test_a_beginning_nobody_knows_is_told_and_the_walk_begins_in_the_middle(client, gent, typed):
    make_door("De Krul", 1, 0, chapter=gent)

    page = get(client, begin(gent), van=typed)

    assert page.status_code == 200
    assert walks(page) == [["De Krul"]]
    assert ("niet, dus begint deze wandeling in Gent" in words_of(page)) == (typed != "\0")


def test_many_doors_are_cut_into_walks_that_begin_at_their_own_first_door(client, gent):
    for n in range(13):
        make_door(f"Deur {n:02}", n + 1, 0, chapter=gent)

    page = get(client, begin(gent))

    assert [len(walk) for walk in walks(page)] == [7, 6]
    assert page.context["sheets"][1].doors[0].minutes == 0
    assert "Gent, wandeling 2 van 2 Vanaf Deur 07: 6 deuren" in words_of(page)


def test_paper_that_places_wait_for_is_summed_up_to_bring_along(client, gent):
    krul, hoekje = make_door("De Krul", 1, 0, chapter=gent), make_door("’t Hoekje", 2, 0, chapter=gent)
    make_paper_request(krul)
    for place in (krul, hoekje):
        make_paper_request(place, what="leaflets")
    make_paper_request(hoekje, what="board", sent_on=TODAY)

    page = words_of(get(client, begin(gent)))

    assert "Breng mee: folders: 2, stickers: 1" in page
    assert page.count("Breng mee:") == 3


def test_the_list_of_a_round_that_ended_says_so(client, gent):
    make_door("De Krul", 1, 0, chapter=gent)
    begun = begin(gent)
    assert "De ronde loopt tot" in words_of(get(client, begun))

    actions.end_round(begun=begun)
    begun.refresh_from_db()

    page = words_of(get(client, begun))
    assert f"De ronde liep tot {date_format(TODAY, 'j F Y')}, wat je hoort telt nog mee" in page
    assert "De ronde loopt tot" not in page


def test_the_list_holds_what_a_volunteer_reads_aloud(client, gent):
    krul = make_door(
        "De Krul", 1, 0, chapter=gent, services=["water"], opening_hours="Mo-Fr 09:00-18:00", contact_name="Amir", contact_phone="0470 11"
    )
    make_treat(merchant=krul, price=250)
    krul.pauses.create(first_day=TODAY - timedelta(1), last_day=TODAY + timedelta(3))

    begun = begin(gent)
    response = get(client, begun)
    page = words_of(response)
    for there in [
        "Vraag naar: Amir 0470 11",
        "ma–vr 9:00–18:00",
        "Houdt pauze",
        "Gratis: water. Traktaties: koffie € 2,50",
    ]:
        assert there in page
    assert f'href="/beheer/nazicht/{begun.pk}/plek/{krul.pk}/?hoe=visit"' in response.text
    for box in ["alles klopt", "er is iets anders", "ze stoppen", "niemand thuis"]:
        assert box in page


def test_places_with_a_letter_are_left_in_peace_unless_asked_for(client, gent):
    make_door("De Krul", 1, 0, chapter=gent)
    make_door("’t Hoekje", 2, 0, chapter=gent, contact_email="lut@example.org")
    begun = begin(gent)

    assert walks(get(client, begun)) == [["De Krul"]]
    assert walks(get(client, begun, allen="1")) == [["De Krul", "’t Hoekje"]]


def test_whoever_answered_is_not_on_the_list(client, gent):
    krul = make_door("De Krul", 1, 0, chapter=gent)
    begun = begin(gent)
    actions.write_down_answer(question=Verification.objects.get(merchant=krul), answer="right", channel="phone")

    page = get(client, begun)

    assert walks(page) == []
    assert "Voor deze lijst blijft niemand over" in words_of(page)


def test_the_list_to_call_holds_who_has_a_number_and_says_who_has_none(client, gent):
    make_door("Met nummer", 1, 0, chapter=gent, phone="09 000 00 00")
    make_door("Zonder", 2, 0, chapter=gent)

    page = get(client, begin(gent), soort="bellen")

    assert walks(page) == [["Met nummer"]]
    assert "Van 1 plek kennen we geen telefoonnummer" in words_of(page)
    assert "te voet" not in words_of(page)


@pytest.mark.parametrize("kind", ["langs", "bellen"])
def test_a_list_costs_the_same_for_one_place_and_for_many(client, gent, kind):
    def cost():
        begun = begin(gent)
        with statements() as sent:
            get(client, begun, soort=kind)
        actions.end_round(begun=begun)
        return len(sent)

    def fill(number):
        for n in range(number):
            door = make_door(f"Deur {n}", n, 0, chapter=gent, services=["water"], phone="09")
            make_paper_request(door)
            make_treat(merchant=door)

    fill(1)
    one = cost()
    fill(6)

    assert cost() == one


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "ongeveer 1 minuut te voet"), (89, "ongeveer 89 minuten te voet"), (157, "ongeveer 2,5 uur te voet")]
)
def test_long_walks_are_told_in_hours(minutes, words):
    assert round_paper.Sheet("", [round_paper.Door(None, minutes)]).time_in_words == words
