"""A city in somebody else's page: what is chosen, what the piece shows, and what programs are told about it."""

import json
import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.conf import settings

from referrals import widgets
from tests.enchante.test_access import PUBLIC
from tests.factories import make_chapter, make_merchant, make_treat
from tests.headers import lacking
from tests.open_pages import READ, Town
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
OURS = settings.SITE_URL


@pytest.fixture
def gent():
    chapter = make_chapter("gent")
    make_treat(merchant=make_merchant("De Krook", slug="krook", chapter=chapter, services=["toilet", "water"]), waiting=3)
    make_merchant("Bar Warm", slug="bar-warm", chapter=chapter, services=["water"])
    make_merchant("Elders", slug="elders", chapter=make_chapter("leuven"), services=["toilet"])
    return chapter


def ask_oembed(client, address, **more):
    return client.get("/oembed/", {"url": address, **more})


def places_on(page):
    return re.findall(r'href="/(?:\w\w/)?plek/([\w-]+)/"', page.content.decode())


# The piece


def test_the_piece_shows_the_places_of_its_city_and_what_waits_there(client, gent):
    page = client.get("/inbedden/gent/")

    assert places_on(page) == ["bar-warm", "krook"]
    assert "3 koffies" in words_of(page)


def test_the_piece_shows_what_is_wished_for(client, gent):
    page = client.get("/inbedden/gent/?dienst=toilet&vorm=lijst")

    assert places_on(page) == ["krook"]
    assert "/plekken/?dienst=toilet&amp;stad=gent" in page.content.decode()


def test_another_city_or_a_place_in_its_address_changes_nothing(client, gent):
    assert places_on(client.get("/inbedden/gent/?stad=leuven&bij=Leuven&bbox=0,0,1,1&pagina=9")) == ["bar-warm", "krook"]


@pytest.mark.parametrize("question", ["vorm=bol", "kleur=puce", "hoogte=-1", "dienst=onzin", "onzin=1", "open=soms", "vorm=%00"])
def test_what_is_not_understood_is_as_if_it_were_not_there(client, gent, question):
    page = client.get(f"/inbedden/gent/?{question}")

    assert (page.status_code, places_on(page)) == (200, ["bar-warm", "krook"])


def test_a_wish_that_is_not_understood_is_told(client, gent):
    assert "rolstoel" in client.get("/inbedden/gent/?rolstoel=misschien").content.decode()
    assert "puce" not in client.get("/inbedden/gent/?kleur=puce").content.decode()


def test_on_the_map_each_place_stands_by_its_number_in_the_list(client, gent):
    page = client.get("/inbedden/gent/?vorm=kaart").content.decode()

    assert sorted(re.findall(r'<text y="5">(\d)</text>', page)) == ["1", "2"]
    assert re.findall(r"<h2>\s*(\d)\.", page) == ["1", "2"]


def test_the_piece_has_the_colour_of_its_city_or_the_one_that_was_chosen(client, gent):
    gent.colour = "moss"
    gent.save(update_fields=["colour"])

    classes = [re.search(r'<main id="content" class="(.*?)"', client.get(f"/inbedden/gent/{query}").content.decode())[1] for query in
               ["", "?kleur=plum", "?kleur=brick"]]  # fmt: skip

    assert classes == ["widget city-moss", "widget city-plum", "widget"]


@pytest.mark.parametrize(
    ("question", "words"), [("", "Hier doet nog geen plek mee"), ("?dienst=toilet", "Geen enkele plek heeft dat allemaal")]
)
def test_a_piece_without_a_place_says_so(client, question, words):
    make_merchant(services=["toilet"], chapter=make_chapter("leuven"))
    make_chapter("gent")

    assert words in words_of(client.get(f"/inbedden/gent/{question}"))


def test_of_a_city_that_is_not_there_nothing_is_shown(client):
    assert client.get("/inbedden/nergens/").status_code == 404


def test_every_link_of_the_piece_leaves_the_page_around_it_alone(client, gent):
    links = re.findall(r"<a [^>]*>", client.get("/inbedden/gent/").content.decode())

    assert [link for link in links if 'target="_blank"' not in link] == ['<a class="skip-link" href="#content">']


def test_a_piece_costs_the_same_for_one_place_and_for_many(client, gent):
    with statements() as few:
        client.get("/inbedden/gent/")
    for number in range(5):
        make_merchant(slug=f"meer-{number}", chapter=gent, services=["water"])
    with statements() as many:
        client.get("/inbedden/gent/")

    assert len(few) == len(many) == 3


