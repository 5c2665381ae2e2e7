"""Sending idle treats on: they move once the other place says yes, the money never does, and the books stay in balance."""

from datetime import date, timedelta
from functools import partial
from html import unescape
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from merchants.models import Letter
from tests.factories import make_chapter, make_kind, make_merchant, make_purchase, make_treat, make_user
from tests.queries import statements
from tests.races import at_once, meet
from tests.refusals import refused_by
from vouchers import actions, books
from vouchers.actions import redirecting
from vouchers.models import Movement, Redirection, Treat

SEND = "/mijn-plek/hoekje/doorsturen/"


@pytest.fixture
def hoekje(db):
    return make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org")], contact_email="hoekje@example.org")


@pytest.fixture
def house(db):
    people = [make_user("huis@example.org")]
    return make_merchant("Het Huis", slug="huis", kind="house", people=people, contact_email="huis@example.org")


@pytest.fixture
def coffee(hoekje):
    return make_treat(merchant=hoekje, waiting=5, price=250)


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.first().user)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def boards():
    """How many hang where."""
    return {(treat.merchant.name, treat.kind.slug): treat.waiting for treat in Treat.objects.select_related("merchant", "kind")}


def send(client, treat, quantity=3, key=None, **goal):
    sent = {"quantity": quantity, "key": key or uuid4(), **{name: row.pk for name, row in goal.items()}}
    return client.post(SEND, {"treat": treat.pk, **{f"{treat.pk}-{name}": value for name, value in sent.items()}}, follow=True)


def ask(coffee, house, quantity=3):
    return actions.ask_to_take_over(treat=coffee, to_merchant=house, quantity=quantity, key=uuid4())


def answer(client, merchant, question, says):
    client.force_login(merchant.people.first().user)
    return client.post(f"/mijn-plek/{merchant.slug}/doorsturen/{question.pk}/", {"answer": says}, follow=True)


# The story


def test_treats_move_once_the_other_place_says_yes(owner, client, hoekje, house, coffee):
    assert "Het Huis krijgt de vraag" in words(send(owner, coffee, to=house))
    assert boards() == {("’t Hoekje", "koffie"): 5}
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("huis@example.org", "3 koffies van ’t Hoekje?")
    assert "vroeg je Het Huis om 3 koffies over te nemen" in words(owner.get(SEND))

    client.force_login(house.people.get().user)
    assert "Een andere plek stuurt je graag traktaties door" in words(client.get("/mijn-plek/huis/"))
    assert "’t Hoekje stuurt je graag 3 koffies door." in words(client.get("/mijn-plek/huis/doorsturen/"))
    assert "Ze hangen nu op jouw bord." in words(answer(client, house, Redirection.objects.get(), "yes"))

    assert boards() == {("’t Hoekje", "koffie"): 2, ("Het Huis", "koffie"): 3}
    assert Treat.objects.get(merchant=house).is_offered is False
    assert list(books.differences()) == []


def test_the_money_stays_with_the_place_where_it_was_paid(hoekje, house, coffee):
    purchase = make_purchase(coffee, quantity=2, paid=True)
    actions.take_over(question=ask(coffee, house, 7))

    assert boards() == {("’t Hoekje", "koffie"): 0, ("Het Huis", "koffie"): 7}
    assert purchase.lines.get().treat.merchant == hoekje
    assert list(books.differences()) == []


def test_coffees_become_soups_at_the_same_place_at_once(owner, hoekje, coffee):
    soup = make_treat(merchant=hoekje, kind="soep", price=450)

    send(owner, coffee, quantity=2, kind=soup.kind)

    assert boards() == {("’t Hoekje", "koffie"): 3, ("’t Hoekje", "soep"): 2}
    assert list(books.differences()) == []


def test_no_is_fine_and_a_question_can_be_taken_back(client, hoekje, house, coffee):
    answer(client, house, ask(coffee, house), "no")
    answer(client, hoekje, ask(coffee, house), "no")

    assert boards() == {("’t Hoekje", "koffie"): 5}
    assert set(Redirection.objects.values_list("accepted", flat=True)) == {False}


def test_only_the_place_that_was_asked_can_say_yes(client, hoekje, house, coffee):
    question = ask(coffee, house)
    answer(client, hoekje, question, "yes")

    assert boards() == {("’t Hoekje", "koffie"): 5}


# Slips


