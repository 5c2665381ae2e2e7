"""A coordinator reads what comes in for the circle, and says what it is asked."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters import actions
from encounters.models import CircleNote
from encounters.models.circle import this_quarter
from merchants.models import User
from tests.factories import make_chapter, make_note, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, address, said

pytestmark = [pytest.mark.django_db, pytest.mark.page]


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def greet(client, gent):
    return come_in(client, make_team_member("coordinator", chapter=gent))


@pytest.mark.usefixtures("greet")
def test_names_are_struck_and_a_note_is_shown_in_one_save(client, gent):
    note = make_note("Jef van de bakker helpt mij.", chapter=gent, kind="answer", signed="De Krook")
    assert "1 briefje van de kring te lezen" in words_of(client.get(reverse("admin:index")))

    client.post(address(note), {"words": "Mijn buur helpt mij.", "signed": "", "step": "show"})

    assert CircleNote.objects.values_list("words", "signed", "state").get() == ("Mijn buur helpt mij.", "", "shown")
    assert "Jef" not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))


@pytest.mark.usefixtures("greet")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"words": ""}, "Laat wat woorden staan"),
        ({"words": "Bel 0470 12 34 56."}, "Er staat een telefoonnummer"),
        ({"signed": "Bar Warm"}, "Alleen de plek zelf ondertekent."),
    ],
)
def test_a_coordinator_signs_for_nobody_and_shows_nothing_empty(client, gent, typed, told):
    note = make_note(chapter=gent, signed="De Krook")

    page = client.post(address(note), {"words": note.words, "signed": "De Krook", "step": "show"} | typed)

    assert told in words_of(page)
    assert CircleNote.objects.get().state == "to_read"


@pytest.mark.usefixtures("greet")
def test_many_notes_are_shown_or_erased_at_once(client, gent):
    one, two, three = (make_note(chapter=gent) for _number in range(3))

    assert said(act(client, "show_them", one, two)) == ["2 briefjes zijn klaar."]
    assert said(act(client, "keep_them_back", two, three)) == ["2 briefjes zijn klaar."]

    assert [CircleNote.objects.get(pk=each.pk).state for each in (one, two, three)] == ["shown", "kept_back", "kept_back"]
    assert client.get(address(two)).status_code == 200


def questions(**changes):
    asked = {f"{number}-{code}": f"Vraag {number}?" if code == "nl" else "" for number in (1, 2, 3) for code in ("nl", "fr", "en")}
    return asked | changes


@pytest.mark.usefixtures("greet")
def test_a_coordinator_says_the_questions_otherwise_until_somebody_answered(client, gent):
    here = "/beheer/kring/gent/"
    assert "Schrijf deze vraag in minstens één taal." in words_of(client.post(here, questions(**{"2-nl": ""})))
    client.post(here, questions(**{"1-fr": "Question 1 ?"}))

    own = [{"nl": "Vraag 1?", "fr": "Question 1 ?"}, {"nl": "Vraag 2?"}, {"nl": "Vraag 3?"}]
    assert actions.asked_in(gent, this_quarter()) == own
    make_note(chapter=gent, kind="answer")

    assert "Er antwoordde al iemand" in words_of(client.get(here))
    assert "Iemand antwoordde intussen" in said(client.post(here, questions(), follow=True))[0]
    assert actions.asked_in(gent, this_quarter()) == own


def test_hq_chooses_a_city_and_a_volunteer_has_no_say(client, gent):
    make_chapter("brussel")
    come_in(client, User.objects.create_superuser("hq@example.org"))
    assert "/beheer/kring/brussel/" in client.get("/beheer/kring/gent/").text

    come_in(client, make_team_member("volunteer", chapter=gent))
    assert client.get("/beheer/kring/").status_code == 404
