"""The letters and texts of a city in a real browser: on a phone and on a desk, by day and by night, in the colour of a city."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from merchants.models import ChecklistItem
from tests.factories import make_chapter, make_chapter_text, make_merchant, make_team_member
from tests.logins import come_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ["/beheer/teksten/gent/", "/beheer/teksten/gent/approved/", "/stad/gent/"]


@pytest.fixture
def coordinator(page, client, live_server):
    gent = make_chapter("gent", state="forming", colour="moss", phone="09 210 00 00", phone_hours="op dinsdag", address="Graslei 1")
    make_chapter_text(gent, name="approved", subject="Dag {name}", body="Zonder link")
    make_merchant(chapter=gent)
    ChecklistItem.objects.create(chapter=gent, words="Print stickers.")
    come_in(client, make_team_member("coordinator", chapter=gent))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(page, coordinator, live_server, width, theme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)
    for address in PAGES:
        page.goto(live_server.url + address)

        assert Axe().run(page).response["violations"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(live_server.url + "/beheer/")
    assert Axe().run(page, context=".checklist").response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
