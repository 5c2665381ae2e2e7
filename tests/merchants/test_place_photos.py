"""Pictures of one's own place: sent in, seen by the team, and taken away in one tap."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from merchants.actions.picturing import nod
from merchants.models import Photo
from tests.factories import make_merchant, make_photo, make_upload, make_user
from tests.queries import statements

PHOTOS = "/mijn-plek/hoekje/fotos/"


@pytest.fixture
def hoekje(db):
    return make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org"), make_user("amir@example.org")])


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.first().user)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def send(client, picture=None, subject="door"):
    return client.post(PHOTOS, {"subject": subject, "picture": make_upload() if picture is None else picture}, follow=True)


def test_a_picture_is_sent_looked_at_and_shown(owner, client, hoekje):
    assert "Het team kijkt even" in words(send(owner))

    photo = Photo.objects.get()
    assert (photo.merchant, photo.subject, photo.approved_on) == (hoekje, "door", None)
    assert owner.get(f"{PHOTOS}{photo.digest}.jpg").content[:2] == b"\xff\xd8"
    assert client.get(photo.get_absolute_url()).status_code == 404
    assert "Tot dan zie enkel jij ze." in words(owner.get(PHOTOS))

    nod(Photo.objects.all())
    assert "Iedereen ziet ze." in words(owner.get(PHOTOS))
    assert client.get(photo.get_absolute_url()).status_code == 200


def test_a_new_picture_takes_the_place_of_the_old_one_and_is_looked_at_anew(owner, hoekje):
    make_photo(hoekje)
    send(owner, make_upload(Image.new("RGB", (50, 50), "#123456")))

    assert Photo.objects.get().approved_on is None


def test_take_it_away_is_one_tap_and_takes_only_that_one(owner, client, hoekje):
    door, board = make_photo(hoekje), make_photo(hoekje, subject="board")

    owner.post(f"{PHOTOS}weg/", {"subject": "door"})

    assert client.get(door.get_absolute_url()).status_code == 404
    assert Photo.objects.get() == board
    assert owner.post(f"{PHOTOS}weg/", {"subject": "door"}).status_code == 302


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("", "Kies eerst een foto."),
        (SimpleUploadedFile("leeg.jpg", b""), "Dit bestand is leeg."),
        (
            SimpleUploadedFile("deur.jpg", b"<svg><script>alert(1)</script></svg>"),
            "Dit is een tekening (SVG)",
        ),
        (SimpleUploadedFile("deur.jpg", b"MZ\x90\x00 a programme", content_type="image/jpeg"), "JPEG, PNG en WebP"),
        (SimpleUploadedFile("deur.jpg", make_upload(Image.effect_noise((200, 200), 90)).read()[:9000]), "Deze foto is beschadigd"),
    ],
)
def test_what_is_no_picture_is_explained(owner, hoekje, picture, told):
    if picture:
        picture.seek(0)

    response = send(owner, picture)

    assert told in words(response)
    assert not Photo.objects.exists()


def test_a_picture_of_more_than_forty_megapixels_is_refused_before_it_is_unfolded(owner, hoekje):
    assert "40 megapixel" in words(send(owner, make_upload(Image.new("1", (8001, 5000)), "PNG")))


def test_a_subject_there_is_none_of_is_no_photo(owner, hoekje):
    assert send(owner, subject="face").status_code == 200
    assert not Photo.objects.exists()


@pytest.mark.parametrize("subject", ["", "face", "\0", "x" * 10_000])
def test_taking_away_what_there_is_none_of_is_fine(owner, hoekje, subject):
    make_photo(hoekje)

    assert owner.post(f"{PHOTOS}weg/", {"subject": subject}).status_code == 302
    assert Photo.objects.exists()


def test_a_colleague_may_do_the_same(client, hoekje):
    client.force_login(hoekje.people.last().user)
    send(client)

    assert Photo.objects.get().merchant == hoekje


def test_a_stranger_finds_nothing_there(client, hoekje):
    photo = make_photo(hoekje)
    stranger = make_user()
    make_merchant(slug="krul", people=[stranger])
    client.force_login(stranger)

    for address in [PHOTOS, f"{PHOTOS}{photo.digest}.jpg", f"/mijn-plek/krul/fotos/{photo.digest}.jpg"]:
        assert client.get(address).status_code == 404
    assert client.post(f"{PHOTOS}weg/", {"subject": "door"}).status_code == 404
    assert Photo.objects.get() == photo


def test_the_page_costs_the_same_without_and_with_photos(owner, hoekje):
    with statements() as without:
        owner.get(PHOTOS)
    make_photo(hoekje)
    make_photo(hoekje, subject="board")
    with statements() as with_two:
        owner.get(PHOTOS)

    assert len(without) == len(with_two)
