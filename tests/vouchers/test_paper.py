"""What is printed for a place: the board of the day, a sticker for the window, a card for its team."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from merchants import posters
from merchants.hours import BRUSSELS
from merchants.models import Pause, ServiceOffer
from tests.factories import make_chapter, make_merchant, make_treat, make_user
from tests.pages import words_of
from tests.queries import statements
from vouchers.models import CounterLink, Treat
from vouchers.papers import slips_of

pytestmark = pytest.mark.django_db
# A Thursday.
TODAY = date(2026, 11, 26)
BOARD, STICKER, CARD = "/plek/hoekje/bord/", "/plek/hoekje/sticker/", "/mijn-plek/hoekje/papier/kaart/"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=BRUSSELS))


@pytest.fixture
def hoekje():
    return make_merchant(
        "’t Hoekje", slug="hoekje", chapter=make_chapter("gent", public_name="Enchanté"), opening_hours="24/7", people=[make_user()]
    )


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.get().user)
    return client


def slips(response):
    return response.content.decode().partition('class="paper-slips"')[2].partition("</ul>")[0].count("<li>")


def take_a_break(merchant):
    Pause.objects.create(merchant=merchant, first_day=TODAY, last_day=TODAY + timedelta(5))


# The board of the day


def test_the_board_tells_what_waits_how_to_ask_and_has_a_slip_for_each(client, hoekje):
    make_treat(merchant=hoekje, kind="koffie", waiting=3)
    make_treat(merchant=hoekje, kind="soep", waiting=1)
    make_treat(merchant=hoekje, kind="brood", waiting=0)
    make_treat(kind="frietjes", waiting=9)

    page = client.get(BOARD)

    told = words_of(page)
    for there in [
        "Enchanté Gent ’t Hoekje",
        "Op het bord op donderdag 26 november 2026",
        "3 koffies",
        "1 soep",
        "“Hangen er nog koffies op het bord?”",
    ]:
        assert there in told
    for not_there in ["brood", "frietjes", "zonder briefje", "Vandaag hangt hier niets"]:
        assert not_there not in told
    assert slips(page) == 4


def test_a_slip_is_a_pictogram_and_a_word_so_that_nobody_can_tell_two_apart(client, hoekje):
    make_treat(merchant=hoekje, waiting=3)

    page = client.get(BOARD).content.decode()

    row = page.partition('class="paper-slips"')[2].partition(">")[2].partition("</ul>")[0]
    assert {slip.strip() for slip in row.split("</li>") if slip.strip()} == {
        '<li><svg class="icon" aria-hidden="true"><use href="#i-coffee"/></svg> <span>Koffie</span>'
    }


def test_more_than_a_sheet_of_slips_is_told_in_words(client, hoekje):
    make_treat(merchant=hoekje, waiting=14)

    page = client.get(BOARD)

    assert slips(page) == 12
    assert "Er hangen er nog 2 zonder briefje." in words_of(page)


@pytest.mark.parametrize(
    ("waiting", "expected"),
    [
        ([], ""),
        ([2, 1], "aab"),
        ([20], "a" * 12),
        ([999, 1, 1], "a" * 10 + "bc"),
        ([6, 7, 8], "aaaabbbbcccc"),
        ([1] * 14, "abcdefghijkl"),
    ],
)
def test_every_kind_gets_a_slip_before_any_gets_another(waiting, expected):
    treats = [Treat(pk=n, waiting=number) for n, number in enumerate(waiting)]

    assert "".join("abcdefghijklmn"[treat.pk] for treat in slips_of(treats)) == expected


def test_an_empty_board_is_kind_and_tells_what_is_there_all_the_same(client, hoekje):
    for slug in ["water", "toilet"]:
        ServiceOffer.objects.create(merchant=hoekje, service=make_merchant(services=[slug]).offers.get().service)
    hoekje.offers.filter(service__slug="toilet").update(rests_from=TODAY)

    page = client.get(BOARD)

    assert "Vandaag hangt hier niets. Dit is er wel, gratis en voor iedereen: Water" in words_of(page)
    assert "Toilet" not in words_of(page)
    assert slips(page) == 0


def test_an_empty_board_of_a_place_of_which_we_know_nothing_invites(client, hoekje):
    assert "Onze deur staat toch open: stap gerust binnen." in words_of(client.get(BOARD))


@pytest.mark.parametrize("waiting", [0, 2])
def test_during_a_break_the_board_says_so_and_sends_nobody_in(client, hoekje, waiting):
    make_treat(merchant=hoekje, waiting=waiting)
    take_a_break(hoekje)

    for address in [BOARD, "/plek/hoekje/"]:
        told = words_of(client.get(address))
        assert "Even pauze tot" in told
        assert "stap gerust binnen" not in told
        assert "Hangen er nog" not in told
    page = client.get(BOARD)
    assert ("Wat hier hangt, blijft wachten." in words_of(page)) == bool(waiting)
    assert ("2 koffies" in words_of(page)) == bool(waiting)
    assert slips(page) == 0


@pytest.mark.parametrize(
    ("question", "format"), [("", "a4"), ("?formaat=a4", "a4"), ("?formaat=a5", "a5"), ("?formaat=A0%00", "a4"), ("?formaat=", "a4")]
)
def test_the_board_comes_in_two_sizes(client, hoekje, question, format):
    assert f"paper-{format}" in client.get(BOARD + question).content.decode()


@pytest.mark.parametrize(
    ("language", "told"), [("fr", "Au tableau le jeudi 26 novembre 2026"), ("en", "On the board on Thursday 26 November 2026")]
)
def test_the_board_speaks_the_language_of_its_address(client, hoekje, language, told):
    make_treat(merchant=hoekje, waiting=1)

    assert told in words_of(client.get(f"/{language}{BOARD}"))


@pytest.mark.parametrize("address", [BOARD, STICKER])
def test_paper_leads_to_the_page_of_the_place(client, hoekje, settings, address):
    settings.SITE_URL = "https://plekken.example"

    assert posters.qr("/plek/hoekje/") in client.get(address).content.decode()
    assert posters.qr("/fr/plek/hoekje/") in client.get(f"/fr{address}").content.decode()


def test_the_longest_address_stays_within_three_hundred_bytes(client, settings):
    settings.SITE_URL = "https://hartelijke-plekken.sint-niklaas.example"
    place = make_merchant(slug="x" * 140)

    assert len(settings.SITE_URL + "/fr" + place.get_absolute_url()) <= 300
    assert client.get(f"/plek/{place.slug}/bord/").status_code == 200


@pytest.mark.parametrize("address", [BOARD, STICKER])
@pytest.mark.parametrize("state", ["closed", "left"])
def test_there_is_no_paper_of_a_place_that_stopped_and_its_page_says_why(client, hoekje, state, address):
    type(hoekje).objects.update(state=state)

    assert client.get(address)["Location"] == "/plek/hoekje/"


@pytest.mark.parametrize("paper", ["bord", "sticker"])
def test_there_is_no_paper_of_what_is_not_there(client, paper):
    make_merchant(slug="voorstel", state="applied")

    for slug in ["nergens", "voorstel"]:
        assert client.get(f"/plek/{slug}/{paper}/").status_code == 404


@pytest.mark.parametrize("address", [BOARD, STICKER])
def test_paper_cannot_be_posted_to(client, hoekje, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(("address", "cost"), [(BOARD, 3), (STICKER, 3)])
def test_paper_costs_the_same_however_much_is_on_it(client, hoekje, address, cost):
    def asked():
        with statements() as sent:
            client.get(address)
        return len(sent)

    make_treat(merchant=hoekje, waiting=1)
    one = asked()
    for kind in ["soep", "brood", "frietjes"]:
        make_treat(merchant=hoekje, kind=kind, waiting=2)
        ServiceOffer.objects.create(merchant=hoekje, service=make_merchant(services=[f"dienst-{kind}"]).offers.get().service)

    assert one == asked() == cost


def test_the_page_of_a_place_leads_to_its_board_on_paper_while_it_takes_part(client, hoekje):
    assert BOARD in client.get("/plek/hoekje/").content.decode()


# The sticker


def test_the_sticker_shows_each_service_and_the_board_with_its_word(client, hoekje):
    ServiceOffer.objects.create(merchant=hoekje, service=make_merchant(services=["water"]).offers.get().service)
    without = words_of(client.get(STICKER))
    make_treat(merchant=hoekje)

    # One large, two small.
    assert without.count("Water") == words_of(client.get(STICKER)).count("Traktaties op het bord") == 3
    assert "op het bord" not in without
    assert "Enchanté Gent Hier ben je welkom" in without


def test_the_sticker_of_a_place_of_which_we_know_nothing_invites(client, hoekje):
    assert "Stap binnen en vraag het." in words_of(client.get(STICKER))


# The card for the team


def test_the_card_holds_the_code_of_the_counter_and_six_steps(owner, hoekje, settings):
    settings.SITE_URL = "https://plekken.example"

    page = owner.get(CARD)

    assert posters.qr(f"/toog/{CounterLink.objects.get().token}/") in page.content.decode()
    assert page.content.decode().count('class="step"') == 2 * 6
    assert "team@gent.example" in words_of(page)
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(("services", "answer"), [(["water"], "een glas water is er altijd"), ([], "Kom gerust nog eens langs")])
def test_the_card_promises_water_where_there_is_water(client, services, answer):
    lut = make_user()
    make_merchant(slug="hoekje", services=services, people=[lut])
    client.force_login(lut)

    assert answer in words_of(client.get(CARD))


def test_the_card_is_for_whoever_looks_after_the_place(client, hoekje):
    assert client.get(CARD)["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get(CARD).status_code == 404


def test_what_anybody_may_print_does_not_hold_the_link_to_the_counter(client, hoekje, settings):
    link = posters.qr(f"/toog/{CounterLink.objects.of(hoekje).token}/")

    for address in [BOARD, STICKER]:
        page = client.get(address).content.decode()
        assert link not in page
        assert "/toog/" not in page
