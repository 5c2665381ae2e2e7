"""In a real browser: from a wish to treat someone by way of Mollie and two banks on other origins, and back."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import make_merchant, make_treat
from tests.vouchers.banks import poll
from vouchers.models import Payment, Treat
from vouchers.views import buying

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def coffee(mollie, live_server, settings):
    settings.SITE_URL = live_server.url
    return make_treat(merchant=make_merchant("De Krook", street="Makebaplein 1", postcode="9000", town="Gent"))


@pytest.fixture(params=["with scripts", "without scripts"])
def phone(request, browser):
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=request.param == "with scripts")
    yield context.new_page()
    context.close()


def choose(phone, live_server, coffee):
    """Two coffees, and on to the payment; without scripts the total is shown once before."""
    phone.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/")
    phone.get_by_label("Koffie").fill("2")
    phone.get_by_role("button", name="Naar de betaling").click()
    if phone.get_by_text("Zoveel wordt het samen.").is_visible():
        phone.get_by_role("button", name="Naar de betaling").first.click()


def go_to_the_bank(phone, mollie):
    phone.wait_for_url(f"{mollie.base}/checkout/**")
    phone.get_by_role("link", name="Bancontact").click()
    phone.wait_for_url(f"{mollie.second_bank}/bank/**")


def test_a_citizen_pays_by_way_of_three_other_origins_and_it_hangs(phone, live_server, mollie, coffee):
    seen = []
    phone.on("framenavigated", lambda frame: seen.append(urlsplit(frame.url).netloc))
    phone.on("request", lambda request: seen.append(urlsplit(request.url).netloc))
    choose(phone, live_server, coffee)
    go_to_the_bank(phone, mollie)

    phone.get_by_role("button", name="paid").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    assert phone.url.startswith(f"{live_server.url}/bedankt/")
    assert {urlsplit(host).netloc for host in [mollie.base, mollie.first_bank, mollie.second_bank]} <= set(seen)
    assert Treat.objects.get().waiting == 2
    phone.reload()
    assert Treat.objects.get().waiting == 2


def test_a_citizen_who_stops_at_the_bank_finds_what_was_chosen_and_pays_after_all(phone, live_server, mollie, coffee):
    choose(phone, live_server, coffee)
    go_to_the_bank(phone, mollie)
    phone.get_by_role("button", name="canceled").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Er is niets aangerekend")

    phone.get_by_role("link", name="Probeer opnieuw").click()
    expect(phone.get_by_label("Koffie")).to_have_value("2")
    phone.get_by_role("button", name="Naar de betaling").click()
    go_to_the_bank(phone, mollie)
    phone.get_by_role("button", name="paid").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Dank je wel!")
    assert Treat.objects.get().waiting == 2
    assert sorted(Payment.objects.values_list("status", flat=True)) == ["canceled", "paid"]


def test_a_citizen_who_closes_the_phone_at_the_bank_has_treated_all_the_same(phone, live_server, mollie, coffee):
    choose(phone, live_server, coffee)
    go_to_the_bank(phone, mollie)
    phone.close()
    mollie.books.end("tr_0000000001", "paid")

    poll()

    assert Treat.objects.get().waiting == 2


def test_a_citizen_whom_mollie_keeps_waiting_tries_again_and_there_is_one_payment(phone, live_server, mollie, coffee):
    mollie.fail("503", done=True)
    choose(phone, live_server, coffee)
    expect(phone.get_by_role("heading", level=1)).to_have_text("De betaling gaat nog niet open")

    phone.get_by_role("button", name="Probeer opnieuw").click()

    go_to_the_bank(phone, mollie)
    assert len(mollie.books.payments) == 1


def test_straight_from_the_form_to_the_checkout_the_browser_would_not_go(page, live_server, mollie, coffee, monkeypatch):
    """Why there is a page of our own in between: a form may only lead to where our headers let it, at every hop."""

    def straight(name, args):
        return Payment.objects.get().checkout_url

    monkeypatch.setattr(buying, "reverse", straight)

    page.goto(f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/")
    page.get_by_label("Koffie").fill("2")
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.get_by_role("button", name="Naar de betaling").click()

    assert page.url == f"{live_server.url}/plek/{coffee.merchant.slug}/trakteren/"
