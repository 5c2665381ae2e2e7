"""A hand-out leaves a day and nothing finer: not in a table, not in a log, not in a letter, whatever becomes of the tap."""

import re
import time
from datetime import UTC, timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.management import call_command
from django.db import connection
from django.db.models.expressions import RawSQL
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enchante.login import LAST_SEEN
from tests.factories import make_bons, make_merchant, make_organisation, make_treat, make_user
from tests.logins import come_in
from tests.pages import value_of, words_of
from tests.traces import rows
from vouchers import actions
from vouchers.models import CounterLink, Movement, Treat

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["nobody", "a merchant"])
def phone(request):
    """A browser at the counter of somebody who never logged in, or who did."""
    client = Client(enforce_csrf_checks=True)
    return client if request.param == "nobody" else come_in(client, make_user())


@pytest.fixture
def counter():
    """The address of a counter where one coffee waits."""
    coffee = make_treat(merchant=make_merchant(services=["water"]), waiting=1)
    return f"/toog/{CounterLink.objects.of(coffee.merchant).token}/"


def tap(client, counter, what, page=None, key=None):
    """Press a button as it stands on the page."""
    page = page or client.get(counter)
    sent = {name: value_of(page, name) for name in ["csrfmiddlewaretoken", "treat"]}
    said = {"said": value_of(page, "said")} if what == "undo" else {}
    return client.post(counter, sent | said | {"what": what, "key": key or value_of(page, "key")}, follow=True)


def log_of_the_database():
    """What it wrote about anything but its own upkeep."""
    written = (settings.LOCAL_POSTGRES / "log").read_text() if settings.LOCAL_POSTGRES else ""
    return [line for line in written.splitlines() if "LOG:" not in line]


def tells(text, moment):
    """Whether this text names the minute: as a clock does, or as computers count, in figures or letters."""
    clock = {f"{zone:%H:%M}" for zone in (moment, moment.astimezone(UTC), timezone.localtime(moment))}
    seconds = range(int(moment.timestamp()) - 90, int(moment.timestamp()) + 90)
    counted = {str(second) for second in seconds} | {signing.b62_encode(second) for second in seconds}
    return any(sign in text for sign in clock | counted)


def test_a_hand_out_leaves_its_day_and_no_minute_anywhere(phone, counter, caplog, capfd):
    phone.get(counter)
    before, log_before = rows(), log_of_the_database()

    page = tap(phone, counter, "handed_out")
    assert "Weggegeven." in words_of(page)
    page = tap(phone, counter, "undo", page)
    assert "Teruggedraaid." in words_of(page)
    assert "Weggegeven." in words_of(tap(phone, counter, "handed_out"))
    moment = timezone.now()
    left, written = rows() - before, "".join([caplog.text, *capfd.readouterr()])

    assert {table for table, _row in left} == {"vouchers_movement", "vouchers_treat"}
    assert not [row for _table, row in left if tells(row, moment)]
    assert {UUID(key).version for _table, row in left for key in re.findall(r'"key": "(.+?)"', row)} == {4}
    assert f'"day": "{timezone.localdate():%Y-%m-%d}"' in str(left)
    assert (written, mail.outbox) == ("", [])
    assert log_of_the_database() == log_before


def test_what_the_script_sends_leaves_no_minute_either_nor_does_a_tally(phone, counter, caplog, capfd):
    page = phone.get(counter)
    before, log_before = rows(), log_of_the_database()

    for what, about in [("handed_out", "treat"), ("tally_more", "offer"), ("tally_more", "offer"), ("tally_less", "offer")]:
        tapped = {"what": what, about: value_of(page, about), "key": uuid4(), "csrfmiddlewaretoken": value_of(page, "csrfmiddlewaretoken")}
        assert phone.post(f"{counter}tikken/", tapped).json()["is_good"]
    moment = timezone.now()
    left, written = rows() - before, "".join([caplog.text, *capfd.readouterr()])

    assert {table for table, _row in left} == {"vouchers_movement", "vouchers_treat", "vouchers_servicetally"}
    assert not [row for _table, row in left if tells(row, moment)]
    assert (written, mail.outbox) == ("", [])
    assert log_of_the_database() == log_before