def test_the_piece_and_nothing_else_may_stand_in_a_frame_anywhere(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    town = Town()

    answers = {name: client.get(town.address(name), secure=True) for name in READ}

    assert {name for name, answer in answers.items() if lacking(answer)} == {"referrals:widget"}
    assert lacking(answers["referrals:widget"], may_be_framed=True) == set()
    assert {"referrals:widget", "referrals:widget-choose", "referrals:oembed", "widget-script"} <= PUBLIC.keys()


# The chooser


def test_choosing_gives_what_to_copy(client, gent):
    page = client.get("/inbedden/?stad=gent&dienst=toilet&vorm=kaart&kleur=plum&taal=ar&hoogte=600")

    address = "/ar/inbedden/gent/?dienst=toilet&vorm=kaart&kleur=plum&hoogte=600"
    snippet = unescape(re.search(r"<code>(&lt;iframe.*?)</code>", page.content.decode())[1])
    assert unescape(re.search(r'src="(.*?)"', snippet)[1]) == OURS + address
    assert 'height="600"' in snippet and "style" not in snippet
    assert unescape(re.search(r'<iframe class="widget-frame" src="(.*?)"', page.content.decode())[1]) == address
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("start", ["", "/fr"])
def test_what_an_address_leaves_out_shows_as_what_is_taken_for_it(client, gent, start):
    page = client.get(f"{start}/inbedden/?stad=gent")

    form = page.context["form"]
    assert (form["vorm"].value(), form["hoogte"].value(), form["taal"].value()) == ("lijst", widgets.HEIGHT, start[1:] or "nl")
    assert (page.context["widget"].shape, page.context["widget"].height) == ("lijst", widgets.HEIGHT)
    assert client.get("/inbedden/?stad=gent&hoogte=9").context["form"]["hoogte"].value() == "9"


def test_before_anything_is_chosen_there_is_only_the_form(client, gent):
    page = client.get("/inbedden/").content.decode()

    assert "<iframe" not in page and 'name="stad"' in page


@pytest.mark.parametrize("slip", ["stad=nergens", "stad=gent&hoogte=3", "stad=gent&vorm=bol", "stad=gent&dienst=onzin", "stad=%00"])
def test_a_slip_of_the_finger_is_told_above_the_form(client, gent, slip):
    page = client.get(f"/inbedden/?{slip}")

    assert page.status_code == 200
    assert "Wat je typte, staat er nog." in words_of(page)
    assert "<iframe" not in page.content.decode()


# oEmbed


@pytest.mark.parametrize("path", ["/stad/gent/", "/inbedden/gent/?dienst=toilet", "/fr/stad/gent/", "/ar/inbedden/gent/?hoogte=300"])
def test_programs_are_told_what_to_put_in_a_page(client, gent, path):
    answer = ask_oembed(client, OURS + path)
    told = answer.json()

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {name: told[name] for name in ("version", "type", "title", "width")} == {
        "version": "1.0", "type": "rich", "title": "Enchanté Gent", "width": 600
    }  # fmt: skip
    address = unescape(re.search(r'src="(.*?)"', told["html"])[1])
    assert address == OURS + path.replace("/stad/", "/inbedden/")
    assert client.get(address.removeprefix(OURS)).status_code == 200


def test_no_program_gets_more_than_it_has_room_for(client, gent):
    told = ask_oembed(client, f"{OURS}/stad/gent/", maxwidth=320, maxheight=240).json()

    assert (told["width"], told["height"]) == (320, 240)
    assert 'width="320" height="240"' in told["html"]


@pytest.mark.parametrize(
    ("address", "more", "status"),
    [
        ("", {}, 404),
        ("https://elsewhere.example/stad/gent/", {}, 404),
        (f"{OURS}/stad/nergens/", {}, 404),
        (f"{OURS}/plekken/", {}, 404),
        (f"{OURS}/beheer/", {}, 404),
        ("http://[", {}, 404),
        (f"{OURS}/stad/gent\0/", {}, 200),
        (f"{OURS}/stad/gent/", {"format": "xml"}, 501),
        (f"{OURS}/stad/gent/", {"maxwidth": "veel"}, 400),
        (f"{OURS}/stad/gent/", {"maxheight": "0"}, 400),
        (f"{OURS}/stad/gent/", {"maxwidth": "²"}, 400),
    ],
)
def test_whatever_is_asked_an_answer_comes(client, gent, address, more, status):
    answer = ask_oembed(client, address, **more)

    assert answer.status_code == status
    assert json.loads(answer.content)


def test_the_page_of_a_city_and_the_piece_say_where_programs_ask(client, gent):
    for path in ["/stad/gent/", "/inbedden/gent/?dienst=toilet"]:
        page = client.get(path).content.decode()
        found = unescape(re.search(r'<link rel="alternate" type="application/json\+oembed" href="(.*?)"', page)[1])
        piece = OURS + path.replace("/stad/", "/inbedden/")
        assert found == f"{OURS}/oembed/?{urlencode({'url': piece})}"
        assert client.get(found.removeprefix(OURS)).status_code == 200


def test_no_height_is_beyond_what_one_may_choose():
    assert widgets.LOWEST < widgets.HEIGHT < widgets.HIGHEST
