"""Stepping in together, page by page: two taps and a sign, and whatever may go wrong."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from encounters.models import FirstVisit, Peer
from encounters.views import first_visits
from merchants.letters import Letter
from merchants.models import Chapter, Merchant, TeamRole
from tests.factories import make_chapter, make_listening_round, make_merchant, make_peer, make_visit
from tests.logins import come_in
from tests.pages import form_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
ALWAYS = {"opening_hours": "24/7", "checked_on": date(2026, 11, 1)}
HERE = "/samen/gent/"


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", slug="krook", chapter=gent, street="Makebaplein 1", postcode="9000", town="Gent", **ALWAYS)


def ask(peer, when="2026-12-01-1400", place="krook"):
    return f"/samen/gent/{peer.pk}/{place}/{when}/"


def send(client, address, **said):
    """The form as the page gives it, with these answers."""
    filled = {name: values[0] for name, values in form_of(client.get(address)).items()}
    return client.post(address, filled | said)


def test_two_taps_and_a_sign_and_both_pages_say_when_and_where(client, nadia):
    moments = client.get(HERE)
    assert "Met Nadia, bij De Krook" in words_of(moments)
    assert ask(nadia) in moments.text

    sent = send(client, ask(nadia))
    visit = FirstVisit.objects.get()
    page = client.get(sent.url)

    assert (sent.status_code, sent.url) == (303, f"/samen/moment/{visit.pk}/")
    for told in ("Dinsdag 1 december, 14:00", "De Krook", "Makebaplein 1", "Je ziet Nadia aan de deur", "09 123 45 67", "Arabisch"):
        assert told in words_of(page)
    assert visit.sign.lower() in words_of(page).lower()
    assert "sessionid" not in client.cookies
    assert ask(nadia) not in client.get(HERE).text

    agenda = come_in(Client(), nadia.role.user).get("/mijn-agenda/")
    for told in ("Dinsdag 1 december, 14:00–15:00", "De Krook", "09 123 45 67"):
        assert told in words_of(agenda)
    assert visit.sign.lower() in words_of(agenda).lower()


def test_one_tap_and_it_does_not_go_on_for_both_and_others_stand_there(client, nadia):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))

    gone = client.post(f"/samen/moment/{visit.pk}/", follow=True)

    assert "Dit bezoek gaat niet door" in words_of(gone)
    assert 'href="/samen/gent/"' in gone.text
    assert "blauw" not in words_of(gone)
    assert ask(nadia) in client.get(HERE).text
    assert "Deze gaat niet door." in words_of(come_in(Client(), nadia.role.user).get("/mijn-agenda/"))
    assert client.post(f"/samen/moment/{visit.pk}/").status_code == 303
    assert Letter.objects.count() == 1


def test_a_word_of_ones_own_goes_before_the_sign_and_twice_is_once(client, nadia):
    address = ask(nadia)
    filled = {name: values[0] for name, values in form_of(client.get(address)).items()} | {"word": "zonnebloem"}

    first, second = client.post(address, filled), client.post(address, filled)

    assert first.url == second.url
    assert FirstVisit.objects.values_list("word", "colour", "animal").get() == ("zonnebloem", "", "")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"word": "roos 7"}, "Kies een woord zonder cijfers"),
        ({"word": "lut@example.org"}, "Er staat een mailadres in"),
        ({"sign": "", "word": ""}, "Tik een van de tekens, of schrijf een eigen woord."),
        ({"sign": "paars-draak", "word": ""}, "Tik een van de tekens, of schrijf een eigen woord."),
        ({"nickname": "machine", "word": "roos"}, "Er was iets ingevuld dat leeg moet blijven"),
    ],
)
def test_a_slip_gets_a_sentence_and_loses_nothing(client, nadia, said, answer):
    page = send(client, ask(nadia), **said)

    assert (page.status_code, answer in words_of(page)) == (200, True)
    assert not FirstVisit.objects.exists()
    assert f'value="{said["word"]}"' in page.text or not said["word"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": "2026-12-01-1415"},
        {"when": "2026-12-01-0900"},
        {"when": "2026-11-24-1400"},
        {"when": "2027-12-07-1400"},
        {"when": "ooit"},
        {"place": "nergens"},
    ],
    ids=["not a half hour", "not offered", "past", "too far", "no moment", "no place"],
)
def test_an_address_that_was_tampered_with_says_so_and_shows_others(client, nadia, wrong):
    for page in (client.get(ask(nadia, **wrong)), client.post(ask(nadia, **wrong), {"sign": "red-cat", "key": uuid4()})):
        assert page.status_code == 404
        assert "Dit moment is jammer genoeg weg" in words_of(page)
        assert ask(nadia) in page.text
    assert not FirstVisit.objects.exists()


def test_a_peer_of_another_city_or_a_place_they_do_not_know_is_no_moment(client, nadia, krook):
    elsewhere = make_peer("Elders", chapter=make_chapter("brussel"), hours=[(1, 14, 16)], places=[krook])
    make_merchant(slug="vreemd", chapter=krook.chapter, **ALWAYS)

    assert client.get(ask(elsewhere)).status_code == 404
    assert client.get(ask(nadia, place="vreemd")).status_code == 404


@pytest.mark.parametrize(
    "happens",
    [
        lambda peer: make_visit(peer, begins_at=datetime(2026, 12, 1, 13, 30, tzinfo=UTC)),
        lambda peer: Merchant.objects.update(opening_hours="Mo 08:00-20:00"),
        lambda peer: Merchant.objects.update(state="left"),
        lambda peer: Peer.objects.update(is_paused=True),
        lambda peer: Peer.objects.update(insured_on=None),
        lambda peer: Chapter.objects.update(phone=""),
        lambda peer: TeamRole.objects.all().delete(),
    ],
    ids=["taken", "closed", "left", "paused", "not insured", "no phone", "peer left"],
)
def test_what_changed_meanwhile_is_told_kindly_and_the_word_is_not_lost(client, nadia, happens):
    filled = {name: values[0] for name, values in form_of(client.get(ask(nadia))).items()} | {"word": "zonnebloem"}
    happens(nadia)
    before = FirstVisit.objects.count()

    page = client.post(ask(nadia), filled)

    assert page.status_code == 404
    assert "Dit moment is jammer genoeg weg" in words_of(page)
    assert "Je woord was “zonnebloem”" in words_of(page)
    assert FirstVisit.objects.count() == before


def test_many_from_one_corner_are_asked_to_call(client, nadia, monkeypatch):
    monkeypatch.setattr(first_visits, "VISITS_A_DAY", 1)
    send(client, ask(nadia), word="roos")

    page = send(client, ask(nadia, "2026-12-08-1400"), word="tulp")

    assert (page.status_code, 'value="tulp"' in page.text) == (429, True)
    assert FirstVisit.objects.count() == 1


def test_a_language_and_a_place_are_chosen_by_link_and_nonsense_finds_nothing_and_says_so(client, nadia, gent):
    other = make_merchant("Bar Warm", slug="bar-warm", chapter=gent, **ALWAYS)
    make_peer("Jo", chapter=gent, hours=[(1, 14, 16)], places=[other], languages=["nl", "fr"])

    def found(question):
        return {name for name in ("Nadia", "Jo") if f"Met {name}, bij" in words_of(client.get(HERE + question))}

    assert [found(each) for each in ("", "?taal=ar", "?taal=nl", "?plek=bar-warm", "?taal=ar&plek=bar-warm")] == [
        {"Nadia", "Jo"},
        {"Nadia"},
        {"Nadia", "Jo"},
        {"Jo"},
        set(),
    ]
    assert "Zoiets is er de komende twee weken niet" in words_of(client.get(HERE + "?taal=<script>"))
    assert 'href="/samen/gent/?taal=ar"' in client.get(HERE).text


def test_days_come_three_to_a_page_and_a_full_day_says_that_there_is_more(client, tuesday, gent, krook, monkeypatch):
    make_peer(chapter=gent, hours=[(day, 14, 15) for day in range(7)], places=[krook, make_merchant(chapter=gent, **ALWAYS)])
    monkeypatch.setattr(first_visits, "ROWS_A_DAY", 1)

    first, last = client.get(HERE), client.get(HERE + "?pagina=5")

    assert [first.text.count('class="agenda-day"'), last.text.count('class="agenda-day"')] == [3, 2]
    assert "Op deze dag is er nog meer" in words_of(first)
    assert client.get(HERE + "?pagina=99").status_code == client.get(HERE + "?pagina=x").status_code == 200


def test_where_nobody_goes_along_the_page_says_kindly_what_else_there_is(client, gent):
    Chapter.objects.update(phone="09 123 45 67")
    page = client.get(HERE)

    assert page.status_code == 200
    for told in ("Nu zijn er geen momenten om te kiezen", "09 123 45 67", "Kaartjes om te tonen"):
        assert told in words_of(page)


def test_the_page_of_moments_costs_the_same_for_one_peer_and_for_three(client, nadia, gent, krook):
    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    one = cost()
    for name in ("Jo", "An"):
        make_peer(name, chapter=gent, hours=[(1, 14, 16), (2, 14, 16)], places=[krook, make_merchant(chapter=gent, **ALWAYS)])

    assert cost() == one == 5


def test_the_page_tells_when_the_place_changed_its_hours_meanwhile(client, nadia):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    Merchant.objects.update(opening_hours="Mo 08:00-20:00")

    assert "De plek is dan misschien gesloten" in words_of(client.get(f"/samen/moment/{visit.pk}/"))
    assert "De plek is dan misschien gesloten." in words_of(come_in(Client(), nadia.role.user).get("/mijn-agenda/"))


@pytest.mark.parametrize("leaves", [lambda: TeamRole.objects.all().delete(), lambda: TeamRole.objects.update(role="volunteer")])
def test_when_the_peer_leaves_the_page_says_kindly_that_it_does_not_go_on(client, nadia, leaves):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    leaves()

    page = client.get(f"/samen/moment/{visit.pk}/")

    assert (page.status_code, "Dit bezoek gaat niet door" in words_of(page)) == (200, True)
    assert "Nadia" not in words_of(page)


def test_after_its_hour_the_page_says_so_and_the_day_after_it_is_gone_also_before_the_night_work(client, nadia, monkeypatch):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    here = f"/samen/moment/{visit.pk}/"

    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 14, tzinfo=UTC))
    assert "Fijn dat je er was" in words_of(client.get(here))
    assert "Ik kom niet" not in words_of(client.get(here))
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 23, 5, tzinfo=UTC))
    page = client.get(here)
    assert (page.status_code, "Deze pagina is gewist" in words_of(page)) == (404, True)
    assert client.post(here).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/samen/nergens/",
        "/samen/moment/7f0c1a52-55c8-4a73-8c44-3e5b9cf1f7a1/",
        "/samen/gent/x/krook/ooit/",
        f"/samen/gent/{9 * 10**30}/krook/2/",
    ],
)
def test_what_is_not_there_is_not_there(client, gent, address):
    assert client.get(address).status_code == 404


def test_ways_lead_there_only_where_somebody_goes_along(client, gent, krook):
    asked = make_listening_round(chapter=gent)
    pages = ["/plek/krook/", "/stad/gent/", "/wegwijzen/", f"/luister/{asked.slug}/bedankt/", "/drempels/gent/bedankt/"]
    before = [HERE in client.get(page).text for page in pages]
    make_peer(chapter=gent, hours=[(1, 14, 16)], places=[krook])

    assert before == [False] * 5
    assert [HERE in client.get(page).text for page in pages] == [True] * 5
    Peer.objects.update(is_paused=True)
    assert [HERE in client.get(page).text for page in pages] == [False] * 5
