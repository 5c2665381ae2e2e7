"""How it goes: begun by a coordinator, read by everybody beside what was done."""

from datetime import date
from uuid import uuid4

import pytest

from encounters import actions
from encounters.models import Audience, Evaluation
from tests.factories import make_chapter, make_evaluation, make_listening_round, make_own_words
from tests.pages import words_of
from tests.queries import statements
from tests.team import said

pytestmark = pytest.mark.django_db
HERE, THERE = "/beheer/evaluatie/", "/luister/evaluatie/gent/2026-2/"


def send(asked, forms):
    ticked = [question.choices.first().pk for question in asked.questions.exclude(kind="words")]
    for _form in range(forms):
        actions.answer(listening_round=asked, key=uuid4(), ticked=ticked)


# The team


def test_a_coordinator_begins_it_with_one_tap_and_finds_links_codes_and_paper(client, coordinator, gent, tuesday):
    assert 'href="/beheer/evaluatie/"' in client.get("/beheer/luisteren/").text
    assert "Begin in Gent: juli tot en met december 2026" in words_of(client.get(HERE))

    page = client.post(f"{HERE}begin/", {"stad": "gent"}, follow=True)

    assert said(page) == ["Drie rondes staan open. Verspreid elke ronde met haar link, haar vierkante code of op papier."]
    assert "Begin in Gent" not in words_of(page)
    for asked in Evaluation.objects.get().rounds.all():
        assert f'href="/beheer/luisteren/{asked.slug}/"' in page.text
        round_page = client.get(f"/beheer/luisteren/{asked.slug}/").text
        assert f"/luister/{asked.slug}/papier/" in round_page and "code-picture" in round_page


def test_a_second_tap_says_that_it_was_begun_already(client, coordinator, gent, tuesday):
    client.post(f"{HERE}begin/", {"stad": "gent"})

    page = client.post(f"{HERE}begin/", {"stad": "gent"}, follow=True)

    assert said(page)[-1] == "Ze was al begonnen. Hier staat ze."
    assert Evaluation.objects.count() == 1


@pytest.mark.parametrize("city", ["brussel", "nergens", ""])
def test_nobody_begins_it_in_another_city(client, coordinator, city):
    make_chapter("brussel")

    assert client.post(f"{HERE}begin/", {"stad": city}).status_code == 404


def test_a_city_that_rests_is_asked_to_begin_nothing(client, coordinator, gent, tuesday):
    gent.state = gent.State.RESTING
    gent.save(update_fields=["state"])

    assert "Begin in Gent" not in words_of(client.get(HERE))


def test_a_volunteer_finds_the_rounds_and_begins_none(client, volunteer, gent, tuesday):
    evaluation = make_evaluation(chapter=gent)

    page = client.get(HERE)

    assert f'href="/beheer/luisteren/{evaluation.rounds.first().slug}/"' in page.text
    assert "begin/" not in page.text
    assert client.post(f"{HERE}begin/", {"stad": "gent"}).status_code == 404


def test_the_list_of_rounds_and_those_to_copy_leave_them_out(client, coordinator, gent, tuesday):
    evaluation = make_evaluation(chapter=gent)
    slugs = [asked.slug for asked in evaluation.rounds.all()]

    page = client.get("/beheer/luisteren/").text

    assert not [slug for slug in slugs if slug in page]
    assert client.post("/beheer/luisteren/begin/", {"stad": "gent", "met": slugs[0]}).status_code == 404


def test_the_team_page_costs_the_same_for_one_and_for_many(client, coordinator, gent, tuesday):
    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    make_evaluation(chapter=gent)
    one = cost()
    for year in (2024, 2025):
        make_evaluation(chapter=gent, today=date(year, 3, 1))

    assert cost() == one


# Everybody


def test_everybody_reads_what_each_audience_said_beside_what_was_done(client, gent, tuesday):
    evaluation = make_evaluation(chapter=gent)
    people, peers, _others = evaluation.rounds.order_by("pk")
    send(people, 12)
    send(peers, 3)
    make_own_words("Een stoel is genoeg.", listening_round=people, state="shown")
    make_own_words("Jef zucht.", listening_round=people)
    for asked in (people, peers):
        actions.close_round(listening_round=asked)

    page = words_of(client.get(THERE))

    assert "Hoe gaat het in Gent? juli tot en met december 2026 Wie ergens binnenkomt Minstens 10 mensen antwoordden." in page
    assert "Ik voel me welkom op deze plekken. Helemaal waar 10 Waar · minder dan vijf" in page
    assert "Een stoel is genoeg." in page and "Jef" not in page
    assert "Maatjes Onder vijf antwoorden vertellen we niets, zodat niemand te herkennen is." in page
    assert "Professionals en handelaars Deze loopt nog." in page
    assert "Wat er gedaan is juli tot en met december 2026 Activiteiten die doorgingen 0 Bezette stoelen, voor zover verteld –" in page
    assert "januari tot en met juni 2026 Activiteiten die doorgingen 0" in page


def test_while_it_runs_it_leads_whoever_comes_in_to_their_questions_and_tells_nothing(client, gent, tuesday):
    evaluation = make_evaluation(chapter=gent)
    people, peers, _others = evaluation.rounds.order_by("pk")
    send(people, 12)

    page = client.get(THERE)

    assert f'href="/luister/{people.slug}/"' in page.text and f'href="/luister/{peers.slug}/"' not in page.text
    assert "Minstens" not in words_of(page)


@pytest.mark.parametrize("odd", ["gent/2026-1", "gent/2026-3", "gent/x", "nergens/2026-2"])
def test_what_was_not_asked_is_not_there(client, gent, tuesday, odd):
    make_evaluation(chapter=gent)

    assert client.get(f"/luister/evaluatie/{odd}/").status_code == 404


def test_the_page_of_a_city_leads_there_once_it_tells_and_to_the_round_for_everybody(client, gent, tuesday):
    evaluation = make_evaluation(chapter=gent)
    people, peers, others = evaluation.rounds.order_by("pk")
    city = client.get("/stad/gent/").text
    assert f"/luister/{people.slug}/" in city
    assert not [word for word in (peers.slug, others.slug, "evaluatie") if f"/luister/{word}/" in city]

    actions.close_round(listening_round=peers)

    assert 'href="/luister/evaluatie/gent/2026-2/"' in client.get("/stad/gent/").text
    assert 'href="/luister/evaluatie/gent/2026-2/"' in client.get(f"/luister/{peers.slug}/uitkomst/").text


def test_the_page_costs_the_same_for_few_answers_and_for_many(client, gent, tuesday):
    def cost():
        with statements() as sent:
            client.get(THERE)
        return len(sent)

    evaluation = make_evaluation(chapter=gent)
    people = evaluation.rounds.get(audience=Audience.PEOPLE)
    make_listening_round(chapter=gent, state="closed")
    send(people, 6)
    for asked in evaluation.rounds.all():
        actions.close_round(listening_round=asked)
    cost()
    one = cost()
    for number in range(3):
        make_own_words(f"Stoel {number}.", listening_round=people, state="shown")

    assert cost() == one