def test_the_same_form_twice_is_one_question_and_one_letter(owner, house, coffee):
    key = uuid4()
    for _ in range(2):
        send(owner, coffee, to=house, key=key)
    send(owner, coffee, to=house)

    assert Redirection.objects.count() == 1
    assert Letter.objects.count() == 1


def test_asked_again_before_an_answer_the_last_number_counts(coffee, house):
    ask(coffee, house, 1)
    ask(coffee, house, 5)

    assert Redirection.objects.get().quantity == 5
    assert Letter.objects.count() == 1


def test_what_was_handed_out_while_the_page_lay_open_is_told(owner, hoekje, house, coffee):
    actions.recount(treat=coffee, count=0, key=uuid4())

    assert "Intussen zijn ze weggegeven" in words(send(owner, coffee, to=house))


def test_the_same_change_of_kind_twice_is_one(hoekje, coffee):
    key, soup = uuid4(), make_kind("soep")
    for _ in range(2):
        actions.change_kind(treat=coffee, kind=soup, quantity=2, key=key)

    assert boards() == {("’t Hoekje", "koffie"): 3, ("’t Hoekje", "soep"): 2}


def test_yes_twice_moves_them_once(client, house, coffee):
    question = ask(coffee, house)
    answer(client, house, question, "yes")

    assert "Hierop was al geantwoord." in words(answer(client, house, question, "yes"))
    assert boards() == {("’t Hoekje", "koffie"): 2, ("Het Huis", "koffie"): 3}


def test_what_was_handed_out_meanwhile_does_not_move(client, house, coffee):
    question = ask(coffee, house)
    actions.recount(treat=coffee, count=1, key=uuid4())
    answer(client, house, question, "yes")
    assert boards() == {("’t Hoekje", "koffie"): 0, ("Het Huis", "koffie"): 1}

    actions.add_at_counter(treat=coffee, key=uuid4())
    question = ask(coffee, house, 1)
    actions.hand_out(treat=coffee, key=uuid4())
    assert "Intussen zijn ze weggegeven" in words(answer(client, house, question, "yes"))
    assert Redirection.objects.get(pk=question.pk).accepted is None


@pytest.mark.parametrize(
    ("quantity", "told"),
    [(6, "Zoveel hangen er nu niet"), (0, "van 1 tot 999"), (-3, "van 1 tot 999"), ("veel", "van 1 tot 999"), ("", "van 1 tot 999")],
)
def test_a_number_that_cannot_be_is_explained_and_stays(owner, house, coffee, quantity, told):
    response = send(owner, coffee, quantity=quantity, to=house)

    assert told in words(response)
    assert f'value="{quantity}"' in response.text or quantity == ""
    assert not Redirection.objects.exists()


def test_neither_goal_is_called_optional(owner, hoekje, coffee):
    assert "hoeft niet" not in words(owner.get(SEND))


def test_neither_or_both_goals_are_asked_about(owner, hoekje, house, coffee):
    soup = make_treat(merchant=hoekje, kind="soep")

    for goal in [{}, {"to": house, "kind": soup.kind}]:
        assert "Kies er één" in words(send(owner, coffee, **goal))
    assert not Redirection.objects.exists()


def test_a_place_of_another_city_or_one_that_stopped_is_no_goal(owner, coffee):
    elsewhere = make_merchant(chapter=make_chapter("brussel"))
    gone = make_merchant(state="closed")
    for goal in [elsewhere, gone]:
        send(owner, coffee, to=goal)

    assert not Redirection.objects.exists()


def test_a_stranger_finds_nothing_there(client, hoekje, house, coffee):
    question = ask(coffee, house)
    stranger = make_user()
    make_merchant(slug="krul", people=[stranger])
    client.force_login(stranger)

    assert client.get(SEND).status_code == 404
    for slug in ["hoekje", "huis", "krul"]:
        assert client.post(f"/mijn-plek/{slug}/doorsturen/{question.pk}/", {"answer": "yes"}).status_code == 404
    assert boards() == {("’t Hoekje", "koffie"): 5}


def test_the_page_costs_the_same_for_one_kind_and_many(owner, hoekje, house, coffee):
    with statements() as for_one:
        owner.get(SEND)
    for kind in ["soep", "brood", "frieten"]:
        make_treat(merchant=hoekje, kind=kind, waiting=1)
    make_merchant()
    with statements() as for_many:
        owner.get(SEND)

    assert len(for_one) == len(for_many)


# What the database keeps


