"""How a coordinator supports peers: notes the two dates, and calls a visit off when somebody is ill; and what nobody of a team sees."""

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from encounters import stepping_in
from encounters.models import FirstVisit, Peer
from merchants.letters import Letter
from merchants.models import TeamRole
from tests.factories import make_chapter, make_merchant, make_team_member, make_visit
from tests.pages import words_of
from tests.team import address, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("shown_again")]
ADD = "/beheer/encounters/peer/add/"
AT_TWO = datetime(2026, 12, 1, 13, tzinfo=UTC)


def typed(peer, **changes):
    """What the browser sends for this page when nothing was touched, but for these changes."""
    filled = {"called": peer.called, "languages": peer.languages, "places": [place.pk for place in peer.places.all()]}
    filled |= {"noted_on": peer.noted_on, "insured_on": peer.insured_on} | ({"is_paused": "on"} if peer.is_paused else {})
    return {name: value for name, value in (filled | changes).items() if value is not None}


def test_a_coordinator_takes_a_peer_in_and_notes_the_dates_and_only_then_one_can_choose(client, coordinator, gent, nadia, krook):
    role = make_team_member("peer", chapter=gent).roles.get()
    new = {"role": role.pk, "called": "Jo", "languages": ["nl", "fr"], "places": [krook.pk]}

    client.post(ADD, new)
    jo = Peer.objects.get(called="Jo")
    jo.hours.create(weekday=1, begins=840, ends=960)

    def can_be_chosen():
        return "Jo" in {each.peer.called for each in stepping_in.moments(gent, timezone.now())}

    assert (jo.role, list(jo.places.all()), can_be_chosen()) == (role, [krook], False)
    client.post(address(jo), typed(jo, noted_on="2026-11-20"))
    assert not can_be_chosen()
    client.post(address(jo), typed(jo, noted_on="2026-11-20", insured_on="2026-11-25"))
    assert can_be_chosen()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"noted_on": "2026-12-02"}, "noted_on"),
        ({"insured_on": "2027-01-01"}, "insured_on"),
        ({"insured_on": "ooit"}, "insured_on"),
        ({"called": ""}, "called"),
        ({"called": "bel 0470 00 10 56"}, "called"),
        ({"places": ["0"]}, "places"),
        ({"calls_off": ["2026-12-01T18:00:00+00:00"]}, "calls_off"),
        ({"calls_off": ["ooit"]}, "calls_off"),
    ],
)
def test_a_slip_is_told_at_its_field_and_changes_nothing(client, coordinator, nadia, changes, field):
    make_visit(nadia, begins_at=AT_TWO)

    form = client.post(address(nadia), typed(nadia, **changes)).context["adminform"].form

    assert list(form.errors) == [field]
    assert Peer.objects.values_list("called", "noted_on").get() == ("Nadia", nadia.noted_on)


def test_a_role_of_another_city_or_of_no_peer_is_no_choice(client, coordinator, gent, nadia):
    for role in (make_team_member("peer", chapter=make_chapter("brussel")), make_team_member("volunteer", chapter=gent), nadia.role.user):
        client.post(ADD, {"role": role.roles.get().pk, "called": "Jo"})

    assert list(Peer.objects.all()) == [nadia]


def test_a_coordinator_sees_day_and_hour_of_what_comes_and_neither_sign_nor_place_nor_link(client, coordinator, nadia):
    visit = make_visit(nadia, begins_at=AT_TWO, word="zonnebloem", place=make_merchant("Bar Geheim"))

    page = client.get(address(nadia))

    assert "dinsdag 1 december, 14:00" in words_of(page)
    assert not [each for each in ("zonnebloem", "Bar Geheim", str(visit.pk)) if each in page.text]
    assert "zonnebloem" not in client.get(address(nadia, "changelist")).text


def test_when_a_peer_is_ill_what_was_agreed_is_called_off_and_both_hear(client, coordinator, nadia):
    ill, other = make_visit(nadia, begins_at=AT_TWO), make_visit(nadia, begins_at=AT_TWO.replace(day=8))

    told = client.post(address(nadia), typed(nadia, is_paused="on", calls_off=[AT_TWO.isoformat()]), follow=True)

    assert "1 bezoek gaat niet door." in said(told)
    assert "Wat eerder afgesproken is, blijft: kijk onderaan of er iets niet moet doorgaan." in said(told)
    assert dict(FirstVisit.objects.values_list("pk", "is_cancelled")) == {ill.pk: True, other.pk: False}
    assert Letter.objects.get().to == nadia.role.user.email
    assert Peer.objects.get().is_paused
    assert [entry.change_message for entry in LogEntry.objects.all()] == ['[{"changed": {"fields": ["Takes a break"]}}]']


def test_a_volunteer_reads_what_a_peer_offers_and_changes_nothing(client, volunteer, nadia):
    make_visit(nadia, begins_at=AT_TWO)

    page = client.get(address(nadia))
    refused = client.post(address(nadia), typed(nadia, called="Gekaapt", calls_off=[AT_TWO.isoformat()]))

    assert (page.status_code, "Nadia" in page.text, "14:00" in words_of(page)) == (200, True, True)
    assert "dinsdag 1 december, 14:00" not in words_of(page)
    assert refused.status_code == 404
    assert (Peer.objects.get().called, FirstVisit.objects.get().is_cancelled) == ("Nadia", False)


def test_visits_stand_nowhere_in_the_admin(client, coordinator, nadia):
    assert client.get("/beheer/encounters/firstvisit/").status_code == 404


def test_the_front_page_says_for_whom_a_date_is_still_to_be_noted(client, coordinator, nadia):
    assert "maatje wacht tot je een datum noteert" not in words_of(client.get(reverse("admin:index")))
    Peer.objects.update(insured_on=None)

    assert "1 maatje wacht tot je een datum noteert" in words_of(client.get(reverse("admin:index")))


def test_a_peer_is_taken_off_the_team_with_what_was_agreed(client, coordinator, nadia):
    visit = make_visit(nadia, begins_at=AT_TWO)

    page = client.get(address(nadia.role, "delete"))
    client.post(address(nadia.role, "delete"), {"post": "yes"})

    assert str(visit.pk) not in page.text and visit.sign not in page.text
    assert not TeamRole.objects.filter(pk=nadia.pk).exists()
    assert not FirstVisit.objects.get(pk=visit.pk).goes_on
