"""Saying under a sign that one comes: optional, nameless, gone the day after."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.utils import timezone

from enchante.retention import forget
from encounters import actions
from encounters.models import Activity, SignUp
from encounters.models.signs import ANIMALS, COLOURS
from encounters.views import sign_ups
from tests.factories import make_activity, make_sign_up
from tests.pages import form_of, words_of

pytestmark = pytest.mark.django_db
HERE = "/ik-kom/gent/soep/"


@pytest.fixture
def soup(gent, krook):
    return make_activity("Samen soep", chapter=gent, slug="soep", merchant=krook)


def send(client, **said):
    """The form as the page gives it, with these answers."""
    filled = {name: values[0] for name, values in form_of(client.get(HERE)).items()}
    return client.post(HERE, filled | said)


def test_whoever_likes_keeps_a_chair_under_a_sign_and_takes_it_back(client, soup):
    sent = send(client, number="2")
    kept = SignUp.objects.get()
    page = client.get(sent.url)

    assert (sent.status_code, sent.url) == (303, f"/ik-kom/{kept.pk}/")
    assert "Er staat een stoel voor je klaar" in words_of(page)
    assert f"{kept.get_animal_display()}, {kept.get_colour_display()}" in words_of(page).lower()
    assert "2 stoelen" in words_of(page)

    gone = client.post(sent.url, follow=True)

    assert "Je teken is gewist" in words_of(gone)
    assert not SignUp.objects.exists()
    assert "Hier staat geen teken meer" in words_of(client.get(sent.url))
    assert "sessionid" not in client.cookies


def test_a_word_of_ones_own_goes_before_the_sign(client, soup):
    send(client, word="  zonne bloem ")

    assert SignUp.objects.values_list("word", "colour", "animal", "number").get() == ("zonne bloem", "", "", 1)


def test_a_form_sent_twice_keeps_one_chair(client, soup):
    filled = {name: values[0] for name, values in form_of(client.get(HERE)).items()}

    first, second = client.post(HERE, filled), client.post(HERE, filled)

    assert first.url == second.url
    assert SignUp.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"word": "roos 7"}, "Kies een woord zonder cijfers"),
        ({"word": "lut@example.org"}, "Er staat een mailadres in"),
        ({"word": "een heel lang woord over bloemen"}, "hoogstens 20 letters"),
        ({"sign": "", "word": ""}, "Tik een van de tekens, of schrijf een eigen woord."),
        ({"sign": "paars-draak", "word": ""}, "Tik een van de tekens, of schrijf een eigen woord."),
        ({"number": "5"}, "Zijn jullie met meer? Kom dan gewoon"),
        ({"number": "abc"}, "Zijn jullie met meer? Kom dan gewoon"),
        ({"nickname": "machine"}, "Er was iets ingevuld dat leeg moet blijven"),
    ],
)
def test_a_slip_gets_a_sentence_and_loses_nothing(client, soup, said, answer):
    page = send(client, **{"number": "3", "word": "roos", **said})

    assert (page.status_code, answer in words_of(page)) == (200, True)
    assert not SignUp.objects.exists()
    if "word" not in said:
        assert 'value="roos"' in page.content.decode()


def test_a_sign_somebody_goes_by_already_is_asked_for_anew(client, soup):
    make_sign_up(soup, colour="blue", animal="snail"), make_sign_up(soup, word="Roos")

    assert "Dat heeft iemand al gekozen." in words_of(send(client, sign="blue-snail"))
    assert "Dat heeft iemand al gekozen." in words_of(send(client, word="roos"))
    assert SignUp.objects.count() == 2


def test_signs_that_are_taken_are_not_suggested_and_where_all_are_a_word_is_left(client, soup):
    for (colour, _), (animal, _) in product(COLOURS, ANIMALS):
        make_sign_up(soup, colour=colour, animal=animal)

    assert actions.suggest_signs(soup) == []
    assert "Aan welk teken" not in words_of(client.get(HERE))
    assert send(client, word="roos").status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"takes_signs": False},
        {"cancelled_on": timezone.localdate()},
        {"begins_at": timezone.now() - timedelta(hours=1), "ends_at": timezone.now() + timedelta(hours=1)},
    ],
    ids=["none asked", "cancelled", "it began"],
)
def test_where_no_sign_is_asked_one_just_walks_in(client, soup, fields):
    key = uuid4()
    Activity.objects.filter(pk=soup.pk).update(**fields)

    assert "Loop gewoon binnen" in words_of(client.get(HERE))
    answer = client.post(HERE, {"sign": "red-cat", "number": "1", "key": key})
    assert (answer.status_code, "Aanmelden hoeft hier niet meer" in words_of(answer)) == (200, True)
    assert not SignUp.objects.exists()


def test_there_is_no_room_for_a_machine_that_takes_all_chairs(client, soup, monkeypatch):
    monkeypatch.setattr(actions.sign_ups, "MOST_SIGNS", 1)
    make_sign_up(soup)

    assert "Veel mensen zeiden al dat ze komen" in words_of(send(client, word="roos"))


def test_many_from_one_corner_are_asked_to_just_walk_in(client, soup, monkeypatch):
    monkeypatch.setattr(sign_ups, "FORMS_A_DAY", 1)
    send(client, word="roos")

    page = send(client, word="tulp")

    assert (page.status_code, 'value="tulp"' in page.content.decode()) == (429, True)


@pytest.mark.parametrize("wrong", ["/ik-kom/gent/nergens/", "/ik-kom/brussel/soep/", "/ik-kom/7f0c1a52-55c8-4a73-8c44-3e5b9cf1f7a1/"])
def test_what_is_not_there_is_not_there(client, soup, wrong):
    assert client.get(wrong).status_code == 404


def test_a_draft_takes_no_signs(client, soup):
    Activity.objects.update(state="draft")

    assert client.get(HERE).status_code == 404


def test_the_day_after_all_signs_are_erased_and_not_before(gent, monkeypatch):
    late = make_activity(chapter=gent, begins_at=datetime(2026, 11, 20, 22, tzinfo=UTC))  # Until one in the night.
    early = make_activity(chapter=gent, begins_at=datetime(2026, 11, 20, 11, tzinfo=UTC))
    make_sign_up(late), make_sign_up(early)

    def forgotten(*moment):
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))
        return forget()["signs of those who came"]

    assert [forgotten(2026, 11, 20, 22, 30), forgotten(2026, 11, 20, 23, 30), forgotten(2026, 11, 21, 23, 30)] == [0, 1, 1]


def test_whoever_welcomed_people_is_forgotten_after_a_year(gent, volunteer):
    soup = make_activity(chapter=gent, begins_at=timezone.now() - timedelta(366), hosts="Fatma en Jo")
    soup.team_hosts.add(volunteer.roles.get())
    make_activity(chapter=gent, begins_at=timezone.now() - timedelta(300), hosts="Nadia")

    assert [forget()["names of those who welcomed people"] for _ in range(2)] == [2, 0]
    assert set(Activity.objects.values_list("hosts", flat=True)) == {"", "Nadia"}
