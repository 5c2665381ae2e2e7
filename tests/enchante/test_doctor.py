"""`manage.py doctor` finds what is wrong, says it in plain words, and changes nothing."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django import app

from enchante import doctor, health
from merchants.models import Letter, PlaceName, User
from tests.factories import make_user
from tests.races import execute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def just_started(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


@pytest.fixture
def installed(settings):
    """Settings as on a server."""
    settings.DEBUG, settings.SITE_URL, settings.ALLOWED_HOSTS = False, "https://enchante.example", ["enchante.example"]
    settings.TRUSTED_PROXIES = 1
    return settings


def told(check):
    return " ".join(check())


# Settings


@pytest.mark.parametrize(
    ("site", "hosts", "words"),
    [
        ("https://enchante.example", ["enchante.example"], ""),
        ("https://gent.enchante.example", [".enchante.example"], ""),
        ("http://enchante.example", ["enchante.example"], "links in letters would not be safe"),
        ("https://enchante.example", ["other.example"], "does not answer to the name in SITE_URL (enchante.example)"),
        ("", ["enchante.example"], "does not answer"),
    ],
)
def test_the_address_is_safe_and_answered(installed, site, hosts, words):
    installed.SITE_URL, installed.ALLOWED_HOSTS = site, hosts

    assert words in told(doctor.address) and bool(words) == bool(told(doctor.address))


def test_a_site_for_trying_out_is_told_to_be_one(settings):
    settings.DEBUG = True

    assert "anybody may come in as anyone" in told(doctor.address)


@pytest.mark.parametrize(("number", "words"), [(0, "all visitors look like one"), (1, ""), (2, ""), (9, "pretend to be another")])
def test_proxies_are_counted(installed, number, words):
    installed.TRUSTED_PROXIES = number

    assert words in told(doctor.proxies) and bool(words) == bool(told(doctor.proxies))


def test_a_mail_server_that_is_not_there_is_told(installed):
    installed.EMAIL_URL, installed.EMAIL_BACKEND = "smtp://127.0.0.1:1", "django.core.mail.backends.smtp.EmailBackend"
    installed.EMAIL_HOST, installed.EMAIL_PORT = "127.0.0.1", 1

    assert "The mail server does not let us in (ConnectionRefusedError" in told(doctor.mail)


def test_no_mail_server_is_told_and_one_that_answers_is_not(installed):
    installed.EMAIL_URL = ""
    assert "codes to log in too" in told(doctor.mail)

    installed.EMAIL_URL, installed.EMAIL_BACKEND = "memory://", "django.core.mail.backends.locmem.EmailBackend"
    assert told(doctor.mail) == ""


@pytest.mark.parametrize(("gateway", "iban", "is_told"), [("", "", False), ("mollie", "", True), ("mollie", "BE71096123456769", False)])
def test_what_comes_in_must_be_able_to_go_out(installed, gateway, iban, is_told):
    installed.PAYMENT_GATEWAY, installed.PAYOUT_IBAN = gateway, iban

    assert ("no account pays the places" in told(doctor.payments)) is is_told


@pytest.mark.parametrize(
    ("url", "thanks", "words"),
    [
        ("", "", ""),
        ("https://localhost/{z}/{x}/{y}.png", "Somebody", ""),
        ("https://localhost/{z}/{x}/{y}.png", "", "asks to be named"),
        ("http://localhost/{z}/{x}/{y}.png", "Somebody", "no address of tiles"),
        ("https://localhost/tiles.png", "Somebody", "no address of tiles"),
        ("https://nowhere.invalid/{z}/{x}/{y}.png", "Somebody", "Nobody knows the tile server nowhere.invalid"),
    ],
)
def test_the_tile_server_is_looked_for(installed, url, thanks, words):
    installed.TILE_URL, installed.TILE_ATTRIBUTION = url, thanks

    assert words in told(doctor.tiles) and bool(words) == bool(told(doctor.tiles))


# The database


def test_a_database_that_forgets_in_a_power_cut_is_told():
    """That of the tests is one, for speed; its log is as quiet as that of an installation."""
    assert "PostgreSQL runs with fsync=off: a power cut would cost what was acknowledged." in told(doctor.database)
    assert "log" not in told(doctor.database)

    execute("SET LOCAL log_error_verbosity = 'default'")
    assert "log_error_verbosity=default: its log would hold what people typed" in told(doctor.database)


@pytest.mark.parametrize(("mode", "is_told"), [("off", False), ("on", True), ("always", True)])
def test_a_log_that_tells_when_treats_were_handed_out_is_told(monkeypatch, mode, is_told):
    """PostgreSQL takes this setting at its start alone."""
    ask = doctor._ask
    assert ask("SHOW archive_mode") == "off"
    monkeypatch.setattr(doctor, "_ask", lambda statement: mode if statement == "SHOW archive_mode" else ask(statement))

    assert ("its log tells when each treat was handed out" in told(doctor.database)) is is_told


def test_a_pooler_that_nobody_told_us_about_is_told(settings, monkeypatch):
    assert told(doctor.pooler) == ""

    monkeypatch.setattr(doctor, "_ask", lambda statement: -1)  # The number of another connection than the one that greeted us.

    assert "Set PGBOUNCER to true" in told(doctor.pooler)
    settings.PGBOUNCER = True
    assert told(doctor.pooler) == ""


def test_clocks_agree_and_a_late_one_is_told(monkeypatch):
    assert told(doctor.clock) == ""

    monkeypatch.setattr(doctor.timezone, "now", lambda: timezone.datetime.now(tz=timezone.get_current_timezone()) - timedelta(minutes=2))
    assert "differ by 120 seconds" in told(doctor.clock)


def test_migrations_that_wait_are_told_and_what_needs_tables_is_left_out(monkeypatch):
    assert told(doctor.migrations) == ""
    execute("DELETE FROM django_migrations WHERE app = 'vouchers'")
    monkeypatch.setattr(health, "_migrated", False)

    looked_at = dict(doctor.look())

    assert looked_at[doctor.migrations.__doc__] == ["Migrations wait. Run manage.py migrate, then look again."]
    assert doctor.triggers.__doc__ not in looked_at


def test_a_user_who_may_not_write_is_told():
    assert told(doctor.rights) == ""

    execute("CREATE ROLE reader_of_tests; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader_of_tests; SET LOCAL ROLE reader_of_tests")

    assert "lacks rights (INSERT on" in told(doctor.rights)
    execute("RESET ROLE")


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ("DROP TRIGGER {} ON vouchers_movement", "of vouchers.Movement is missing"),
        ("ALTER TABLE vouchers_movement DISABLE TRIGGER {}", "of vouchers.Movement is switched off"),
        ("COMMENT ON TRIGGER {} ON vouchers_movement IS 'another'", "of vouchers.Movement is not the one of this version"),
    ],
)
def test_a_rule_that_somebody_took_away_is_told(done, words):
    assert told(doctor.triggers) == ""
    ((name,),) = execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'vouchers_movement'::regclass AND tgname LIKE '%move%' LIMIT 1")

    execute(done.format(name))

    assert words in told(doctor.triggers)


# What stands in it


def test_an_empty_house_is_told_what_to_begin_with():
    PlaceName.objects.all().delete()

    assert "Run manage.py load_place_names." in told(doctor.beginnings)


def test_somebody_of_hq_with_a_second_lock_is_looked_for():
    assert "Run manage.py invite_hq" in told(doctor.people)

    hq = make_user(is_superuser=True)
    assert "Nobody of HQ has a second lock yet." in told(doctor.people)

    Authenticator.objects.create(user=hq, type=Authenticator.Type.TOTP, data={})
    assert told(doctor.people) == ""

    User.objects.update(is_active=False)
    assert "Nobody is of HQ." in told(doctor.people)


def test_nobody_at_work_is_told_until_one_is():
    assert "Keep manage.py work running" in told(doctor.work)

    execute("INSERT INTO procrastinate_workers DEFAULT VALUES")

    assert told(doctor.work) == ""


def test_work_that_waits_or_failed_is_told():
    execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    Letter.objects.create(event="one", to="an@voorbeeld.be", subject="x", body="x")
    Letter.objects.update(written_at=timezone.now() - timedelta(hours=2))
    execute("INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'x', 'failed')")

    assert "Work waits since" in told(doctor.work)
    assert "1 jobs failed this month" in told(doctor.work)


def test_the_oldest_work_is_that_which_is_due():
    assert health.oldest_due_work() is None

    app.configure_task("later", schedule_at=timezone.now() + timedelta(days=1), allow_unknown=True).defer()
    assert health.oldest_due_work() is None

    app.configure_task("now", allow_unknown=True).defer()
    assert timezone.now() - health.oldest_due_work() < timedelta(minutes=1)


def test_a_backup_of_last_night_is_looked_for(settings, tmp_path):
    settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT = tmp_path, ""
    assert "Run manage.py backup --new-key" in told(doctor.backup)

    settings.BACKUP_RECIPIENT = "age1…"
    assert "There is no backup in" in told(doctor.backup)

    for days, is_told in [(9, True), (1, False)]:
        (tmp_path / f"enchante-{timezone.localdate() - timedelta(days)}.dump.age").touch()
        assert ("The newest backup in" in told(doctor.backup)) is is_told


# The command


def run():
    said = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("doctor", stdout=said, no_color=True)
    return said.getvalue(), str(ended.value)


def test_the_command_says_what_is_well_and_what_to_mend_and_ends_so():
    said, ended = run()

    assert "well  All migrations are applied.\n" in said
    assert "mend  Nobody is of HQ. Run manage.py invite_hq with your mail address.\n" in said
    assert ended == f"{said.count('mend  ')} to mend."


def test_the_command_changes_nothing():
    with CaptureQueriesContext(connection) as asked:
        run()

    verbs = {each["sql"].split(maxsplit=1)[0] for each in asked}
    assert verbs <= {"SELECT", "SHOW", "SAVEPOINT", "RELEASE"}


def test_all_well_ends_well(monkeypatch):
    monkeypatch.setattr(doctor, "CHECKS", [doctor.migrations])
    said = StringIO()

    call_command("doctor", stdout=said)

    assert said.getvalue().splitlines() == ["well  All migrations are applied.", "All is well."]


def test_a_database_that_is_away_is_told(monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(health, "is_migrated", away)

    assert "The database does not answer: connection refused" in run()[1]
