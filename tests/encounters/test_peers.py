"""Peers and what is agreed with them: what the database never lets happen, and when it is called off and erased."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from enchante.merging import merge
from enchante.retention import forget
from encounters import actions, stepping_in
from encounters.models import FirstVisit, Peer
from merchants import actions as house
from merchants.letters import Letter
from merchants.models import Merchant, TeamRole, User
from tests.factories import make_merchant, make_peer, make_team_member, make_visit
from tests.logins import come_in
from tests.races import execute

pytestmark = pytest.mark.django_db
ALWAYS = {"opening_hours": "24/7", "checked_on": date(2026, 11, 1)}
TUESDAY = [(1, 14, 17)]


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", slug="krook", chapter=gent, **ALWAYS)


def clocks(chapter, now=None):
    """When one can step in, as a clock shows it: "01 14:00"."""
    return [f"{timezone.localtime(each.begins_at):%d %H:%M}" for each in stepping_in.moments(chapter, now or timezone.now())]


# What the database keeps


def insert(peer, begins_at="2026-12-01 14:00+01", ends_at="2026-12-01 15:00+01", word="roos", colour=""):
    execute(
        "INSERT INTO encounters_firstvisit (key, peer_id, place_id, begins_at, ends_at, is_cancelled, colour, animal, word)"
        " VALUES (%s, %s, %s, %s, %s, false, %s, '', %s)",
        [uuid4(), peer and peer.pk, make_merchant().pk, begins_at, ends_at, colour, word],
    )


@pytest.mark.parametrize(
    "fields",
    [{"noted_on": None}, {"insured_on": None}, {"noted_on": None, "insured_on": None}, {"is_paused": True}, {"days_away": ["2026-12-01"]}],
)
def test_nobody_meets_a_peer_who_does_not_go_along_then_whoever_writes_in_the_tables(fields):
    peer = make_peer()
    insert(peer, "2026-12-02 14:00+01", "2026-12-02 15:00+01")
    Peer.objects.update(**fields)

    with pytest.raises(IntegrityError, match="This peer does not go along then"), transaction.atomic():
        insert(peer)
    assert FirstVisit.objects.count() == 1


def test_a_day_away_is_one_on_the_clocks_of_belgium():
    peer = make_peer(days_away=["2026-12-01"])

    with pytest.raises(IntegrityError, match="does not go along"), transaction.atomic():
        insert(peer, "2026-11-30 23:30+00", "2026-12-01 00:30+00")
    insert(peer, "2026-12-01 23:30+00", "2026-12-02 00:30+00")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"begins_at": "2026-12-01 14:15+01", "ends_at": "2026-12-01 15:15+01"}, "on_the_half_hour"),
        ({"begins_at": "2026-12-01 14:00:30+01", "ends_at": "2026-12-01 15:00:30+01"}, "on_the_half_hour"),
        ({"ends_at": "2026-12-01 16:00+01"}, "an_hour"),
        ({"word": ""}, "sign_or_word"),
        ({"colour": "red"}, "sign_or_word"),
        ({"begins_at": "2026-12-01 10:30+01", "ends_at": "2026-12-01 11:30+01"}, "one_at_a_time"),
    ],
)
def test_a_visit_is_a_whole_hour_with_one_person_under_one_sign(wrong, rule):
    peer = make_peer()
    insert(peer, "2026-12-01 10:00+01", "2026-12-01 11:00+01")

    with pytest.raises(IntegrityError, match=f"first_visit_{rule}"), transaction.atomic():
        insert(peer, **wrong)


def test_without_a_peer_no_visit_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(None)


@pytest.mark.parametrize(
    ("begins", "ends", "rule"),
    [(14, 15.5, "apart"), (15.5, 18, "apart"), (18, 18.5, "last_an_hour"), (6, 9, "by_day"), (20, 23, "by_day")],
)
def test_hours_of_a_peer_stand_apart_by_day_and_last_an_hour(begins, ends, rule):
    peer = make_peer(hours=TUESDAY)

    with pytest.raises(IntegrityError, match=f"peer_hours_{rule}"), transaction.atomic():
        peer.hours.create(weekday=1, begins=int(begins * 60), ends=int(ends * 60))


def test_hours_may_touch_and_stand_on_another_day():
    peer = make_peer(hours=[*TUESDAY, (1, 17, 18), (2, 14, 17)])

    assert [str(stretch) for stretch in peer.hours.all()] == ["dinsdag, 14:00–17:00", "dinsdag, 17:00–18:00", "woensdag, 14:00–17:00"]


# What a peer offers


def test_the_same_hours_twice_are_once_and_others_that_overlap_are_refused(monkeypatch):
    peer = make_peer()
    for _ in range(2):
        actions.offer_hours(peer=peer, weekday=1, begins=840, ends=960)

    with pytest.raises(actions.OfferedAlready):
        actions.offer_hours(peer=peer, weekday=1, begins=900, ends=1020)
    monkeypatch.setattr(actions.peers, "MOST_HOURS", 1)
    with pytest.raises(actions.TooMuch):
        actions.offer_hours(peer=peer, weekday=2, begins=840, ends=960)
    assert peer.hours.count() == 1


def test_so_many_places_and_no_more(gent, monkeypatch):
    peer, known, more = make_peer(chapter=gent), make_merchant(chapter=gent), make_merchant(chapter=gent)
    monkeypatch.setattr(actions.peers, "MOST_PLACES", 1)
    for _ in range(2):
        actions.know_place(peer=peer, place=known)

    with pytest.raises(actions.TooMuch):
        actions.know_place(peer=peer, place=more)
    assert list(peer.places.all()) == [known]


def test_a_day_away_is_set_taken_back_and_forgotten_once_it_is_over(tuesday):
    today = timezone.localdate()
    peer = make_peer(days_away=[today - timedelta(1)])
    for day in (today + timedelta(2), today + timedelta(2), today):
        actions.set_day(peer=peer, day=day, is_away=True)
    actions.set_day(peer=peer, day=today + timedelta(2), is_away=False)

    assert Peer.objects.get().days_away == [today]
    Peer.objects.update(days_away=[today - timedelta(1), today])
    assert [forget()["days on which a peer was away"] for _ in range(2)] == [1, 0]
    assert Peer.objects.get().days_away == [today]


# Agreeing, calling off, erasing


def agree(chapter, key=None, number=0, **sign):
    moment = stepping_in.moments(chapter, timezone.now())[number]
    where = {"chapter": chapter, "peer": moment.peer.pk, "place": moment.place.slug, "when": moment.when}
    return actions.step_in(**where, key=key or uuid4(), **sign or {"word": "roos"})


def test_the_letter_says_that_something_is_new_and_nothing_else(tuesday, gent, krook):
    peer = make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    visit = agree(gent)
    actions.call_off(visit=visit)
    new, cancelled = Letter.objects.all()

    assert (new.subject, new.body) == (cancelled.subject, cancelled.body)
    assert {new.to, cancelled.to} == {peer.role.user.email}
    assert new.subject == "Iets nieuws in je agenda"
    assert "/mijn-agenda/" in new.body
    told = new.body + new.event + new.subject
    assert not [each for each in ("roos", "14:00", "december", "Krook", str(visit.pk)) if each in told]
    assert not Letter.objects.listed().exists()


def test_one_form_sent_twice_is_one_visit_and_another_finds_the_moment_gone(tuesday, gent, krook):
    make_peer(chapter=gent, hours=[(1, 14, 15)], places=[krook])
    key = uuid4()
    moment = stepping_in.moments(gent, timezone.now())[0]
    where = {"chapter": gent, "peer": moment.peer.pk, "place": "krook", "when": moment.when}

    assert actions.step_in(**where, key=key, word="roos") == actions.step_in(**where, key=key, word="roos")
    with pytest.raises(actions.MomentGone):
        actions.step_in(**where, key=uuid4(), word="tulp")
    assert (FirstVisit.objects.count(), Letter.objects.count()) == (1, 1)


def test_what_was_called_off_is_called_off_once_and_can_be_chosen_again(tuesday, gent, krook):
    make_peer(chapter=gent, hours=[(1, 14, 15)], places=[krook])
    visit = agree(gent)
    assert clocks(gent) == ["08 14:00"]

    assert [actions.call_off(visit=visit) for _ in range(2)] == [True, False]
    assert clocks(gent) == ["01 14:00", "08 14:00"]
    assert agree(gent).begins_at == visit.begins_at
    assert Letter.objects.count() == 3


def test_what_is_over_is_not_called_off(gent):
    visit = make_visit(make_peer(chapter=gent), begins_at=datetime(2026, 11, 3, 13, tzinfo=UTC))

    assert not actions.call_off(visit=visit)


def test_the_day_after_a_visit_is_erased_and_not_before(gent, monkeypatch):
    make_visit(make_peer(chapter=gent), begins_at=datetime(2026, 12, 1, 20, tzinfo=UTC))

    def forgotten(*moment):
        monkeypatch.setattr(timezone, "now", lambda: datetime(*moment, tzinfo=UTC))
        return forget()["first visits of a day before"]

    assert [forgotten(2026, 12, 1, 22, 30), forgotten(2026, 12, 1, 23, 30)] == [0, 1]


def test_the_day_after_no_letter_tells_in_which_minute_somebody_agreed(gent):
    actions.call_off(visit=make_visit(make_peer(chapter=gent)))
    others = Letter.objects.create(event="unlisted-signal-1", to="lut@example.org", subject="Dag", body="…", sent_at=timezone.now())
    yesterday = timezone.now() - timedelta(days=1)

    Letter.objects.update(sent_at=timezone.now())
    assert forget()["letters about agendas"] == 0
    Letter.objects.update(sent_at=yesterday)

    assert forget()["letters about agendas"] == 1
    assert list(Letter.objects.all()) == [others]


def test_a_visit_does_not_go_on_with_a_peer_who_may_not_log_in_any_more(gent):
    visit = make_visit(make_peer(chapter=gent))
    User.objects.filter(roles__peer=visit.peer).update(is_active=False)

    assert not FirstVisit.objects.get(pk=visit.pk).goes_on


@pytest.mark.django_db(transaction=True)
def test_at_night_nothing_tells_which_visit_was_agreed_after_which():
    peer = make_peer()
    for day in range(6):
        make_visit(peer, begins_at=datetime(2026, 12, 1 + day, 13, tzinfo=UTC))

    actions.shuffle_answers()

    assert execute("SELECT count(DISTINCT xmin::text), count(*) FROM encounters_firstvisit") == [(1, 6)]
    assert execute("SELECT key FROM encounters_firstvisit") == execute("SELECT key FROM encounters_firstvisit ORDER BY key")


@pytest.mark.parametrize("leave", [house.leave_team, house.take_off_team], ids=["leaves", "is taken off"])
def test_when_a_peer_leaves_the_team_what_was_agreed_does_not_go_on(gent, leave):
    visit = make_visit(make_peer(chapter=gent))
    leave(role=TeamRole.objects.select_related("chapter").get(pk=visit.peer_id))

    visit = FirstVisit.objects.get()
    assert (visit.peer, visit.goes_on) == (None, False)
    assert not Peer.objects.exists()


def test_when_a_peer_does_something_else_in_the_team_it_does_not_go_on_either(gent):
    visit = make_visit(make_peer(chapter=gent))
    TeamRole.objects.update(role="volunteer")

    assert not FirstVisit.objects.select_related("peer__role").get(pk=visit.pk).goes_on


@pytest.mark.parametrize(
    ("hours", "is_open"), [("24/7", True), ("Mo-Su 14:00-15:00", True), ("Mo-Su 14:30-20:00", False), ("Mo-Su 08:00-14:30", False)]
)
def test_a_visit_knows_whether_its_place_is_open_all_that_hour(tuesday, gent, krook, hours, is_open):
    visit = make_visit(make_peer(chapter=gent, places=[krook]), begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC))
    Merchant.objects.update(opening_hours=hours)

    assert FirstVisit.objects.get(pk=visit.pk).is_open_then is is_open


def test_when_two_places_become_one_visits_and_peers_come_along(gent, krook):
    twice = make_merchant("De Krook", chapter=gent, **ALWAYS)
    peer = make_peer(chapter=gent, places=[krook, twice])
    visit = make_visit(peer, place=twice)

    merge(goes=twice, stays=krook)

    assert list(peer.places.all()) == [krook]
    assert FirstVisit.objects.get(pk=visit.pk).place == krook


def test_own_data_tell_what_a_peer_offers_and_of_whom_they_meet_no_sign(client, gent, krook):
    peer = make_peer(chapter=gent, hours=TUESDAY, places=[krook])
    make_visit(peer, word="zonnebloem")
    told = come_in(client, peer.role.user).get("/mijn-login/gegevens.json").json()

    assert told["goes along as a peer"][0]["places"] == ["De Krook"]
    assert len(told["goes along as a peer"][0]["visits"]) == 1
    assert "zonnebloem" not in str(told)


def test_who_is_no_peer_has_no_agenda(gent):
    volunteer = make_team_member("volunteer", chapter=gent)

    assert not Peer.objects.of(volunteer).exists()
