"""A night's backup comes back whole, opens for nobody else, and brings back nobody who asked to be forgotten."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pyrage import x25519

from enchante import backups
from merchants.actions import erase
from merchants.models import Erasure
from tests.factories import make_story, make_treat, make_user
from tests.pages import words_of
from tests.vouchers.banks import bought
from vouchers.models import Purchase

TODAY = date(2026, 11, 27)


@pytest.fixture(scope="module")
def key():
    return backups.new_key()


@pytest.fixture
def secret(key, tmp_path):
    """A file with the secret, elsewhere."""
    path = tmp_path / "secret"
    path.write_text(f"{key[1]}\n")
    return path


def given(treat):
    """A purchase of somebody who typed an address."""
    Purchase.objects.filter(pk=bought(treat).purchase_id).update(email="an@voorbeeld.be")
    return Purchase.objects.get()


def restore(path, secret, **options):
    said = StringIO()
    call_command("restore", path, key=secret, stdout=said, **options)
    return said.getvalue().splitlines()


# Story


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_drill_brings_back_every_row_but_nobody_who_was_erased(key, secret, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_FOR_TESTS", "")
    lut, purchase, story = make_user(), given(make_treat(waiting=3)), make_story()
    path = backups.write(tmp_path / "backups", key[0], TODAY)
    told = json.loads((tmp_path / "backups" / "enchante-2026-11-27.json").read_text())
    assert (told["vouchers_purchase"], told["vouchers_movement"]) == (1, 1)

    erase(user=lut)
    story.delete()
    Purchase.objects.filter(pk=purchase.pk).update(email="")
    backups.note_erasures(path.parent)

    assert restore(path, secret, drill=True) == [
        f"{sum(told.values())} rows in {len(told)} tables, as many as there were.",
        "3 erased since then, erased again.",
        "The books add up.",
        "The drill went well.",
    ]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_file_that_lost_rows_on_the_way_is_told(key, secret, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_FOR_TESTS", "")
    path = backups.write(tmp_path, key[0], TODAY)
    beside = tmp_path / "enchante-2026-11-27.json"
    beside.write_text(json.dumps(json.loads(beside.read_text()) | {"merchants_letter": 5}))

    with pytest.raises(CommandError, match="Not all came back: merchants_letter has 0 rows instead of 5."):
        restore(path, secret, drill=True)


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_file_can_be_read_without_the_secret(key, tmp_path):
    make_user(email="geheim@voorbeeld.be")

    path = backups.write(tmp_path, key[0], TODAY)

    assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519")
    assert b"geheim" not in path.read_bytes() and b"merchants_user" not in path.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == [path.name, "enchante-2026-11-27.json", "erased.json"]


def test_a_new_pair_belongs_together_and_the_command_prints_it():
    said = StringIO()

    call_command("backup", new_key=True, stdout=said)

    recipient, secret = said.getvalue().splitlines()[0].removeprefix("BACKUP_RECIPIENT="), said.getvalue().splitlines()[-1]
    assert str(x25519.Identity.from_str(secret).to_public()) == recipient


# What is kept


def test_files_older_than_two_months_go_and_others_stay(key, tmp_path, db, monkeypatch):
    monkeypatch.setattr(backups, "_dump", lambda path, lock_for, snapshot: path.touch())
    monkeypatch.setattr(backups, "_rows", dict)
    for days in (0, 59, 60, 61, 400):
        (tmp_path / f"enchante-{TODAY - timedelta(days)}.dump.age").touch()
        (tmp_path / f"enchante-{TODAY - timedelta(days)}.json").touch()
    (tmp_path / "enchante-notes.dump.age").touch()
    # A machine that was switched off in mid-backup.
    for days in (1, 61):
        (tmp_path / f"enchante-{TODAY - timedelta(days)}.dump.part").touch()
    monkeypatch.setattr(backups, "connection", Still())

    backups.write(tmp_path, key[0], TODAY)

    assert [each.name for each in tmp_path.glob("*.part")] == ["enchante-2026-11-26.dump.part"]
    assert {each.name for each in tmp_path.glob("*.age")} == {
        "enchante-2026-11-27.dump.age",
        "enchante-2026-09-29.dump.age",
        "enchante-2026-09-28.dump.age",
        "enchante-notes.dump.age",
    }
    assert len(list(tmp_path.glob("enchante-*.json"))) == 3
    assert backups.newest(tmp_path) == TODAY


class Still:
    """A connection that is in the middle of a test's transaction: its snapshot cannot be chosen any more."""

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def execute(self, statement):
        pass

    def fetchone(self):
        return [""]


