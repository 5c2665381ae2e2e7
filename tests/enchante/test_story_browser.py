"""The whole loop, lived in a real browser by each person of the story. The README's picture is made here."""

import os
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from merchants.models import Merchant
from tests.phones import until
from vouchers.actions import recount
from vouchers.models import CounterLink, Movement, Treat

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
SAMPLES = settings.BASE_DIR / "tests" / "data"
PICTURES = settings.BASE_DIR / "tests" / "screenshots" if os.environ.get("KEEP_SCREENSHOTS") else settings.VAR / "screenshots"


@pytest.fixture
def town(live_server, settings):
    settings.DEBUG = True
    call_command("seed_demo", verbosity=0)
    return live_server


@pytest.fixture
def screens(browser, live_server):
    """Opens phones and desktops of people who speak Dutch, each with its own cookies."""
    opened = []

    def open_screen(size, **options):
        context = browser.new_context(viewport=size, base_url=live_server.url, locale="nl-BE", **options)
        opened.append(context)
        return context.new_page()

    yield open_screen
    for context in opened:
        context.close()


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def phone(request, screens):
    """A phone with and without JavaScript."""
    return screens(PHONE, java_script_enabled=request.param)


def pay(phone):
    """Without JavaScript the page adds up on the server and asks once more."""
    to_payment = phone.get_by_role("button", name="Naar de betaling").last
    to_payment.click()
    phone.wait_for_load_state()
    if "trakteren" in phone.url:
        expect(phone.get_by_role("main")).to_contain_text("Druk opnieuw")
        to_payment.click()


def coffee_of(name):
    return Treat.objects.get(merchant__name=name, kind__slug="koffie")


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")


def test_a_coordinator_imports_places_and_anyone_finds_them(town, phone):
    call_command("import_merchants", SAMPLES / "gent_cafes.csv", chapter="gent", agreed_on="2026-11-22")
    place = Merchant.objects.get(name="De Gouden Lepel")

    phone.goto(f"/plekken/?lat={place.lat}&lng={place.lng}")
    phone.get_by_role("link", name="De Gouden Lepel", exact=True).click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("De Gouden Lepel")


def test_the_real_places_come_in_and_are_found(town, screens, shared_data):
    for file, chapter in [("gent_cafes_2021.csv", "gent"), ("dev_brussels_merchants_300.geojson", "brussel")]:
        call_command("import_merchants", shared_data / "places" / file, chapter=chapter, agreed_on="2026-11-22")
    assert Merchant.objects.listed().filter(chapter__slug="gent", source_id__gt="").count() == 91
    assert Merchant.objects.listed().filter(chapter__slug="brussel", source_id__gt="").count() == 300

    page = screens(DESKTOP)
    page.goto("/plekken/?lat=51.0486&lng=3.7287")
    expect(page.locator(".place").first).to_contain_text("Krookcafé")
    page.goto("/plekken/?lat=50.8364&lng=4.3677")
    expect(page.locator(".place").first).to_contain_text("Librebook")


def test_a_citizen_treats_and_it_hangs_on_the_board_once(town, phone):
    coffee = coffee_of("Koffiebar De Eerste Zon")
    before = coffee.waiting

    phone.goto(coffee.merchant.get_absolute_url())
    phone.get_by_role("link", name="Trakteer iemand").click()
    phone.get_by_label("Koffie").fill("2")
    phone.get_by_label("Een lief woord erbij").fill("Geniet ervan!")
    pay(phone)
    phone.get_by_role("button", name="Betaald").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    phone.reload()

    coffee.refresh_from_db()
    assert coffee.waiting == before + 2


@pytest.mark.parametrize("outcome", ["Geannuleerd", "Mislukt"])
def test_what_was_not_paid_never_hangs_and_nothing_typed_is_lost(town, phone, outcome):
    coffee = coffee_of("Koffiebar De Eerste Zon")
    before = coffee.waiting

    phone.goto(f"{coffee.merchant.get_absolute_url()}trakteren/")
    phone.get_by_label("Koffie").fill("3")
    pay(phone)
    phone.get_by_role("button", name=outcome).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Er is niets aangerekend")
    phone.get_by_role("link", name="Probeer opnieuw").click()

    expect(phone.get_by_label("Koffie")).to_have_value("3")
    coffee.refresh_from_db()
    assert coffee.waiting == before


def counter_of(treat):
    """The address that whoever looks after this place gives its staff."""
    return f"/toog/{CounterLink.objects.create(merchant=treat.merchant).token}/"


def test_at_the_counter_one_taps_undoes_and_counts_again(town, phone):
    coffee = coffee_of("Café Het Rabothuis")
    before = coffee.waiting
    row = phone.locator("#koffie")

    phone.goto(counter_of(coffee))
    row.get_by_role("button", name=re.compile(r"\+1 betaald")).click()
    expect(row.locator(".counter-count")).to_contain_text(str(before + 1))
    row.get_by_role("button", name=re.compile("weggegeven")).click()
    expect(row.locator(".counter-count")).to_contain_text(str(before))
    row.get_by_role("button", name=re.compile("erugdraaien")).click()
    expect(row.locator(".counter-count")).to_contain_text(str(before + 1))
    row.locator("summary").click()
    row.get_by_role("spinbutton").fill("4")
    row.get_by_role("button", name=re.compile("hangen er")).click()

    expect(row.locator(".counter-count")).to_contain_text("4")
    # With a script the page is ahead of what it sent.
    until(phone, lambda: Treat.objects.get(pk=coffee.pk).waiting == 4)


