"""What a team does with photos at /beheer/: anybody of the team brings them, a coordinator nods."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from merchants.models import Merchant, Photo
from tests.factories import make_merchant, make_photo, make_team_member, make_upload
from tests.logins import come_in
from tests.team import act, address, listed, said, typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
today = timezone.localdate


@pytest.fixture
def place(gent):
    return make_merchant("Krook", chapter=gent)


def brought(place, upload, *, subject="door", **more):
    """What the browser sends with a new photo."""
    new = {"photos-TOTAL_FORMS": 1, "photos-0-merchant": place.pk, "photos-0-upload": upload, "photos-0-subject": subject}
    return typed(place, **new | more)


def replaced(photo, **more):
    """What the browser sends when something is done to a photo that hangs already."""
    old = {"photos-TOTAL_FORMS": 1, "photos-INITIAL_FORMS": 1, "photos-0-id": photo.pk, "photos-0-merchant": photo.merchant_id}
    return typed(photo.merchant, **old | {"photos-0-subject": photo.subject, "photos-0-approved_on": photo.approved_on or ""} | more)


def test_volunteer_brings_a_photo_and_a_coordinator_nods(client, volunteer, place, gent):
    client.post(address(place), brought(place, make_upload(), **{"photos-0-approved_on": today()}))

    photo = Photo.objects.get()
    assert (photo.merchant, photo.subject, photo.width, photo.approved_on) == (place, "door", 40, None)
    act(client, "nod", photo)
    assert not Photo.objects.shown().exists()


def test_coordinator_sees_what_waits_looks_and_nods(client, coordinator, place):
    photo = make_photo(place, approved_on=None)
    make_photo(place, subject="board")

    waiting = {str(something.text): something.url for something in client.get(reverse("admin:index")).context["waiting"]}
    shown = client.get(waiting["1 foto om te bekijken"])
    assert listed(shown) == {photo.pk}
    assert 'src="data:image/jpeg;base64,' in shown.text

    assert said(act(client, "nod", photo)) == ["1 foto is vanaf nu te zien."]
    assert Photo.objects.shown().count() == 2


def test_whoever_hears_the_page_of_a_place_hears_what_each_field_of_a_photo_is(client, coordinator, place):
    make_photo(place)

    page = client.get(address(place)).text
    fields = re.findall(r'<(?:input|select)[^>]* name="photos-0-(upload|subject|approved_on|DELETE)"[^>]*>', page)
    heard = {name: re.search(rf'name="photos-0-{name}"[^>]* aria-label="([^"]+)"', page)[1] for name in fields}

    assert heard == {"upload": "Foto", "subject": "Wat erop staat", "approved_on": "Goedgekeurd op", "DELETE": "Verwijderen"}


@pytest.mark.parametrize("approved_on", [None, today()])
def test_the_page_of_a_place_shows_its_photos(client, volunteer, place, approved_on):
    make_photo(place, approved_on=approved_on)

    page = client.get(address(place)).text

    assert 'src="data:image/jpeg;base64,' in page
    assert 'alt="De deur van Krook"' in page


def test_coordinator_nods_on_the_page_of_the_place(client, coordinator, place):
    photo = make_photo(place, approved_on=None)

    client.post(address(place), replaced(photo, **{"photos-0-approved_on": today()}))

    assert Photo.objects.get().approved_on == today()


def test_volunteer_who_replaces_a_photo_brings_one_that_waits(client, volunteer, place):
    photo = make_photo(place)

    client.post(address(place), replaced(photo, **{"photos-0-upload": make_upload(kind="PNG", name="deur.png")}))

    assert Photo.objects.get().approved_on is None


def test_volunteer_who_calls_a_photo_otherwise_lets_it_be_looked_at_again(client, volunteer, place):
    photo = make_photo(place)

    client.post(address(place), replaced(photo, **{"photos-0-subject": "board"}))

    kept = Photo.objects.get()
    assert (kept.subject, kept.approved_on, kept.content) == ("board", None, photo.content)
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_the_same_picture_hangs_as_the_door_again_after_it_was_called_the_board(client, volunteer, place):
    client.post(address(place), replaced(make_photo(place), **{"photos-0-subject": "board"}))
    board = Photo.objects.get()

    both = replaced(board) | {"photos-TOTAL_FORMS": 2, "photos-1-merchant": place.pk, "photos-1-subject": "door"}
    assert client.post(address(place), both | {"photos-1-upload": make_upload()}).status_code == 302

    assert set(Photo.objects.values_list("subject", flat=True)) == {"board", "door"}


# Replaced while somebody else had it before them


MEANWHILE = "Een foto is intussen vervangen of weggehaald. Kijk je nog eens? Niemand ziet een nieuwe voor jij knikt."


@pytest.fixture
def replace(gent):
    def by_somebody_else(photo):
        """A volunteer hangs another picture."""
        browser = come_in(Client(), make_team_member("volunteer", chapter=gent))
        browser.post(address(photo.merchant), replaced(photo, **{"photos-0-upload": make_upload(kind="PNG", name="deur.png")}))
        return Photo.objects.get()

    return by_somebody_else


def test_volunteer_who_takes_a_photo_away_hears_nothing_of_others(client, volunteer, place):
    kept = client.post(address(place), replaced(make_photo(place), **{"photos-0-DELETE": "on"}), follow=True)

    assert MEANWHILE not in said(kept)
    assert not Photo.objects.exists()


@pytest.mark.parametrize("approved_on", [None, today()])
def test_coordinator_who_saves_an_old_page_shows_no_picture_that_nobody_looked_at(client, coordinator, place, replace, approved_on):
    old = make_photo(place)
    new = replace(old)

    kept = client.post(address(place), replaced(old, phone="09 1", **{"photos-0-approved_on": approved_on or ""}), follow=True)

    assert MEANWHILE in said(kept)
    assert Merchant.objects.get().phone == "09 1"
    assert list(Photo.objects.values_list("pk", "approved_on")) == [(new.pk, None)]


def test_coordinator_who_ticked_the_old_picture_does_not_show_the_new_one(client, coordinator, place, replace):
    old = make_photo(place, approved_on=None)
    replace(old)

    assert said(act(client, "nod", old)) == [MEANWHILE]
    assert Photo.objects.get().approved_on is None


def test_volunteer_whose_old_page_takes_a_replaced_photo_away_leaves_the_new_one(client, volunteer, place, replace):
    old = make_photo(place)
    new = replace(old)

    kept = client.post(address(place), replaced(old, **{"photos-0-DELETE": "on"}), follow=True)

    assert MEANWHILE in said(kept)
    assert Photo.objects.get() == new


def test_a_page_that_is_saved_leaves_its_photos_alone(client, coordinator, place):
    photo = make_photo(place)

    client.post(address(place), replaced(photo, phone="09 1"))

    kept = Photo.objects.get()
    assert (kept.approved_on, kept.digest, bytes(kept.content)) == (today(), photo.digest, bytes(photo.content))


def test_what_is_no_picture_comes_back_with_a_sentence_and_everything_typed(client, volunteer, place):
    response = client.post(address(place), brought(place, make_upload(kind="GIF"), name="Krook aan de Leie", remark="bel na vijf"))

    assert response.status_code == 200
    assert "soorten JPEG, PNG en WebP" in response.text
    assert 'value="Krook aan de Leie"' in response.text and "bel na vijf" in response.text
    assert not Photo.objects.exists() and Merchant.objects.get().name == "Krook"


def test_a_file_of_eleven_megabytes_gets_a_sentence(client, volunteer, place):
    upload = make_upload()
    upload.seek(0, 2)
    upload.write(bytes(11_000_000))
    upload.seek(0)

    response = client.post(address(place), brought(place, upload, remark="bel na vijf"))

    assert response.status_code == 200
    assert "groter dan 10 MB" in response.text and "bel na vijf" in response.text


def test_a_photo_without_a_file_is_asked_for_it(client, volunteer, place):
    response = client.post(address(place), brought(place, "", subject="board"))

    assert "Kies een foto." in response.text


def test_two_photos_of_one_door_are_one_too_many(client, volunteer, place):
    make_photo(place)
    two = brought(place, "") | {
        "photos-TOTAL_FORMS": 2,
        "photos-1-merchant": place.pk,
        "photos-1-upload": make_upload(),
        "photos-1-subject": "door",
    }
    two |= {"photos-0-upload": make_upload()}

    assert client.post(address(place), two).status_code == 200
    assert Photo.objects.count() == 1


def test_a_photo_may_come_with_a_new_place(client, volunteer, gent):
    new = Merchant(name="Krook", chapter=gent, lat=51, lng=3.7)

    client.post(
        reverse("admin:merchants_merchant_add"),
        typed(new, **{"photos-TOTAL_FORMS": 1, "photos-0-upload": make_upload(), "photos-0-subject": "board"}),
    )

    assert str(Photo.objects.get()) == "Krook: het bord"
