"""The pages of a team about its catalogue, its history and its files, in a real browser; and a pictogram picked with the keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from merchants import versions
from merchants.models import Merchant, Proposal, User
from tests.factories import make_merchant, make_service
from tests.logins import come_in
from tests.team import address

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hq(context, live_server):
    """HQ, logged in in the browser."""
    user = User.objects.create_superuser("hq@example.org")
    client = come_in(Client(), user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return user


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, hq, live_server, width, theme):
    place, service = make_merchant(), make_service()
    with versions.by(hq):
        Merchant.objects.update(phone="09 000 00 00", description="Een heel lange zin zonder eind" * 5)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    for here in [reverse("export"), address(place, "history"), reverse("catalogue-merge", args=["service", service.pk])]:
        page.goto(live_server.url + here)
        assert Axe().run(page).response["violations"] == [], here
        assert page.evaluate("document.documentElement.scrollWidth") <= width, here


def test_fields_to_search_in_are_named_by_their_label(page, hq, live_server):
    make_merchant("De Krook")
    for form, label in (("encounters_peer", "Plekken"), ("vouchers_treat", "Plek")):
        page.goto(live_server.url + reverse(f"admin:{form}_add"))

        page.locator(".select2-selection").click()
        search = page.get_by_role("searchbox", name=label)

        expect(search).to_be_focused()
        search.fill("krook")
        expect(page.locator(".select2-results__option")).to_have_text(["De Krook"])
        assert Axe().run(page, options={"runOnly": ["label", "aria-input-field-name"]}).response["violations"] == []


def test_a_pictogram_is_picked_with_the_keyboard(page, hq, live_server):
    chapter = make_merchant().chapter
    page.goto(live_server.url + reverse("admin:merchants_proposal_add"))
    page.select_option("#id_chapter", str(chapter.pk))
    page.select_option("#id_of", "service")
    page.fill("#id_name_nl", "naaien")
    page.fill("#id_words_nl", "Kan je dit naaien?")
    page.fill("#id_why", "Het wordt gevraagd.")
    page.get_by_role("radio", name="een glas water").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")

    assert Axe().run(page, context=".pictograms").response["violations"] == []
    page.locator("input[name=_save]").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Proposal.objects.get().icon == "coffee"


@pytest.mark.parametrize("width", [360, 1280], ids=["phone", "desk"])
def test_what_one_can_do_with_a_place_stands_under_its_name_and_over_its_fields(page, hq, live_server, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(live_server.url + address(make_merchant(name="Het huis met de lange naam aan het einde van de straat"), "change"))

    name, fields = page.locator("#content > h2").bounding_box(), page.locator("#content-main form").bounding_box()

    for box in [tool.bounding_box() for tool in page.locator(".object-tools a").all()]:
        assert name["y"] + name["height"] <= box["y"]
        assert box["y"] + box["height"] <= fields["y"]
