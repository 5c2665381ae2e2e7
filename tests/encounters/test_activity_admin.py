"""How a team plans, moves, cancels and counts, and what a slip of the finger is told."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from encounters import actions
from encounters.models import Activity
from merchants.hours.moments import on_the_clock
from merchants.models import Letter
from tests.factories import make_activity, make_chapter, make_merchant, make_sign_up, make_team_member, make_threshold, make_user
from tests.logins import come_in
from tests.pages import words_of
from tests.team import act, address, listed, said

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ADD = "/beheer/encounters/activity/add/"
THURSDAY = datetime(2026, 12, 3, 13, tzinfo=UTC)


def typed(chapter, **changes):
    """What the browser sends for a new activity."""
    filled = {"chapter": chapter.pk, "kind": "meal", "title_nl": "Samen soep", "elsewhere": "Buurthuis, Gent", "state": "published"}
    filled |= {"day": "2026-12-08", "begins": "14:00", "ends": "16:00", "every": "once", "takes_signs": "on"}
    return {name: value for name, value in (filled | changes).items() if value is not None}


def typed_of(activity, **changes):
    """What the browser sends for the page of this one when nothing was touched, but for these changes."""
    begins, ends = on_the_clock(activity.begins_at), on_the_clock(activity.ends_at)
    filled = {name: getattr(activity, name) or "" for name in ("kind", "title_nl", "about_nl", "elsewhere", "state", "hosts", "wheelchair")}
    filled |= {"day": begins.date(), "begins": f"{begins:%H:%M}", "ends": f"{ends:%H:%M}", "merchant": activity.merchant_id or ""}
    filled |= {"takes_signs": "on"} if activity.takes_signs else {}
    return {name: value for name, value in (filled | changes).items() if value is not None}


def clocks():
    return [f"{on_the_clock(row.begins_at):%m-%d %H:%M}" for row in Activity.objects.all()]


# Planning


def test_a_coordinator_plans_a_series_with_hosts_at_a_place(client, coordinator, gent, krook, tuesday):
    nadia = make_team_member("volunteer", chapter=gent).roles.get()
    series = {"every": "week", "times": "3", "merchant": krook.pk, "elsewhere": "", "team_hosts": [nadia.pk], "languages": ["nl", "fr"]}

    answer = client.post(ADD, typed(gent, **series), follow=True)

    assert "3 dagen." in said(answer)
    assert clocks() == ["12-08 14:00", "12-15 14:00", "12-22 14:00"]
    assert {tuple(row.team_hosts.all()) for row in Activity.objects.all()} == {(nadia,)}
    assert {(row.title, row.merchant, *row.languages) for row in Activity.objects.all()} == {("Samen soep", krook, "nl", "fr")}
    assert Letter.objects.get().to == "lut@example.org"


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"day": "2026-11-30"}, "Dit moment is al voorbij."),
        ({"day": "2026-12-01", "begins": "09:30", "ends": "11:00"}, "Dit moment is al voorbij."),
        ({"day": "2206-12-08"}, "Klopt het jaar?"),
        ({"day": "9999-12-31", "ends": "01:00"}, "Klopt het jaar?"),
        ({"day": "9999-11-30", "every": "month", "times": "6"}, "Klopt het jaar?"),
        ({"day": "0001-01-01", "begins": "00:00", "ends": "01:00"}, "Klopt het jaar?"),
        (
            {"day": "2027-03-28", "begins": "02:30", "ends": "04:00"},
            "In de nacht van 28 maart 2027 springt de klok van twee naar drie: 02:30 bestaat dan niet.",
        ),
        ({"day": "2027-03-21", "begins": "02:30", "ends": "04:00", "every": "week", "times": "2"}, "In de nacht van 28 maart 2027"),
        ({"begins": "16:00", "ends": "14:00"}, "Van 16:00 tot 14:00 zou 22 uur zijn."),
        ({"begins": "14:00", "ends": "14:00"}, "Van 14:00 tot 14:00 zou 24 uur zijn."),
        ({"day": "morgen"}, "geldige datum"),
        ({"begins": "25:00"}, "geldige tijd"),
        ({"begins": None}, "verplicht"),
        ({"every": "week"}, "Vul in hoeveel keer"),
        ({"every": "week", "times": "27"}, "26"),
        ({"elsewhere": ""}, "Kies een plek, of schrijf hieronder waar het is."),
        ({"hosts": "Fatma, 0470 12 34 56"}, "Er staat een telefoonnummer"),
        ({"about_fr": "Écrivez à fatma@example.org"}, "Er staat een mailadres"),
        ({"title_nl": ""}, "verplicht"),
    ],
)
def test_a_slip_gets_a_sentence_and_loses_nothing(client, coordinator, gent, tuesday, changes, answer):
    page = client.post(ADD, typed(gent, title_fr="Soupe ensemble", **changes))

    assert (page.status_code, answer in words_of(page)) == (200, True), words_of(page)
    assert 'value="Soupe ensemble"' in page.content.decode()
    assert not Activity.objects.exists()


def test_it_is_at_a_place_on_the_map_of_this_city_or_elsewhere(client, coordinator, gent, krook, tuesday):
    closed = make_merchant(chapter=gent, state="closed")

    both = client.post(ADD, typed(gent, merchant=krook.pk))
    gone = client.post(ADD, typed(gent, merchant=closed.pk, elsewhere=""))
    abroad = client.post(ADD, typed(gent, merchant=make_merchant(chapter=make_chapter("brussel")).pk, elsewhere=""))

    assert "Maak een van de twee leeg." in words_of(both)
    assert "Deze plek staat nu niet op de kaart." in words_of(gone)
    assert abroad.status_code == 200
    assert not Activity.objects.exists()


def places_to_choose(page):
    select = re.search(r'<select name="merchant".*?</select>', page.text, re.DOTALL)[0]
    return re.findall(r"<option [^>]*>(.*?)</option>", select)


def test_a_coordinator_chooses_among_the_places_of_the_own_city_without_a_script(client, coordinator, gent, krook):
    make_merchant("Aan Zee", chapter=gent)
    make_merchant("Gesloten", chapter=gent, state="closed")
    make_merchant("Ailleurs", chapter=make_chapter("brussel"))

    assert places_to_choose(client.get(ADD)) == ["–", "Aan Zee", krook.name]


def test_where_it_is_stays_in_the_list_when_the_place_left(client, coordinator, gent, krook):
    left = make_merchant("Vertrokken", chapter=gent, state="left")

    page = client.get(address(make_activity(chapter=gent, merchant=left, begins_at=THURSDAY)))

    assert places_to_choose(page) == ["–", krook.name, "Vertrokken"]
    assert f'<option value="{left.pk}" selected>Vertrokken</option>' in page.text


def test_hq_searches_among_the_places_of_all_cities(client, gent, krook):
    come_in(client, make_user(is_superuser=True))

    assert places_to_choose(client.get(ADD)) == [""]
    assert "admin-autocomplete" in client.get(ADD).text


def test_what_lasts_while_the_clock_jumps_is_kept_and_said(client, coordinator, gent, tuesday):
    answer = client.post(ADD, typed(gent, day="2027-03-27", begins="23:00", ends="04:00"), follow=True)

    assert any("De klok verspringt intussen" in sentence for sentence in said(answer))
    row = Activity.objects.get()
    assert row.ends_at - row.begins_at == timedelta(hours=4)


def test_an_hour_that_comes_twice_is_the_first(client, coordinator, gent, tuesday):
    client.post(ADD, typed(gent, day="2027-10-31", begins="02:30", ends="04:00"))

    assert Activity.objects.get().begins_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


# Changing


@pytest.fixture
def walk(gent, tuesday):
    rows = actions.plan(
        activity=Activity(
            chapter=gent,
            kind="walk",
            state="published",
            title_nl="Wandeling",
            elsewhere="Buurthuis",
            begins_at=THURSDAY,
            ends_at=THURSDAY + timedelta(hours=2),
        ),
        every="week",
        times=3,
    )
    return rows


def test_moving_one_alone_or_with_those_after_it(client, coordinator, walk):
    client.post(address(walk[1]), typed_of(walk[1], day="2026-12-11", begins="10:00", ends="11:00"))
    assert clocks() == ["12-03 14:00", "12-11 10:00", "12-17 14:00"]

    client.post(address(walk[0]), typed_of(walk[0], day="2026-12-02", following="on"))
    assert clocks() == ["12-02 14:00", "12-10 14:00", "12-16 14:00"]


def test_moving_those_after_it_into_the_jump_of_the_clock_moves_none(client, coordinator, gent, tuesday):
    first = typed(gent, day="2027-03-21", begins="01:30", ends="01:50", every="week", times="2")
    client.post(ADD, first)
    row = Activity.objects.first()

    page = client.post(address(row), typed_of(row, begins="02:15", ends="04:00", following="on"))

    assert "In de nacht van 28 maart 2027" in words_of(page)
    assert clocks() == ["03-21 01:30", "03-28 01:30"]


def test_saving_a_page_nobody_touched_changes_nothing(client, coordinator, walk):
    Letter.objects.all().delete()

    assert client.post(address(walk[0]), typed_of(walk[0])).status_code == 302

    assert Activity.objects.get(pk=walk[0].pk).sequence == 0
    assert not Letter.objects.exists()


def test_new_hosts_come_along_to_the_days_after_it(client, coordinator, walk):
    role = coordinator.roles.get()

    client.post(address(walk[1]), typed_of(walk[1], team_hosts=[role.pk], following="on"))

    assert [list(row.team_hosts.all()) for row in Activity.objects.all()] == [[], [role], [role]]


def test_a_coordinator_ticks_what_it_does_something_about(client, coordinator, gent, walk):
    own, unread = make_threshold(chapter=gent), make_threshold("Zij is traag.", chapter=gent, state="to_read")
    elsewhere = make_threshold("Bij ons is het druk.", chapter=make_chapter("brussel"))

    page = client.get(address(walk[0]))
    client.post(address(walk[0]), typed_of(walk[0], thresholds=[own.pk], following="on"))
    refused = client.post(address(walk[0]), typed_of(walk[0], thresholds=[elsewhere.pk]))

    assert own.said in words_of(page)
    assert unread.said not in words_of(page)
    assert elsewhere.said not in words_of(page)
    assert [list(row.thresholds.all()) for row in Activity.objects.all()] == [[own]] * 3
    assert refused.status_code == 200


def test_without_a_city_it_is_asked_for_and_what_was_ticked_stays(client, coordinator, gent):
    ticked = {"thresholds": [make_threshold(chapter=gent).pk], "team_hosts": [make_team_member(chapter=gent).roles.get().pk]}

    page = client.post(ADD, typed(gent, **ticked) | {"chapter": ""})

    assert page.status_code == 200 and "chapter" in page.context["adminform"].form.errors
    assert not Activity.objects.exists()


def test_what_is_over_can_still_be_mended_but_not_moved_into_the_past(client, coordinator, gent, tuesday):
    soup = make_activity("Soep", chapter=gent, begins_at=THURSDAY - timedelta(7), elsewhere="Buurthuis")

    assert client.post(address(soup), typed_of(soup, title_nl="Tomatensoep")).status_code == 302
    page = client.post(address(soup), typed_of(soup, day="2026-11-27"))

    assert "Dit moment is al voorbij." in words_of(page)
    assert Activity.objects.get().title == "Tomatensoep"


def test_cancelling_keeps_it_in_the_calendar_and_writes_its_hosts(client, coordinator, walk):
    hosts = [coordinator.roles.get().pk]

    answer = client.post(address(walk[0]), typed_of(walk[0], team_hosts=hosts, cancels="on", why_cancelled="Regen."), follow=True)

    assert "1 activiteit is afgelast." in said(answer)
    assert Letter.objects.filter(to=coordinator.email, subject="Gaat niet door: Wandeling").count() == 1
    assert "Deze gaat niet door. Regen." in words_of(client.get("/agenda/gent/"))
    assert client.post(address(walk[0]), typed_of(walk[0])).status_code == 404


def test_what_everybody_saw_is_cancelled_and_never_hidden(client, coordinator, walk):
    page = client.post(address(walk[0]), typed_of(walk[0], state="draft"))

    assert "Iedereen kon er al over lezen." in words_of(page)
    assert Activity.objects.get(pk=walk[0].pk).is_public


def test_whoever_changes_what_somebody_cancels_at_that_moment_is_told_so(client, coordinator, walk, monkeypatch):
    filled, change = typed_of(walk[0], title_nl="Andere titel"), actions.change

    def change_too_late(**what):
        actions.cancel(activity=walk[0])
        return change(**what)

    monkeypatch.setattr(actions, "change", change_too_late)
    answer = client.post(address(walk[0]), filled, follow=True)

    assert any("Iemand liet het net afgelasten" in sentence for sentence in said(answer))


def test_a_word_about_it_without_the_tick_is_asked_for(client, coordinator, walk):
    page = client.post(address(walk[0]), typed_of(walk[0], why_cancelled="Regen."))

    assert "Vink dit aan als het niet doorgaat." in words_of(page)
    assert not Activity.objects.filter(cancelled_on__isnull=False).exists()


def test_drafts_come_out_together_but_not_those_that_lack_a_place_or_are_over(client, coordinator, gent, tuesday):
    ready = make_activity(chapter=gent, state="draft", begins_at=THURSDAY, elsewhere="Buurthuis")
    nowhere = make_activity(chapter=gent, state="draft", begins_at=THURSDAY)
    late = make_activity(chapter=gent, state="draft", begins_at=THURSDAY - timedelta(7), elsewhere="Buurthuis")

    answer = act(client, "publish", ready, nowhere, late)

    assert set(Activity.objects.published()) == {ready}
    assert "1 activiteit staat in de agenda." in said(answer)


def test_only_a_draft_is_taken_away(client, coordinator, gent):
    draft, public = make_activity(chapter=gent, state="draft"), make_activity(chapter=gent)

    client.post(address(draft, "delete"), {"post": "yes"})

    assert client.post(address(public, "delete"), {"post": "yes"}).status_code == 404
    assert list(Activity.objects.all()) == [public]


# Whoever helps


def test_a_volunteer_sees_who_comes_and_changes_nothing_but_the_number(client, volunteer, gent, tuesday):
    soup = make_activity("Soep", chapter=gent, begins_at=THURSDAY)
    make_sign_up(soup, number=2), make_sign_up(soup, word="zonnebloem")

    page = client.get(address(soup))
    client.post(address(soup), {"title_nl": "Gekaapt", "headcount": "3"})

    assert "3 stoelen: kat, rood (2); zonnebloem (1)" in words_of(page)
    assert Activity.objects.values_list("title", "headcount").get() == ("Soep", None)
    assert client.get(ADD).status_code == 404


def test_afterwards_the_front_page_asks_for_the_chairs_and_a_volunteer_counts_them(client, volunteer, gent, tuesday):
    soup = make_activity("Soep", chapter=gent, begins_at=THURSDAY - timedelta(7))
    make_activity(chapter=gent, begins_at=THURSDAY)
    assert "1 activiteit wacht op haar aantal stoelen" in words_of(client.get("/beheer/"))
    assert listed(client.get(reverse("admin:encounters_activity_changelist") + "?when=to-count")) == {soup.pk}

    client.post(address(soup), {"headcount": "12"})

    assert Activity.objects.filter(pk=soup.pk).values_list("headcount", "counted_on").get() == (12, date(2026, 12, 1))
    assert "wacht op haar aantal stoelen" not in words_of(client.get("/beheer/"))


def test_the_front_page_tells_which_ones_lost_their_place(client, coordinator, gent, krook, tuesday):
    left, closed = make_merchant(chapter=gent, state="left"), make_merchant(chapter=gent, state="closed", leads_to=krook)
    lost = make_activity(chapter=gent, merchant=left, begins_at=THURSDAY)
    make_activity(chapter=gent, merchant=closed, begins_at=THURSDAY)
    make_activity(chapter=gent, merchant=left, elsewhere="Buurthuis", begins_at=THURSDAY)
    make_activity(chapter=gent, merchant=left, begins_at=THURSDAY - timedelta(7))

    assert "1 activiteit die komt heeft geen plek meer" in words_of(client.get("/beheer/"))
    assert listed(client.get(reverse("admin:encounters_activity_changelist") + "?when=nowhere")) == {lost.pk}


@pytest.mark.parametrize("number", ["-1", "1000", "veel"])
def test_a_number_that_cannot_be_is_asked_anew(client, volunteer, gent, tuesday, number):
    soup = make_activity(chapter=gent, begins_at=THURSDAY - timedelta(7))

    assert client.post(address(soup), {"headcount": number}).status_code == 200
    assert Activity.objects.get().headcount is None


def test_a_number_that_was_told_stays(client, volunteer, gent, tuesday):
    soup = make_activity(chapter=gent, begins_at=THURSDAY - timedelta(27), headcount=8)
    Activity.objects.update(counted_on=date(2026, 11, 8))

    page = client.post(address(soup), {"headcount": "9"})

    assert "dus blijft het zoals het is." in words_of(page)


def test_where_one_plans_one_may_begin_from_a_format(client, coordinator):
    page = client.get(reverse("admin:encounters_activity_changelist")).content.decode()

    assert f'href="{reverse("encounters:team-formats")}"' in page
