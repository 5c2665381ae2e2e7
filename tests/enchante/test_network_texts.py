"""/beheer/teksten-van-het-netwerk/: HQ says the letters that are of no city, such as the one with the code to come in."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from merchants import actions
from merchants.models import ChapterText
from merchants.texts import TEXTS, Words
from tests.factories import make_chapter_text, make_merchant, make_organisation, make_user
from tests.pages import form_of, words_of
from tests.races import at_once

pytestmark = pytest.mark.django_db
PAGE = "/beheer/teksten-van-het-netwerk/login_code/"
BODY = "Dag!\n\n{code}\n\nTot zo bij {network}."


@pytest.fixture(autouse=True)
def nobody_knocked_yet():
    cache.clear()


def tap(client, what="save", page=PAGE, **changes):
    sent = {name: values[0] for name, values in form_of(client.get(page)).items()}
    return client.post(page, sent | {"what": what} | changes, follow=True)


def come_in(client, email="lut@example.org", path="/accounts/login/"):
    """The mail that goes out."""
    client.post(path, {"login": email})
    return mail.outbox[-1]


def test_hq_says_the_login_letter_in_its_own_words_and_it_goes_out_so(client, hq):
    make_user("lut@example.org")
    assert "Dit is de gewone tekst" in words_of(client.get(PAGE))

    assert "Vanaf nu gaat de brief weg in jullie woorden." in words_of(tap(client, subject="Je code: {code}", body=BODY))

    client.logout()
    sent = come_in(client)
    code = re.search(r"^\d{4}-\d{4}$", sent.body, re.MULTILINE)[0]
    assert (sent.subject, sent.body) == (f"Je code: {code}", f"Dag!\n\n{code}\n\nTot zo bij Enchanté.\n")
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert "_auth_user_id" in client.session


def test_the_code_cannot_be_left_out(client, hq):
    assert "{code} moet in de tekst blijven" in words_of(tap(client, subject="Je code", body="Dag!"))

    assert not ChapterText.objects.exists()


def test_it_can_be_looked_at_and_said_as_usual_again(client, hq):
    assert "Tot zo bij Enchanté." in words_of(tap(client, "look", subject="Je code", body=BODY))

    tap(client, subject="Je code", body=BODY)
    assert "jullie woorden" in words_of(client.get("/beheer/teksten-van-het-netwerk/"))
    tap(client, "shipped")

    assert not ChapterText.objects.exists()


@pytest.mark.parametrize("body", ["Geen code hier.", "{code} en {wat}", "{code} {"])
def test_a_broken_letter_still_lets_people_in(client, body):
    make_user("lut@example.org")
    make_chapter_text(None, name="login_code", subject="Stuk", body=body)

    sent = come_in(client)

    assert sent.subject.endswith("is je code")
    assert re.search(r"^\d{4}-\d{4}$", sent.body, re.MULTILINE)


@pytest.mark.parametrize(("path", "ending"), [("/accounts/login/", "is je code"), ("/fr/accounts/login/", "Voici")])
def test_each_language_has_its_own_words(client, path, ending):
    make_user("lut@example.org")
    make_chapter_text(None, name="login_code", language="fr", subject="Voici", body="{code}")

    assert come_in(client, path=path).subject.endswith(ending)


def test_whoever_is_not_known_hears_so_in_the_words_of_hq(client):
    make_chapter_text(None, name="unknown_address", subject="Wie?", body="Dag {email}, begin bij {url}.")

    sent = come_in(client, "wie@example.org")

    assert sent.subject == "Wie?"
    assert re.fullmatch(r"Dag wie@example.org, begin bij http\S+/doe-mee/\.\n", sent.body)


def test_no_city_says_what_is_of_no_city_and_the_network_says_no_letter_of_a_city(client, hq, gent):
    with pytest.raises(actions.CannotBeSaid):
        actions.say_otherwise(chapter=gent, name="unknown_address", language="nl", words=Words("Wie?", "{email}"), seen="")

    assert client.get("/beheer/teksten/gent/unknown_address/").status_code == 404
    assert client.get("/beheer/teksten-van-het-netwerk/approved/").status_code == 404
    assert str(TEXTS["unknown_address"].about) not in client.get("/beheer/teksten/gent/").text


# The code in the words of a city


def of_gent(gent, how):
    user = make_user("lut@example.org")
    match how:
        case "place":
            make_merchant("De Krook", chapter=gent).people.create(user=user)
        case "team":
            gent.team.create(user=user, role="peer")
        case "organisation":
            make_organisation(chapter=gent).referrers.create(user=user)
    return user


@pytest.fixture
def said(gent):
    """Gent and the network each say the letter with the code."""
    make_chapter_text(gent, name="login_code", subject="Van Gent: {code}", body="{code}")
    make_chapter_text(None, name="login_code", subject="Van ons allen: {code}", body="{code}")


@pytest.mark.parametrize("how", ["place", "team", "organisation"])
def test_whoever_is_of_one_city_gets_the_code_in_its_words(client, gent, said, how):
    of_gent(gent, how)

    assert come_in(client).subject.startswith("Van Gent")


def test_two_places_in_one_city_are_one_city(client, gent, said):
    user = of_gent(gent, "place")
    make_merchant("Bar Warm", chapter=gent).people.create(user=user)

    assert come_in(client).subject.startswith("Van Gent")


@pytest.mark.parametrize("how", ["place", "team", "organisation"])
def test_whoever_is_of_two_cities_gets_the_words_of_the_network(client, gent, brussel, said, how):
    make_merchant("Elders", chapter=brussel).people.create(user=of_gent(gent, how))

    assert come_in(client).subject.startswith("Van ons allen")


def test_hq_and_whoever_is_of_no_city_get_the_words_of_the_network(client, gent, said):
    make_user("niets@example.org")
    gent.team.create(user=make_user("top@example.org", is_superuser=True), role="coordinator")

    assert come_in(client, "niets@example.org").subject.startswith("Van ons allen")
    assert come_in(client, "top@example.org").subject.startswith("Van ons allen")


def test_a_city_whose_words_lost_the_code_uses_those_of_the_network(client, gent, said):
    of_gent(gent, "place")
    ChapterText.objects.filter(chapter=gent).update(body="Geen code.")

    assert come_in(client).subject.startswith("Van ons allen")


def test_the_words_of_the_network_are_the_usual_ones_of_a_city(client, hq, gent):
    make_chapter_text(None, name="login_code", subject="Van ons allen: {code}", body="{code}")
    page = "/beheer/teksten/gent/login_code/"

    assert form_of(client.get(page))["subject"] == ["Van ons allen: {code}"]
    assert "Dit is de gewone tekst" in words_of(client.get(page))
    assert "{code} moet in de tekst blijven" in words_of(tap(client, page=page, subject="Code", body="Dag!"))
    tap(client, page=page, subject="Van Gent", body="{code}")
    assert ChapterText.objects.get(chapter=gent).subject == "Van Gent"
    tap(client, "shipped", page=page)
    assert not ChapterText.objects.filter(chapter=gent).exists()


def test_the_page_does_not_tell_who_is_of_which_city(gent, said):
    of_gent(gent, "place")

    answers = [Client().post("/accounts/login/", {"login": email}) for email in ("lut@example.org", "wie@example.org")]

    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [letter.subject.partition(":")[0] for letter in mail.outbox] == ["Van Gent", "Je wilde inloggen"]


def test_hq_hears_on_the_front_page_that_a_letter_is_not_used(client, hq):
    make_chapter_text(None, name="login_code", subject="Stuk", body="Geen code.")

    (line,) = [each for each in client.get("/beheer/").context["waiting"] if each.url == "/beheer/teksten-van-het-netwerk/"]

    assert line.text.startswith("1 tekst mist iets")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_of_hq_who_save_at_once_do_not_write_over_each_other():
    shipped = actions.mark_of(TEXTS["login_code"].shipped("nl"))
    how = {"chapter": None, "name": "login_code", "language": "nl", "seen": shipped}

    came = at_once(*(lambda word=word: actions.say_otherwise(words=Words(word, BODY), **how) for word in ("Eén", "Twee")))

    assert sorted(type(each).__name__ for each in came) == ["NoneType", "SaidMeanwhile"]
    assert ChapterText.objects.count() == 1
