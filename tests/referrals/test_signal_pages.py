"""Telling that it was different, by anybody; and what an organisation hears of what it asked."""

from datetime import timedelta
from time import time
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from enchante.login import LAST_SEEN
from merchants.models import Letter, Merchant
from referrals.models import Signal
from referrals.views import signals
from tests.factories import make_merchant, make_organisation, make_signal, make_user
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/meldingen/krook/"


@pytest.fixture(autouse=True)
def krook():
    return make_merchant("De Krook", slug="krook")


@pytest.fixture
def sofie():
    return make_user()


@pytest.fixture
def caw(sofie):
    return make_organisation("CAW Gent", people=[sofie])


def send(client, reason="closed", **typed):
    return client.post(HERE, {"reason": reason, "words": "", "nickname": "", "key": uuid4()} | typed, follow=True)


# Story


def test_from_the_page_of_a_place_and_from_a_list_one_comes_to_the_form(client):
    for page in ["/plek/krook/", "/lijstje/?plek=krook"]:
        assert f'href="{HERE}"' in client.get(page).content.decode()

    page = words_of(client.get(HERE))
    assert "Was het anders bij De Krook?" in page
    assert "De deur was dicht" in page
    assert "binnen 7 dagen" in page


@pytest.mark.parametrize("reason", Signal.Reason.values)
def test_one_tap_sends_it_and_a_page_that_can_be_opened_again_says_so(client, krook, reason):
    page = client.get(HERE)

    answer = client.post(HERE, {"reason": reason, "words": "", "nickname": "", "key": value_of(page, "key")})

    assert (answer.status_code, answer.url) == (303, f"{HERE}bedankt/")
    assert "Dankjewel, het is aangekomen" in words_of(client.get(answer.url))
    signal = Signal.objects.get()
    assert (signal.merchant, signal.reason, signal.words, signal.organisation) == (krook, reason, "", None)
    assert str(signal.pk) == value_of(page, "key")


def test_a_sentence_goes_along_and_waits_for_a_reader(client):
    send(client, words="  Het rolluik \n was toe. ")

    signal = Signal.objects.get()
    assert (signal.words, signal.words_are_read) == ("Het rolluik was toe.", False)
    assert not Letter.objects.exists()


def test_a_form_sent_twice_is_one(client):
    key = uuid4()

    assert [send(client, key=key).status_code for _ in range(2)] == [200, 200]
    assert Signal.objects.count() == 1


def test_nobody_is_asked_who_they_are_and_no_session_begins(client):
    client.get(HERE)
    send(client)

    assert set(client.cookies) == {"csrftoken"}
    assert not Session.objects.exists()


# Somebody of an organisation


def test_who_points_the_way_is_told_where_the_answer_comes(client, sofie, caw):
    client.force_login(sofie)
    assert f'value="{caw.pk}" selected' in client.get(HERE).content.decode()

    page = send(client, answer_to=caw.pk)

    there = reverse("referrals:organisation-questions", args=[caw.pk])
    assert page.redirect_chain[-1] == (there, 303)
    assert "Dankjewel, het is aangekomen. Het antwoord komt hier." in words_of(page)
    assert Signal.objects.get().organisation == caw


@pytest.mark.parametrize("points_the_way", [True, False])
def test_whoever_has_a_login_may_read_the_answer_alone(client, sofie, request, points_the_way):
    if points_the_way:
        request.getfixturevalue("caw")
    client.force_login(sofie)

    page = send(client, answer_to="me")

    assert page.redirect_chain[-1] == ("/mijn-vragen/", 303)
    assert "Dankjewel, het is aangekomen. Het antwoord komt hier." in words_of(page)
    assert "Je hebt een antwoord tegen" in words_of(page)
    assert "Mijn vragen" in words_of(client.get(reverse("own-account")))
    signal = Signal.objects.get()
    assert (signal.organisation, signal.asked_by) == (None, sofie)