def test_an_ordinary_voucher_leaves_the_day_it_was_used_and_no_minute_either(phone, counter, caplog, capfd):
    bon = make_bons(Treat.objects.get())[0]
    shop, page = f"{counter}bon/", phone.get(counter)
    token = {"csrfmiddlewaretoken": value_of(page, "csrfmiddlewaretoken")}
    before, log_before = rows(), log_of_the_database()

    page = phone.post(shop, token | {"code": bon.code}, follow=True)
    for what in ["use", "undo", "use"]:
        page = phone.post(shop, token | {"what": what, "bon": value_of(page, "bon"), "key": uuid4()}, follow=True)
    moment = timezone.now()
    left, written = rows() - before, "".join([caplog.text, *capfd.readouterr()])

    assert "Gebruikt. Veel plezier" in words_of(page)
    assert {table for table, _row in left} == {"vouchers_bon", "merchants_knock"}
    assert not [row for _table, row in left if tells(row, moment)]
    assert not tells(page.request["QUERY_STRING"], moment)
    assert (written, mail.outbox) == ("", [])
    assert log_of_the_database() == log_before


def test_what_is_kept_for_an_organisation_is_forgotten_with_it_and_tells_no_minute(phone, counter, caplog, capfd):
    coffee, sofie = Treat.objects.get(), make_user()
    caw = make_organisation(people=[sofie])
    referrer, phone_page = come_in(Client(), sofie), phone.get(counter)
    here = reverse("referrals:organisation-place", args=[caw.pk, coffee.merchant.slug])
    referrer.get(here)
    before, log_before = rows(), log_of_the_database()

    referrer.post(here, {"treat": coffee.pk, "hours": "24", "sign": "cat", "key": uuid4()})
    asked, moment = rows() - before, timezone.now()
    page = phone.get(counter)
    token = {"csrfmiddlewaretoken": value_of(phone_page, "csrfmiddlewaretoken")}
    phone.post(f"{counter}opzij/", token | {"aside": value_of(page, "aside")})
    left, written = rows() - before, "".join([caplog.text, *capfd.readouterr()])

    assert {table for table, _row in asked} == {"referrals_settingaside", "vouchers_treat"}
    assert moment.minute % 15 == 0 or not [row for _table, row in asked if tells(row, moment)]
    assert left == set()
    assert (written, mail.outbox) == ("", [])
    assert log_of_the_database() == log_before


def test_a_tap_that_hands_out_nothing_leaves_nothing(phone, counter, caplog, capfd):
    page = phone.get(counter)
    key = value_of(page, "key")
    tap(phone, counter, "handed_out", page, key)
    before, log_before = rows(), log_of_the_database()

    assert "Deze tik was al geteld." in words_of(tap(phone, counter, "handed_out", page, key))
    assert "Er hangt er nu geen" in words_of(tap(phone, counter, "handed_out"))
    assert phone.post(counter, {"what": "handed_out"}).status_code == 403

    assert rows() == before
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")
    assert log_of_the_database() == log_before


def test_the_login_of_a_referrer_does_not_tell_when_they_tapped(counter):
    phone = come_in(Client(), make_user())
    session = phone.session
    session[LAST_SEEN] = long_ago = int(time.time()) - 20 * 60
    session.save()

    assert "Weggegeven." in words_of(tap(phone, counter, "handed_out"))
    assert phone.session[LAST_SEEN] == long_ago

    phone.get("/mijn-login/")
    assert phone.session[LAST_SEEN] > long_ago


def test_after_a_night_the_order_of_hand_outs_is_forgotten():
    coffee = make_treat()
    keys = [UUID(int=number) for number in (7, 3, 9, 1, 5)]
    for key in keys:
        actions.add_at_counter(treat=coffee, key=key)
    assert list(Movement.objects.order_by(RawSQL("ctid", [])).values_list("key", flat=True)) == keys

    call_command("forget", stdout=StringIO())

    assert list(Movement.objects.order_by(RawSQL("ctid", [])).values_list("key", flat=True)) == sorted(keys)


def test_the_database_itself_remembers_no_minute(counter):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('track_commit_timestamp'), current_setting('log_statement')")
        assert cursor.fetchone() == ("off", "none")


@pytest.mark.parametrize("sign", ["{:%H:%M}", "{:%Y-%m-%dT%H:%M:%S}"])
def test_a_minute_is_recognised(sign):
    now = timezone.now()

    assert tells(f"tapped at {sign.format(now)}", now)
    assert tells(signing.TimestampSigner().sign("coffee"), now)
    assert tells(str(int(now.timestamp() * 1000)), now)
    assert not tells(f"tapped on {now:%Y-%m-%d}", now)
    assert not tells(f"{now - timedelta(hours=5):%H:%M}", now)
