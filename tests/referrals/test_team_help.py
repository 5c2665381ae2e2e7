"""/beheer/hulp-dichtbij/: a coordinator brings a list of other help in, looks before anything is done, and shows it or hides it."""

import json
from datetime import date, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from enchante.retention import forget
from merchants.models import TeamRole
from referrals import actions
from referrals.actions import other_help
from referrals.models import OtherHelp, OtherHelpImport, OtherHelpList, OtherHelpShown
from referrals.other_help.comparing import plan_of
from tests.factories import make_chapter, make_help_import, make_other_help, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements
from tests.races import at_once, meet

pytestmark = pytest.mark.django_db
HELP = "/beheer/hulp-dichtbij/"


@pytest.fixture
def coordinator(client, db):
    """Of Gent, logged in."""
    user = make_team_member("coordinator", chapter=make_chapter("gent"))
    come_in(client, user)
    return user


@pytest.fixture
def team(client, coordinator):
    return client


def point(number, lng=3.72, **tags):
    geometry = {"type": "Point", "coordinates": [lng, 51.05]}
    return {"type": "Feature", "id": f"node/{number}", "properties": {"amenity": "toilets"} | tags, "geometry": geometry}


def upload(team, *points, **given):
    content = json.dumps({"type": "FeatureCollection", "timestamp": "2026-11-01T08:00:00Z", "features": points}).encode()
    file = SimpleUploadedFile("toiletten.geojson", content)
    return team.post(HELP, {"key": uuid4(), "file": file} | given, follow=True)


def latest():
    return OtherHelpImport.objects.first()


def tap(team, what, **given):
    return team.post(f"{HELP}{latest().pk}/", {"what": what, "mark": plan_of(latest()).mark} | given, follow=True)


def bring(team, *points, **given):
    upload(team, *points, **given)
    return tap(team, "accept")


def there():
    return set(OtherHelp.objects.values_list("source_id", "name"))


# The story


def test_a_coordinator_brings_a_list_in_looks_accepts_and_shows_it(team, client):
    looked = words_of(upload(team, point(1, name="Aan de kaai"), point(2), point(3, amenity="cafe")))
    assert "OpenStreetMap (ODbL 1.0), zoals ze was op 1 november 2026." in looked
    assert "2 komen binnen 0 veranderen 0 gaan weg 0 blijven zoals ze zijn" in looked
    assert "Weggelaten Volgens de tags is het geen van deze vier. (feature 3)" in looked
    assert not OtherHelp.objects.exists()

    accepted = words_of(tap(team, "accept"))
    assert "Gasten zien het niet." in accepted
    assert "OpenStreetMap (ODbL 1.0): 2 punten" in accepted
    assert "Aan de kaai" not in words_of(client.get(reverse("referrals:other-help")))

    shown = words_of(team.post(HELP, {"what": "show", "stad": "gent"}, follow=True))
    assert f"Gasten zien het sinds {timezone.localdate().day}" in shown
    assert "Aan de kaai" in words_of(client.get(reverse("referrals:other-help")))

    team.post(HELP, {"what": "hide", "stad": "gent"})
    assert "Aan de kaai" not in words_of(client.get(reverse("referrals:other-help")))
    assert there() == {("node/1", "Aan de kaai"), ("node/2", "")}


def test_a_city_whose_last_list_was_taken_off_says_that_guests_see_nothing(team):
    bring(team, point(1))
    team.post(HELP, {"what": "show", "stad": "gent"})

    page = words_of(team.post(HELP, {"what": "off", "list": OtherHelpList.objects.get().pk}, follow=True))

    assert "Het staat aan, en gasten zien er niets van: er is geen lijst." in page
    assert "Gasten zien het sinds" not in page
    assert "Gasten zien het sinds" in words_of(bring(team, point(1)))


def test_a_later_file_of_the_same_list_replaces_what_it_told_and_nothing_else(team):
    other = make_other_help("Fontein", source="Stad Gent", source_id="9", shown=False)
    bring(team, point(1, name="Kaai"), point(2), point(3))
    kept = OtherHelp.objects.get(source_id="node/2")

    looked = words_of(upload(team, point(1, name="Kade"), point(2), point(4)))
    assert "Dit vervangt de lijst van 1 november 2026." in looked
    assert "1 komt binnen 1 verandert 1 gaat weg 1 blijft zoals het is" in looked
    assert "1 kwam binnen. 1 veranderde. 1 ging weg." in words_of(team.get(f"{HELP}{tap(team, 'accept') and latest().pk}/"))

    assert there() == {("node/1", "Kade"), ("node/2", ""), ("node/4", ""), ("9", "Fontein")}
    assert OtherHelp.objects.get(source_id="node/2").pk == kept.pk
    assert OtherHelp.objects.get(source_id="9").pk == other.pk


