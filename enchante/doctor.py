"""What may be wrong with an installation, in plain words: `manage.py doctor`. It looks, and changes nothing.

Each check is a function that yields a sentence for everything to mend; its docstring is what is told when nothing is.
What no installation may start with is refused by the settings themselves (safe_settings.py, payment_settings.py).
"""

import socket
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pgtrigger
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from enchante import backups, health, words
from merchants.models import PlaceName, User
from vouchers.models import TreatKind

OLDEST_POSTGRES = 15
# So much a clock may be off before a mailed code, or a lock of an app, is refused.
CLOCK_OFF = timedelta(seconds=20)
# A worker tells every ten seconds that it lives; work that waits so long waits for one.
WORKER_SILENT, WORK_WAITS = timedelta(minutes=3), timedelta(hours=1)
BACKUP_MISSED = timedelta(days=2)
QUIET_LOG = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
SAFE_DISK = {"fsync": "on", "full_page_writes": "on"}
USED = ["SELECT", "INSERT", "UPDATE", "DELETE"]


def address():
    """The site is reached by https, under a name it answers to."""
    if settings.DEBUG:
        yield "DEBUG is on: anybody may come in as anyone. Set DEBUG to false where others can come."
        return
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https":
        yield f"SITE_URL is {settings.SITE_URL}: links in letters would not be safe. Set it to https:// and the name of the site."
    answers = [name.lstrip(".") for name in settings.ALLOWED_HOSTS]
    if not any(site.hostname == name or (site.hostname or "").endswith(f".{name}") for name in answers):
        yield f"The site does not answer to the name in SITE_URL ({site.hostname}). Add it to ALLOWED_HOSTS."


def proxies():
    """Limits on forms can tell visitors apart."""
    if not settings.DEBUG and settings.TRUSTED_PROXIES < 1:
        yield "TRUSTED_PROXIES is 0: behind a proxy all visitors look like one, and one busy day closes the forms. Count the proxies."
    if settings.TRUSTED_PROXIES > 3:
        yield f"TRUSTED_PROXIES is {settings.TRUSTED_PROXIES}: with too many anybody may pretend to be another. Count the proxies again."


def mail():
    """The mail server lets us in."""
    if not settings.EMAIL_URL:
        yield "EMAIL_URL is not set: letters, codes to log in too, are only written to a folder. Set it to your mail server."
        return
    try:
        with get_connection(fail_silently=False):
            pass
    except Exception as error:  # noqa: BLE001 - whatever a foreign server says
        yield f"The mail server does not let us in ({type(error).__name__}: {error}). Mend EMAIL_URL."
    if not settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> "):
        yield "DEFAULT_FROM_EMAIL holds no mail address. Set it to whoever letters come from."


def payments():
    """What people pay online can be paid out."""
    if settings.PAYMENT_GATEWAY == "mollie" and not settings.PAYOUT_IBAN:
        yield "People pay online, and no account pays the places. Set PAYOUT_IBAN and PAYOUT_ACCOUNT_HOLDER."


def tiles():
    """The map, where it asks a tile server, finds it."""
    url, parts = settings.TILE_URL, urlsplit(settings.TILE_URL)
    if not url:
        return
    if parts.scheme != "https" or not all(sign in url for sign in ("{z}", "{x}", "{y}")):
        yield "TILE_URL is no address of tiles: it begins with https:// and holds {z}, {x} and {y}."
    elif not _is_found((parts.hostname or "").replace("{s}", "a")):
        yield f"Nobody knows the tile server {parts.hostname}. Mend TILE_URL, or leave it out: the map then draws the neighbourhoods alone."
    if not settings.TILE_ATTRIBUTION:
        yield "TILE_ATTRIBUTION is not set: whoever draws the tiles asks to be named under the map."


def database():
    """PostgreSQL is new enough, keeps what it promises, and its log tells of no tap."""
    version = connection.pg_version // 10_000
    if version < OLDEST_POSTGRES:
        yield f"PostgreSQL is version {version}. Take {OLDEST_POSTGRES} or newer."
    for names, why in [(QUIET_LOG, "its log would hold what people typed"), (SAFE_DISK, "a power cut would cost what was acknowledged")]:
        for name, wanted in names.items():
            found = _ask(f"SHOW {name}")
            if found != wanted:
                yield f"PostgreSQL runs with {name}={found}: {why}. Set {name}={wanted}."
    if _ask("SHOW archive_mode") != "off":
        yield (
            "PostgreSQL runs with archive_mode on: its log tells when each treat was handed out, and our privacy page says that this is "
            "stored nowhere. Set archive_mode=off. Where you cannot do without, keep that log locked, for eight days at most."
        )
    if _ask("SHOW synchronous_commit") in {"off", "local"} and not settings.DEBUG:
        yield "PostgreSQL runs with synchronous_commit=off: a crash would cost what was acknowledged. Set synchronous_commit=on."


