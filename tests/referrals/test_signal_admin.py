"""The team reads what was different, strikes names, asks the place and answers; and no list is ever made of one place."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from merchants.models import Letter, User
from referrals.actions import ask_place
from referrals.models import Signal
from tests.factories import make_chapter, make_merchant, make_organisation, make_signal, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, address, said
from tests.traces import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", chapter=gent, contact_email="lut@example.org")


@pytest.fixture(autouse=True)
def greet(client, gent):
    return come_in(client, make_team_member("coordinator", chapter=gent))


def save(client, signal, **changes):
    typed = {"words": signal.words, "answer": signal.answer} | ({"words_are_read": "on"} if signal.words_are_read else {})
    return client.post(address(signal), typed | changes, follow=True)


def reread(signal):
    return Signal.objects.get(pk=signal.pk)


# Story


def test_names_are_struck_then_the_place_is_asked_then_it_is_answered(client, krook):
    signal = make_signal(krook, words="Jef van de toog zei neen.")
    assert "1 vraag over een plek wacht op een antwoord" in words_of(client.get(reverse("admin:index")))

    save(client, signal, words="Aan de toog zeiden ze neen.", words_are_read="on")
    assert act(client, "ask_the_place", signal).status_code == 200
    assert reread(signal).state == "asked"
    assert "“Aan de toog zeiden ze neen.”" in Letter.objects.get().body

    save(client, reread(signal), answer="Het was een drukke dag. Je bent er welkom.")
    signal = reread(signal)
    assert (signal.state, signal.closed_on) == ("closed", timezone.localdate())
    assert "vraag over een plek" not in words_of(client.get(reverse("admin:index")))


def test_a_sentence_nobody_read_goes_nowhere_and_is_told_so(client, krook):
    signal = make_signal(krook, words="Jef van de toog zei neen.")

    for action in ("ask_the_place", "close_it"):
        assert "De Krook: open de melding, lees de zin" in said(act(client, action, signal))[0]
    page = save(client, signal, answer="We vragen het na.")

    assert "Lees eerst de zin, schrap de namen erin, en vink dit aan." in words_of(page)
    assert "We vragen het na." in page.content.decode()
    assert (reread(signal).state, reread(signal).answer) == ("new", "")
    assert not Letter.objects.exists()


def test_names_are_struck_and_the_place_is_asked_in_one_save(client, krook):
    signal = make_signal(krook, words="Jef zei neen.")
    assert "Lees eerst de zin" in words_of(save(client, signal, asks_now="on"))
    assert not Letter.objects.exists()

    page = save(client, signal, words="Ze zeiden neen.", words_are_read="on", asks_now="on")

    assert "De plek kreeg een brief." in said(page)
    assert "“Ze zeiden neen.”" in Letter.objects.get().body
    assert reread(signal).state == "asked"
    assert 'name="asks_now"' not in client.get(address(signal)).content.decode()


def test_what_was_read_cannot_be_unread_once_the_place_was_asked(client, krook):
    signal = make_signal(krook, words="Ze zeiden neen.", words_are_read=True, state="asked")

    page = client.post(address(signal), {"words": "Jef zei neen.", "answer": ""})

    assert "Lees eerst de zin" in words_of(page)
    assert reread(signal).words == "Ze zeiden neen."


@pytest.mark.parametrize("field", ["words", "answer"])
def test_what_the_team_writes_gives_nobody_away(client, krook, field):
    signal = make_signal(krook)

    page = save(client, signal, **{field: "Bel Lut op 0478 12 34 56"})

    assert "Er staat een telefoonnummer" in words_of(page)
    assert getattr(reread(signal), field) == ""


def test_the_team_reads_who_will_read_its_answer(client, krook):
    told, namelessly = make_signal(krook, organisation=make_organisation(chapter=krook.chapter)), make_signal(krook)

    assert "Wie het vroeg, leest dit." in words_of(client.get(address(told)))
    assert "Wie het vroeg, zei niet wie, dus alleen je team leest dit." in words_of(client.get(address(namelessly)))


def test_where_a_place_has_no_address_the_team_is_told_to_call(client, gent):
    called = "We hebben geen e-mailadres van deze plek, dus je team kreeg de brief. Bel de plek even."
    lantern = make_merchant("De Lantaarn", chapter=gent, contact_email="")
    first, second = make_signal(lantern), make_signal(lantern)

    assert called in said(save(client, first, asks_now="on"))
    assert said(act(client, "ask_the_place", second)) == [f"De Lantaarn: {called}"]


def test_an_answer_may_be_mended_and_stays_closed_on_its_day(client, krook):
    signal = make_signal(krook, answer="De soep is er weer.", state="closed", closed_on=timezone.localdate() - timedelta(days=3))

    save(client, signal, answer="De soep is er weer op maandag.")

    assert (reread(signal).answer, reread(signal).closed_on) == ("De soep is er weer op maandag.", signal.closed_on)


def test_what_was_asked_before_is_not_asked_again(client, krook):
    signal = make_signal(krook)

    assert said(act(client, "ask_the_place", signal)) == ["De Krook: De plek kreeg een brief."]
    assert said(act(client, "ask_the_place", signal)) == ["De Krook: Dit was al gebeurd."]
    assert Letter.objects.count() == 1


def test_a_question_is_nobodys_to_make_up_or_to_move(client, krook, gent):
    signal = make_signal(krook)

    assert client.get(reverse("admin:referrals_signal_add")).status_code == 404
    save(client, signal, merchant=make_merchant(chapter=gent).pk, reason="lovely", state="closed", day="2020-01-01")

    assert (reread(signal).merchant, reread(signal).reason, reread(signal).state) == (krook, "closed", "new")


# Never by place


def test_what_was_promised_soonest_stands_first_and_what_is_answered_last(client, krook):
    today = timezone.localdate()
    days = [(2, None), (5, None), (9, today), (1, None)]
    for ago, closed in days:
        make_signal(krook, day=today - timedelta(days=ago), **({"state": "closed", "closed_on": closed} if closed else {}))

    shown = client.get(address(Signal(), "changelist")).context["cl"].result_list

    assert [(today - signal.day).days for signal in shown] == [5, 2, 1, 9]


def test_no_column_sorts_and_no_word_searches(client, krook):
    make_signal(krook), make_signal(make_merchant("Aloe", chapter=krook.chapter))
    page = client.get(address(Signal(), "changelist"))

    assert "sortable" not in page.content.decode()
    assert 'id="searchbar"' not in page.content.decode()
    for order in ["2", "-2", "2.-2"]:
        shown = client.get(address(Signal(), "changelist"), {"o": order}).context["cl"].queryset
        assert list(shown) == list(page.context["cl"].queryset)
    assert client.get(address(Signal(), "changelist"), {"q": "Krook"}).context["cl"].result_count == 2


def test_the_outbox_tells_hq_of_no_question_about_a_place(client, krook):
    """By their subject, or by whom they went to, one could count them."""
    ask_place(signal=make_signal(krook))
    letter = Letter.objects.get()
    ring = Letter.objects.create(event="welcome", to=letter.to, subject="Welkom", body="Dag Lut")
    come_in(client, User.objects.create_superuser("hq@example.org"))

    for query in [{}, {"q": krook.contact_email}, {"q": "Krook"}]:
        assert letter.subject not in client.get(address(Letter(), "changelist"), query).text
    assert client.get(address(letter)).status_code == 404
    assert client.get(address(ring)).status_code == 200


@pytest.mark.parametrize("question", ["merchant={}", "merchant__id__exact={}", "merchant__id={}", "merchant__in={}", "organisation={}"])
@pytest.mark.parametrize("question_of_text", ["merchant__name=De+Krook", "merchant__slug__startswith=k", "reason=sent_away"])
def test_an_address_made_up_by_hand_makes_no_list_of_one_place(client, krook, question, question_of_text):
    make_signal(krook)

    for odd in (question.format(krook.pk), question_of_text):
        assert client.get(f"{address(Signal(), 'changelist')}?{odd}").status_code == 400


def test_the_page_of_a_place_says_nothing_of_its_questions(client, krook):
    make_signal(krook, reason="sent_away", words="Jef zei neen.")

    page = client.get(address(krook)).content.decode()

    assert not re.search("Iemand werd|Jef|referrals/signal/[0-9a-f]", page)


def test_the_log_of_the_admin_repeats_no_sentence(client, krook):
    signal = make_signal(krook, words="Jef van de toog zei neen.")

    save(client, signal, words="Ze zeiden neen.", words_are_read="on", answer="Het was druk.")
    act(client, "close_it", signal)

    assert LogEntry.objects.filter(object_id=str(signal.pk)).exists()
    told = " ".join(row for table, row in rows() if table == "django_admin_log")
    assert not [word for word in ("Jef", "neen", "druk", "Krook") if word in told]


# Stranger


@pytest.mark.parametrize("role", ["volunteer", "peer"])
def test_only_coordinators_read_them(client, krook, gent, role):
    signal = make_signal(krook)
    come_in(client, make_team_member(role, chapter=gent))

    assert client.get(address(signal)).status_code == client.get(address(signal, "changelist")).status_code == 404


def test_a_coordinator_of_another_city_finds_nothing(client, krook):
    signal = make_signal(krook)
    come_in(client, make_team_member("coordinator", chapter=make_chapter("brussel")))

    assert client.get(address(signal)).status_code == 404
    act(client, "ask_the_place", signal)
    assert reread(signal).state == "new"