def test_the_same_file_twice_changes_nothing(team):
    bring(team, point(1), point(2))
    before = set(OtherHelp.objects.values_list("pk", flat=True))

    bring(team, point(1), point(2))

    assert set(OtherHelp.objects.values_list("pk", flat=True)) == before
    assert (latest().came, latest().changed, latest().went) == (0, 0, 0)


def test_a_file_of_openstreetmap_itself_comes_in_as_geojson_does(team):
    tags = '<tag k="amenity" v="toilets"/><tag k="name" v="Kaai"/>'
    content = f'<osm version="0.6" generator="JOSM"><node id="1" lat="51.05" lon="3.72">{tags}</node></osm>'.encode()
    given = {"key": uuid4(), "file": SimpleUploadedFile("gent.osm", content), "dated": "2026-10-01"}

    assert "OpenStreetMap (ODbL 1.0), zoals ze was op 1 oktober 2026." in words_of(team.post(HELP, given, follow=True))
    tap(team, "accept")

    assert there() == {("node/1", "Kaai")}


def test_a_list_of_the_city_says_whose_it_is_and_one_of_openstreetmap_keeps_its_licence(team):
    typed = {"source": "Stad Gent", "licence": "CC0 1.0", "dated": "2026-10-01"}

    bring(team, point(1) | {"properties": {"naam": "Bib"}}, kind="library", **typed)
    refused = upload(team, point(2), **typed)
    bring(team, point(2), **typed | {"source": "", "licence": ""})

    assert "Dit bestand spreekt zoals OpenStreetMap." in words_of(refused)
    assert 'value="Stad Gent"' in refused.text
    lists = OtherHelpList.objects.values_list("source", "licence", "dated")
    assert set(lists) == {("Stad Gent", "CC0 1.0", date(2026, 10, 1)), ("OpenStreetMap", "ODbL 1.0", date(2026, 10, 1))}


def test_who_did_what_stands_in_the_history_of_the_city_and_beside_the_file(team, coordinator):
    page = words_of(bring(team, point(1)))
    team.post(HELP, {"what": "show", "stad": "gent"})
    team.post(HELP, {"what": "show", "stad": "gent"})
    team.post(HELP, {"what": "off", "list": OtherHelpList.objects.get().pk})
    team.post(HELP, {"what": "hide", "stad": "gent"})

    told = LogEntry.objects.order_by("pk").values_list("user_id", "object_id", "change_message")
    user, gent = latest().user_id, str(latest().chapter_id)
    assert list(told) == [
        (user, gent, "Aanvaardde een lijst van andere hulp dichtbij: OpenStreetMap."),
        (user, gent, "Toonde andere hulp dichtbij."),
        (user, gent, "Nam een lijst van andere hulp dichtbij weg: OpenStreetMap."),
        (user, gent, "Verborg andere hulp dichtbij."),
    ]
    assert f"{latest().user}: geschreven" in page
    assert "Toonde andere hulp dichtbij." in words_of(team.get(f"/beheer/merchants/chapter/{gent}/history/"))


# The stranger


def test_nobody_else_of_the_team_and_no_other_city_sees_or_does_anything(client):
    gent, row = make_chapter("gent"), make_help_import(make_chapter("gent"))
    told_by = make_other_help(chapter=gent, shown=False).told_by
    for role, city in [("volunteer", "gent"), ("peer", "gent"), ("coordinator", "brussel")]:
        come_in(client, make_team_member(role, chapter=make_chapter(city)))

        assert client.get(f"{HELP}{row.pk}/").status_code == 404
        assert client.post(f"{HELP}{row.pk}/", {"what": "accept", "mark": plan_of(row).mark}).status_code == 404
        assert client.post(HELP, {"what": "show", "stad": "gent"}).status_code == 404
        assert client.post(HELP, {"what": "off", "list": told_by.pk}).status_code == 404

    assert not OtherHelpShown.objects.exists()
    assert OtherHelp.objects.count() == 1


def test_whoever_works_for_two_cities_chooses_and_hq_sees_all(client, coordinator):
    TeamRole.objects.create(chapter=make_chapter("brussel", lat=50.85, lng=4.35), user=coordinator, role="coordinator")

    assert "Kies een van deze steden." in words_of(upload(client, point(1)))
    assert upload(client, point(1), chapter=make_chapter("gent").pk).status_code == 200
    assert latest().chapter.slug == "gent"


# The slip


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"file": ""}, "Kies eerst een bestand."),
        ({"kind": "cafe"}, "geen beschikbare keuze"),
        ({"dated": "2999-01-01"}, "Deze dag moet nog komen."),
    ],
)
def test_a_slip_says_how_to_mend_it_and_keeps_nothing(team, given, said):
    assert said in words_of(upload(team, point(1), **given))
    assert not OtherHelpImport.objects.exists()