@pytest.mark.parametrize("answer_to", ["", None])
def test_whoever_has_a_login_may_ask_without_it(client, sofie, answer_to):
    client.force_login(sofie)

    page = send(client, **({} if answer_to is None else {"answer_to": answer_to}))

    assert page.redirect_chain[-1] == (f"{HERE}bedankt/", 303)
    signal = Signal.objects.get()
    assert (signal.organisation, signal.asked_by) == (None, None)


def test_nobody_without_a_login_asks_as_somebody(client):
    assert send(client, answer_to="me").redirect_chain[-1] == (f"{HERE}bedankt/", 303)
    assert Signal.objects.get().asked_by is None


def test_questions_of_ones_own_are_read_by_nobody_else(client, sofie, caw, krook):
    make_signal(krook, asked_by=sofie, state="closed", closed_on=timezone.localdate(), answer="De soep is er weer.")
    colleague = make_user()
    caw.referrers.create(user=colleague)

    for user, here in [(sofie, reverse("referrals:organisation-questions", args=[caw.pk])), (colleague, "/mijn-vragen/")]:
        client.force_login(user)
        assert "De soep" not in words_of(client.get(here))
    client.force_login(sofie)
    assert "De soep is er weer." in words_of(client.get("/mijn-vragen/"))


def test_who_erases_their_login_leaves_a_question_of_nobody(sofie, krook):
    make_signal(krook, asked_by=sofie)

    sofie.delete()

    assert Signal.objects.get().asked_by is None


def test_an_answer_comes_to_one_address_alone(sofie, caw, krook):
    with pytest.raises(IntegrityError, match="signal_answered_to_one"):
        make_signal(krook, organisation=caw, asked_by=sofie)


def test_a_screen_that_was_left_alone_asks_for_no_organisation(client, sofie, caw):
    client.force_login(sofie)
    session = client.session
    session[LAST_SEEN] = int(time()) - 31 * 60
    session.save()

    send(client, answer_to=caw.pk)

    assert Signal.objects.get().organisation is None


def test_nobody_asks_for_an_organisation_of_others(client, sofie, caw):
    other = make_organisation("OCMW Brugge")
    client.force_login(sofie)

    assert "Kies wie het antwoord leest." in words_of(send(client, answer_to=other.pk))
    client.logout()
    send(client, answer_to=other.pk)

    assert set(Signal.objects.values_list("organisation", flat=True)) == {None}


def test_an_organisation_reads_what_was_promised_and_what_came_of_it(client, sofie, caw, krook):
    today = timezone.localdate()
    closed = {"state": "closed", "closed_on": today}
    make_signal(krook, organisation=caw, day=today)
    make_signal(krook, organisation=caw, reason="hours", state="asked")
    make_signal(krook, organisation=caw, reason="no_longer", answer="De soep is er weer vanaf maandag.", **closed)
    make_signal(krook, organisation=caw, reason="lovely", **closed)
    client.force_login(sofie)

    page = words_of(client.get(reverse("referrals:organisation-questions", args=[caw.pk])))

    assert "Het team kijkt ernaar. Je hebt een antwoord tegen" in page
    assert f"{(today + timedelta(days=7)).day} " in page
    assert "Het team vroeg het aan de plek." in page
    assert "De soep is er weer vanaf maandag." in page
    assert "De plek heeft het gehoord, met onze dank." in page


def test_a_sentence_is_read_by_the_team_alone(client, sofie, caw, krook):
    make_signal(krook, organisation=caw, words="Jef zei neen.")
    client.force_login(sofie)

    for page in [reverse("referrals:organisation-questions", args=[caw.pk]), HERE, "/plek/krook/", "/plekken/", "/plekken.geojson"]:
        assert "Jef" not in client.get(page).content.decode()


def test_a_place_that_left_is_not_named_in_what_was_asked(client, sofie, caw, krook):
    make_signal(krook, organisation=caw)
    Merchant.objects.update(state="left")
    client.force_login(sofie)

    page = words_of(client.get(reverse("referrals:organisation-questions", args=[caw.pk])))

    assert "Een plek die niet meer meedoet" in page
    assert krook.name not in page


