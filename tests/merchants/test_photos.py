"""Pictures of places: drawn anew from whatever was uploaded, seen by the team first, and then served for good."""

import random
import zlib
from datetime import date
from hashlib import shake_256
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, PngImagePlugin

from merchants.actions import PictureRefused, hang_photo
from merchants.actions.picturing import LARGEST_UPLOAD, nod, redraw
from merchants.models import Photo
from tests.factories import make_merchant, make_photo, make_upload

RED, BLUE = (200, 30, 30), (30, 30, 200)
TODAY = date(2026, 11, 26)
ORIENTATION, GPS, MAKE = 0x0112, 0x8825, 0x010F


def half_red(mode="RGB", size=(60, 40)):
    """Its left half is red, its right half blue."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return image.convert(mode)


def seen(picture):
    """The kept picture, opened by somebody who looks at it."""
    image = Image.open(BytesIO(picture.content))
    assert image.size == (picture.width, picture.height)
    return image


def is_near(colour, other):
    return all(abs(one - another) < 40 for one, another in zip(colour, other, strict=True))


# Drawing anew


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "RGB"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1"), ("WEBP", "RGB")],
)
def test_every_kind_of_picture_becomes_a_jpeg_that_shows_the_same(kind, mode):
    kept = seen(redraw(make_upload(half_red(mode), kind)))

    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (60, 40))
    left, right = kept.getpixel((10, 20)), kept.getpixel((50, 20))
    assert mode in {"L", "1"} or is_near(left, RED) and is_near(right, BLUE)


def test_what_is_see_through_becomes_white():
    assert is_near(seen(redraw(make_upload(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))).getpixel((10, 10)), (255, 255, 255))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_phone_held_sideways_gives_an_upright_picture(kind):
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # Turn it a quarter to the right.

    kept = seen(redraw(make_upload(half_red(), kind, exif=exif)))

    assert kept.size == (40, 60)
    assert is_near(kept.getpixel((20, 10)), RED) and is_near(kept.getpixel((20, 50)), BLUE)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_what_the_camera_noted_is_kept(kind):
    exif, text = Image.Exif(), PngImagePlugin.PngInfo()
    exif[MAKE], exif[GPS] = "Kanarie", {1: "N", 2: (51.0, 3.0, 12.0)}
    text.add_text("Author", "Kanarie")
    more = {"JPEG": {"comment": b"Kanarie"}, "PNG": {"pnginfo": text}, "WEBP": {"xmp": b"Kanarie"}}[kind]
    upload = make_upload(half_red(), kind, exif=exif, icc_profile=b"Kanarie" * 40, **more)
    assert b"Kanarie" in upload.read()

    picture = redraw(upload)

    assert b"Kanarie" not in picture.content
    assert not seen(picture).getexif()
    assert not {"comment", "icc_profile", "exif", "xmp", "dpi"} & seen(picture).info.keys()


def test_a_large_picture_is_made_smaller_and_keeps_its_shape():
    assert seen(redraw(make_upload(half_red(size=(3000, 1500))))).size == (1280, 640)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_even_noise_takes_no_more_than_200_kilobytes(kind):
    noise = Image.frombytes("RGB", (1400, 1400), shake_256(b"noise").digest(1400 * 1400 * 3))

    assert 50_000 < len(redraw(make_upload(noise, kind)).content) <= 200_000


# What is refused


def upload_of(content, name="deur.jpg", content_type="image/jpeg"):
    return SimpleUploadedFile(name, content, content_type=content_type)


def large_png(width, height):
    """A small file that says it is this large."""
    content = bytearray(make_upload(Image.new("1", (8, 8)), "PNG").read())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return bytes(content)


def cut_off():
    noise = Image.frombytes("RGB", (300, 300), shake_256(b"noise").digest(300 * 300 * 3))
    return make_upload(noise).read()[:5000]


REFUSED = {
    "words": (b"Dag, dit is geen foto.", "soorten JPEG, PNG en WebP"),
    "a page that says it is a picture": (b"<html><script>alert(1)</script>", "soorten JPEG, PNG en WebP"),
    "a drawing": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "tekening (SVG)"),
    "another kind of picture": (make_upload(half_red(), "GIF").read(), "soorten JPEG, PNG en WebP"),
    "a print": (make_upload(half_red(), "PDF").read(), "soorten JPEG, PNG en WebP"),
    "a heavy file": (b"\xff\xd8\xff" + bytes(LARGEST_UPLOAD), "groter dan 10 MB"),
    "too many dots": (large_png(8000, 5001), "meer dan 40 megapixels"),
    "dots to drown in": (large_png(100_000, 100_000), "meer dan 40 megapixels"),
    "cut off": (cut_off(), "beschadigd"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(what):
    content, words = REFUSED[what]

    with pytest.raises(PictureRefused, match=words.replace("(", r"\(").replace(")", r"\)")):
        redraw(upload_of(content))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_too_many_dots_are_refused_also_where_the_reader_only_warns():
    with pytest.raises(PictureRefused, match="meer dan 40 megapixels"):
        redraw(upload_of(large_png(8000, 5001)))


@pytest.mark.slow
def test_forty_megapixels_are_just_fine():
    assert seen(redraw(make_upload(Image.new("L", (8000, 5000)), "PNG"))).size == (1280, 800)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_damaged_picture_is_refused_or_drawn_and_never_breaks_anything(kind):
    whole, dice = make_upload(half_red(size=(80, 60)), kind).read(), random.Random(3)  # noqa: S311 - always the same damage
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        try:
            assert len(redraw(upload_of(bytes(damaged))).content) <= 200_000
        except PictureRefused as refused:
            assert str(refused)


# Hanging, nodding


@pytest.fixture
def krook(db):
    return make_merchant("Krookcafé", slug="krook")


def test_a_new_photo_replaces_the_one_before_and_waits_for_a_nod(krook):
    before = make_photo(krook)

    hang_photo(merchant=krook, subject="door", picture=redraw(make_upload(half_red())))

    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.approved_on) == (60, 40, None)
    assert photo.pk != before.pk


def test_two_places_may_show_the_same_street(krook):
    assert make_photo(krook).digest != make_photo().digest


def test_a_nod_shows_photos_and_tells_which_were_waiting(krook):
    door, board = make_photo(krook, approved_on=None), make_photo(krook, subject="board", approved_on=date(2026, 1, 1))

    assert nod(Photo.objects.all(), TODAY) == [door]

    assert dict(Photo.objects.values_list("subject", "approved_on")) == {"door": TODAY, "board": date(2026, 1, 1)}
    assert board.words == "Het bord van Krookcafé"


# Served


def test_a_photo_is_kept_for_a_day_so_that_a_wrong_nod_can_be_taken_back(client, krook):
    photo = make_photo(krook)

    response = client.get(f"/foto/{photo.digest}.jpg")

    assert response.content == photo.content
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(photo.get_absolute_url(), headers={"If-None-Match": response["ETag"]}).status_code == 304
    assert not client.cookies


@pytest.mark.parametrize(("state", "approved_on"), [("active", None), ("closed", TODAY), ("suggested", TODAY)])
def test_a_photo_nobody_nodded_at_or_of_a_place_that_is_not_on_the_map_is_not_there(client, db, state, approved_on):
    photo = make_photo(make_merchant(state=state), approved_on=approved_on)

    assert client.get(photo.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/foto/abc.jpg", f"/foto/{'0' * 5000}.jpg", "/foto/../../x.jpg", "/foto/.jpg", "/foto/a%00b.jpg"])
def test_a_photo_that_never_was_is_not_there(client, db, address):
    assert client.get(address).status_code == 404
