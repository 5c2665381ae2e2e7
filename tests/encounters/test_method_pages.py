"""Kits on pages: read by everybody, copied by a coordinator, and looked at again when they changed."""

import json
from datetime import date

import pytest

from encounters import pieces
from encounters.actions import copy_pieces, publish_kit
from encounters.models import CopiedPiece, KitVersion
from tests.factories import make_chapter, make_chapter_text, make_format, make_kit, make_listening_round, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/beheer/methode/"


@pytest.fixture
def mechelen():
    return make_chapter("mechelen", name="Mechelen")


@pytest.fixture
def kit(mechelen):
    make_format("Samen soep", chapter=mechelen, steps={"nl": ["Roer.", "Eet samen."]})
    make_listening_round(chapter=mechelen)
    return publish(mechelen, "Het begin.")


def publish(city, note):
    return publish_kit(chapter=city, chosen={piece.name for piece in pieces.of(city)}, note=note, today=date(2026, 11, 27))


# For everybody


def test_everybody_reads_what_is_ready_and_the_kits_of_cities(client, kit):
    page = words_of(client.get("/methode/"))

    assert "Mechelen, versie 1" in page
    assert "Binnenstappen: 4 vragen" in page
    assert "Bedankavond" in page
    assert 'href="/methode/"' in client.get("/doe-mee/stad/").text


def test_a_kit_is_read_whole_with_its_versions_and_who_works_with_it(client, kit, mechelen, gent):
    copy_pieces(chapter=gent, version=kit, chosen={piece.name for piece in kit.all_pieces})
    mechelen.activity_formats.update(minutes=90)
    publish(mechelen, "Korter.")

    page = words_of(client.get("/methode/mechelen/2/"))

    assert "Stap 2 Eet samen." in page
    assert "90 minuten" in page
    assert "Werken er ook mee Gent (actief)" in page
    assert "Mechelen, versie 1" in page
    assert "120 minuten" in words_of(client.get("/methode/mechelen/1/"))


def test_a_kit_is_taken_along_as_json(client, kit):
    answer = client.get("/methode/mechelen/1.json")

    told = json.loads(answer.content)
    assert {name: told[name] for name in ("city", "version", "month", "note")} == {
        "city": "Mechelen", "version": 1, "month": "2026-11", "note": "Het begin.",
    }  # fmt: skip
    assert [piece["kind"] for piece in told["pieces"]] == ["questions", "formats"]
    assert answer["Content-Disposition"] == 'attachment; filename="methode-mechelen-1.json"'


@pytest.mark.parametrize("page", ["mechelen/2/", "mechelen/2.json", "gent/1/"])
def test_a_version_that_is_not_there_is_not_found(client, kit, page):
    assert client.get(f"/methode/{page}").status_code == 404


# Copying


def test_a_coordinator_copies_what_they_tick(client, coordinator, gent, kit):
    page = client.get(f"{HERE}mechelen/1/")
    assert "wordt een draaiboek van je stad" in words_of(page)

    answer = client.post(f"{HERE}mechelen/1/", {"stad": "gent", "stuk": [kit.all_pieces[1].name, "formats:0"]}, follow=True)

    assert "1 stuk is overgenomen." in words_of(answer)
    assert gent.activity_formats.get().steps == {"nl": ["Roer.", "Eet samen."]}
    assert "1 stuk was al overgenomen" in words_of(
        client.post(f"{HERE}mechelen/1/", {"stad": "gent", "stuk": [kit.all_pieces[1].name]}, follow=True)
    )


def test_who_ticks_nothing_is_told(client, coordinator, kit):
    assert "Vink eerst aan wat je wil overnemen." in words_of(client.post(f"{HERE}mechelen/1/", {"stad": "gent"}, follow=True))


@pytest.mark.parametrize("city", ["mechelen", "lier", ""])
def test_nobody_copies_into_another_city(client, coordinator, kit, city):
    make_chapter("lier")

    assert client.post(f"{HERE}mechelen/1/", {"stad": city, "stuk": [kit.all_pieces[0].name]}).status_code == 404
    assert not CopiedPiece.objects.exists()


def test_a_volunteer_reads_and_copies_nothing(client, volunteer, kit):
    assert "Een coördinator van een andere stad" in words_of(client.get(f"{HERE}mechelen/1/"))
    assert client.post(f"{HERE}mechelen/1/", {"stad": "gent", "stuk": [kit.all_pieces[0].name]}).status_code == 404


# What changed since