def test_many_questions_come_page_by_page(client, sofie, caw, krook):
    for number in range(signals.ON_A_PAGE + 1):
        make_signal(krook, organisation=caw, day=timezone.localdate() - timedelta(days=number))
    client.force_login(sofie)
    here = reverse("referrals:organisation-questions", args=[caw.pk])

    assert len(client.get(here).context["page"]) == signals.ON_A_PAGE
    for odd in ["2", "99", "x", "-1", "9" * 400]:
        assert client.get(here, {"pagina": odd}).status_code == 200


# Stranger


def test_a_stranger_reads_no_questions_of_an_organisation(client, caw, krook):
    make_signal(krook, organisation=caw)
    client.force_login(make_user())

    assert client.get(reverse("referrals:organisation-questions", args=[caw.pk])).status_code == 404


def test_another_organisation_reads_its_own_questions_only(client, caw, krook):
    fatma = make_user()
    ocmw = make_organisation("OCMW Brugge", people=[fatma])
    make_signal(krook, organisation=caw)
    client.force_login(fatma)

    assert "Jullie vroegen nog niets" in words_of(client.get(reverse("referrals:organisation-questions", args=[ocmw.pk])))


@pytest.mark.parametrize("state", ["closed", "applied", "left"])
def test_a_place_that_takes_no_part_has_no_form(client, state):
    Merchant.objects.update(state=state)

    assert client.get(HERE).status_code == send(client).status_code == 404


# Slip


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("bel 0478 12 34 56", "Er staat een telefoonnummer of een ander lang nummer in wat je schreef."),
        ("85.07.30-033.28", "Er staat een telefoonnummer of een ander lang nummer in wat je schreef."),
        ("zie www.voorbeeld.be", "Er staat een link in wat je schreef."),
        ("an@voorbeeld.be", "Er staat een mailadres in wat je schreef."),
        ("BE68 5390 0754 7034", "Er staat een rekeningnummer in wat je schreef."),
        ("a" * 301, "Een zin heeft hier hoogstens 300 tekens; deze heeft er 301."),
    ],
)
def test_what_gives_somebody_away_is_explained_and_stays_typed(client, words, sentence):
    page = send(client, words=words)

    assert sentence in words_of(page)
    assert words in page.content.decode()
    assert not Signal.objects.exists()


@pytest.mark.parametrize("reason", ["", "stolen", "é" * 500])
def test_an_odd_reason_is_asked_again_and_nothing_is_lost(client, reason):
    page = send(client, reason=reason, words="Het rolluik was toe.")

    assert "Tik aan wat er anders was." in words_of(page)
    assert "Het rolluik was toe." in words_of(page)
    assert not Signal.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "9" * 400])
def test_a_lost_key_is_made_anew(client, key):
    send(client, key=key)

    assert Signal.objects.get().pk.version == 4


def test_a_machine_that_fills_in_everything_is_asked_once_more(client):
    page = send(client, nickname="Koop nu", words="Het rolluik was toe.")

    assert "We maakten het weer leeg" in words_of(page)
    assert "Het rolluik was toe." in words_of(page)
    assert not Signal.objects.exists()


def test_too_many_in_a_day_are_told_so_kindly_and_nothing_is_lost(client, monkeypatch):
    monkeypatch.setattr(signals, "FORMS_A_DAY", 1)
    send(client)

    page = send(client, words="Het rolluik was toe.")

    assert page.status_code == 429
    assert "Probeer het morgen opnieuw" in words_of(page)
    assert "Het rolluik was toe." in words_of(page)
    assert Signal.objects.count() == 1


# Costs


def test_the_questions_cost_the_same_for_one_and_for_three(client, sofie, caw):
    client.force_login(sofie)

    def cost():
        with statements() as sent:
            client.get(reverse("referrals:organisation-questions", args=[caw.pk]))
        return len(sent)

    make_signal(organisation=caw)
    cost()
    one = cost()
    for _ in range(2):
        make_signal(organisation=caw)

    assert cost() == one
