"""The calendar of a city: what everybody reads, asks for and prints; and the way to it from a city and a place."""

from datetime import UTC, datetime, timedelta

import pytest

from encounters.models import Activity
from tests.factories import make_activity, make_chapter, make_merchant, make_neighbourhood, make_threshold
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/agenda/gent/"
THURSDAY = datetime(2026, 12, 3, 13, tzinfo=UTC)


def words(client, address=HERE):
    response = client.get(address)
    assert response.status_code == 200
    return words_of(response)


@pytest.fixture
def soup(gent, krook, tuesday):
    fields = {"about": "Een grote pot.", "languages": ["nl", "ar"], "hosts": "Fatma", "wheelchair": "yes", "is_quiet": True}
    return make_activity("Samen soep", chapter=gent, slug="samen-soep", merchant=krook, begins_at=THURSDAY, **fields)


# The list


def test_what_comes_stands_day_by_day_with_where_and_how(client, gent, soup):
    make_activity("Wandeling", chapter=gent, kind="walk", begins_at=THURSDAY + timedelta(1), elsewhere="Buurthuis")

    told = words(client)

    assert "Donderdag 3 december 14:00–16:00 Samen soep Maaltijd · De Krook · vlot met een rolstoel · het is er rustig" in told
    assert "Vrijdag 4 december 14:00–16:00 Wandeling Wandeling langs warme plekken · Buurthuis" in told


def test_what_is_over_a_draft_or_of_another_city_does_not_stand_there(client, gent, tuesday):
    make_activity("Voorbij", chapter=gent, begins_at=THURSDAY - timedelta(7))
    make_activity("Ontwerp", chapter=gent, begins_at=THURSDAY, state="draft")
    make_activity("Brussels", chapter=make_chapter("brussel"), begins_at=THURSDAY)

    told = words(client)

    assert "Er is nog niets gepland" in told
    assert not {"Voorbij", "Ontwerp", "Brussels"} & set(told.split())


def test_what_was_cancelled_stays_there_and_says_why(client, gent, tuesday):
    make_activity("Wandeling", chapter=gent, slug="wandeling", begins_at=THURSDAY, cancelled_on=THURSDAY.date(), why_cancelled="Regen.")

    assert "Wandeling Deze gaat niet door. Regen." in words(client)
    assert "Deze gaat niet door Regen." in words(client, f"{HERE}wandeling/")
    assert "gaat niet door" in words(client, f"{HERE}maand/2026-12/")


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("", {"Soep", "Wandeling", "Kring"}),
        ("soort=meal", {"Soep"}),
        ("taal=ar", {"Soep", "Kring"}),
        ("rolstoel=1", {"Wandeling"}),
        ("maand=2027-01", {"Kring"}),
        ("buurt=muide", {"Wandeling"}),
        ("taal=ar&soort=circle", {"Kring"}),
        # What there is not is left out, and the page says so.
        ("soort=feest&taal=zz", {"Soep", "Wandeling", "Kring"}),
    ],
)
def test_one_asks_for_what_there_is(client, gent, tuesday, question, found):
    muide = make_merchant(chapter=gent, neighbourhood=make_neighbourhood("Muide", slug="muide", chapter=gent), wheelchair="yes")
    make_activity("Soep", chapter=gent, begins_at=THURSDAY, languages=["ar"])
    make_activity("Wandeling", chapter=gent, kind="walk", begins_at=THURSDAY, merchant=muide)
    make_activity("Kring", chapter=gent, kind="circle", begins_at=THURSDAY + timedelta(40), languages=["ar", "nl"])

    response = client.get(f"{HERE}?{question}")

    assert {activity.title for activity in response.context["page"]} == found
    assert ("Zoiets staat nu niet in de agenda." in words_of(response)) == ("feest" in question)


def test_a_filter_that_is_on_is_turned_off_by_the_same_tap(client, gent, soup):
    make_activity("Wandeling", chapter=gent, kind="walk", begins_at=THURSDAY)

    html = client.get(f"{HERE}?soort=meal&taal=nl").content.decode()

    assert f'href="{HERE}?taal=nl" aria-current="true"' in html
    assert f'href="{HERE}?taal=nl&amp;soort=walk"' in html


@pytest.mark.parametrize("odd", ["pagina=abc", "pagina=9999", "soort=%00", "maand=2026-13", "taal=’", "rolstoel="])
def test_an_odd_question_still_shows_the_calendar(client, soup, odd):
    assert "Samen soep" in words(client, f"{HERE}?{odd}")


def test_many_stand_on_pages_and_cost_the_same(client, gent, soup):
    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    one = cost()
    for number in range(40):
        make_activity(chapter=gent, merchant=make_merchant(chapter=gent), begins_at=THURSDAY + timedelta(number))

    assert (one, cost()) == (2, 2)
    assert "Pagina 2" in words(client, f"{HERE}?pagina=2")


