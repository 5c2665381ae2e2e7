"""Is it still true? A letter with a link, three answers, one tap, no login."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import IntegrityError
from django.utils import timezone

from merchants import actions, letters
from merchants.hours import BRUSSELS
from merchants.models import Chapter, Letter, Merchant, Verification
from tests.factories import make_merchant, make_treat, make_user

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=BRUSSELS))


@pytest.fixture
def hoekje(db):
    return make_merchant(
        "’t Hoekje", slug="hoekje", contact_email="lut@example.org", opening_hours="Mo-Fr 09:00-18:00", checked_on=TODAY - timedelta(200)
    )


@pytest.fixture
def link(hoekje):
    actions.ask_whether_true(merchant=hoekje)
    return f"/nazicht/{Verification.objects.get().token}/"


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def answered():
    return Verification.objects.get().answer


def test_the_letter_holds_the_link_and_the_link_opens_without_a_login(client, hoekje, link):
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("lut@example.org", "Klopt het nog, over ’t Hoekje?")
    assert f"{link}\n" in letter.body
    assert "26 december" in letter.body

    make_treat(merchant=hoekje, price=250)
    shown = words(client.get(link))
    for there in ["’t Hoekje", "Alles klopt", "Er is iets anders", "Wij stoppen", "09:00", "koffie (€\N{NO-BREAK SPACE}2,50)"]:
        assert there in shown or there in client.get(link).text


def test_opening_the_link_changes_nothing(client, hoekje, link):
    before = Merchant.objects.values().get()
    client.get(link)
    client.head(link)

    assert Merchant.objects.values().get() == before
    assert answered() == ""


def test_all_is_right_is_one_tap_and_stamps_the_place(client, hoekje, link):
    response = client.post(link, {"answer": "right"}, follow=True)

    assert response.redirect_chain == [(link, 303)]
    assert "Dan kan iedereen erop rekenen." in words(response)
    hoekje.refresh_from_db()
    assert (hoekje.checked_on, hoekje.checked_by) == (TODAY, "place")
    assert answered() == "right"


def test_a_stale_place_that_says_all_is_right_is_found_open_again(client, hoekje, link):
    Merchant.objects.update(checked_on=TODAY - timedelta(400))
    actions.rebuild_open_minutes(Merchant.objects.all())
    assert not Merchant.objects.open_at(timezone.now()).exists()

    client.post(link, {"answer": "right"})
    assert Merchant.objects.open_at(timezone.now()).exists()


def test_something_changed_goes_to_the_team_with_the_words(client, hoekje, link):
    for _ in range(2):
        client.post(link, {"answer": "changed", "words": "Op maandag zijn we dicht."})

    hoekje.refresh_from_db()
    assert hoekje.checked_on == TODAY - timedelta(200)
    letter = Letter.objects.get(to="team@gent.example")
    assert letter.subject == "Er is iets anders bij ’t Hoekje"
    assert "Op maandag zijn we dicht." in letter.body
    assert answered() == "changed"


def test_we_stop_takes_the_place_off_the_map_and_can_be_taken_back(client, hoekje, link):
    assert "Was het een vergissing?" in words(client.post(link, {"answer": "stops"}, follow=True))
    assert not Merchant.objects.listed().exists()

    client.post(link, {"answer": "right"})
    assert Merchant.objects.listed().get() == hoekje


def test_where_the_team_has_no_address_the_network_hears_what_changed(client, hoekje, link):
    Chapter.objects.update(email="")
    client.post(link, {"answer": "changed", "words": "Op maandag zijn we dicht."})

    assert "Op maandag zijn we dicht." in Letter.objects.get(to=letters.network_address()).body


def test_the_letter_is_in_the_language_of_the_place(hoekje):
    Merchant.objects.update(letter_language="fr")
    actions.ask_whether_true(merchant=hoekje)

    assert Letter.objects.get().subject == "Est-ce encore juste, à propos de ’t Hoekje ?"


def test_a_colleague_who_left_takes_no_working_link_along(client, db):
    lut, amir = make_user("lut@example.org"), make_user("amir@example.org")
    krul = make_merchant(people=[lut, amir])
    actions.ask_whether_true(merchant=krul)
    old = f"/nazicht/{Verification.objects.get().token}/"
    actions.stop_looking_after(merchant=krul, user=amir)

    assert client.post(old, {"answer": "stops"}).status_code == 404
    assert Merchant.objects.get(pk=krul.pk).is_listed


def test_an_answer_that_comes_after_the_place_closed_opens_nothing(hoekje, link):
    question = Verification.objects.get()
    Merchant.objects.update(state="closed")

    with pytest.raises(actions.LinkIsOver):
        actions.answer_whether_true(question=question, answer="right")
    assert Merchant.objects.get().state == "closed"


def test_a_place_that_left_by_itself_does_not_come_back_by_an_old_link(client, hoekje, link):
    actions.stop_taking_part(merchant=hoekje)

    assert client.post(link, {"answer": "right"}).status_code == 404
    assert not Merchant.objects.listed().exists()


@pytest.mark.parametrize("typed", [{}, {"answer": ""}, {"answer": "maybe"}, {"answer": "changed", "words": "x" * 301}])
def test_what_is_no_answer_is_explained_and_stays(client, link, typed):
    response = client.post(link, typed)

    assert response.status_code == 200
    assert answered() == ""
    assert typed.get("words", "") in words(response)
    assert 'class="errorlist"' in response.text


@pytest.mark.parametrize("days", [31, 400])
def test_after_thirty_days_the_link_says_so_kindly(client, link, days):
    Verification.objects.update(asked_on=TODAY - timedelta(days))

    response = client.post(link, {"answer": "right"})
    assert response.status_code == 404
    assert "Er is niets verloren" in words(response)
    assert answered() == ""


@pytest.mark.parametrize("token", ["nope", "x" * 200])
def test_a_link_nobody_made_says_the_same(client, db, token):
    assert "Er is niets verloren" in words(client.get(f"/nazicht/{token}/"))


def test_on_its_last_day_the_link_still_works(client, link):
    Verification.objects.update(asked_on=TODAY - timedelta(30))

    assert client.get(link).status_code == 200


def test_a_link_opens_its_own_place_only(client, hoekje, link):
    krul = make_merchant("De Krul", checked_on=date(2026, 1, 1))
    client.post(link, {"answer": "right", "merchant": krul.pk})

    krul.refresh_from_db()
    assert krul.checked_on == date(2026, 1, 1)


# Who is asked


def test_without_a_contact_everybody_who_looks_after_it_is_asked(db):
    actions.ask_whether_true(merchant=make_merchant(people=[make_user("a@example.org"), make_user("b@example.org")]))

    assert set(Letter.objects.values_list("to", flat=True)) == {"a@example.org", "b@example.org"}


def test_a_place_without_any_address_is_left_to_the_phone(db):
    with pytest.raises(actions.NoAddress):
        actions.ask_whether_true(merchant=make_merchant())
    assert not Verification.objects.exists()


def test_asked_twice_on_a_day_is_once(hoekje, link):
    assert actions.ask_whether_true(merchant=hoekje) is False

    assert Letter.objects.count() == 1
    with pytest.raises(IntegrityError):
        Verification.objects.create(merchant=hoekje, asked_on=TODAY)


def test_the_command_asks_whom_nobody_looked_at_for_half_a_year_and_nobody_twice(hoekje, capsys):
    make_merchant("Pas bekeken", contact_email="a@example.org", checked_on=TODAY - timedelta(180))
    make_merchant("Weg", contact_email="b@example.org", checked_on=None, state="closed")
    make_merchant("Nooit bekeken", contact_email="c@example.org", checked_on=None)

    call_command("ask_whether_true")
    call_command("ask_whether_true")

    assert capsys.readouterr().out == "wrote to 2 places\nwrote to 0 places\n"
    assert set(Letter.objects.values_list("to", flat=True)) == {"lut@example.org", "c@example.org"}


def test_whoever_did_not_answer_is_asked_again_after_a_season(hoekje):
    actions.ask_all_whether_true(TODAY)

    assert actions.ask_all_whether_true(TODAY + timedelta(89)) == 0
    assert actions.ask_all_whether_true(TODAY + timedelta(90)) == 1