def test_a_list_of_the_city_without_whose_and_when_is_asked_for_it(team):
    columns = {"type": "Feature", "properties": {"naam": "Bib"}, "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}}
    file = SimpleUploadedFile("bib.geojson", json.dumps({"type": "FeatureCollection", "features": [columns]}).encode())

    asked = words_of(team.post(HELP, {"file": file, "kind": "library"}))

    for sentence in ["Van wie is de lijst?", "Onder welke licentie mogen we ze tonen?", "Het bestand zegt niet hoe oud het is."]:
        assert sentence in asked
    assert not OtherHelpImport.objects.exists()


def test_a_file_that_is_too_large_or_another_kind_of_xml_is_refused_and_what_was_typed_stays(team, monkeypatch):
    refused = team.post(HELP, {"file": SimpleUploadedFile("a.osm", b"<gpx/>"), "source": "Stad Gent", "dated": "2026-10-01"})
    assert "Dit is een webpagina of XML van een andere soort" in words_of(refused)
    assert 'value="Stad Gent"' in refused.text and 'value="2026-10-01"' in refused.text
    monkeypatch.setattr("referrals.other_help.upload_form.LARGEST", 10)
    assert "Dit bestand is groter dan 5 MB." in words_of(upload(team, point(1)))


def test_a_form_that_is_sent_twice_is_one_file(team):
    key = uuid4()

    upload(team, point(1), key=key)
    upload(team, point(1), key=key)

    assert OtherHelpImport.objects.count() == 1


def test_a_yes_to_what_is_not_true_any_more_does_nothing_and_shows_it_anew(team):
    upload(team, point(1), point(2))
    seen = plan_of(latest()).mark
    make_other_help("Intussen", source="OpenStreetMap", licence="ODbL 1.0", source_id="node/1", shown=False)

    again = words_of(tap(team, "accept", mark=seen))

    assert "Er veranderde intussen iets, dus er gebeurde niets." in again
    assert "1 komt binnen 1 verandert" in again
    assert there() == {("node/1", "Intussen")}


def test_a_second_yes_and_a_yes_to_what_was_put_away_say_that_something_changed(team):
    upload(team, point(1))
    row, mark = latest(), plan_of(latest()).mark
    for _ in range(2):
        answer = team.post(f"{HELP}{row.pk}/", {"what": "accept", "mark": mark}, follow=True)
    assert "Er veranderde intussen iets" in words_of(answer)
    assert "Er veranderde intussen iets" in words_of(tap(team, "away"))
    assert OtherHelpImport.objects.count() == 1

    upload(team, point(5))
    tap(team, "away")
    assert (OtherHelpImport.objects.count(), OtherHelp.objects.count()) == (1, 1)


# The whole


def test_the_page_asks_equally_often_for_one_list_and_for_three(team, coordinator):
    make_help_import(make_chapter("gent"), user=coordinator)
    make_other_help(shown=True)
    team.get(HELP)
    with statements() as one:
        team.get(HELP)
    for n in range(2):
        make_help_import(make_chapter("gent"), user=coordinator)
        make_other_help(source=f"Lijst {n}")
    with statements() as three:
        team.get(HELP)

    assert len(one) == len(three)


def test_a_file_nobody_accepted_goes_after_two_weeks_and_one_that_was_after_two_years(team, coordinator):
    today, gent = timezone.localdate(), make_chapter("gent")
    for name, days, written_on in [("wacht", 14, None), ("te lang", 15, None), ("gedaan", 729, today), ("lang geleden", 731, today)]:
        about = {"spots": []} if written_on else {}
        make_help_import(gent, name=name, made_on=today - timedelta(days), written_on=written_on, **about)

    forget()

    assert set(OtherHelpImport.objects.values_list("name", flat=True)) == {"wacht", "gedaan"}


def test_the_database_keeps_no_file_that_was_accepted():
    make_help_import()

    with pytest.raises(IntegrityError, match="other_help_file_goes"):
        OtherHelpImport.objects.update(written_on=timezone.localdate())


@pytest.mark.django_db(transaction=True)
def test_of_two_files_of_one_list_accepted_at_once_one_is_written_and_one_is_shown_anew(monkeypatch):
    user, gent = make_team_member("coordinator", chapter=make_chapter("gent")), make_chapter("gent")
    files = [make_help_import(gent, name=name) for name in ("een", "twee")]
    marks = [plan_of(file).mark for file in files]

    meet(monkeypatch, (other_help, "plan_of"))
    told = [{"help_import": file, "mark": mark, "user": user} for file, mark in zip(files, marks, strict=True)]
    came = at_once(*[partial(actions.accept_help, **each) for each in told])

    assert {type(each) for each in came} == {OtherHelpImport, actions.HelpMovedOn}
    assert OtherHelp.objects.count() == 1
