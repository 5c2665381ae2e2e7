"""Something was different: told once, asked kindly once, answered and closed; and the team hears of it once a day."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from merchants.models import Letter
from referrals.actions import NotReadYet, ask_place, close_signal, send_signal
from referrals.models import Signal
from tests.factories import make_chapter, make_merchant, make_organisation, make_signal
from tests.races import at_once

pytestmark = pytest.mark.django_db
Reason = Signal.Reason


@pytest.fixture
def krook():
    return make_merchant("De Krook", slug="krook", contact_name="Lut", contact_email="lut@example.org")


def letters():
    return list(Letter.objects.order_by("pk").values_list("to", "subject", "body"))


def test_what_is_told_waits_for_the_team_and_no_letter_goes(krook):
    key = uuid4()

    signal = send_signal(merchant=krook, reason="closed", words="De rolluik was toe.", key=key)

    assert (signal.pk, signal.state, signal.words_are_read) == (key, "new", False)
    assert signal.day == timezone.localdate()
    assert signal.promised_by == signal.day + timedelta(days=7)
    assert letters() == []


def test_the_same_key_twice_is_one(krook):
    key = uuid4()

    first, second = (send_signal(merchant=krook, reason=reason, key=key) for reason in ("closed", "hours"))

    assert first == second == Signal.objects.get()
    assert second.reason == "closed"


@pytest.mark.parametrize(
    ("reason", "asks"),
    [
        ("closed", "stond bij De Krook voor een gesloten deur"),
        ("hours", "vond bij De Krook andere uren"),
        ("no_longer", "dat De Krook iets niet meer aanbiedt"),
        ("sent_away", "ging bij De Krook weg met het gevoel niet welkom te zijn"),
    ],
)
def test_a_place_is_asked_kindly_and_once(krook, reason, asks):
    signal = make_signal(krook, reason=reason)

    assert [ask_place(signal=signal), ask_place(signal=signal)] == [True, False]

    ((to, subject, body),) = letters()
    assert (to, subject) == ("lut@example.org", "Een vraag over De Krook")
    assert body.startswith("Dag Lut,\n")
    assert asks in body
    assert "Niemand telt deze vragen" in body
    assert Signal.objects.get().state == "asked"


def test_something_lovely_is_a_thank_you_and_closes_by_itself(krook):
    ask_place(signal=make_signal(krook, reason="lovely", words="Er was taart.", words_are_read=True))

    ((_to, subject, body),) = letters()
    assert subject == "Er gebeurde iets moois bij De Krook"
    assert "In eigen woorden: “Er was taart.”" in body
    assert "vraag" not in body.lower()
    signal = Signal.objects.get()
    assert (signal.state, signal.closed_on) == ("closed", timezone.localdate())


def test_a_letter_tells_no_day_and_nobodys_name(krook):
    caw = make_organisation("CAW Gent", chapter=krook.chapter)
    yesterday = timezone.localdate() - timedelta(days=1)

    ask_place(signal=make_signal(krook, organisation=caw, day=yesterday))

    ((_to, _subject, body),) = letters()
    assert "CAW" not in body
    assert str(yesterday.year) not in body


def test_nobody_but_the_team_reads_a_sentence_before_its_names_are_struck(krook):
    signal = make_signal(krook, words="Jef van de toog zei neen.")

    for act in (ask_place, close_signal):
        with pytest.raises(NotReadYet):
            act(signal=signal)
    assert letters() == []

    Signal.objects.update(words="Aan de toog zeiden ze neen.", words_are_read=True)
    assert ask_place(signal=signal)
    assert "“Aan de toog zeiden ze neen.”" in letters()[0][2]
    assert "Jef" not in letters()[0][2]


def test_where_a_place_has_no_address_the_team_gives_it_a_call():
    place = make_merchant(chapter=make_chapter(email="gent@example.org"))

    ask_place(signal=make_signal(place))

    ((to, _subject, body),) = letters()
    assert to == "gent@example.org"
    assert body.startswith("(We hebben geen adres van deze plek.")


def test_what_is_closed_is_closed_once_and_stays_so(krook):
    signal = make_signal(krook)

    assert [close_signal(signal=signal), close_signal(signal=signal)] == [True, False]
    assert not ask_place(signal=signal)
    assert letters() == []


@pytest.mark.django_db(transaction=True)
def test_two_of_a_team_who_ask_at_once_write_one_letter(krook):
    signal = make_signal(krook)

    came = at_once(*[lambda: ask_place(signal=signal)] * 4)

    assert sorted(came) == [False, False, False, True]
    assert len(letters()) == 1


@pytest.mark.django_db(transaction=True)
def test_asked_and_closed_at_once_ends_closed(krook):
    signal = make_signal(krook)

    at_once(lambda: ask_place(signal=signal), lambda: close_signal(signal=signal))

    assert Signal.objects.get().state == "closed"


# The team hears


def told_teams():
    said = StringIO()
    call_command("tell_teams_of_signals", stdout=said)
    return said.getvalue().strip()


def test_each_team_hears_once_a_day_that_something_waits_and_nothing_of_what(krook):
    make_signal(krook, words="Jef zei neen."), make_signal(krook, reason="hours")
    make_signal(make_merchant(chapter=make_chapter("brussel")))
    make_signal(make_merchant(chapter=make_chapter("leuven")), state="asked")

    assert [told_teams(), told_teams()] == ["2 teams told."] * 2

    assert {to for to, _subject, _body in letters()} == {"team@gent.example", "team@brussel.example"}
    for _to, subject, body in letters():
        assert subject == "Er wachten vragen over plekken"
        assert "/beheer/referrals/signal/" in body
        assert not [word for word in ("Krook", "Jef", "deur", "twee") if word in body]


def test_no_letter_where_nothing_is_new():
    assert told_teams() == "0 teams told."
    assert letters() == []
