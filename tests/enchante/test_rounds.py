"""/beheer/nazicht/: a coordinator begins a round, the team writes down what places say, and the front page knows how it goes."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from enchante import rounds
from merchants import actions
from merchants.models import Chapter, Letter, Merchant, Verification, VerificationRound
from tests.factories import make_merchant, make_neighbourhood, make_paper_request, make_round, make_team_member, make_user
from tests.logins import come_in
from tests.pages import form_of, words_of
from tests.queries import statements
from tests.team import said

pytestmark = [pytest.mark.django_db, pytest.mark.page]
ROUNDS = "/beheer/nazicht/"
TODAY = timezone.localdate()
FOUR_WEEKS = TODAY + timedelta(28)
LONG_AGO = TODAY - timedelta(200)


@pytest.fixture
def krul(gent):
    return make_merchant("De Krul", chapter=gent, contact_name="Amir", contact_phone="0470 00 00 00", checked_on=LONG_AGO)


@pytest.fixture
def hoekje(gent):
    return make_merchant("’t Hoekje", chapter=gent, contact_email="lut@example.org", checked_on=LONG_AGO)


@pytest.fixture
def begun(gent, krul, hoekje):
    """A round that asks De Krul by phone and ’t Hoekje by letter."""
    return actions.begin_round(chapter=gent, due_on=FOUR_WEEKS)[0]


def home_of(begun):
    return f"{ROUNDS}{begun.pk}/"


def page_of(begun, place):
    return f"{home_of(begun)}plek/{place.pk}/"


def answer_of(place):
    return Verification.objects.values_list("answer", "channel").get(merchant=place)


def tap(client, begun, place, **typed):
    return client.post(page_of(begun, place), {"channel": "phone", **typed}, follow=True)


# Beginning and ending


def test_a_coordinator_sees_whom_a_round_would_ask_and_begins_it(client, coordinator, krul, hoekje, gent):
    make_merchant(chapter=gent)
    page = client.get(ROUNDS)
    for sentence in ["1 plek met een brief", "1 plek aan de telefoon of aan de deur", "Niet 1 plek die in de laatste acht weken"]:
        assert sentence in words_of(page)
    assert f'value="{FOUR_WEEKS:%Y-%m-%d}"' in page.text

    done = client.post(f"{ROUNDS}?stad=gent", {"due_on": FOUR_WEEKS}, follow=True)

    begun = VerificationRound.objects.get()
    assert done.redirect_chain == [(home_of(begun), 302)]
    assert "De ronde is begonnen." in said(done)[0]
    assert (begun.questions.count(), Letter.objects.count()) == (2, 1)
    assert LogEntry.objects.get().object_id == str(begun.pk)


def test_whoever_begins_after_somebody_else_comes_to_the_same_round(client, coordinator, begun):
    done = client.post(f"{ROUNDS}?stad=gent", {"due_on": FOUR_WEEKS}, follow=True)

    assert "Deze ronde loopt al" in said(done)[0] and "Niemand kreeg twee brieven." in said(done)[0]
    assert done.redirect_chain == [(home_of(begun), 302)]
    assert (Letter.objects.count(), LogEntry.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul de laatste dag van de ronde in."),
        ("morgen", "Dit is geen dag."),
        (TODAY + timedelta(6), "Kies een dag van"),
        (TODAY + timedelta(92), "Kies een dag van"),
        (TODAY - timedelta(6), "Kies een dag van"),
    ],
)
def test_a_last_day_that_cannot_be_is_explained_and_nothing_begins(client, coordinator, krul, typed, sentence):
    page = client.post(f"{ROUNDS}?stad=gent", {"due_on": typed})

    assert sentence in words_of(page)
    assert not VerificationRound.objects.exists()


def test_a_volunteer_begins_and_ends_nothing(client, volunteer, begun):
    assert "Begin de ronde" not in words_of(client.get(ROUNDS))
    assert client.post(f"{home_of(begun)}einde/").status_code == 404

    begun.delete()
    assert client.post(f"{ROUNDS}?stad=gent", {"due_on": FOUR_WEEKS}).status_code == 404
    assert "Een coördinator begint er een." in words_of(client.get(ROUNDS))


@pytest.mark.parametrize(("state", "status"), [("resting", 404), ("forming", 302)])
def test_a_city_whose_team_rests_begins_none(client, coordinator, krul, state, status):
    Chapter.objects.update(state=state)

    assert client.post(f"{ROUNDS}?stad=gent", {"due_on": FOUR_WEEKS}).status_code == status


def test_where_everybody_was_looked_at_lately_there_is_nobody_to_ask(client, coordinator, gent):
    make_merchant(chapter=gent)

    assert "in de laatste acht weken nagekeken" in words_of(client.get(ROUNDS))


def test_ended_twice_is_once_and_the_answers_stay_to_be_seen(client, coordinator, begun, krul):
    tap(client, begun, krul, answer="right")
    for sentence in ["De ronde is afgelopen.", "Deze ronde was al afgelopen."]:
        assert sentence in said(client.post(f"{home_of(begun)}einde/", follow=True))[0]

    page = words_of(client.get(home_of(begun)))
    assert "1 plek antwoordde nog niet" in page
    assert f"Ze liep van {date_format(TODAY, 'j F')} tot" in page
    assert "De vorige ronde" in words_of(client.get(ROUNDS))


# Answers


def test_the_page_of_a_place_reads_aloud_what_we_say_now(client, volunteer, begun, krul):
    Merchant.objects.filter(pk=krul.pk).update(opening_hours="Mo-Fr 09:00-18:00", street="Kasteellaan 1", languages=["nl", "tr"])

    page = client.get(page_of(begun, krul))

    for sentence in ["Amir", "0470 00 00 00", "ma–vr 9:00–18:00", "Kasteellaan 1", "Nederlands, Turks", "Alles klopt"]:
        assert sentence in words_of(page)
    assert 'href="tel:0470000000"' in page.text


@pytest.mark.parametrize(("asked", "ticked"), [("", "phone"), ("?hoe=visit", "visit"), ("?hoe=x", "phone")])
def test_whoever_comes_from_a_walk_need_not_say_that_it_was_a_visit(client, volunteer, begun, krul, asked, ticked):
    assert form_of(client.get(page_of(begun, krul) + asked))["channel"] == [ticked]


@pytest.mark.parametrize("channel", ["phone", "visit"])
def test_all_is_right_in_one_tap_and_the_place_leaves_the_list(client, volunteer, begun, krul, channel):
    done = tap(client, begun, krul, channel=channel, answer="right")

    assert said(done) == ["Genoteerd: alles klopt bij De Krul."]
    assert answer_of(krul) == ("right", channel)
    krul.refresh_from_db()
    assert (krul.checked_on, krul.checked_by) == (TODAY, "team")
    waiting_for = words_of(done).partition("1 plek antwoordde nog niet")[2].partition("Wie antwoordde")[0]
    assert "’t Hoekje" in waiting_for and "De Krul" not in waiting_for
    assert LogEntry.objects.get().object_id == str(krul.pk)


def test_something_changed_leads_to_where_it_is_changed_and_then_all_is_right(client, volunteer, begun, krul):
    done = tap(client, begun, krul, answer="changed")

    assert done.redirect_chain == [(f"/beheer/gebeld/{krul.pk}/", 302)]
    assert "Bij 1 plek is iets anders" in words_of(client.get(home_of(begun)))

    client.post(f"/beheer/gebeld/{krul.pk}/", {"what": "right"})
    assert answer_of(krul) == ("right", "phone")
    assert "is iets anders" not in words_of(client.get(home_of(begun)))


def test_a_place_that_stops_can_be_brought_back_on_the_same_page(client, volunteer, begun, krul):
    done = tap(client, begun, krul, answer="stops")

    assert done.redirect_chain == [(page_of(begun, krul), 302)]
    assert not Merchant.objects.get(pk=krul.pk).is_listed
    tap(client, begun, krul, answer="right")
    assert Merchant.objects.get(pk=krul.pk).is_listed


def test_paper_that_was_brought_along_is_on_its_way(client, volunteer, begun, krul):
    stickers, leaflets = make_paper_request(krul), make_paper_request(krul, what="leaflets")

    tap(client, begun, krul, channel="visit", answer="right", brought=[stickers.pk])

    for paper in (stickers, leaflets):
        paper.refresh_from_db()
    assert (stickers.sent_on, leaflets.sent_on) == (TODAY, None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"answer": ""}, "Er was niets gekozen."),
        ({"answer": "maybe"}, "Er was niets gekozen."),
        ({"answer": "right", "channel": "pigeon"}, "Zeg hoe je het hoorde"),
        ({"answer": "right", "channel": ""}, "Zeg hoe je het hoorde"),
        ({"answer": "right", "brought": "x"}, "geen geldige waarde"),
    ],
)
def test_what_is_no_answer_is_asked_again(client, volunteer, begun, krul, typed, sentence):
    make_paper_request(krul)
    page = tap(client, begun, krul, **typed)

    assert page.status_code == 200
    assert sentence in words_of(page)
    assert answer_of(krul) == ("", "")


def test_an_answer_after_the_round_was_over_says_where_else_it_goes(client, volunteer, begun, krul):
    VerificationRound.objects.update(begun_on=LONG_AGO, due_on=TODAY - timedelta(8), ended_on=TODAY - timedelta(7))

    assert "Deze ronde is voorbij." in words_of(client.get(page_of(begun, krul)))
    assert "Deze ronde is voorbij." in said(tap(client, begun, krul, answer="right"))[0]
    assert answer_of(krul) == ("", "")


def test_another_city_and_a_place_outside_the_round_are_not_there(client, volunteer, begun, gent, brussel):
    elsewhere = make_round(brussel)
    for address in [home_of(elsewhere), f"{home_of(elsewhere)}lijst/", page_of(begun, make_merchant(chapter=gent)), f"{ROUNDS}999/"]:
        assert client.get(address).status_code == 404


def test_a_city_asked_for_that_is_none_of_yours_shows_your_own(client, coordinator, krul, brussel):
    assert "Wie we in Gent zouden vragen" in words_of(client.get(f"{ROUNDS}?stad=brussel"))


# Who answered, and by which way


def test_the_round_tells_who_answered_by_which_way(client, coordinator, begun, krul, hoekje):
    tap(client, begun, krul, channel="visit", answer="right")
    actions.answer_whether_true(question=Verification.objects.get(merchant=hoekje), answer="right")

    page = words_of(client.get(home_of(begun)))

    assert "Met de link in de brief 1 Bij een bezoek 1 Samen 2" in page
    assert "’t Hoekje (met de link in de brief) De Krul (bij een bezoek)" in page
    assert "Iedereen antwoordde. Prachtig!" in page


def test_many_answers_and_many_changes_come_page_by_page(client, coordinator, gent, begun, monkeypatch):
    monkeypatch.setattr(rounds, "PAGE", 2)
    for number in range(3):
        for answer in ("right", "changed"):
            place = make_merchant(f"{answer} {number}", chapter=gent)
            about = {"answer": answer, "channel": "phone", "answered_on": TODAY}
            Verification.objects.create(merchant=place, round=begun, asked_on=TODAY, **about)

    first, second = (client.get(home_of(begun), {"anders": page}).context["changed"] for page in (1, 2))
    assert [[each.merchant.name for each in page] for page in (first, second)] == [["changed 0", "changed 1"], ["changed 2"]]
    page = client.get(home_of(begun), {"antwoorden": 3, "anders": 2})
    assert [each.merchant.name for each in page.context["said"]] == ["right 1", "right 2"]
    assert 'href="?antwoorden=2&amp;anders=2"' in page.text
    assert "Bij telefoon" not in page.text and "Samen 6" in words_of(page)


def test_places_stand_by_neighbourhood_and_those_that_left_are_not_waited_for(client, coordinator, gent):
    rabot = make_neighbourhood("Rabot", chapter=gent, slug="rabot")
    make_merchant("Ver weg", chapter=gent, checked_on=None)
    make_merchant("Bij Rabot", chapter=gent, checked_on=None, neighbourhood=rabot)
    left = make_merchant("Weg", chapter=gent, checked_on=None)
    begun, _ = actions.begin_round(chapter=gent, due_on=FOUR_WEEKS)
    actions.stop_taking_part(merchant=left)

    page = words_of(client.get(home_of(begun)))

    assert "2 plekken antwoordden nog niet Rabot Bij Rabot om langs te gaan: er is geen nummer bekend Gent Ver weg" in page
    assert "Weg" not in page


def test_a_round_costs_the_same_for_one_place_and_for_many(client, coordinator, gent):
    def cost():
        begun, _ = actions.begin_round(chapter=gent, due_on=FOUR_WEEKS)
        with statements() as sent:
            client.get(home_of(begun))
        actions.end_round(begun=begun)
        return len(sent)

    make_merchant(chapter=gent, checked_on=None)
    one = cost()
    for _ in range(60):
        make_merchant(chapter=gent, checked_on=None)

    assert cost() == one
    assert "Volgende" in words_of(client.get(home_of(VerificationRound.objects.first())))


# The front page, and the place itself


def waiting(client):
    return {something.text: something.url for something in client.get(reverse("admin:index")).context["waiting"]}


def test_the_front_page_says_when_a_round_may_begin(client, coordinator, krul):
    may_begin = "De halfjaarlijkse nazichtronde mag beginnen: Gent"
    assert waiting(client)[may_begin] == f"{ROUNDS}?stad=gent"

    ended = make_round(begun=182, ended_on=TODAY)
    assert may_begin in waiting(client)
    VerificationRound.objects.filter(pk=ended.pk).update(begun_on=TODAY - timedelta(181))
    assert may_begin not in waiting(client)


def test_nobody_is_told_to_begin_without_anybody_to_ask_or_without_being_a_coordinator(client, gent):
    make_merchant(chapter=gent)
    come_in(client, make_team_member("coordinator", chapter=gent))
    assert waiting(client) == {}

    Merchant.objects.update(checked_on=TODAY - timedelta(100))
    come_in(client, make_team_member("volunteer", chapter=gent))
    assert waiting(client) == {}


def test_while_a_round_runs_the_front_page_says_who_is_waited_for_and_until_when(client, volunteer, begun, krul):
    until = date_format(FOUR_WEEKS, "j F")
    sentence = f"Gent: 2 plekken zeiden nog niet of alles klopt; de ronde loopt tot {until}"
    assert waiting(client)[sentence] == home_of(begun)

    tap(client, begun, krul, answer="right")
    assert f"Gent: 1 plek zei nog niet of alles klopt; de ronde loopt tot {until}" in waiting(client)


def test_whoever_looks_after_a_place_finds_the_question_on_its_own_page(client, gent):
    lut = make_user("lut@example.org")
    krook = make_merchant("Krook", slug="krook", chapter=gent, people=[lut], checked_on=None)
    come_in(client, lut)
    assert "Klopt het nog?" not in words_of(client.get("/mijn-plek/krook/"))

    actions.begin_round(chapter=gent, due_on=FOUR_WEEKS)
    link = f"/nazicht/{Verification.objects.get(merchant=krook).token}/"
    assert f'href="{link}"' in client.get("/mijn-plek/krook/").text

    client.post(link, {"answer": "right"})
    assert link not in client.get("/mijn-plek/krook/").text


def test_the_answer_behind_the_link_shows_all_that_is_asked_for_and_no_number_in_full(client, begun, hoekje):
    Merchant.objects.filter(pk=hoekje.pk).update(contact_name="Lut", contact_phone="0470 12 34 56", street="Kasteellaan 1")

    page = words_of(client.get(f"/nazicht/{Verification.objects.get(merchant=hoekje).token}/"))

    assert "Kasteellaan 1" in page and "We vragen naar Lut. Het telefoonnummer eindigt op 56." in page
    assert "0470 12" not in page
