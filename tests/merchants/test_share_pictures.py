"""The picture of a place that goes along where somebody shares its address."""

from io import BytesIO

import pytest
from PIL import Image

from merchants import share_pictures
from tests.factories import make_chapter, make_merchant, make_service

pytestmark = pytest.mark.django_db


def drawn(client, slug=""):
    answer = client.get(f"/beeld/{slug}.png" if slug else "/beeld.png")
    assert answer["Content-Type"] == "image/png"
    return Image.open(BytesIO(answer.content)).convert("RGB")


def test_the_page_of_a_place_names_a_picture_that_is_there(client, settings):
    make_merchant("Bij <Mo>", slug="bij-mo", services=["water"], description="Een grote tafel.")

    page = client.get("/fr/plek/bij-mo/").content.decode()

    assert f'<meta property="og:image" content="{settings.SITE_URL}/beeld/bij-mo.png">' in page
    assert f'<meta property="og:url" content="{settings.SITE_URL}/fr/plek/bij-mo/">' in page
    assert '<meta property="og:title" content="Bij &lt;Mo&gt;">' in page
    assert drawn(client, "bij-mo").size == (1200, 630)


def test_the_page_of_a_city_names_a_picture_that_is_there(client, settings):
    make_chapter("gent", name="Gent", public_name="Hartelijk")

    page = client.get("/fr/stad/gent/").content.decode()

    assert f'<meta property="og:image" content="{settings.SITE_URL}/beeld/stad/gent.png">' in page
    assert f'<meta property="og:url" content="{settings.SITE_URL}/fr/stad/gent/">' in page
    assert '<meta property="og:title" content="Hartelijk Gent">' in page
    assert drawn(client, "stad/gent").size == (1200, 630)


def test_the_start_page_names_a_picture_that_is_there(client, settings):
    page = client.get("/ar/").content.decode()

    assert f'<meta property="og:image" content="{settings.SITE_URL}/beeld.png">' in page
    assert drawn(client).size == (1200, 630)


def test_the_picture_of_a_city_shows_what_one_can_ask_for_there(client, monkeypatch):
    asked = []
    monkeypatch.setattr(share_pictures, "_drawn", lambda icons: asked.append(icons) or b"")
    for position, name in enumerate(["toilet", "water", "wifi", "haar"]):
        make_service(name, icon=name, position=position)
    gent = make_chapter("gent")
    for _number in range(2):
        make_merchant(chapter=gent, services=["water", "toilet"])
    make_merchant(chapter=gent, state="closed", services=["wifi"])
    make_merchant(chapter=make_chapter("leuven"), services=["haar"])
    make_chapter("tienen")

    for slug in ("gent", "leuven", "tienen"):
        client.get(f"/beeld/stad/{slug}.png")

    assert asked == [("toilet", "water"), ("haar",), (share_pictures.OPEN_DOOR,)]


def test_places_that_offer_the_same_look_alike_and_others_do_not(client):
    make_service("toilet", icon="toilet")
    make_merchant(slug="een", services=["water"])
    make_merchant(slug="twee", services=["water"])
    make_merchant(slug="drie", services=["toilet"])
    make_merchant(slug="vier")

    one, two, three, four = (drawn(client, slug).tobytes() for slug in ("een", "twee", "drie", "vier"))

    assert one == two
    assert len({one, three, four}) == 3


def test_each_pictogram_stands_on_paper_within_the_picture(client):
    for number, icon in enumerate(["toilet", "wifi", "flame", "baby", "coffee", "plug-zap", "no such pictogram", "newspaper", "armchair"]):
        make_service(f"dienst-{number}", icon=icon)
    make_merchant(slug="veel", services=[f"dienst-{number}" for number in range(9)])

    picture = drawn(client, "veel").crop((0, 100, 1200, 630))

    inked = [x for x in range(1200) if any(picture.getpixel((x, y)) != picture.getpixel((0, 0)) for y in range(0, 530, 3))]
    assert 60 < inked[0] < inked[-1] < 1140
    assert picture.getpixel((5, 525)) == (250, 245, 236)


def test_a_city_nobody_knows_has_no_picture(client):
    assert client.get("/beeld/stad/nergens.png").status_code == 404


@pytest.mark.parametrize("state", ["closed", "left", "suggested"])
def test_a_place_that_is_not_on_the_map_has_no_picture(client, state):
    make_merchant(slug="weg", state=state)

    assert client.get("/beeld/weg.png").status_code == 404
    assert "og:image" not in client.get("/plek/weg/").content.decode()


@pytest.mark.parametrize("address", ["/beeld.png", "/beeld/krook.png", "/beeld/stad/gent.png"])
def test_a_picture_that_did_not_change_is_not_sent_again(client, address, django_assert_max_num_queries):
    make_merchant(slug="krook", chapter=make_chapter("gent"))
    with django_assert_max_num_queries(2):
        first = client.get(address)

    assert first["Cache-Control"] == "public, max-age=86400"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_more_pictograms_than_fit_are_left_out(monkeypatch):
    asked = []
    monkeypatch.setattr(share_pictures, "_drawn", asked.append)

    share_pictures.of(f"icon-{number}" for number in [*range(12), 1])

    assert asked == [tuple(f"icon-{number}" for number in range(8))]