def test_the_last_coffee_tapped_on_two_phones_is_handed_out_once(town, screens):
    coffee = coffee_of("Café Het Rabothuis")
    recount(treat=coffee, count=1, key=uuid4())
    address = counter_of(coffee)
    phones = [screens(PHONE) for _ in range(2)]
    for phone in phones:
        phone.goto(address)

    for phone in phones:
        phone.locator("#koffie").get_by_role("button", name=re.compile("weggegeven")).click()

    expect(phones[0].locator("#koffie .counter-count")).to_contain_text("0")
    expect(phones[1].locator("#koffie")).to_contain_text("Er hangt er nu geen")
    assert Movement.objects.filter(treat=coffee, kind="handed_out", day=timezone.localdate()).count() == 1


def onwards(phone, step):
    phone.get_by_role("button", name="Volgende").click()
    expect(phone.get_by_text(f"Stap {step} van 5")).to_be_visible()


def test_a_new_merchant_applies_a_coordinator_says_welcome_and_it_is_on_the_map(town, phone, screens):
    phone.goto("/doe-mee/")
    phone.get_by_role("link", name="Zet je deur open").click()
    phone.get_by_label("Naam van je plek").fill("Thee & Taart “’t Zonneke” ☀")
    phone.get_by_label("Wat voor plek is het?").select_option(label="café")
    phone.get_by_label("Straat en nummer").fill("Sleepstraat 44")
    phone.get_by_label("Postcode").fill("9000")
    phone.get_by_label("Gemeente").fill("Gent")
    onwards(phone, 2)
    onwards(phone, 3)
    phone.get_by_text("Een glas water", exact=True).click()
    onwards(phone, 4)
    phone.get_by_label("Openingsuren").fill("di-za 10u-18u")
    onwards(phone, 5)
    phone.get_by_label("Je naam").fill("Fatma")
    phone.get_by_label("Je e-mailadres").fill("fatma@zonneke.example")
    phone.get_by_label(re.compile("charter gelezen")).check()
    phone.get_by_role("button", name="Stuur naar het team").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Dank")
    place = Merchant.objects.get(contact_email="fatma@zonneke.example")
    assert phone.goto(place.get_absolute_url()).status == 404

    desk = screens(DESKTOP)
    desk.goto("/demo/")
    desk.locator("form[action$='/coordinator/'] button").click()
    desk.goto("/beheer/")
    desk.get_by_role("link", name=re.compile("graag mee")).click()
    desk.get_by_role("row", name=re.compile("Zonneke")).get_by_role("checkbox").check()
    desk.locator("select[name=action]").select_option("welcome")
    desk.get_by_role("button", name="Uitvoeren").click()

    assert phone.goto(place.get_absolute_url()).status == 200
    phone.goto(f"/plekken/?lat={place.lat}&lng={place.lng}")
    expect(phone.get_by_role("main")).to_contain_text("Thee & Taart “’t Zonneke” ☀")


def test_anyone_finds_the_nearest_places_by_typing_where_they_are(town, phone):
    phone.goto("/")
    phone.get_by_role("searchbox").or_(phone.get_by_label(re.compile("Waar ben je"))).first.fill("Brugse Poort")
    phone.get_by_role("button", name=re.compile("Zoek|Vind")).first.click()

    first = phone.locator(".place").first
    expect(first).to_contain_text("Koffiebar De Eerste Zon")
    expect(first).to_contain_text(re.compile("[Tt]oilet"))
    expect(first).to_contain_text(re.compile(r"koffies"))
    assert phone.context.cookies() == []


def test_a_social_worker_filters_for_needs_and_prints_a_shortlist(town, phone):
    tuesday = timezone.localdate() + timedelta(days=(1 - timezone.localdate().weekday()) % 7 or 7)

    phone.goto(f"/plekken/?bij=9000&dienst=toilet&traktatie=koffie&rolstoel=1&open={tuesday}T14:00")
    names = phone.locator(".place h3").all_inner_texts()
    assert "Koffiebar De Eerste Zon" in names
    assert "Café De Ledebergse Pint" not in names, "not easy with a wheelchair"
    for name in names[:2]:
        phone.get_by_role("link", name=f"Op mijn lijstje {name}").click()
        expect(phone.get_by_role("link", name=f"Op mijn lijstje {name}")).to_have_count(0)
    phone.get_by_role("link", name=re.compile("Mijn lijstje")).first.click()

    for name in names[:2]:
        expect(phone.locator(".sheet")).to_contain_text(name)
    assert phone.url.startswith(f"{phone.url.split('/lijstje/')[0]}/lijstje/?plek=")
    assert phone.context.cookies() == []


def test_the_pictures_of_the_readme(town, screens):
    for name, size in [("finder", DESKTOP), ("finder-phone", PHONE)]:
        page = screens(size)
        page.goto("/plekken/?bij=Brugse+Poort")
        expect(page.locator(".place").first).to_be_visible()
        if size == DESKTOP:  # Where the map shows by itself, with its quarters.
            expect(page.locator(".map-quarter").first).to_be_attached()
        picture(page, name)
    page = screens(DESKTOP, color_scheme="dark")
    page.goto("/plek/bakkerij-het-warme-brood/")
    expect(page.locator(".slip").first).to_be_visible()
    picture(page, "place-by-night")
