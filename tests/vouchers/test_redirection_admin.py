"""Treats for a place without a login: the team rings up and notes the answer."""

import pytest

from merchants.letters import Letter
from tests.factories import make_chapter, make_team_member, make_user
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, make_redirection
from vouchers import actions
from vouchers.models import Redirection, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter()


@pytest.fixture(params=["volunteer", "coordinator"])
def johan(request, client, gent):
    user = make_team_member(request.param, chapter=gent)
    come_in(client, user)
    return user


def boards():
    return sorted(Treat.objects.values_list("waiting", flat=True))


def test_a_yes_by_phone_moves_them(client, gent, johan):
    question = make_redirection(gent)
    assert Letter.objects.get().to == gent.email
    assert "1 plek is gevraagd om traktaties over te nemen" in words_of(client.get("/beheer/"))

    act(client, "says_yes", question)

    assert Redirection.objects.get().accepted
    assert boards() == [1, 2]
    assert "gevraagd om traktaties over te nemen" not in words_of(client.get("/beheer/"))


def test_a_no_by_phone_moves_nothing(client, gent, johan):
    act(client, "says_no", make_redirection(gent))

    assert Redirection.objects.get().accepted is False
    assert boards() == [3]


def test_answered_meanwhile_is_told_and_changes_nothing(client, gent, johan):
    question = make_redirection(gent)
    for _ in range(3):
        actions.hand_out(treat=question.treat, key=make_redirection(gent).key)

    page = act(client, "says_yes", question)

    assert "intussen beantwoord, of uitgedeeld" in words_of(page)
    question.refresh_from_db()
    assert question.accepted is None


def test_another_citys_question_is_not_theirs(client, gent, johan):
    elsewhere, own = make_redirection(make_chapter("brussel")), make_redirection(gent)

    act(client, "says_yes", own, elsewhere)

    elsewhere.refresh_from_db()
    assert elsewhere.accepted is None


def test_who_has_a_login_answers_alone_and_is_no_work_for_the_team(client, gent, johan):
    make_redirection(gent).to_merchant.people.create(user=make_user())

    assert "gevraagd om traktaties over te nemen" not in words_of(client.get("/beheer/"))
