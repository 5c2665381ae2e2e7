"""The pages of an organisation in a real browser: readable for everybody, and usable on an old phone without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from referrals.models import PaperOrder
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_organisation, make_paper_order, make_set, make_user

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def make_house():
    """An organisation with everything on its pages."""
    sofie, amir = make_user("sofie@example.org", name="Sofie"), make_user("amir@example.org")
    caw = make_organisation("CAW van hier", people=[sofie, amir])
    make_organisation("Het Huis", chapter=make_chapter("brussel"), approved_on=None, people=[sofie])
    neighbourhood = make_neighbourhood(chapter=caw.chapter)
    told = {"quiet_hours": "Mo-Fr 14:00-16:00", "note_for_referrers": "Achteraan staat een zetel.", "neighbourhood": neighbourhood}
    places = [make_merchant("De Krook", slug="krook", **told), make_merchant("’t Hoekje", slug="hoekje")]
    gone = make_merchant("Weg", state="left")
    make_paper_order(caw, language="fr")
    return sofie, caw, make_set(*places, gone, organisation=caw)


def come_in(context, client, user, live_server):
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing(page, context, client, live_server, size, theme):
    sofie, caw, kept = make_house()
    come_in(context, client, sofie, live_server)
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size(size)
    own = f"/mijn-organisatie/{caw.pk}/"

    for address in [
        *["/mijn-organisatie/", own, f"{own}mensen/", f"{own}papier/", f"{own}lijstjes/", f"{own}lijstjes/{kept.pk}/"],
        *[f"{own}lijstjes/bewaren/?plek=krook&plek=nergens", f"{own}lijstjes/bewaren/", "/mijn-login/"],
    ]:
        page.goto(live_server.url + address)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
        assert found.violations_count == 0, address + found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
    assert refused == []


@pytest.fixture
def old_phone(browser, client, live_server):
    """Without a script, in the hands of Sofie."""
    sofie, caw, _kept = make_house()
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    come_in(context, client, sofie, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/mijn-organisatie/{caw.pk}/")
    yield page
    context.close()


def test_a_lot_of_cards_is_asked_twice(old_phone):
    old_phone.get_by_role("link", name="Drukwerk").click()
    old_phone.get_by_label("vraagkaartjes").check()
    old_phone.get_by_label("Hoeveel?").fill("300")
    old_phone.get_by_role("button", name="Bestellen").click()
    expect(old_phone.get_by_text("Echt 300?")).to_be_visible()

    old_phone.get_by_label("Ja, zoveel").check()
    old_phone.get_by_role("button", name="Bestellen").click()

    expect(old_phone.get_by_text("Het is besteld.")).to_be_visible()
    expect(old_phone.get_by_text("300 vraagkaartjes")).to_be_visible()
    assert PaperOrder.objects.filter(number=300).count() == 1


def test_a_list_is_opened_and_kept_under_another_name(old_phone):
    old_phone.get_by_role("link", name="Lijstjes").click()
    old_phone.get_by_role("link", name="Openen (Rustige plekken)").click()
    old_phone.get_by_role("link", name="Bewaar het voor mijn organisatie").click()
    old_phone.get_by_label("Waarvoor is dit lijstje?").select_option("warm")
    old_phone.get_by_role("button", name="Bewaar het").click()

    expect(old_phone.get_by_role("heading", name="Om op te warmen")).to_be_visible()

    old_phone.get_by_role("link", name="Aanpassen (Om op te warmen)").click()
    old_phone.get_by_role("button", name="Omhoog (’t Hoekje)").click()
    expect(old_phone.get_by_role("listitem").filter(has_text="Weglaten").first).to_contain_text("’t Hoekje")


@pytest.mark.parametrize("width", [768, 930])
def test_the_menu_stands_on_one_line_on_a_tablet(page, live_server, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}/fr/wegwijzen/")

    for part in (".site-nav", ".languages"):
        lines = {round(link.bounding_box()["y"]) for link in page.locator(f"{part} a").all()}
        assert len(lines) == 1, part
