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


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_letter_keeps_a_name_of_two_lines_out_of_its_headers(db, end):
    write(name=f"Krook{end}Bcc: everybody@example.org")

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


# What they say


def text_of(template, **context):
    letters.write(event="this", to="lut@example.org", template=template, **context)
    return Letter.objects.get().body


@pytest.fixture
def krook(db):
    return make_merchant(
        "Krookcafé",
        slug="krook",
        street="Graslei 1",
        postcode="9000",
        town="Gent",
        contact_name="Lut",
        opening_hours="Tu 08:00-12:00,13:00-18:00; Sa 09:00-12:00 unknown",
    )


def test_thank_you_says_how_the_hours_were_read_and_whom_to_write_to(krook):
    assert text_of("applied", merchant=krook) == (
        "Dag Lut,\n\nWat fijn dat Krookcafé de deur wil openzetten.\n"
        "Het team van Gent leest je formulier en laat iets weten. Meestal duurt dat enkele dagen.\nTot dan hoef je niets te doen.\n\n"
        "Sta je op de kaart, dan krijg je nog een brief. Van dan af zorg je zelf voor je pagina, als je wil:\n"
        "je logt in met dit mailadres en een code die we je mailen. Je hoeft geen wachtwoord te onthouden.\n\n"
        "Zo lezen wij je openingsuren:\ndinsdag: 08:00 – 12:00, 13:00 – 18:00\nzaterdag: 09:00 – 12:00 (uren niet zeker)\n\n"
        "Klopt er iets niet, of wil je iets toevoegen? Schrijf naar team@gent.example\n"
    )


def test_thank_you_without_hours_says_nothing_of_them(krook):
    krook.opening_hours = ""

    assert "openingsuren" not in text_of("applied", merchant=krook)


def test_team_is_led_to_the_place(krook, settings):
    settings.SITE_URL = "https://enchante.example"

    assert f"https://enchante.example/beheer/merchants/merchant/{krook.pk}/change/" in text_of("applied_team", merchant=krook)


def test_welcome_leads_to_the_page_and_to_what_one_looks_after(krook, settings):
    settings.SITE_URL = "https://enchante.example"
    text = text_of("approved", merchant=krook)

    assert "https://enchante.example/plek/krook/" in text
    assert "https://enchante.example/mijn-plek/" in text


def test_letter_speaks_the_language_it_is_asked_to(krook):
    assert text_of("approved", merchant=krook, language="en").startswith("Hello Lut,")


def test_not_now_without_a_mail_of_the_team_names_that_of_the_network(krook, settings):
    settings.DEFAULT_FROM_EMAIL = "Enchanté <info@enchante.example>"
    krook.chapter.email = ""

    assert "info@enchante.example" in text_of("declined", merchant=krook)
