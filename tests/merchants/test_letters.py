from threading import Event
from time import sleep

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection, transaction

from merchants import letters
from merchants.letters import Letter, send_waiting
from tests.factories import make_merchant
from tests.races import at_once


def write(event="welcome-1", to="lut@example.org", name="Krookcafé"):
    with transaction.atomic():
        letters.write(event=event, to=to, template="applied", merchant=make_merchant(name, contact_name="Lut"))


@pytest.fixture
def away(monkeypatch):
    """A mail server that is away."""

    def refuse(message):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_letter_is_written_once_and_sent_once(db):
    write()
    write()

    assert [send_waiting(), send_waiting()] == [1, 0]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [(["lut@example.org"], "Bedankt voor Krookcafé")]
    assert mail.outbox[0].body.startswith("Dag Lut,\n\nWat fijn dat Krookcafé de deur wil openzetten.\n")


def test_letter_disappears_with_what_it_told_about(db):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018 - whatever goes wrong later in the same transaction

    assert not Letter.objects.exists()


def test_letter_to_nobody_is_not_written(db):
    write(to="")

    assert not Letter.objects.exists()


def test_letter_keeps_a_name_of_two_lines_out_of_its_headers(db):
    write(name="Krook\r\nBcc: everybody@example.org")

    send_waiting()

    assert mail.outbox[0].subject == "Bedankt voor Krook"
    assert mail.outbox[0].recipients() == ["lut@example.org"]


def test_letter_waits_while_the_mail_server_is_away(db, away, monkeypatch):
    write()

    assert send_waiting() == 0
    assert Letter.objects.get().sent_at is None

    monkeypatch.undo()
    assert send_waiting() == 1
    assert Letter.objects.get().sent_at is not None


def test_send_waiting_stops_knocking_at_a_server_that_is_away(db, away):
    for number in range(5):
        write(f"welcome-{number}")

    send_waiting()

    assert list(Letter.objects.order_by("pk").values_list("tries", flat=True)) == [1, 1, 1, 0, 0]


def test_letter_nobody_can_deliver_does_not_hold_up_the_others(db, monkeypatch):
    for number in range(letters.PATIENCE):
        write(f"lost-{number}", to="nobody@nowhere.example")
    write("fine", to="lut@example.org")
    send = EmailMessage.send
    monkeypatch.setattr(EmailMessage, "send", lambda message: 1 / 0 if "nowhere" in message.to[0] else send(message))

    assert [send_waiting(), send_waiting()] == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_letter_goes_once_when_several_send_at_the_same_moment(monkeypatch):
    sent = []

    def send_slowly(message):
        sleep(0.05)
        sent.append(message.to[0])

    monkeypatch.setattr(EmailMessage, "send", send_slowly)
    Letter.objects.bulk_create(Letter(event=f"{n}", to=f"{n}@example.org", subject="Hello", body="Hello") for n in range(4))

    at_once(send_waiting, send_waiting, send_waiting)

    assert sorted(sent) == [f"{n}@example.org" for n in range(4)]


@pytest.mark.django_db(transaction=True)
def test_letter_goes_after_the_commit_without_holding_anybody(monkeypatch):
    server_answers = Event()
    monkeypatch.setattr(EmailMessage, "send", lambda message: server_answers.wait(10))

    write()

    assert Letter.objects.get().sent_at is None, "whoever wrote is not held while the mail server thinks"
    server_answers.set()
    letters.postman.submit(lambda: None).result(10)
    assert Letter.objects.get().sent_at is not None


def test_going_round_survives_a_database_that_is_away(db, monkeypatch, caplog):
    monkeypatch.setattr(letters, "send_waiting", lambda: connection.cursor().execute("SELECT 1 FROM nowhere"))
    monkeypatch.setattr(letters, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))

    with transaction.atomic():
        letters._go_round()
        transaction.set_rollback(True)

    assert "its letters wait" in caplog.text


def test_send_letters_tells_what_went_and_what_waits(db, capsys):
    write()

    call_command("send_letters")

    assert capsys.readouterr().out == "sent 1, waiting 0\n"
