"""The city map in the admin: proof, look, freeze, copies, and the picture under it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from referrals.models import MapBackground, MapEdition
from tests.factories import SPOTS, make_background, make_edition, make_merchant, make_upload
from tests.pages import value_of, words_of
from tests.team import address, said

pytestmark = pytest.mark.django_db

MAKE = reverse("admin:referrals_mapedition_make")


def step(edition, name):
    return reverse(f"admin:referrals_mapedition_{name}", args=[edition.pk])


def typed(**changes):
    """What a browser sends for a picture with two good spots."""
    spots = {"left1": "10,0", "top1": "10.0", "where1": f"{SPOTS['lat1']}, {SPOTS['lng1']}"}
    spots |= {"left2": "90", "top2": "90", "where2": f"{SPOTS['lat2']}, {SPOTS['lng2']}", "is_used": "on"}
    return spots | changes


# Editions


def test_coordinator_makes_a_proof_looks_and_freezes_it(client, coordinator, gent):
    make_merchant("De Kachel", chapter=gent)

    client.post(MAKE, {"chapter": gent.pk})
    proof = MapEdition.objects.get()
    page = client.get(address(proof))
    for paper in ("a3", "a4"):
        assert "drukproef" in words_of(client.get(step(proof, paper)))
    assert "De Kachel" in words_of(client.get(reverse("admin:referrals_mapedition_a6", args=[proof.pk, "-"])))
    answer = client.post(step(proof, "freeze"), {"draft": value_of(page, "draft")}, follow=True)

    assert said(answer) == ["Ze ligt vast. Vanaf nu mag iedereen ze drukken."]
    assert MapEdition.objects.get().is_frozen
    assert "Maak ze opnieuw" not in words_of(client.get(address(proof)))


def test_a_proof_that_was_made_anew_meanwhile_is_looked_at_again(client, coordinator, gent):
    proof = make_edition(gent, frozen=False)
    make_edition(gent, frozen=False)

    answer = client.post(step(proof, "freeze"), {"draft": "1"}, follow=True)

    assert "Kijk nog eens" in said(answer)[0]
    assert not MapEdition.objects.get().is_frozen


def test_a_city_without_places_says_why_there_is_no_proof(client, coordinator, gent):
    assert "nog geen plek in Gent" in said(client.post(MAKE, {"chapter": gent.pk}, follow=True))[0]


@pytest.mark.parametrize("chapter", ["", "x", "99999999999999999999", "%00"])
def test_an_odd_city_is_not_there(client, coordinator, chapter):
    assert client.post(MAKE, {"chapter": chapter}).status_code == 404


def test_volunteer_looks_prints_and_notes_but_does_not_freeze(client, volunteer, gent):
    proof = make_edition(gent, frozen=False)

    assert "leg ze vast" not in words_of(client.get(address(proof)))
    assert client.get(step(proof, "a3")).status_code == 200
    assert client.post(step(proof, "freeze"), {"draft": "1"}).status_code == 404
    assert client.post(MAKE, {"chapter": gent.pk}).status_code == 404
    client.post(step(proof, "copies"), {"paper": "a3", "number": "20", "key": uuid4()})
    assert proof.copies.get().number == 20


def test_copies_sent_twice_are_noted_once_and_a_slip_keeps_what_was_typed(client, coordinator, gent):
    edition, key = make_edition(gent), uuid4()
    here = step(edition, "copies")

    for _ in range(2):
        client.post(here, {"paper": "a4", "number": "12", "key": key})
    slip = client.post(here, {"paper": "a6", "number": "0", "key": uuid4()})

    assert edition.copies.get().paper == "a4"
    assert slip.status_code == 200
    assert value_of(slip, "number") == "0"
    assert "12 A4, grote letters" in words_of(client.get(here))


def test_the_front_page_asks_for_a_new_edition_after_half_a_year(client, coordinator, gent, brussel):
    for chapter in (gent, brussel):
        make_edition(chapter, today=timezone.localdate() - timedelta(days=200))

    told = words_of(client.get("/beheer/"))

    assert "De kaart van Gent op papier is van" in told
    assert "De kaart van Brussel" not in told


# The picture under it


def test_a_picture_with_two_good_spots_lies_under_the_next_edition(client, coordinator, gent):
    make_merchant(chapter=gent)
    client.post(reverse("admin:referrals_mapbackground_add"), typed(chapter=gent.pk, upload=make_upload()))

    background = MapBackground.objects.get()
    assert (background.x1, background.lat2) == (0.1, SPOTS["lat2"])
    page = client.get(address(background)).content.decode()
    assert "data:image/jpeg;base64," in page
    assert page.count('r="7"') == 1
    client.post(MAKE, {"chapter": gent.pk})
    proof = MapEdition.objects.get()
    assert proof.background == background
    assert client.get(step(proof, "picture"))["Content-Type"] == "image/jpeg"
    assert step(proof, "picture") in client.get(step(proof, "a3")).content.decode()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"left2": "10", "top2": "10"}, "dicht bij elkaar"),
        ({"left1": "90", "top1": "90", "left2": "10", "top2": "10"}, "op haar kop"),
        ({"left1": "90", "left2": "10"}, "in een spiegel"),
        ({"where1": "48.85, 2.35"}, "buiten België"),
        ({"where1": "ergens"}, "Hierin vinden we geen punt"),
        ({"left1": "110"}, "100"),
        ({"where1": "51.30, 4.68", "where2": "51.24, 4.7755"}, "het midden van Gent"),
        ({"top1": ""}, "verplicht"),
    ],
)
def test_spots_that_cannot_be_right_are_explained_and_stay_typed(client, coordinator, gent, changes, why):
    answer = client.post(reverse("admin:referrals_mapbackground_add"), typed(chapter=gent.pk, upload=make_upload(), **changes))

    assert answer.status_code == 200
    assert why in words_of(answer)
    assert value_of(answer, "left2") == changes.get("left2", "90")
    assert not MapBackground.objects.exists()


def test_a_file_that_is_no_picture_is_explained(client, coordinator, gent):
    upload = make_upload()
    upload.file.truncate(20)

    answer = client.post(reverse("admin:referrals_mapbackground_add"), typed(chapter=gent.pk, upload=upload))

    assert answer.status_code == 200
    assert not MapBackground.objects.exists()


def test_the_same_picture_twice_leads_to_the_one_that_is_there(client, coordinator, gent):
    for _ in range(2):
        answer = client.post(reverse("admin:referrals_mapbackground_add"), typed(chapter=gent.pk, upload=make_upload()))

    assert "Deze tekening is er al" in words_of(answer)
    assert MapBackground.objects.count() == 1


def test_the_spots_of_a_picture_can_be_moved_and_not_the_picture(client, coordinator, gent):
    background = make_background(gent)

    client.post(address(background), typed(left1="12", upload=make_upload()))

    moved = MapBackground.objects.get()
    assert moved.x1 == pytest.approx(0.12)
    assert bytes(moved.content) == background.content


def test_a_picture_under_an_edition_stays(client, coordinator, gent):
    background = make_background(gent)
    make_edition(gent)

    client.post(address(background, "delete"), {"post": "yes"})

    assert MapBackground.objects.filter(pk=background.pk).exists()


def test_volunteer_sees_a_picture_and_changes_nothing(client, volunteer, gent):
    background = make_background(gent)

    assert client.get(address(background)).status_code == 200
    client.post(address(background), typed(left1="12"))
    assert MapBackground.objects.get().x1 == 0.1