def half(question, treat, kind, delta):
    return Movement.objects.create(treat=treat, kind=kind, delta=delta, key=uuid4(), redirection=question)


def test_half_a_pair_is_refused(coffee, house):
    question = ask(coffee, house)
    Redirection.objects.update(accepted=True, answered_on=date(2026, 11, 26))

    with refused_by("movement_redirected_in_balance"), transaction.atomic():
        half(question, coffee, Movement.Kind.REDIRECTED_OUT, -3)
        connection.check_constraints()


def test_a_pair_that_nobody_said_yes_to_is_refused(coffee, house):
    question, theirs = ask(coffee, house), make_treat(merchant=house)

    with refused_by("movement_redirected_in_balance"), transaction.atomic():
        half(question, coffee, Movement.Kind.REDIRECTED_OUT, -3)
        half(question, theirs, Movement.Kind.REDIRECTED_IN, 3)
        connection.check_constraints()


def test_what_is_sent_on_names_its_question_and_goes_once(coffee, house):
    with refused_by("redirected_names_its_redirection"):
        half(None, coffee, Movement.Kind.REDIRECTED_OUT, -1)
    question = ask(coffee, house)
    actions.take_over(question=question)
    with refused_by("redirected_once_each_way"):
        half(question, coffee, Movement.Kind.REDIRECTED_OUT, -1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_twelve_who_say_yes_at_once_move_them_once(hoekje, house, coffee):
    question = ask(coffee, house)

    results = at_once(*[lambda: actions.take_over(question=question)] * 12)

    assert sorted(type(result).__name__ for result in results) == ["AlreadyAnswered"] * 11 + ["NoneType"]
    assert boards() == {("’t Hoekje", "koffie"): 2, ("Het Huis", "koffie"): 3}


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_the_same_change_of_kind_at_once_is_one(hoekje, coffee):
    key, soup = uuid4(), make_kind("soep")

    results = at_once(*[lambda: actions.change_kind(treat=coffee, kind=soup, quantity=2, key=key)] * 8)

    assert {type(result) for result in results} == {Redirection}
    assert boards() == {("’t Hoekje", "koffie"): 3, ("’t Hoekje", "soep"): 2}


@pytest.mark.django_db(transaction=True)
def test_two_kinds_that_become_each_other_at_once_do_not_wait_for_each_other(hoekje, coffee, monkeypatch):
    soup = make_treat(merchant=hoekje, kind="soep", waiting=5)

    meet(monkeypatch, (redirecting, "_move"))
    pairs = [(coffee, soup.kind), (soup, coffee.kind)]
    results = at_once(*[partial(actions.change_kind, treat=treat, kind=kind, quantity=2, key=uuid4()) for treat, kind in pairs])

    assert {type(result) for result in results} == {Redirection}
    assert boards() == {("’t Hoekje", "koffie"): 5, ("’t Hoekje", "soep"): 5}


# Half a year


def test_a_place_whose_treats_hang_idle_is_asked_once_in_half_a_year(hoekje, coffee):
    today = timezone.localdate()
    old = make_treat(merchant=hoekje, kind="soep")
    actions.add_at_counter(treat=old, key=uuid4(), day=today - timedelta(183))
    told = StringIO()

    for _ in range(2):
        call_command("ask_about_idle_treats", stdout=told)

    assert told.getvalue() == "asked 1 places\nasked 0 places\n"
    letter = Letter.objects.get()
    assert letter.to == "hoekje@example.org"
    assert "- 1 soep" in letter.body and "koffie" not in letter.body
    assert actions.ask_about_idle_treats(today + timedelta(181)) == 0
    assert actions.ask_about_idle_treats(today + timedelta(183)) == 1
    assert Letter.objects.count() == 2


def test_half_a_year_is_no_half_of_the_calendar(hoekje):
    old = make_treat(merchant=hoekje, kind="soep")
    actions.add_at_counter(treat=old, key=uuid4(), day=date(2026, 1, 1))

    asked = [actions.ask_about_idle_treats(day) for day in (date(2026, 7, 6), date(2026, 12, 31), date(2027, 1, 4))]
    assert asked == [1, 0, 1]


def test_the_page_says_what_hangs_for_long(owner, hoekje):
    assert "al een half jaar" not in words(owner.get(SEND))
    old = make_treat(merchant=hoekje, kind="soep")
    actions.add_at_counter(treat=old, key=uuid4(), day=timezone.localdate() - timedelta(183))

    assert "al een half jaar" in words(owner.get(SEND))