def pooler():
    """Questions reach PostgreSQL the way the settings think."""
    # What stands in between greets with a number of its own.
    connection.ensure_connection()
    is_between = connection.connection.info.backend_pid != _ask("SELECT pg_backend_pid()")
    if is_between and not settings.PGBOUNCER:
        yield "PgBouncer stands before PostgreSQL, and plans would be looked for on the wrong connection. Set PGBOUNCER to true."


def clock():
    """This machine and the database agree on the time, and know when it is summer here."""
    before = time.time()
    there = _ask("SELECT clock_timestamp()")
    off = abs(there - timezone.now())
    if off > CLOCK_OFF + timedelta(seconds=time.time() - before):
        yield f"The clocks of this machine and of the database differ by {off.total_seconds():.0f} seconds. Set both by the network (NTP)."
    winter, summer = (
        _ask(f"SELECT to_char('2026-{month}-15 12:00+00'::timestamptz AT TIME ZONE 'Europe/Brussels', 'HH24')") for month in ("01", "07")
    )
    if (settings.TIME_ZONE, winter, summer) != ("Europe/Brussels", "13", "14"):
        yield "The tables of time zones do not know Brussels. Install tzdata, and leave TIME_ZONE as it is."


def migrations():
    """All migrations are applied."""
    if not health.is_migrated():
        yield "Migrations wait. Run manage.py migrate, then look again."


def rights():
    """The database lets us read and write every table of ours."""
    tables = connection.introspection.table_names()
    lacking = [
        (table, right) for table in tables for right in USED if not _ask("SELECT has_table_privilege(%s, %s)", [f'"{table}"', right])
    ]
    if lacking:
        told = ", ".join(f"{right} on {table}" for table, right in lacking[:3])
        yield f"The user of DATABASE_URL lacks rights ({told}{', …' if len(lacking) > 3 else ''}). Make it the owner of the database."


def triggers():
    """Every rule that the database keeps is there and switched on."""
    for model, trigger in pgtrigger.registered():
        state, is_on = trigger.get_installation_status(model)
        if state != pgtrigger.core.INSTALLED or not is_on:
            what = (
                "is not the one of this version"
                if state == pgtrigger.core.OUTDATED
                else "is switched off"
                if is_on is False
                else "is missing"
            )
            yield f"The rule {trigger.name} of {model._meta.label} {what}. Run manage.py pgtrigger install, and find out who changed it."


def beginnings():
    """What a network begins with is there: names of places, kinds of treats, words and sheets."""
    if not PlaceName.objects.exists():
        yield "Nobody finds a postcode yet. Run manage.py load_place_names."
    if not TreatKind.objects.exists():
        yield "There are no services and kinds of treats yet. Run manage.py load_catalogue."
    if any(not words.po_file(language).with_suffix(".mo").exists() for language in words.languages()):
        yield "The words are not made ready. Run manage.py words."
    if not settings.DEBUG and not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        yield "Sheets and scripts are not gathered. Run manage.py collectstatic."


def people():
    """Somebody of HQ can come in, with a second lock."""
    hq = User.objects.filter(is_superuser=True, is_active=True)
    locked = Authenticator.objects.filter(type__in=[Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    if not hq.exists():
        yield "Nobody is of HQ. Run manage.py invite_hq with your mail address."
    elif not hq.filter(pk__in=locked.values("user")).exists():
        yield "Nobody of HQ has a second lock yet. Log in at /beheer/ and choose one."


def work():
    """What runs by itself is being done."""
    if not _ask("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s", [timezone.now() - WORKER_SILENT]):
        yield "Nothing runs by itself: no letters that failed, no nightly work. Keep manage.py work running beside the site."
    oldest = health.oldest_due_work()
    if oldest and timezone.now() - oldest > WORK_WAITS:
        yield f"Work waits since {timezone.localtime(oldest):%d/%m %H:%M}. Look at what manage.py work writes."
    failed = ProcrastinateJob.objects.filter(status="failed").count()
    if failed:
        yield f"{failed} jobs failed this month; manage.py work wrote why."


def backup():
    """There is a backup of last night."""
    made_on = backups.newest(settings.BACKUP_FOLDER)
    if not settings.BACKUP_RECIPIENT:
        yield "BACKUP_RECIPIENT is not set: there is no backup. Run manage.py backup --new-key, and keep its secret elsewhere."
    elif made_on is None:
        yield f"There is no backup in {settings.BACKUP_FOLDER} yet. Run manage.py backup."
    elif timezone.localdate() - made_on > BACKUP_MISSED:
        yield f"The newest backup in {settings.BACKUP_FOLDER} is of {made_on:%d/%m/%Y}. Look at what manage.py work writes."


CHECKS = [address, proxies, mail, payments, tiles, migrations, database, pooler, clock, rights, triggers, beginnings, people, work, backup]


def look():
    """Yields (what was looked at, [what to mend]) one by one. What needs tables is left out while migrations wait."""
    needs_tables = {rights, triggers, beginnings, people, work}
    is_ready = health.is_migrated()
    for check in CHECKS:
        if is_ready or check not in needs_tables:
            yield check.__doc__, list(check())


def _ask(statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _is_found(host):
    try:
        socket.getaddrinfo(host, 443)
    except (OSError, UnicodeError):
        return False
    return True