@pytest.fixture
def changed(kit, mechelen, gent):
    """Gent copied the format; then it changed in Mechelen, and a letter came."""
    copy_pieces(chapter=gent, version=kit, chosen={kit.all_pieces[1].name})
    mechelen.activity_formats.update(minutes=90)
    make_chapter_text(mechelen, name="approved", subject="Welkom!", body="{name} {url}")
    return publish(mechelen, "Korter, en een brief.")


SINCE = f"{HERE}gent/van/mechelen/"


def test_what_changed_stands_side_by_side(client, coordinator, changed):
    page = client.get(SINCE)

    told = words_of(page)
    assert "<mark>120 minuten</mark>" in page.text
    assert "<mark>90 minuten</mark>" in page.text
    assert "Jullie tekst is zoals je hem overnam." in told
    assert "Daar nieuw" in told
    assert "Daar veranderde 1 stuk." in words_of(client.get(HERE))


@pytest.mark.parametrize(("what", "minutes"), [("take", 90), ("keep", 120)])
def test_a_coordinator_takes_the_new_one_or_keeps_ours(client, coordinator, gent, changed, what, minutes):
    copied = CopiedPiece.objects.get()

    answer = client.post(f"{SINCE}stap/", {"what": what, "stuk": copied.pk, "versie": 2}, follow=True)

    assert gent.activity_formats.get().minutes == minutes
    assert "Daar nog zoals je het overnam" in words_of(answer)
    assert "Daarvan is niets veranderd." in words_of(client.get(HERE))


@pytest.mark.parametrize("sent", [{"stuk": "x"}, {"versie": "9"}, {"stuk": "9" * 30}, {"versie": "²"}])
def test_what_is_not_there_is_not_found(client, coordinator, changed, sent):
    copied = CopiedPiece.objects.get()

    assert client.post(f"{SINCE}stap/", {"what": "take", "stuk": copied.pk, "versie": 2} | sent).status_code == 404


def test_nobody_decides_for_another_city(client, changed):
    come_in(client, make_team_member("coordinator", chapter=make_chapter("lier")))
    copied = CopiedPiece.objects.get()

    assert client.post(f"{SINCE}stap/", {"what": "take", "stuk": copied.pk, "versie": 2}).status_code == 404


# Bringing out


PUBLISH = f"{HERE}gent/uitgeven/"


def test_a_coordinator_brings_out_a_kit(client, coordinator, gent):
    there = make_format("Samen koken", chapter=gent)

    answer = client.post(PUBLISH, {"stuk": [f"formats:{there.pk}"], "note": "Een eerste draaiboek."}, follow=True)

    assert "Versie 1 is uit." in words_of(answer)
    assert KitVersion.objects.get().note == "Een eerste draaiboek."
    assert "checked" in client.get(PUBLISH).text


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        ({"note": ""}, "Schrijf in één zin wat er nieuw is."),
        ({"note": "Bel 0478 12 34 56."}, "Er staat een telefoonnummer"),
        ({"stuk": []}, "Vink minstens één stuk aan voor je koffer."),
        ({"note": "<script>alert(1)</script>" * 20}, "300"),
    ],
)
def test_a_slip_is_told_and_what_was_ticked_and_typed_stays(client, coordinator, gent, sent, answer):
    there = make_format("Samen koken", chapter=gent)

    page = client.post(PUBLISH, {"stuk": [f"formats:{there.pk}"], "note": "Nieuw."} | sent)

    assert answer in words_of(page)
    assert "<script>alert" not in page.text
    assert ("checked" in page.text) == ("stuk" not in sent)
    assert not KitVersion.objects.exists()


def test_the_same_again_is_no_version(client, coordinator, gent):
    there = make_format("Samen koken", chapter=gent)
    sent = {"stuk": [f"formats:{there.pk}"], "note": "Nieuw."}
    client.post(PUBLISH, sent)

    assert "Er is niets uitgegeven." in words_of(client.post(PUBLISH, sent))
    assert KitVersion.objects.count() == 1


def test_where_there_is_nothing_to_bring_out_it_says_how_to_begin(client, coordinator):
    assert "Er is nog niets om erin te steken" in words_of(client.get(PUBLISH))


# What it costs


def test_the_lists_cost_the_same_for_one_and_three_kits(client, coordinator, gent):
    def cost(address):
        with statements() as asked:
            client.get(address)
        return len(asked)

    copy_pieces(chapter=gent, version=make_kit(make_chapter("lier")), chosen={"formats:1"})
    few = {address: cost(address) for address in (HERE, "/methode/", f"{HERE}formaten/")}
    for slug in ("bornem", "nijlen"):
        copy_pieces(chapter=gent, version=make_kit(make_chapter(slug)), chosen={"formats:1"})

    assert {address: cost(address) for address in few} == few
