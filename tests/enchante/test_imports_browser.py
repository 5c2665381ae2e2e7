"""A list comes in, in a real browser: on a phone, and with the real background beside it."""

import os
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from playwright.sync_api import expect

from merchants.models import Merchant
from tests.factories import make_chapter, make_team_member
from tests.logins import come_in
from tests.races import execute

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "id,naam,straat,lat,lng\n1,De Hoek,Dorp 1,51.05,3.72\n2,De Lantaarn,Dorp 2,51.06,3.73\n3,,Dorp 3,51.06,3.73\n"


@pytest.fixture
def coordinator(page, client, live_server):
    come_in(client, make_team_member(chapter=make_chapter("gent")))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.fixture
def background():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_FOR_TESTS": connection.settings_dict["NAME"]}
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=settings.BASE_DIR, env=environment)
    yield
    worker.terminate()
    worker.wait(60)
    execute("TRUNCATE procrastinate_jobs, procrastinate_periodic_defers, procrastinate_workers CASCADE")


@pytest.mark.parametrize(("width", "theme"), [(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def test_a_list_is_looked_at_written_and_undone_and_axe_finds_nothing(page, coordinator, background, live_server, tmp_path, width, theme):
    (tmp_path / "plekken.csv").write_text(LIST)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)

    def is_fine():
        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto(live_server.url + "/beheer/invoer/")
    is_fine()
    page.get_by_label("De lijst").set_input_files(tmp_path / "plekken.csv")
    page.get_by_role("button", name="Bekijk deze lijst").click()
    expect(page.get_by_role("heading", name="Wat de kolommen betekenen")).to_be_visible()
    is_fine()
    page.get_by_role("button", name="Toon wat elke rij zou doen").click()
    expect(page.get_by_text("komt binnen: 2")).to_be_visible()
    is_fine()
    page.get_by_role("button", name="Ja, schrijf dit allemaal").click()
    expect(page.get_by_text("Het is geschreven", exact=True)).to_be_visible()
    assert Merchant.objects.count() == 2
    page.get_by_role("button", name="Maak alles ongedaan").click()
    expect(page.get_by_text("Het is ongedaan gemaakt")).to_be_visible()
    is_fine()
    assert not Merchant.objects.exists()
