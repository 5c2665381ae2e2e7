"""The counter page: one tap, one movement, for whoever holds the link."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from merchants.models import Merchant, MerchantPerson, ServiceOffer
from tests.factories import make_chapter, make_merchant, make_service, make_treat, make_user
from tests.pages import value_of, words_of
from tests.queries import statements
from vouchers import actions, taps
from vouchers.models import CounterLink, Movement, Treat, tapped

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(waiting=3)


@pytest.fixture
def counter(coffee):
    """The address of the counter where this coffee is."""
    return reverse("vouchers:counter", args=[CounterLink.objects.of(coffee.merchant).token])


def tap(client, counter, what, treat, key=None, **more):
    """Tap a button and read the page that answers."""
    return client.post(counter, {"what": what, "treat": treat.pk, "key": key or uuid4(), **more}, follow=True)


def waiting(treat):
    return Treat.objects.values_list("waiting", flat=True).get(pk=treat.pk)


# Story


def test_staff_hand_out_add_take_back_and_count_again(client, coffee, counter):
    page = tap(client, counter, "handed_out", coffee)
    assert "Weggegeven." in words_of(page)
    assert waiting(coffee) == 2

    page = tap(client, counter, "undo", coffee, said=value_of(page, "said"))
    assert "Teruggedraaid." in words_of(page)
    assert waiting(coffee) == 3

    page = tap(client, counter, "counter", coffee)
    assert "Het hangt op het bord. Dank je!" in words_of(page)
    assert waiting(coffee) == 4

    page = tap(client, counter, "recount", coffee, count=7)
    assert "Geteld: zoveel hangen er nu." in words_of(page)
    assert waiting(coffee) == 7


def test_the_buttons_say_what_they_do(client, coffee, counter):
    page = words_of(client.get(counter))

    assert "-1 weggegeven" in page
    assert "+1 betaald" in page
    assert coffee.merchant.name in page


def test_a_tap_leads_to_a_page_that_can_be_loaded_again(client, coffee, counter):
    answer = client.post(counter, {"what": "handed_out", "treat": coffee.pk, "key": uuid4()})
    assert answer.status_code == 303

    for _ in range(3):
        assert "Weggegeven." in words_of(client.get(answer["Location"]))

    assert answer["Location"].endswith("#koffie")
    assert waiting(coffee) == 2


def test_a_form_sent_twice_counts_once_and_asks_whether_another_was_given(client, coffee, counter):
    for what, question, then in [("handed_out", "Nog eentje gegeven?", 2), ("counter", "Is er nog eentje betaald?", 3)]:
        key = uuid4()
        tap(client, counter, what, coffee, key)
        page = tap(client, counter, what, coffee, key)

        assert f"Deze tik was al geteld. {question}" in words_of(page)
        assert str(key) not in page.content.decode()
        assert waiting(coffee) == then


def test_every_button_on_every_page_has_a_key_of_its_own(client, counter):
    keys = [key for _ in range(2) for key in re.findall(r'name="key" value="(.+?)"', client.get(counter).content.decode())]

    assert len(keys) == len(set(keys)) == 6


def test_a_kind_sentence_where_nothing_waits(client, coffee, counter):
    tap(client, counter, "recount", coffee, count=0)

    page = tap(client, counter, "handed_out", coffee)

    assert "Er hangt er nu geen" in words_of(page)
    assert waiting(coffee) == 0


def test_the_last_of_a_treat_no_longer_offered_leaves_the_counter_with_a_word(client, coffee, counter):
    Treat.objects.update(is_offered=False)
    actions.recount(treat=coffee, count=1, key=uuid4())
    assert "+1 betaald" not in words_of(client.get(counter))

    page = tap(client, counter, "handed_out", coffee)

    assert "Weggegeven." in words_of(page)
    assert "Er is nog niets te tellen" in words_of(client.get(counter))


# Taking back


def taken_back(client, counter, coffee, said):
    return words_of(tap(client, counter, "undo", coffee, said=said))


def test_a_tap_is_taken_back_once(client, coffee, counter):
    said = taps.sign(taps.Outcome.HANDED_OUT, coffee, actions.hand_out(treat=coffee, key=uuid4()).movement)

    assert "Teruggedraaid." in taken_back(client, counter, coffee, said)
    assert "Dit was al teruggedraaid." in taken_back(client, counter, coffee, said)
    assert waiting(coffee) == 3


def test_what_was_added_and_went_since_stays_gone(client, coffee, counter):
    said = taps.sign(taps.Outcome.COUNTER, coffee, actions.add_at_counter(treat=coffee, key=uuid4()).movement)
    actions.recount(treat=coffee, count=0, key=uuid4())

    assert "Het is intussen weggegeven" in taken_back(client, counter, coffee, said)


def test_after_ten_minutes_one_counts_again_instead(client, coffee, counter, time_machine):
    said = time_machine(minutes=-11, then=lambda: taps.sign(taps.Outcome.HANDED_OUT, coffee, make_tap(coffee)))

    assert "langer dan tien minuten geleden" in taken_back(client, counter, coffee, said)
    assert "Weggegeven" not in words_of(client.get(counter, {"tik": said}))
    assert waiting(coffee) == 2


def make_tap(treat):
    return actions.hand_out(treat=treat, key=uuid4()).movement


@pytest.fixture
def time_machine(monkeypatch):
    """Run something as if it were so many minutes earlier or later, as signatures see it."""

    def run(*, minutes, then):
        now = signing.time.time()
        with monkeypatch.context() as patch:
            patch.setattr(signing.time, "time", lambda: now + 60 * minutes)
            return then()

    return run


def test_a_tap_of_another_place_is_not_taken_back_here(client, coffee, counter):
    elsewhere = make_treat(waiting=2)
    said = taps.sign(taps.Outcome.HANDED_OUT, coffee, make_tap(elsewhere))

    assert "langer dan tien minuten" in taken_back(client, counter, coffee, said)
    assert waiting(elsewhere) == 1


@pytest.mark.parametrize("said", ["", "x", "a:b:c", "é" * 500])
def test_a_made_up_sentence_is_not_ours(client, coffee, counter, said):
    page = client.get(counter, {"tik": said})

    assert page.status_code == 200
    assert "Teruggedraaid" not in words_of(tap(client, counter, "undo", coffee, said=said))
    assert waiting(coffee) == 3


# Stranger


def test_the_counter_asks_for_no_account_and_keeps_no_session(client, coffee, counter):
    page = tap(client, counter, "handed_out", coffee)

    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in page["Cache-Control"]


def test_a_revoked_or_unknown_link_says_so_kindly(client, coffee, counter):
    CounterLink.objects.create(merchant=coffee.merchant)

    for answer in [client.get(counter), tap(client, counter, "handed_out", coffee), client.get("/toog/xyz/")]:
        assert answer.status_code == 404
        assert "Deze link naar de toog werkt niet meer" in words_of(answer)
    assert waiting(coffee) == 3


def test_a_place_that_stopped_has_no_counter(client, coffee, counter):
    Merchant.objects.update(state=Merchant.State.CLOSED)

    assert client.get(counter).status_code == 404
    assert tap(client, counter, "handed_out", coffee).status_code == 404


def test_the_link_opens_one_place_only(client, counter):
    elsewhere = make_treat(waiting=3)

    page = tap(client, counter, "handed_out", elsewhere)

    assert "Er is niets geteld" in words_of(page)
    assert waiting(elsewhere) == 3


@pytest.mark.parametrize("state", Merchant.State)
def test_a_tap_finds_its_treat_where_the_page_shows_it(coffee, state):
    """The statement of a tap is written by hand: it must ask what `behind_counter` asks."""
    revoked, working = CounterLink.objects.of(coffee.merchant), CounterLink.objects.create(merchant=coffee.merchant)
    Merchant.objects.update(state=state)
    elsewhere = make_treat(kind="soep")

    for token in [working.token, revoked.token, "xyz"]:
        shown = {treat.pk: treat.kind.slug for treat in Treat.objects.behind_counter(token)}
        assert {pk: treat.slug for pk in [coffee.pk, elsewhere.pk, 0] if (treat := tapped(token, pk))} == shown
    assert Treat.objects.behind_counter(working.token).exists() == (state == Merchant.State.ACTIVE)


def test_a_slip_is_told_in_the_language_of_the_page(client, coffee, counter):
    page = client.post(f"/fr{counter}", {"what": "recount", "treat": coffee.pk, "key": uuid4(), "count": "-3"})

    assert "Écrivez un nombre entier de 0 à 999." in words_of(page)


def test_a_place_has_a_link_from_the_moment_somebody_looks_after_it_however_they_came():
    city = make_chapter()
    fields = {"chapter": city, "state": Merchant.State.ACTIVE, "lat": 51.05, "lng": 3.72, "agreed_on": date(2026, 11, 22)}
    looked_after, other = Merchant.objects.bulk_create(Merchant(name=slug, slug=slug, **fields) for slug in ["looked-after", "other"])
    MerchantPerson.objects.bulk_create(MerchantPerson(merchant=looked_after, user=make_user()) for _ in "ab")

    assert CounterLink.objects.get().merchant == looked_after
    assert not other.counter_links.exists()


def test_a_place_has_one_link_until_it_is_renewed():
    merchant = make_merchant()
    first = CounterLink.objects.of(merchant)

    second = CounterLink.objects.create(merchant=merchant)

    assert second.token != first.token
    assert CounterLink.objects.of(merchant) == second
    assert CounterLink.objects.get(pk=first.pk).revoked_on == second.made_on


# Slip


@pytest.mark.parametrize("count", ["-3", "1000000", "1000", "2.5", "abc", "", "9" * 10_000])
def test_a_count_that_cannot_be_is_explained_and_stays_in_its_field(client, coffee, counter, count):
    page = tap(client, counter, "recount", coffee, count=count)

    assert "Schrijf een heel getal van 0 tot 999." in words_of(page)
    assert f'value="{count}"' in page.content.decode() or not count
    assert waiting(coffee) == 3


@pytest.mark.parametrize(
    "slip", [{"what": "all"}, {"what": ""}, {"treat": "0"}, {"treat": "x"}, {"treat": ""}, {"treat": "9" * 30}, {"key": "x"}, {"key": ""}]
)
def test_a_tap_we_do_not_understand_counts_nothing(client, coffee, counter, slip):
    page = client.post(counter, {"what": "handed_out", "treat": coffee.pk, "key": uuid4()} | slip)

    assert "Er is niets geteld" in words_of(page)
    assert waiting(coffee) == 3


def test_the_key_of_one_button_does_not_work_for_another(client, coffee, counter):
    key = uuid4()
    tap(client, counter, "handed_out", coffee, key)

    for what in ["counter", "recount"]:
        assert "Er is niets geteld" in words_of(tap(client, counter, what, coffee, key, count=9))
    assert waiting(coffee) == 2


def test_without_its_token_a_tap_is_refused(coffee, counter, client_with_csrf):
    assert tap(client_with_csrf, counter, "handed_out", coffee).status_code == 403
    assert waiting(coffee) == 3


@pytest.fixture
def client_with_csrf():
    return Client(enforce_csrf_checks=True)


# Cost


# With its form token. A login beside it costs nothing: nobody asks who it is, nor how long they were away.
@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize(
    ("what", "more", "cost"),
    [
        ("handed_out", {}, 2),
        ("counter", {}, 2),
        ("recount", {"count": 5}, 3),
        ("undo", {}, 3),
        ("tally_more", {}, 2),
        ("tally_less", {}, 2),
    ],
)
def test_a_tap_costs_at_most_four_statements(client_with_csrf, coffee, counter, what, more, cost, logged_in):
    offer = ServiceOffer.objects.create(merchant=coffee.merchant, service=make_service())
    if what == "undo":
        more = {"said": taps.sign(taps.Outcome.HANDED_OUT, coffee, make_tap(coffee))}
    if logged_in:
        client_with_csrf.force_login(make_user())
    client_with_csrf.get(counter)
    form = {"csrfmiddlewaretoken": client_with_csrf.cookies["csrftoken"].value, "treat": coffee.pk, "offer": offer.pk, "key": uuid4()}

    with statements() as sent:
        answer = client_with_csrf.post(counter, {"what": what, **form, **more})

    assert answer.status_code == 303
    assert len(sent) == cost <= 4
    assert "pghistory" not in "".join(sent)


@pytest.mark.parametrize("kinds", [1, 12])
def test_the_page_costs_the_same_queries_for_one_treat_and_for_twelve(client, kinds):
    merchant = make_merchant(services=[f"dienst-{number}" for number in range(kinds)])
    for number in range(kinds):
        make_treat(merchant=merchant, kind=f"soort-{number}")
    address = reverse("vouchers:counter", args=[CounterLink.objects.of(merchant).token])

    with statements() as sent:
        client.get(address)

    # The link, the treats, what is kept of them, the free services.
    assert len(sent) == 5


def test_no_column_of_the_ledger_tells_an_hour_or_an_order():
    moments = [field.name for field in Movement._meta.get_fields() if field.get_internal_type() in {"DateTimeField", "TimeField"}]
    counters = [field.name for field in Movement._meta.get_fields() if "AutoField" in field.get_internal_type()]
    assert moments == counters == []
