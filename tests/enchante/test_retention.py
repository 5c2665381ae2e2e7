"""What is erased by itself, and what stays."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from enchante import health
from enchante.retention import forget
from merchants.letters import send_waiting
from merchants.models import (
    Chapter,
    ImportedRow,
    Invitation,
    Knock,
    Letter,
    Merchant,
    Notice,
    PaperRequest,
    Pause,
    PlaceImport,
    User,
    Verification,
    VerificationRound,
)
from referrals.models import PaperOrder, SettingAside, Signal
from tests.factories import (
    make_aside,
    make_chapter,
    make_merchant,
    make_paper_order,
    make_paper_request,
    make_purchase,
    make_round,
    make_signal,
    make_treat,
    make_user,
)
from vouchers import actions
from vouchers.models import Payment, Purchase

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=31)
LATELY = timedelta(days=29)


def make_letter(event, *, sent_ago):
    sent_at = timezone.now() - sent_ago if sent_ago else None
    return Letter.objects.create(event=event, to="lut@example.org", subject="Dag Lut", body="Over jou", sent_at=sent_at)


def make_word(word, *, ago, paid=True):
    purchase = make_purchase(make_treat(merchant=make_merchant()), word=word, paid=paid)
    Purchase.objects.filter(pk=purchase.pk).update(made_at=timezone.now() - ago)
    return Purchase.objects.filter(pk=purchase.pk)


def words():
    return set(Purchase.objects.values_list("word", flat=True)) - {""}


def test_a_letter_is_emptied_a_month_after_it_went_and_never_written_again():
    for event, sent_ago in {"old": LONG_AGO, "new": LATELY, "waiting": None}.items():
        make_letter(event, sent_ago=sent_ago)

    assert [forget()["letters"], forget()["letters"]] == [1, 0]

    assert set(Letter.objects.exclude(to="").values_list("event", flat=True)) == {"new", "waiting"}
    assert Letter.objects.filter(event="old", to="", subject="", body="").exists()


def test_a_letter_that_never_could_go_is_given_up_and_waits_no_more():
    make_letter("never", sent_ago=None)
    Letter.objects.update(written_at=timezone.now() - LONG_AGO)
    assert (Letter.objects.waiting().count(), health.oldest_due_work() is None) == (1, False)

    assert [forget()["letters"], forget()["letters"]] == [1, 0]

    assert (send_waiting(), mail.outbox, Letter.objects.get().tries) == (0, [], 0)
    assert (Letter.objects.waiting().count(), health.oldest_due_work()) == (0, None)


def test_an_invitation_is_erased_a_month_after_it_is_over():
    today, gent = timezone.localdate(), make_chapter()
    for name, ago in {"old": LONG_AGO, "new": LATELY}.items():
        for over in ("used_on", "revoked_on", "last_day"):
            Invitation.objects.create(chapter=gent, name=f"{name} {over}", **{over: today - ago})
    Invitation.objects.create(chapter=gent, name="open")

    assert forget()["invitations that are over"] == 3
    assert set(Invitation.objects.values_list("name", flat=True)) == {"new used_on", "new revoked_on", "new last_day", "open"}


def test_a_kind_word_that_will_not_be_shown_is_erased_after_a_month():
    actions.keep_words(make_word("not shown", ago=LONG_AGO))
    make_word("never paid", ago=LONG_AGO, paid=False)
    actions.keep_words(make_word("not shown lately", ago=LATELY))
    make_word("never paid lately", ago=LATELY, paid=False)
    make_word("waits for a nod", ago=LONG_AGO)
    actions.show_words(make_word("on the board", ago=LONG_AGO))

    forget()

    assert words() == {"not shown lately", "never paid lately", "waits for a nod", "on the board"}


def test_the_word_with_a_payment_set_apart_waits_for_the_team():
    word = make_word("set apart", ago=LONG_AGO, paid=False)
    Payment.objects.filter(purchase__in=word).update(held_because=Payment.Held.AMOUNT)

    forget()

    assert words() == {"set apart"}


def test_a_cold_week_that_ended_goes_and_one_that_lasts_stays():
    today = timezone.localdate()
    make_chapter("gent", weather="cold", weather_until=today - timedelta(days=1))
    make_chapter("brussel", weather="hot", weather_until=today)

    forget()

    assert dict(Chapter.objects.values_list("slug", "weather")) == {"gent": "", "brussel": "hot"}


@pytest.mark.parametrize(("model", "fields"), [(Pause, {}), (Notice, {"text": "Terras"})])
def test_breaks_and_notices_go_a_month_after_they_are_over(model, fields):
    merchant, today = make_merchant(), timezone.localdate()
    for first, last in [(40, 31), (40, 30), (40, 29), (400, None)]:
        last_day = None if last is None else today - timedelta(last)
        model.objects.create(merchant=merchant, first_day=today - timedelta(first), last_day=last_day, **fields)

    forget()

    assert list(model.objects.order_by("pk").values_list("last_day", flat=True)) == [today - timedelta(30), today - timedelta(29), None]


def test_logins_that_ended_and_counts_of_yesterday_go_at_once():
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="runs", session_data="", expire_date=now + timedelta(minutes=1))
    Knock.objects.create(mark="yesterday", day=timezone.localdate() - timedelta(days=1))
    Knock.objects.create(mark="today", day=timezone.localdate())

    call_command("forget", stdout=StringIO())

    assert Session.objects.get().session_key == "runs"
    assert Knock.objects.get().mark == "today"


def test_what_a_place_was_before_a_change_is_erased_after_two_years():
    make_merchant(phone="1")
    for phone in ["2", "3"]:
        Merchant.objects.update(phone=phone)
    Version = Merchant.pgh_event_model
    Version.objects.filter(phone="1").update(pgh_created_at=timezone.now() - timedelta(days=731))

    assert [forget()["versions of two years ago"], forget()["versions of two years ago"]] == [1, 0]
    assert Version.objects.get().phone == "2"


def test_a_question_whether_all_is_true_is_erased_after_two_years():
    merchant, today = make_merchant(), timezone.localdate()
    for days in (731, 729):
        answered = {"answer": "right", "channel": "link", "answered_on": today}
        Verification.objects.create(merchant=merchant, asked_on=today - timedelta(days), **answered)

    assert forget()["questions whether all is true"] == 1
    assert Verification.objects.get().asked_on == today - timedelta(729)


def test_a_login_that_nobody_used_and_that_opens_nothing_is_erased_after_a_month():
    long_ago, today = timezone.now() - LONG_AGO, timezone.now()
    people = {name: make_user(f"{name}@example.org") for name in ("mistyped", "new", "came in", "of a place")}
    User.objects.update(created_at=long_ago)
    User.objects.filter(pk=people["new"].pk).update(created_at=today)
    User.objects.filter(pk=people["came in"].pk).update(last_login=long_ago)
    make_merchant(people=[people["of a place"]])

    forget()

    assert set(User.objects.values_list("email", flat=True)) == {"new@example.org", "came in@example.org", "of a place@example.org"}


def test_a_break_of_a_service_is_erased_a_month_after_it_is_over():
    today = timezone.localdate()
    offers = [make_merchant(services=["water"]).offers.get() for _ in range(3)]
    for offer, last in zip(offers, [today - LONG_AGO, today - LATELY, None], strict=True):
        type(offer).objects.filter(pk=offer.pk).update(rests_from=today - 2 * LONG_AGO, rests_until=last)

    assert forget()["breaks of services that are over"] == 1
    kept = type(offer).objects.exclude(rests_from=None).order_by("pk")
    assert list(kept.values_list("pk", flat=True)) == [offer.pk for offer in offers[1:]]


@pytest.mark.parametrize(
    ("model", "make", "what"),
    [
        (PaperRequest, make_paper_request, "paper sent a year ago"),
        (PaperOrder, make_paper_order, "paper orders sent a year ago"),
    ],
)
def test_paper_is_forgotten_a_year_after_it_was_sent_and_what_waits_stays(model, make, what):
    today = timezone.localdate()
    for asked, sent in [(400, 366), (400, 365), (400, None)]:
        make(asked_on=today - timedelta(asked), sent_on=sent and today - timedelta(sent))

    assert [forget()[what], forget()[what]] == [1, 0]
    assert set(model.objects.values_list("sent_on", flat=True)) == {today - timedelta(365), None}


def test_what_was_set_aside_until_now_is_forgotten_and_hangs_again():
    coffee, stays = make_treat(waiting=2), timedelta(minutes=5)
    make_aside(coffee, within=-stays)
    standing = make_aside(coffee, within=stays)

    assert [forget()["treats set aside until now"], forget()["treats set aside until now"]] == [1, 0]

    coffee.refresh_from_db()
    assert (coffee.waiting, coffee.set_aside) == (2, 1)
    assert SettingAside.objects.get() == standing


def test_a_question_about_a_place_is_erased_three_months_after_its_answer_and_after_a_year_whatever_came_of_it():
    today = timezone.localdate()
    for told, closed in [(120, 91), (120, 90), (366, 1), (365, 1), (366, None), (365, None)]:
        answered = {"state": "closed", "closed_on": today - timedelta(closed)} if closed else {}
        make_signal(day=today - timedelta(told), **answered)

    assert [forget()["questions about places"], forget()["questions about places"]] == [3, 0]

    left = Signal.objects.order_by("day", "closed_on").values_list("day", "closed_on")
    days = [(365, 1), (365, None), (120, 90)]
    assert list(left) == [(today - timedelta(told), closed and today - timedelta(closed)) for told, closed in days]


def test_a_question_nobody_answered_is_erased_before_the_next_round_asks_and_a_round_after_two_years():
    merchant, today = make_merchant(), timezone.localdate()
    answered = {"answer": "right", "channel": "link", "answered_on": today}
    for days, fields in [(151, {}), (150, {}), (160, answered)]:
        Verification.objects.create(merchant=merchant, asked_on=today - timedelta(days), **fields)
    for days in (731, 730):
        make_round(begun=days, ended_on=today)

    assert [forget()["questions whether all is true"], forget()["questions whether all is true"]] == [1, 0]
    assert set(Verification.objects.values_list("asked_on", flat=True)) == {today - timedelta(150), today - timedelta(160)}
    assert VerificationRound.objects.get().begun_on == today - timedelta(730)


def test_a_list_nobody_had_written_goes_after_14_days_and_of_a_written_one_its_rows_after_60():
    gent, today = make_chapter(), timezone.localdate()
    for state, ago in [("shown", 15), ("shown", 14), ("undoing", 15), ("written", 61), ("written", 60)]:
        made = PlaceImport.objects.create(key=uuid4(), chapter=gent, state=state, made_on=today - timedelta(ago))
        ImportedRow.objects.create(place_import=made, number=2, effect="created")
    PlaceImport.objects.create(key=uuid4(), chapter=gent, state="written", made_on=today - timedelta(731))

    told = forget()

    assert (told["rows of lists"], told["lists of two years ago"]) == (1, 1)
    left = PlaceImport.objects.order_by("made_on", "state").values_list("state", "made_on", "rows__number")
    assert list(left) == [
        ("written", today - timedelta(61), None),
        ("written", today - timedelta(60), 2),
        ("undoing", today - timedelta(15), 2),
        ("shown", today - timedelta(14), 2),
    ]
