"""A coordinator copies a kit and later sees what changed, on a phone without a script; everybody reads it; and a round at the counter."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from encounters import pieces
from encounters.actions import make_format_own, publish_kit
from encounters.format_kit import FORMATS
from encounters.models import ActivityAside
from tests.factories import (
    make_activity,
    make_chapter,
    make_listening_round,
    make_merchant,
    make_team_member,
    make_treat,
    make_user,
)
from tests.logins import come_in
from vouchers.models import CounterLink

pytestmark = pytest.mark.django_db(transaction=True)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth") <= 360


def check(page):
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def publish(city, note):
    return publish_kit(chapter=city, chosen={piece.name for piece in pieces.of(city)}, note=note, today=date(2026, 11, 27))


@pytest.fixture
def mechelen():
    city = make_chapter("mechelen", name="Mechelen")
    make_format_own(chapter=city, ready=FORMATS["samen-soep"])
    make_listening_round(chapter=city)
    return city


def come_in_as(context, client, user, live_server):
    come_in(client, user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.fixture
def phone(new_context, live_server):
    """Of 360 pixels, without scripts."""
    context = new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.go = lambda address: page.goto(live_server.url + address)
    return page


@pytest.fixture
def screen(page, live_server):
    page.set_viewport_size({"width": 360, "height": 740})
    page.go = lambda address: page.goto(live_server.url + address)
    return page


def test_a_coordinator_copies_a_kit_and_sees_what_changed(phone, client, live_server, mechelen):
    publish(mechelen, "Het begin.")
    lier = make_chapter("lier", name="Lier")
    come_in_as(phone.context, client, make_team_member("coordinator", chapter=lier), live_server)

    phone.go("/beheer/methode/")
    phone.get_by_role("link", name="Mechelen, versie 1").click()
    phone.get_by_label("Samen soep").check()
    phone.get_by_role("button", name="Neem over wat aangevinkt is").click()
    expect(phone.get_by_text("1 stuk is overgenomen.")).to_be_visible()

    mechelen.activity_formats.update(minutes=90)
    publish(mechelen, "Korter.")
    phone.go("/beheer/methode/")
    phone.get_by_role("link", name="Wat veranderde in de koffer van Mechelen").click()

    expect(phone.get_by_text("90 minuten")).to_be_visible()
    phone.get_by_role("button", name="Neem de nieuwe tekst").click()
    expect(phone.get_by_text("De nieuwe tekst is nu van jullie.")).to_be_visible()
    assert lier.activity_formats.get().minutes == 90


def test_the_pages_of_the_team_are_easy_to_read(screen, client, live_server, mechelen):
    publish(mechelen, "Het begin.")
    lier = make_chapter("lier", name="Lier")
    make_format_own(chapter=lier, ready=FORMATS["wandeling"])
    come_in_as(screen.context, client, make_team_member("coordinator", chapter=lier), live_server)
    format_page = f"/beheer/methode/formaten/{lier.activity_formats.get().pk}/"

    for address in ["", "mechelen/1/", "lier/van/mechelen/", "lier/uitgeven/", "formaten/"]:
        screen.go(f"/beheer/methode/{address}")
        check(screen)
        assert fits(screen), address
    screen.go(format_page)
    check(screen)
    assert fits(screen)


def test_everybody_reads_and_prints_the_method(screen, mechelen):
    publish(mechelen, "Het begin.")

    for address in ["/methode/", "/methode/mechelen/1/", "/fr/methode/mechelen/1/"]:
        screen.go(address)
        check(screen)
        assert fits(screen), address
    screen.emulate_media(media="print")
    assert screen.get_by_role("heading", name="Samen soep").or_(screen.get_by_role("heading", name="Soupe ensemble")).count()


def test_a_place_lets_a_round_wait_and_the_counter_lets_it_go(screen, client, live_server):
    krook = make_merchant("De Krook", slug="krook")
    make_treat(kind="soep", merchant=krook, waiting=6)
    make_activity("Samen soep", chapter=krook.chapter, merchant=krook)
    user = make_user(name="Lut")
    krook.people.create(user=user)
    come_in_as(screen.context, client, user, live_server)

    screen.go("/mijn-plek/krook/")
    screen.get_by_role("link", name="Activiteiten hier").click()
    check(screen)
    assert fits(screen)
    screen.get_by_label("Hoeveel").fill("4")
    screen.get_by_role("button", name="Laat het wachten").click()
    expect(screen.get_by_text("4 × soep wacht")).to_be_visible()
    check(screen)

    screen.go(reverse("vouchers:counter", args=[CounterLink.objects.get(merchant=krook).token]))
    expect(screen.get_by_text("4 opzij voor Samen soep")).to_be_visible()
    check(screen)
    assert fits(screen)
    screen.get_by_role("button", name="Niet meer opzij").click()
    expect(screen.get_by_text("Niet meer opzij: het hangt er voor iedereen.")).to_be_visible()
    assert not ActivityAside.objects.exists()
