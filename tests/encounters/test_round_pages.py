"""Answering a round by link or read aloud, its paper form, and what came of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from encounters import actions, kit
from encounters.models import ListeningRound, OwnWords, Sheet, Tick
from encounters.views import rounds
from tests.factories import make_chapter, make_listening_round, make_own_words, make_threshold
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return make_listening_round()


@pytest.fixture
def here(asked):
    return f"/luister/{asked.slug}/"


def boxes(asked, question):
    return list(asked.questions.get(position=question).choices.values_list("pk", flat=True))


def send(client, here, **typed):
    return client.post(here, {"nickname": "", "key": uuid4()} | typed, follow=True)


# Answering


def test_one_answers_with_pictures_and_words_and_is_thanked(client, asked, here):
    page = client.get(here)
    dare, where = boxes(asked, 1)[:2]
    assert "Wat maakt het moeilijk om ergens binnen te stappen?" in words_of(page)

    answer = client.post(
        here,
        {"v1": [dare, where], "v3": " Een stoel \n bij de deur. ", "v4": boxes(asked, 4)[0], "nickname": "", "key": value_of(page, "key")},
    )

    assert (answer.status_code, answer.url) == (303, f"{here}bedankt/")
    thanks = words_of(client.get(answer.url))
    assert "Dankjewel voor je antwoorden" in thanks
    assert "De pagina waar zal staan wat eruit kwam" in thanks
    assert here not in thanks
    assert set(Tick.objects.values_list("choice", flat=True)) == {dare, where, boxes(asked, 4)[0]}
    assert (OwnWords.objects.get().words, OwnWords.objects.get().language) == ("Een stoel bij de deur.", "nl")


def test_nobody_is_asked_who_they_are_and_no_session_begins(client, asked, here):
    client.get(here)
    send(client, here, v1=boxes(asked, 1)[0])

    assert set(client.cookies) == {"csrftoken"}
    assert not Session.objects.exists()


def test_a_form_sent_twice_is_one(client, asked, here):
    key = uuid4()
    for _time in range(2):
        send(client, here, key=key, v1=boxes(asked, 1)[0])

    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "Kruis minstens één ding aan, of schrijf een paar woorden."),
        ({"v3": "Bel me op 0478 12 34 56"}, "telefoonnummer"),
        ({"v3": "Een stoel. " * 30}, "Hier passen hoogstens 300 tekens"),
        ({"v1": "99999999"}, "Nog niet helemaal"),
        ({"v1": "\x00"}, "Nog niet helemaal"),
        ({"v4": "abc"}, "Nog niet helemaal"),
        ({"v3": "Een stoel.", "nickname": "Robot"}, "Er was iets ingevuld"),
    ],
)
def test_a_slip_is_told_and_nothing_is_lost(client, asked, here, typed, told):
    box = boxes(asked, 2)[0]
    page = send(client, here, **typed) if not typed else send(client, here, v2=box, **typed)

    assert page.status_code == 200
    assert told in words_of(page)
    assert not typed or f'value="{box}" checked' in page.content.decode()
    assert typed.get("v3", "").strip() in page.content.decode()
    assert not Sheet.objects.exists()


def test_it_is_read_in_the_languages_of_the_round_and_others_have_their_own_address(client):
    asked = make_listening_round(languages=["nl", "fr", "ar"])
    asked.questions.filter(position=1).update(words={"nl": "Wat helpt?", "ar": "ما الذي يساعد؟"})
    asked.questions.filter(position=2).update(words={"nl": "Wat zou helpen?", "fr": "Qu’est-ce qui aiderait ?"})
    here = f"/luister/{asked.slug}/"

    page = client.get(f"{here}?taal=ar")

    assert '<span lang="ar" dir="rtl">ما الذي يساعد؟</span>' in page.content.decode()
    # What has no words in Arabic yet stands there in Dutch.
    assert '<span lang="nl" dir="ltr">Wat zou helpen?</span>' in page.content.decode()
    assert f'href="/fr{here}"' in page.content.decode()
    assert "العربية" in words_of(page)
    assert f'href="/ar{here}" lang="ar" hreflang="ar" aria-current="true"' in page.content.decode()
    assert "Qu’est-ce qui aiderait" in words_of(client.get(f"/fr{here}"))
    assert client.get(f"{here}?taal=xx%00").status_code == 200


def test_what_somebody_writes_keeps_the_language_it_was_asked_in(client):
    asked = make_listening_round(languages=["nl", "ar"])

    answer = client.post(f"/luister/{asked.slug}/?taal=ar", {"v3": "كرسي", "nickname": "", "key": uuid4()})

    assert answer.url == f"/luister/{asked.slug}/bedankt/?taal=ar"
    assert OwnWords.objects.get().language == "ar"


def test_read_aloud_the_next_person_is_one_tap_away(client, asked, here):
    assert "Lees elke vraag" in words_of(client.get(f"{here}?voorlezen=1"))

    page = send(client, f"{here}?voorlezen=1", v1=boxes(asked, 1)[0])

    assert page.redirect_chain == [(f"{here}bedankt/?voorlezen=1", 303)]
    assert f'href="{here}?voorlezen=1"' in page.content.decode()
    assert "De volgende" in words_of(page)


def test_too_many_forms_from_one_corner_keep_what_was_typed(client, asked, here, monkeypatch):
    monkeypatch.setattr(rounds, "FORMS_A_DAY", 1)
    send(client, here, v1=boxes(asked, 1)[0])

    page = send(client, here, v3="Een stoel bij de deur.")

    assert page.status_code == 429
    assert "Een stoel bij de deur." in page.content.decode()
    assert Sheet.objects.count() == 1


def test_a_round_that_is_full_says_so_and_keeps_what_was_typed(client, asked, here, monkeypatch):
    monkeypatch.setattr(actions, "MOST_BY_LINK", 0)

    page = send(client, here, v3="Een stoel bij de deur.")

    assert "zoveel mensen dat ze vol is" in words_of(page)
    assert "Een stoel bij de deur." in page.content.decode()


def test_after_its_last_day_one_answers_on_paper_only(client, asked, here):
    ListeningRound.objects.update(closes_on=timezone.localdate())
    assert client.get(here).status_code == 200
    assert "Verstuur" in words_of(client.get(here))

    ListeningRound.objects.update(closes_on=timezone.localdate() - timedelta(1))

    assert "Antwoorden kan niet meer." in words_of(send(client, here, v1=boxes(asked, 1)[0]))
    assert not Sheet.objects.exists()
    assert client.get(f"{here}papier/").status_code == 200


@pytest.mark.parametrize("page", ["", "bedankt/", "papier/", "uitkomst/", "affiche/"])
def test_a_draft_is_nowhere(client, page):
    draft = make_listening_round(state="draft")

    assert client.get(f"/luister/{draft.slug}/{page}").status_code == 404
    assert client.get(f"/luister/nergens/{page}").status_code == 404


def test_a_page_of_questions_costs_the_same_for_many_as_for_one(client):
    def cost(asked):
        with statements() as sent:
            client.get(f"/luister/{asked.slug}/")
        return len(sent)

    long, short = make_listening_round(), make_listening_round(questions=kit.KITS["binnenstappen"].questions[:1])

    cost(long)
    assert cost(long) == cost(short)


# On paper


def test_the_paper_form_has_boxes_with_letters_and_the_way_to_answer_by_link(client, asked, here):
    page = client.get(f"{here}papier/")

    assert "a Ik durf niet te vragen b Ik weet niet waar het mag" in words_of(page)
    assert f"http://127.0.0.1:8000{here}" in words_of(page)
    assert "<svg" in page.content.decode()
    assert "Je n’ose pas demander" in words_of(client.get(f"/fr{here}papier/"))


# What came of it


def closed_round(forms):
    asked = make_listening_round(chapter=make_chapter("gent"))
    for _form in range(forms):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[boxes(asked, 1)[0]])
    return asked


def test_a_round_that_is_open_tells_nothing_and_a_closed_one_leads_to_what_came_of_it(client):
    asked = closed_round(7)
    make_own_words("Een stoel zou helpen.", listening_round=asked, state="shown")
    make_own_words("Jef zucht.", listening_round=asked)
    here = f"/luister/{asked.slug}/"
    assert client.get(f"{here}uitkomst/").status_code == client.get(f"{here}affiche/").status_code == 404

    actions.close_round(listening_round=asked)

    page = client.get(here, follow=True)
    assert page.redirect_chain == [(f"{here}uitkomst/", 302)]
    assert "Minstens 5 mensen antwoordden." in words_of(page)
    assert "Ik durf niet te vragen 5 Minder dan vijf elk: Ik weet niet waar het mag, De taal" in words_of(page)
    assert "Een stoel zou helpen." in words_of(page)
    assert "Jef" not in words_of(page)


def test_of_fewer_than_five_forms_nothing_is_told(client):
    asked = closed_round(4)
    make_own_words("Een zin van één van vier.", listening_round=asked, state="shown")
    actions.close_round(listening_round=asked)

    for page in ["uitkomst/", "affiche/"]:
        told = words_of(client.get(f"/luister/{asked.slug}/{page}"))
        assert "Er antwoordden te weinig mensen om meer te vertellen" in told
        assert "één van vier" not in told


def test_the_poster_says_what_was_said_and_what_was_done(client):
    asked = closed_round(12)
    actions.close_round(listening_round=asked)
    make_threshold("Ik durf niet te vragen.", chapter=asked.chapter, doing_nl="Er zijn vraagkaartjes.")
    make_threshold("Nog niets aan gedaan.", chapter=asked.chapter)

    page = words_of(client.get(f"/luister/{asked.slug}/affiche/"))

    assert "Jij zei Ik durf niet te vragen minstens 10 mensen" in page
    assert "Wij deden Ik durf niet te vragen. Er zijn vraagkaartjes." in page
    assert "Nog niets" not in page


def test_the_page_of_a_city_leads_to_rounds_that_ask_and_to_those_that_told(client):
    asked, told = make_listening_round(title="Een dag in de stad"), make_listening_round(title="Binnenstappen", state="closed")
    draft = make_listening_round(title="In de maak", state="draft")

    page = client.get("/stad/gent/").content.decode()

    assert f'href="/luister/{asked.slug}/"' in page
    assert f'href="/luister/{told.slug}/uitkomst/"' in page
    assert draft.slug not in page
