"""Doors to what a place prints itself, and one tap for what the team brings."""

from datetime import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from merchants.actions import ask_for_paper, send_paper
from merchants.hours import BRUSSELS
from merchants.letters import Letter, network_address
from merchants.models import PaperRequest
from tests.factories import make_merchant, make_paper_request, make_user
from tests.pages import words_of
from tests.queries import statements
from tests.races import at_once

PAPER = "/mijn-plek/hoekje/papier/"


@pytest.fixture
def hoekje(db):
    return make_merchant("’t Hoekje", slug="hoekje", street="Noordstraat 1", people=[make_user("lut@example.org"), make_user()])


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.first().user)
    return client


def ask(client, what="stickers"):
    return words_of(client.post(PAPER, {"what": what}, follow=True))


def test_one_tap_asks_the_team_and_the_page_says_when(owner, hoekje, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=BRUSSELS))

    told = ask(owner)

    assert "Het team van Gent weet het, en brengt of stuurt het." in told
    assert "Stickers Gevraagd op 26 november. Het team weet het." in told
    request = PaperRequest.objects.get()
    assert (request.merchant, request.what, str(request.asked_on), request.sent_on) == (hoekje, "stickers", "2026-11-26", None)
    letter = Letter.objects.get()
    assert (letter.event, letter.to, letter.subject) == (f"paper-{request.pk}", "team@gent.example", "’t Hoekje vraagt stickers")
    assert "Noordstraat 1" in letter.body
    assert "/beheer/merchants/paperrequest/?sent_on__isempty=1" in letter.body


def test_a_second_tap_says_kindly_that_it_is_known(owner):
    ask(owner)

    assert "Je vroeg dit al: het team van Gent weet het, en het komt eraan." in ask(owner)
    assert PaperRequest.objects.count() == Letter.objects.count() == 1


def test_leaflets_stickers_and_a_board_are_asked_for_apart(owner):
    for what in PaperRequest.What.values:
        ask(owner, what)

    assert set(PaperRequest.objects.values_list("what", flat=True)) == {"leaflets", "stickers", "board"}
    assert Letter.objects.count() == 3


def test_what_is_on_its_way_can_be_asked_for_again(owner, hoekje, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 26, 12, tzinfo=BRUSSELS))
    ask(owner)
    send_paper(PaperRequest.objects.all())

    page = owner.get(PAPER)

    assert "De vorige zijn onderweg sinds 26 november." in words_of(page)
    assert 'value="stickers"' in page.content.decode()
    assert "Gevraagd op" in ask(owner)
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("what", ["", "goud", "x" * 10_000, "’t \N{GRINNING FACE}"])
def test_a_tap_we_do_not_understand_asks_for_nothing_and_says_so(owner, what):
    assert "We begrepen niet wat je graag had." in ask(owner, what)
    assert not PaperRequest.objects.exists()


def test_a_colleague_sees_what_was_asked(owner, hoekje):
    ask(owner)
    owner.force_login(hoekje.people.last().user)

    assert "Gevraagd op" in words_of(owner.get(PAPER))


def test_paper_is_not_asked_for_by_a_stranger(client, hoekje):
    assert client.post(PAPER, {"what": "stickers"})["Location"].startswith("/accounts/login/")
    client.force_login(make_user())
    assert client.get(PAPER).status_code == client.post(PAPER, {"what": "stickers"}).status_code == 404
    assert not PaperRequest.objects.exists()


def test_the_page_leads_to_each_print_and_the_page_of_the_place_leads_here(owner):
    page = owner.get(PAPER)

    for address in ["/plek/hoekje/bord/", "/plek/hoekje/sticker/", "/mijn-plek/hoekje/papier/kaart/"]:
        assert f'href="{address}"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert f'href="{PAPER}"' in owner.get("/mijn-plek/hoekje/").content.decode()


def test_the_page_costs_the_same_however_often_was_asked(owner, hoekje):
    def asked():
        with statements() as sent:
            owner.get(PAPER)
        return len(sent)

    before = asked()
    for _ in range(3):
        make_paper_request(hoekje, sent_on=timezone.localdate())

    assert before == asked()


def test_a_place_whose_team_has_no_mail_address_can_ask_all_the_same(owner, hoekje):
    type(hoekje.chapter).objects.update(email="")

    assert "Gevraagd op" in ask(owner)
    assert Letter.objects.get().to == network_address()


# What the database keeps


def test_the_database_keeps_one_open_request_of_each_kind(hoekje):
    make_paper_request(hoekje, sent_on=timezone.localdate())
    make_paper_request(hoekje)

    with pytest.raises(IntegrityError, match="paper_asked_once"):
        make_paper_request(hoekje)


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_tap_at_once_ask_once():
    place = make_merchant()

    answers = at_once(*[lambda: ask_for_paper(merchant=place, what="board")] * 6)

    assert sorted(answers) == [False] * 5 + [True]
    assert PaperRequest.objects.count() == Letter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_volunteers_who_send_it_at_once_send_it_once():
    make_paper_request()

    sent = at_once(*[lambda: send_paper(PaperRequest.objects.all())] * 6)

    assert sorted(map(len, sent)) == [0] * 5 + [1]