@pytest.mark.django_db
def test_what_is_erased_is_remembered_once_by_the_database():
    lut, purchase = make_user(), given(make_treat())
    number = str(lut.pk)

    Purchase.objects.filter(pk=purchase.pk).update(email="")
    Purchase.objects.filter(pk=purchase.pk).update(email="be@voorbeeld.be")
    Purchase.objects.filter(pk=purchase.pk).update(email="")
    erase(user=lut)

    assert sorted(Erasure.objects.values_list("what", "row")) == [("merchants_user", number), ("vouchers_purchase", str(purchase.pk))]


# Slip


@pytest.mark.parametrize("recipient", ["x", "age1", "AGE-SECRET-KEY-1ABC", "age1" + "q" * 58])
def test_a_recipient_that_is_none_is_told_and_nothing_is_written(tmp_path, recipient):
    with pytest.raises(backups.BackupError, match="Set BACKUP_RECIPIENT to what"):
        backups.write(tmp_path, recipient)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_new_database_does_not_forget_what_the_lost_one_erased(tmp_path):
    erase(user=make_user())
    assert backups.note_erasures(tmp_path) == 1
    told = (tmp_path / "erased.json").read_text()

    Erasure.objects.all().delete()
    backups.note_erasures(tmp_path)

    assert (tmp_path / "erased.json").read_text() == told


@pytest.mark.django_db
def test_what_was_erased_is_read_before_the_file_comes_back(key, tmp_path, monkeypatch):
    """A worker on the database that comes back may write the numbers anew, as they were when the file was made."""
    lut, path = make_user(), tmp_path / "enchante-2026-11-27.dump.age"
    (tmp_path / "erased.json").write_text(json.dumps([["merchants_user", str(lut.pk)]]))
    monkeypatch.setattr(connection.introspection, "table_names", list)
    monkeypatch.setattr(backups, "_load", lambda path, opens: (tmp_path / "erased.json").write_text("[]"))
    monkeypatch.setattr(backups, "_compare", lambda path: [])
    monkeypatch.setattr(backups, "call_command", lambda *words, **how: None)

    assert "1 erased since then, erased again." in list(backups.bring_back(path, key[1]))


def test_without_a_recipient_the_night_goes_on(settings, tmp_path):
    settings.BACKUP_RECIPIENT, settings.BACKUP_FOLDER = "", tmp_path
    said = StringIO()

    call_command("backup", stdout=said)
    call_command("note_erasures", stdout=said)

    assert said.getvalue() == "No backup: BACKUP_RECIPIENT is not set (manage.py backup --new-key makes one).\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_a_dump_that_fails_is_told_and_leaves_no_half_file(settings, key, tmp_path, monkeypatch):
    settings.BACKUP_RECIPIENT, settings.BACKUP_FOLDER = key[0], tmp_path
    connection.ensure_connection()
    monkeypatch.setitem(connection.settings_dict, "USER", "nobody_here")

    with pytest.raises(CommandError, match='pg_dump failed: .*role "nobody_here" does not exist'):
        call_command("backup")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_a_database_that_holds_something_is_not_written_over(secret, tmp_path):
    path = tmp_path / "enchante-2026-11-27.dump.age"
    path.touch()

    with pytest.raises(CommandError, match="is not empty"):
        restore(path, secret)


def test_a_file_or_a_secret_that_is_not_there_is_told(secret, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        restore(tmp_path / "none", secret)
    with pytest.raises(CommandError, match="There is no file"):
        restore(secret, tmp_path / "none")


def test_a_secret_that_is_none_is_told(secret):
    secret.write_text("abc")

    with pytest.raises(CommandError, match="That is no secret of a backup"):
        restore(secret, secret)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["a file that was cut short", "the secret of another"])
@pytest.mark.django_db(transaction=True)
def test_what_does_not_open_is_told(key, secret, tmp_path, monkeypatch, what):
    monkeypatch.setenv("DATABASE_FOR_TESTS", "")
    path = backups.write(tmp_path, key[0], TODAY)
    if what == "the secret of another":
        secret.write_text(backups.new_key()[1])
    else:
        path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(CommandError, match="enchante-2026-11-27.dump.age does not open, or is damaged"):
        restore(path, secret, drill=True)


@pytest.mark.django_db
def test_the_privacy_page_tells_of_the_copy_and_for_how_long(client):
    assert "een vergrendelde kopie van alles" in words_of(client.get("/privacy/"))
    assert "Na twee maanden gaat ze weg." in words_of(client.get("/privacy/"))
    assert backups.KEPT_FOR == timedelta(days=60)