# One of them


def test_a_page_says_when_where_with_whom_and_that_one_just_walks_in(client, soup):
    told = words(client, f"{HERE}samen-soep/")

    for sentence in [
        "Donderdag 3 december 2026, 14:00–16:00 De Krook, Makebaplein 1, 9000 Gent",
        "Loop gewoon binnen Iedereen is welkom",
        "Een grote pot.",
        "Wie je ontvangt Fatma",
        "Talen Nederlands, Arabisch",
        "Vlot met een rolstoel",
    ]:
        assert sentence in told


def test_a_page_of_a_series_tells_the_days_that_come(client, gent, soup):
    series = "7f0c1a52-55c8-4a73-8c44-3e5b9cf1f7a1"
    Activity.objects.filter(pk=soup.pk).update(series=series)
    make_activity(chapter=gent, series=series, begins_at=THURSDAY + timedelta(7))
    make_activity(chapter=gent, series=series, begins_at=THURSDAY + timedelta(14), state="draft")

    told = words(client, f"{HERE}samen-soep/")

    assert "Het komt terug Donderdag 10 december 2026, 14:00" in told
    assert "17 december" not in told


def test_a_page_of_what_is_over_invites_nobody(client, gent, tuesday):
    make_activity(chapter=gent, slug="toen", begins_at=THURSDAY - timedelta(7))

    told = words(client, f"{HERE}toen/")

    assert "Dit is al voorbij." in told
    assert "Ik denk dat ik kom" not in told


def test_a_page_says_what_it_does_something_about_and_nothing_nobody_may_read(client, gent, soup):
    shown, unread = make_threshold("Ik durf niet te vragen.", chapter=gent), make_threshold("Zij is traag.", chapter=gent, state="to_read")
    soup.thresholds.set([shown, unread])

    told = words(client, f"{HERE}samen-soep/")

    assert "Waarom we dit doen" in told
    assert ("Ik durf niet te vragen." in told, "Zij is traag." in told) == (True, False)


def test_machines_read_it_as_an_event(client, soup):
    html = client.get(f"{HERE}samen-soep/").content.decode()

    assert '"@type": "Event"' in html
    assert '"startDate": "2026-12-03T14:00:00+01:00"' in html


def test_thank_you_cards_name_nobody(client, soup):
    told = words(client, f"{HERE}samen-soep/kaartjes/")

    assert told.count("Enchanté Gent") == 8
    assert "Fatma" not in told
    assert "Merci d’être venu·e." in words(client, f"/fr{HERE}samen-soep/kaartjes/")


@pytest.mark.parametrize(
    "wrong",
    [
        "/agenda/atlantis/",
        f"{HERE}nergens/",
        f"{HERE}nergens.ics",
        *[f"{HERE}maand/{month}/" for month in ["2026-13", "nu", "0001-01", "9999-12"]],
    ],
)
def test_what_is_not_there_is_not_there(client, gent, wrong):
    assert client.get(wrong).status_code == 404


def test_a_draft_has_no_page_for_anybody(client, soup):
    Activity.objects.update(state="draft")

    for page in ["samen-soep/", "samen-soep.ics", "samen-soep/kaartjes/"]:
        assert client.get(HERE + page).status_code == 404


# On paper


def test_a_month_on_paper_has_all_its_days_and_no_others(client, gent, soup):
    make_activity("Oudjaar", chapter=gent, begins_at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    make_activity("Nieuwjaar", chapter=gent, begins_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))

    told = words(client, f"{HERE}maand/2026-12/")

    assert "December 2026 Iedereen is welkom." in told
    assert "Donderdag 3 december 14:00–16:00 Samen soep De Krook, Makebaplein 1, 9000 Gent" in told
    assert ("Oudjaar" in told, "Nieuwjaar" in told) == (True, False)


# The way to it


def test_a_city_tells_the_next_three_and_a_place_its_next_one(client, gent, krook, soup):
    for number in range(1, 5):
        make_activity(f"Later {number}", chapter=gent, merchant=krook, begins_at=THURSDAY + timedelta(number))
    make_activity("Afgelast", chapter=gent, merchant=krook, begins_at=THURSDAY - timedelta(1), cancelled_on=THURSDAY.date())

    city, place = words(client, "/stad/gent/"), words(client, "/plek/krook/")

    assert [name in city for name in ("Samen soep", "Later 1", "Later 2", "Later 3", "Afgelast")] == [True, True, True, False, False]
    assert "Binnenkort hier Samen soep , donderdag 3 december, 14:00." in place
    assert "Later 1" not in place


def test_where_nothing_is_planned_city_and_place_say_nothing(client, krook):
    assert "Wat we samen doen" not in words(client, "/stad/gent/")
    assert "Binnenkort hier" not in words(client, "/plek/krook/")
