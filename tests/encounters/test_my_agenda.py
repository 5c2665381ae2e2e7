"""The agenda of a peer: who comes, by which sign, when and where; nobody else's, and changed in one tap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from encounters import stepping_in
from encounters.models import Peer
from encounters.peer_forms import PeerForm
from merchants.letters import Letter
from merchants.models import Chapter
from tests.factories import make_chapter, make_merchant, make_peer, make_team_member, make_user, make_visit
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/samen/gent/"


def ask(peer):
    """Where one takes the first moment."""
    return f"/samen/gent/{peer.pk}/krook/2026-12-01-1400/"


@pytest.fixture
def agenda(nadia):
    """The browser of Nadia."""
    return come_in(Client(), nadia.role.user)


@pytest.mark.parametrize("role", ["coordinator", "volunteer", "merchant", "hq"])
def test_an_agenda_is_nobody_elses(nadia, gent, role):
    visit = make_visit(nadia)
    people = {"merchant": make_user, "hq": lambda: make_user(is_superuser=True)}
    client = come_in(Client(), people.get(role, lambda: make_team_member(role, chapter=gent))())

    assert client.get("/mijn-agenda/").status_code == client.get(f"/mijn-agenda/{nadia.pk}/").status_code == 404
    assert client.post(f"/mijn-agenda/af/{visit.pk}/").status_code == 404
    assert client.post(f"/mijn-agenda/{nadia.pk}/pauze/", {"pause": "1"}).status_code == 404
    visit.refresh_from_db()
    assert not visit.is_cancelled


def test_another_peer_sees_and_changes_nothing_of_it(nadia, gent):
    visit = make_visit(nadia, word="zonnebloem")
    jo = make_peer("Jo", chapter=gent)
    client = come_in(Client(), jo.role.user)

    assert "zonnebloem" not in words_of(client.get("/mijn-agenda/")).lower()
    assert client.get(f"/mijn-agenda/{nadia.pk}/").status_code == client.post(f"/mijn-agenda/af/{visit.pk}/").status_code == 404


def test_a_peer_lands_in_the_agenda_and_calls_off_in_one_tap_without_a_letter_to_themselves(agenda, client, nadia):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))

    told = agenda.post(f"/mijn-agenda/af/{visit.pk}/", follow=True)

    assert "Het gaat niet door. De pagina van de ander zegt het vriendelijk" in words_of(told)
    assert "Dit bezoek gaat niet door" in words_of(client.get(f"/samen/moment/{visit.pk}/"))
    assert not Letter.objects.exists()


def test_a_new_peer_begins_with_a_name_and_then_offers_hours_and_places(tuesday, gent, krook):
    user = make_team_member("peer", chapter=gent)
    Chapter.objects.update(phone="09 123 45 67")
    client, pk = come_in(Client(), user), user.roles.get().pk
    assert f"/mijn-agenda/{pk}/" in client.get("/mijn-agenda/").text
    assert client.post(f"/mijn-agenda/{pk}/uren/", {"weekday": "1", "begins": "840", "ends": "960"}).status_code == 404

    client.post(f"/mijn-agenda/{pk}/", {"called": " Jo ", "languages": ["nl", "fr"]})
    client.post(f"/mijn-agenda/{pk}/uren/", {"weekday": "1", "begins": "840", "ends": "960"})
    client.post(f"/mijn-agenda/{pk}/plek/", {"place": "krook"})

    peer = Peer.objects.get()
    assert (peer.called, peer.languages, peer.noted_on, [str(each) for each in peer.hours.all()]) == (
        "Jo",
        ["nl", "fr"],
        None,
        ["dinsdag, 14:00–16:00"],
    )
    assert list(peer.places.all()) == [krook]
    assert "De vrijwilligersnota is nog niet genoteerd." in words_of(client.get("/mijn-agenda/"))
    assert stepping_in.moments(gent, timezone.now()) == []


def test_what_a_coordinator_wrote_meanwhile_stands_when_a_peer_saves_a_name(agenda, nadia, monkeypatch):
    clean = PeerForm.clean_called

    def dates_taken_back_meanwhile(form):
        Peer.objects.update(insured_on=None, is_paused=True)
        return clean(form)

    monkeypatch.setattr(PeerForm, "clean_called", dates_taken_back_meanwhile)
    agenda.post(f"/mijn-agenda/{nadia.pk}/", {"called": "Na", "languages": ["nl"]})

    assert Peer.objects.values_list("called", "insured_on", "is_paused").get() == ("Na", None, True)


@pytest.mark.parametrize(
    ("step", "typed", "answer"),
    [
        ("uren", {"weekday": "1", "begins": "840", "ends": "870"}, "kies een einde dat minstens een uur later is"),
        ("uren", {"weekday": "1", "begins": "900", "ends": "1020"}, "Dan bied je al uren aan."),
        ("uren", {"weekday": "9", "begins": "x", "ends": ""}, "Dag"),
        ("plek", {"place": ""}, "Kies een plek uit de lijst."),
        ("plek", {"place": "elders"}, "Kies een plek uit de lijst."),
    ],
)
def test_a_slip_of_a_peer_gets_a_sentence_and_changes_nothing(agenda, nadia, step, typed, answer):
    make_merchant(slug="elders", chapter=make_chapter("brussel"))
    page = agenda.post(f"/mijn-agenda/{nadia.pk}/{step}/", typed)

    assert (page.status_code, answer in words_of(page)) == (200, True)
    assert (nadia.hours.count(), nadia.places.count()) == (1, 1)


def test_a_name_holds_no_number_and_no_address(agenda, nadia):
    page = agenda.post(f"/mijn-agenda/{nadia.pk}/", {"called": "bel 0470 00 10 56"})

    assert "een telefoonnummer of een ander lang nummer" in words_of(page)
    assert Peer.objects.get().called == "Nadia"


def test_hours_and_places_are_taken_away_again(agenda, nadia, krook):
    others = make_peer("Jo", hours=[(1, 9, 10)], places=[krook])
    for hours in (nadia.hours.get().pk, others.hours.get().pk, "x", ""):
        agenda.post(f"/mijn-agenda/{nadia.pk}/uren-weg/", {"hours": hours})
    for place in ("krook", "nergens", "\x00"):
        agenda.post(f"/mijn-agenda/{nadia.pk}/plek-weg/", {"place": place})

    assert (nadia.hours.count(), nadia.places.count(), others.hours.count(), others.places.count()) == (0, 0, 1, 1)


def test_not_this_day_and_after_all_and_a_break(agenda, client, nadia):
    steps = f"/mijn-agenda/{nadia.pk}/"
    for day in ("2026-12-01", "2026-11-24", "2028-01-01", "ooit"):
        assert agenda.post(steps + "dag/", {"day": day, "away": "1"}).status_code == 302
    assert Peer.objects.get().days_away == [date(2026, 12, 1)]
    assert "Dinsdag 1 december: weg" in words_of(agenda.get("/mijn-agenda/"))
    assert ask(nadia) not in client.get(HERE).text

    agenda.post(steps + "dag/", {"day": "2026-12-01", "away": "0"})
    assert ask(nadia) in client.get(HERE).text
    agenda.post(steps + "pauze/", {"pause": "1"})
    assert "Even pauze: geen nieuwe bezoeken." in words_of(agenda.get("/mijn-agenda/"))
    assert ask(nadia) not in client.get(HERE).text
    agenda.post(steps + "pauze/", {"pause": "0"})
    assert ask(nadia) in client.get(HERE).text


def test_an_agenda_shows_what_comes_and_nothing_of_a_day_before(agenda, nadia):
    make_visit(nadia, begins_at=datetime(2026, 11, 30, 13, tzinfo=UTC), word="gisteren")
    make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC), word="straks")

    told = words_of(agenda.get("/mijn-agenda/"))

    assert ("Straks" in told, "Gisteren" in told) == (True, False)


def test_what_was_over_is_called_off_by_nobody(agenda, nadia):
    visit = make_visit(nadia, begins_at=datetime(2026, 12, 1, 7, tzinfo=UTC), word="vroeg")
    told = words_of(agenda.get("/mijn-agenda/"))
    assert ("Vroeg" in told, "Ik kan niet komen (" in told) == (True, False)

    told = agenda.post(f"/mijn-agenda/af/{visit.pk}/", follow=True)

    assert "Dit bezoek was voorbij, of ging al niet meer door. Er is niets veranderd." in words_of(told)
    visit.refresh_from_db()
    assert not visit.is_cancelled


def test_an_agenda_costs_the_same_for_one_visit_and_for_three(agenda, nadia):
    def cost():
        with statements() as sent:
            agenda.get("/mijn-agenda/")
        return len(sent)

    make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    one = cost()
    for number in (1, 2):
        make_visit(nadia, begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC) + timedelta(days=number), place=make_merchant())

    assert cost() == one
