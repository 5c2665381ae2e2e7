"""How an activity goes, kept to do it again: from an activity, from the network, and back into a new one."""

from datetime import timedelta

import pytest
from django.urls import reverse

from encounters.actions import formats, make_format_own
from encounters.beginning import begin_with
from encounters.format_kit import FORMATS, LANGUAGES
from encounters.models import Activity, ActivityFormat
from merchants.models import Chapter
from tests.factories import make_activity, make_chapter, make_format, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.races import at_once, meet
from tests.refusals import refused_by
from tests.team import act

pytestmark = pytest.mark.django_db
LIST = "/beheer/methode/formaten/"
ADD = "/beheer/encounters/activity/add/"


@pytest.mark.parametrize("slug", FORMATS)
def test_what_the_network_ships_says_everything_in_three_languages(slug):
    content = FORMATS[slug].content

    assert {len(content[name]) for name in ("title", "about", "needs", "steps")} == {len(LANGUAGES)}
    assert len({len(steps) for steps in content["steps"].values()}) == 1
    assert all(words for name in ("title", "about", "needs") for words in content[name].values())
    assert content["kind"] in Activity.Kind


def test_the_list_shows_what_is_ready_and_what_is_ours(client, coordinator, gent):
    make_format("Samen koken", chapter=gent)
    make_format("Van elders", chapter=make_chapter("lier"))

    page = words_of(client.get(LIST))

    assert "Samen koken" in page
    assert "Van elders" not in page
    assert "Samen soep" in page


def test_a_coordinator_makes_one_of_the_network_their_own_and_adapts_it(client, coordinator, gent):
    answer = client.post(f"{LIST}van-ons/", {"formaat": "samen-soep", "stad": "gent"})
    own = ActivityFormat.objects.get(chapter=gent)
    assert own.content == FORMATS["samen-soep"].content

    answer = client.post(
        answer["Location"], {"kind": "meal", "minutes": 90, "title_nl": "Samen pap", "steps_nl": "Roer.\n\n Eet samen. "}, follow=True
    )

    own.refresh_from_db()
    assert (own.minutes, own.title, own.steps) == (90, {"nl": "Samen pap"}, {"nl": ["Roer.", "Eet samen."]})
    assert "Bewaard." in words_of(answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"title_nl": ""}, "Geef ze een titel in minstens één taal."),
        ({"minutes": 5}, "Van 15 tot 720 minuten."),
        ({"minutes": "lang"}, "Van 15 tot 720 minuten."),
        ({"about_nl": "Bel 0478 12 34 56."}, "Er staat een telefoonnummer"),
        ({"steps_nl": "\n".join("Nog een stap." for _ in range(13))}, "Hoogstens twaalf stappen"),
        ({"steps_nl": "x" * 121}, "Een stap telt hoogstens 120 tekens."),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(client, coordinator, gent, changes, answer):
    there = make_format("Samen koken", chapter=gent)

    page = client.post(f"{LIST}{there.pk}/", {"kind": "meal", "minutes": 90, "title_nl": "Pap", "needs_nl": "Een pan."} | changes)

    assert answer in words_of(page)
    assert "Een pan." in page.text
    assert ActivityFormat.objects.get().title == {"nl": "Samen koken"}


def test_a_volunteer_reads_and_a_stranger_finds_nothing(client, gent):
    there = make_format("Samen koken", chapter=gent)
    come_in(client, make_team_member("volunteer", chapter=gent))
    page = f"{LIST}{there.pk}/"
    assert "Samen koken" in words_of(client.get(page))
    assert client.post(page, {"what": "drop"}).status_code == 404
    assert client.post(f"{LIST}van-ons/", {"formaat": "samen-soep", "stad": "gent"}).status_code == 404

    come_in(client, make_team_member("coordinator", chapter=make_chapter("lier")))

    assert client.get(page).status_code == 404
    assert ActivityFormat.objects.get() == there


def test_it_is_taken_away_in_one_tap(client, coordinator, gent):
    there = make_format(chapter=gent)

    client.post(f"{LIST}{there.pk}/", {"what": "drop"})

    assert not ActivityFormat.objects.exists()


def test_an_activity_is_kept_as_a_format_without_when_where_or_who(client, coordinator, gent):
    meal = make_activity("Samen soep", chapter=gent, lasts=timedelta(minutes=90), hosts="Fatma", about_nl="Een grote pot.")

    answer = act(client, "keep_as_format", meal)

    kept = ActivityFormat.objects.get()
    assert (kept.chapter, kept.kind, kept.minutes) == (gent, "meal", 90)
    assert (kept.title, kept.about, kept.steps) == ({"nl": "Samen soep"}, {"nl": "Een grote pot."}, {})
    assert answer.redirect_chain[-1][0] == f"{LIST}{kept.pk}/"


def test_a_second_tap_makes_no_second_format_until_the_first_is_adapted(client, coordinator, gent):
    meal, tap = make_activity("Samen soep", chapter=gent), {"formaat": "samen-soep", "stad": "gent"}
    for _tap in range(2):
        client.post(f"{LIST}van-ons/", tap)
        act(client, "keep_as_format", meal)
    assert gent.activity_formats.count() == 2

    gent.activity_formats.update(minutes=45)
    client.post(f"{LIST}van-ons/", tap)
    assert gent.activity_formats.count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_who_make_it_theirs_at_once_make_one(gent, monkeypatch, locked):
    if not locked:
        monkeypatch.setattr(formats.Chapter.objects, "select_for_update", lambda **_how: Chapter.objects.all())
    meet(monkeypatch, (ActivityFormat.objects, "create"))

    at_once(*[lambda: make_format_own(chapter=gent, ready=FORMATS["samen-soep"])] * 2)

    assert (gent.activity_formats.count() == 1) == locked


@pytest.mark.parametrize("own", [True, False], ids=["of the city", "of the network"])
def test_an_activity_begins_with_a_format(client, coordinator, gent, own):
    name = str(make_format("Samen soep", chapter=gent, needs={"nl": "Een keuken."}).pk) if own else "samen-soep"

    page = client.get(f"{ADD}?formaat={name}")

    form = page.context["adminform"].form
    assert (form["title_nl"].value(), form["kind"].value(), form["chapter"].value()) == ("Samen soep", "meal", gent.pk)
    assert "Wat er nodig is: Een keuken" in words_of(page)


@pytest.mark.parametrize("name", ["", "nergens", "999999999", "1" * 40, "²"])
def test_a_format_nobody_knows_begins_nothing(client, coordinator, gent, name):
    assert begin_with(name, [gent.pk]) == {}
    assert client.get(ADD, {"formaat": name}).status_code == 200


def test_a_format_of_another_city_begins_nothing(gent):
    there = make_format(chapter=make_chapter("lier"))

    assert begin_with(str(there.pk), [gent.pk]) == {}


def test_the_database_keeps_a_format_sensible(gent):
    with refused_by("format_has_a_title"):
        ActivityFormat.objects.create(chapter=gent, kind="meal")
    with refused_by("format_takes_a_day_at_most"):
        make_format(chapter=gent, minutes=10)


def test_the_way_there_stands_on_the_front_page(client, coordinator):
    assert reverse("encounters:team-kits") in client.get("/beheer/").text
