"""The pages of a place in a real browser: usable by everyone, on a phone and on a desk, without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from merchants.models import Notice, Pause, PlaceName
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_photo, make_service, make_treat, make_user

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = ["/plek/hoekje/", "/plek/hoekje/?bij=9000", "/plek/rustpunt/", "/plek/vroeger/"]
PAGES = [*PLACES, "/stad/gent/", "/doe-mee/bedankt/"]


OWN_PAGES = [
    *["", *"gegevens/ uren/ uren/?tekst=1 uren/rustig/ diensten/ diensten/water/ fotos/ traktaties/".split()],
    *"pauze/ geschiedenis/ mensen/ stoppen/ doorsturen/ overzicht/".split(),
]
OWN_PAGES += "pauze/ geschiedenis/ mensen/ stoppen/".split()


@pytest.fixture
def town():
    """A city with one place that has something of everything."""
    gent = make_chapter("gent", name="Gent", postcodes=["9000"])
    PlaceName.objects.create(kind="postcode", name="9000", plain="9000", postcode="9000", lat=51.05, lng=3.72)
    make_service("water", name="een glas water", name_nl="een glas water", question="Mag ik een glas water?")
    merchant = make_merchant(
        "Koffiehuis ’t Hoekje van de Brugse Poort",
        slug="hoekje",
        neighbourhood=make_neighbourhood(chapter=gent),
        kind="cafe",
        street="Noordstraat 12",
        postcode="9000",
        town="Gent",
        services=["water"],
        people=[make_user("lut@example.org")],
        opening_hours="Tu-Fr 08:00-12:00,13:00-18:00; Sa 09:00-16:00",
        languages=["nl", "ar"],
        phone="09 123 45 67",
        website="https://hoekje.example",
        quiet_hours="Tu-Fr 14:00-16:00",
        is_heated=True,
    )
    make_treat(merchant=merchant, waiting=3)
    make_photo(merchant), make_photo(merchant, subject="board")
    Notice.objects.create(merchant=merchant, text="Het terras is weer open.", first_day=timezone.localdate())
    Pause.objects.create(merchant=make_merchant("Rustpunt", slug="rustpunt"), first_day=timezone.localdate())
    make_merchant("Nachtuil", opening_hours="24/7")
    make_merchant("Vroeger", slug="vroeger", state="closed")
    return merchant


@pytest.fixture
def visit(page, live_server, town):
    """Opens an address; whatever the headers refuse ends up in the list it returns."""
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: refused.append(str(error)))

    def visit(address, width=360):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(f"{live_server.url}{address}")
        return refused

    return visit


@pytest.fixture
def as_lut(context, live_server, client, town):
    client.force_login(town.people.get().user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


def troubles(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return found.generate_report() if found.violations_count else ""


def is_well(page, refused, width):
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert troubles(page) == ""
    assert refused == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", PAGES)
def test_public_page_is_for_everyone(page, visit, address, width):
    refused = visit(address, width)

    is_well(page, refused, width)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "address",
    [
        "/mijn-plek/",
        "/mijn-login/",
        "/mijn-login/wissen/",
        *("/mijn-plek/hoekje/" + page for page in OWN_PAGES),
    ],
)
def test_page_of_whoever_looks_after_a_place_is_for_everyone(page, as_lut, visit, address, width):
    refused = visit(address, width)

    is_well(page, refused, width)


def test_enter_in_a_field_sends_the_form_and_not_its_first_other_button(page, visit):
    visit("/doe-mee/plek/")
    page.get_by_label("Naam van je plek").fill("Krookcafé")
    page.get_by_label("Naam van je plek").press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("Wat je typte, staat er nog.")


def test_place_edit_story_on_a_phone(page, as_lut, visit, town):
    visit("/mijn-plek/")
    page.get_by_role("link", name="Aanpassen").click()
    page.get_by_role("link", name="Over je plek").click()
    page.get_by_label("Over je plek").fill("Een grote tafel.")
    page.get_by_text("Turks", exact=True).click()
    page.get_by_role("button", name="Bewaren").click()

    expect(page.get_by_text("Het is bewaard.")).to_be_visible()
    page.get_by_role("link", name="Bekijk de pagina").click()
    expect(page.get_by_text("Een grote tafel.")).to_be_visible()
    expect(page.get_by_text("Nederlands, Arabisch, Turks")).to_be_visible()
