"""/beheer/invoer/: a list comes in by pages, looked at before and undone after. The background is played by hand."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from merchants.importing import steps
from merchants.models import Merchant, PlaceImport, TeamRole
from tests.factories import make_chapter, make_merchant, make_service, make_team_member
from tests.logins import come_in
from tests.merchants.importing.test_import_osm import map_of
from tests.pages import words_of
from tests.queries import statements
from tests.races import execute

pytestmark = [pytest.mark.django_db, pytest.mark.page]
IMPORTS = "/beheer/invoer/"
LIST = "id,naam,straat,lat,lng\n1,De Hoek,Dorp 1,51.05,3.72\n2,De Lantaarn,Dorp 2,51.06,3.73\n3,,Dorp 3,51.06,3.73\n"


@pytest.fixture
def team(client, coordinator):
    return client


def upload(team, content=LIST, name="lijst.csv", **given):
    """The page of the list after it came in."""
    return team.post(IMPORTS, {"key": uuid4(), "file": SimpleUploadedFile(name, content.encode())} | given, follow=True)


def latest():
    return PlaceImport.objects.order_by("-pk").first()


def page(team, **question):
    """What the page shows once the background did its part."""
    steps.go_on(latest().pk)
    return team.get(f"{IMPORTS}{latest().pk}/", question)


def tap(team, what, **given):
    return team.post(f"{IMPORTS}{latest().pk}/", {"what": what, **given}, follow=True)


def as_proposed():
    """The choices of the page as they stand."""
    meanings = latest().columns
    return {f"kolom-{number}": meanings.get(column, "") for number, column in enumerate(latest().header)}


def bring(team, content=LIST, **given):
    upload(team, content)
    page(team)
    tap(team, "read", **as_proposed() | given)
    page(team)
    tap(team, "write")
    return page(team)


# The story


def test_a_coordinator_brings_a_list_in_and_undoes_it(team):
    assert "Het begint zo meteen." in words_of(upload(team))
    assert ProcrastinateJob.objects.get().args == {"place_import": latest().pk}

    columns = words_of(page(team))
    assert "De eerste rij noemt de kolommen." in columns
    assert "De Hoek · De Lantaarn" in columns

    tap(team, "read", **as_proposed())
    shown = words_of(page(team))
    assert "alle: 3 komt binnen: 2 verandert: 0 weggelaten: 1 blijft zoals het is: 0" in shown
    assert "Er is geen naam" in shown
    assert not Merchant.objects.exists()

    tap(team, "write")
    written = page(team)
    assert "Het is geschreven" in words_of(written)
    assert f"/beheer/merchants/merchant/{Merchant.objects.get(name='De Hoek').pk}/change/" in written.text
    assert set(Merchant.objects.values_list("state", "chapter__slug")) == {("suggested", "gent")}

    tap(team, "undo")
    undone = words_of(page(team))
    assert "Het is ongedaan gemaakt Alles is weer zoals voor deze lijst binnenkwam." in undone
    assert not Merchant.objects.exists()
    latest().rows.all().delete()
    assert "Wat elke rij deed is intussen vergeten." in words_of(page(team))


def test_after_undoing_the_page_counts_what_stays(team):
    bring(team)
    Merchant.objects.filter(name="De Hoek").update(phone="09 000 00 00")

    tap(team, "undo")

    assert "1 rij blijft zoals ze nu is, want iemand raakte ze sindsdien aan." in words_of(page(team))


HSDS = '[{"id": "o", "name": "De Hoek", "locations": [{"id": "l", "location_type": "physical", "latitude": 51.05, "longitude": 3.72}]}]'
SPOT = '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}, "properties": {"naam": "De Hoek"}}'
MAP = f'{{"type": "FeatureCollection", "features": [{SPOT}]}}'


@pytest.mark.parametrize(("content", "asks"), [(LIST, True), (HSDS, False), (MAP, False)], ids=["csv", "hsds", "geojson"])
def test_only_of_rows_the_first_may_name_the_columns(team, content, asks):
    upload(team, content)

    columns = words_of(page(team))

    assert "De Hoek" in columns
    assert ("De eerste rij noemt de kolommen." in columns) is ("Nee, de eerste rij is een plek" in columns) is asks


def test_a_house_number_needs_its_street(team):
    upload(team, "naam,lat,lng,huisnummer\nDe Hoek,51.05,3.72,7\n")
    page(team)

    assert "Een huisnummer staat achter een straat: in welke kolom staat de straat?" in words_of(tap(team, "read", **as_proposed()))


def test_only_what_differs_is_shown_and_one_may_look_at_one_kind_of_row(team):
    bring(team)
    upload(team, LIST.replace("Dorp 2", "Kaai 7"))
    page(team)
    tap(team, "read", **as_proposed())

    changed = words_of(page(team, wat="updated"))

    assert "De Lantaarn Rij 3: verandert Straat en nummer eerst: Dorp 2 daarna: Kaai 7" in changed
    assert "De Hoek" not in changed


def test_rows_with_a_question_or_a_remark_stand_together(team):
    upload(team)
    page(team)
    tap(team, "read", **as_proposed())
    page(team)

    told = words_of(page(team, wat="gezegd"))

    assert "met een vraag of een opmerking: 1" in told
    assert "Er is geen naam" in told and "De Hoek" not in told


@pytest.fixture
def corner(gent):
    """A place on the map, of which OpenStreetMap says two things otherwise."""
    known = {"source": "OpenStreetMap", "source_id": "node/1", "kind": "shop"}
    place = make_merchant("De Hoek", chapter=gent, street="Dorp 1", lat=50.85, lng=4.35, **known)
    return place, map_of({"name": "De Kaai", "addr:street": "Dorp", "addr:housenumber": "2"})


def look_at(team, content):
    upload(team, content, name="kaart.geojson")
    page(team)
    tap(team, "read")
    return page(team)


def test_a_list_that_only_asks_says_so_and_its_questions_are_settled_one_by_one(team, corner):
    place, content = corner

    shown = words_of(look_at(team, content))
    assert "Zoals ze nu is, verandert deze lijst niets. 1 rij komt met een vraag of een opmerking." in shown
    assert "OpenStreetMap zegt “Dorp 2”, hier staat “Dorp 1”." in shown

    assert "Het staat nu bij De Hoek." in words_of(tap(team, "so", row=1, about="street"))
    after = words_of(tap(team, "not-so", row=1, about="name"))
    assert "Wat hier staat, blijft. Niemand vraagt het nog." in after
    assert "OpenStreetMap zegt" not in after
    place.refresh_from_db()
    assert (place.name, place.street) == ("De Hoek", "Dorp 2")
    assert "met een vraag of een opmerking" not in words_of(look_at(team, content))


@pytest.mark.parametrize(
    "given", [{}, {"row": "1"}, {"row": "9", "about": "name"}, {"row": "x", "about": "name"}, {"row": "1", "about": "lat"}]
)
def test_an_answer_to_no_question_changes_nothing(team, corner, given):
    place, content = corner
    look_at(team, content)

    assert "Daar werd al op getikt." in words_of(tap(team, "so", **given))
    assert Merchant.objects.filter(pk=place.pk, name="De Hoek", street="Dorp 1").exists()


def test_what_a_map_says_of_a_draft_is_read_as_questions_where_the_team_works(team, gent):
    make_service("toilet", name="toilet", name_nl="toilet")
    tags = {"toilet": "toilets=yes, toilets:access=<b>yes</b>", "suspended_food": "suspended_food=yes"}
    draft = make_merchant("Theehuis", chapter=gent, state="suggested", source_tags=tags)

    read = team.get(f"/beheer/merchants/merchant/{draft.pk}/change/")

    told = "Toilet: toilets=yes, toilets:access=<b>yes</b> suspended_food=yes"
    (contact, source) = [fieldset for fieldset in read.context["adminform"] if {"questions", "source"} & set(fieldset.fields)]
    assert "questions" in contact.fields and "collapse" in source.classes and "collapse" not in contact.classes
    assert told in words_of(read)


def test_somebody_changes_the_columns_after_a_look(team):
    upload(team)
    page(team)
    tap(team, "read", **as_proposed())
    page(team)

    again = tap(team, "columns")

    assert "Wat de kolommen betekenen" in words_of(again)


def test_the_same_file_says_when_it_came_in_and_by_whom(team):
    bring(team)

    upload(team)

    assert "Dit bestand kwam al eens binnen" in words_of(page(team))


def test_while_it_is_busy_the_page_asks_again_by_itself_and_says_how_far(team):
    busy = upload(team)
    assert busy["Refresh"] == "3"
    PlaceImport.objects.update(rows_done=1500, rows_total=50_000)

    assert "1.500 rijen geteld tot nu toe." in words_of(team.get(f"{IMPORTS}{latest().pk}/"))
    PlaceImport.objects.update(state="reading")
    assert "1.500 van 50.000 rijen zijn klaar." in words_of(team.get(f"{IMPORTS}{latest().pk}/"))


def test_work_that_stopped_says_so_and_begins_again(team):
    upload(team)
    execute("DELETE FROM procrastinate_jobs")

    stopped = team.get(f"{IMPORTS}{latest().pk}/")
    assert "Het werk stopte halverwege" in words_of(stopped)
    assert "Refresh" not in stopped

    tap(team, "again")

    assert ProcrastinateJob.objects.count() == 1
    assert "Wat de kolommen betekenen" in words_of(page(team))


def test_a_list_on_which_the_work_stops_each_time_can_be_put_away(team):
    upload(team)
    assert "Daar werd al op getikt." in words_of(tap(team, "away"))
    execute("DELETE FROM procrastinate_jobs")

    tap(team, "away")

    assert not PlaceImport.objects.exists()


def test_a_list_of_which_the_writing_stopped_is_not_put_away(team):
    upload(team)
    PlaceImport.objects.update(state=PlaceImport.State.WRITING)
    execute("DELETE FROM procrastinate_jobs")

    stopped = tap(team, "away")

    assert "Daar werd al op getikt." in words_of(stopped)
    assert 'value="away"' not in stopped.text
    assert PlaceImport.objects.exists()


def test_a_list_is_put_away_and_nothing_of_it_was_written(team):
    upload(team)
    page(team)

    away = tap(team, "away")

    assert "Weggelegd." in words_of(away)
    assert not PlaceImport.objects.exists()


# The slip


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"file": ""}, "Kies eerst een bestand."),
        ({"file": SimpleUploadedFile("leeg.csv", b"")}, "Dit bestand is leeg."),
        ({"file": SimpleUploadedFile("groot.csv", b"x" * 10_000_001)}, "groter dan 10 MB"),
    ],
)
def test_a_slip_in_the_upload_is_told(team, given, sentence):
    answer = upload(team, **given)

    assert sentence in words_of(answer)
    assert not PlaceImport.objects.exists()


def test_the_same_upload_twice_is_one_list(team):
    key = uuid4()

    upload(team, key=key)
    upload(team, key=key)

    assert (PlaceImport.objects.count(), ProcrastinateJob.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kolom-1": ""}, "In welke kolom staat de naam van de plek?"),
        ({"kolom-2": "name"}, "Een andere kolom is al “naam”."),
        ({"kolom-3": ""}, "Breedte en lengte horen samen"),
        ({"kolom-3": "", "kolom-4": ""}, "Waar zijn ze?"),
        ({"kolom-3": "ruimteschip"}, "Selecteer een geldige keuze"),
        ({"agreed_on": "2999-01-01"}, "Deze dag moet nog komen."),
        ({"agreed_on": "gisteren"}, "Dit is geen dag."),
    ],
)
def test_a_slip_in_the_columns_is_told_and_nothing_typed_is_lost(team, given, sentence):
    upload(team)
    page(team)

    answer = tap(team, "read", **as_proposed() | {"source": "Onze lijst"} | given)

    assert sentence in words_of(answer)
    assert 'value="Onze lijst"' in answer.text
    assert latest().state == "opened"


def test_a_tap_on_an_old_page_says_how_it_stands(team):
    upload(team)
    page(team)
    tap(team, "read", **as_proposed())
    page(team)
    tap(team, "write")

    assert "Daar werd al op getikt." in words_of(tap(team, "write"))
    assert "Daar werd al op getikt." in words_of(tap(team, "away"))


def test_a_file_that_is_none_says_why(team):
    upload(team, '{"features": 3}')

    assert "Deze lijst konden we niet lezen" in words_of(page(team))


# The stranger


def test_lists_of_another_city_are_not_there(client, team):
    upload(team)
    here = f"{IMPORTS}{latest().pk}/"
    stranger = come_in(client, make_team_member("coordinator", chapter=make_chapter("brussel")))

    assert stranger.get(here).status_code == stranger.post(here, {"what": "away"}).status_code == 404
    assert "lijst.csv" not in words_of(stranger.get(IMPORTS))


def test_somebody_of_two_cities_says_for_which_one(client, coordinator, gent, brussel):
    TeamRole.objects.create(chapter=brussel, user=coordinator, role="coordinator")
    elsewhere = make_chapter("leuven")

    assert "Kies een van deze steden." in words_of(upload(client, chapter=elsewhere.pk))
    upload(client, chapter=brussel.pk)

    assert latest().chapter == brussel


def test_a_volunteer_brings_no_list_in(client, volunteer):
    assert upload(client).status_code == 404
    assert "Breng een lijst binnen" not in words_of(client.get("/beheer/"))


def test_the_front_page_leads_there(team):
    assert f'href="{IMPORTS}"' in team.get("/beheer/").text


def test_a_long_list_costs_as_many_queries_as_a_short_one(team):
    def asked(rows):
        bring(team, "naam,lat,lng,diensten\n" + "".join(f"Plek {rows} {row},51.05,3.72,\n" for row in range(rows)))
        with statements() as sent:
            team.get(f"{IMPORTS}{latest().pk}/")
        return len(sent)

    make_merchant()
    assert asked(2) == asked(9)
