"""An own sentence with a place: it lives behind the # of the link, is plain text, and never leaves the device by itself."""

from urllib.parse import unquote, urlsplit

import pytest
from django.core.signals import request_started
from playwright.sync_api import expect

from tests.phones import KEPT_ON_THE_PHONE, NOTHING, keep

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/en/lijstje/?plek=dichtbij&plek=verder"
SAID = "Ask for the zebra (say hello)."
BEHIND = "dichtbij=Ask+for+the+zebra+%28say+hello%29%2e"


@pytest.fixture
def told_to_the_server():
    """All that came with requests."""
    told = []
    note = lambda sender, environ, **more: told.append(str({name: environ[name] for name in environ if isinstance(environ[name], str)}))  # noqa: E731
    request_started.connect(note)
    yield told
    request_started.disconnect(note)


def write(phone, words, place="Dichtbij"):
    field = phone.get_by_label(f"Own sentence {place}")
    field.fill(words)
    field.blur()


def sentences(phone):
    return [line.text_content() for line in phone.locator(".shortlist-words:visible q").all()]


def test_a_sentence_lives_behind_the_hash_and_nowhere_else(phone, told_to_the_server):
    phone.go(LIST)
    phone.wait_for_load_state("networkidle")

    write(phone, SAID)

    assert sentences(phone) == [SAID]
    assert phone.url.endswith(f"{LIST}#{BEHIND}")
    assert phone.evaluate(KEPT_ON_THE_PHONE) == NOTHING
    phone.reload()
    assert sentences(phone) == [SAID]
    expect(phone.get_by_label("Own sentence Dichtbij")).to_have_value(SAID)
    phone.get_by_role("link", name="Find a place").click()
    phone.wait_for_load_state("networkidle")
    assert told_to_the_server
    assert not [request for request in told_to_the_server if "zebra" in request]


def test_a_sentence_goes_along_with_every_link_of_the_list(phone, told_to_the_server):
    phone.go(f"{LIST}#{BEHIND}")

    phone.get_by_role("link", name="Down Dichtbij").click()
    phone.wait_for_url("**/?plek=verder&plek=dichtbij#*")
    assert sentences(phone) == [SAID]

    phone.locator(".languages").get_by_role("link", name="Nederlands").click()
    phone.wait_for_url("**//*/lijstje/?plek=verder&plek=dichtbij#*")
    assert sentences(phone) == [SAID]

    phone.get_by_role("link", name="A5").click()
    phone.wait_for_url("**papier=a5#*")
    phone.get_by_label("Vanwaar?").fill("Brugse Poort")
    phone.get_by_role("button", name="Hoe ver?").click()
    phone.wait_for_url("**bij=Brugse+Poort#*")
    assert sentences(phone) == [SAID]
    assert urlsplit(phone.url).fragment == BEHIND
    assert not [request for request in told_to_the_server if "zebra" in request]


def test_a_sentence_comes_back_from_adding_a_place(phone):
    phone.go(f"/en/lijstje/?plek=dichtbij#{BEHIND}")

    phone.get_by_role("link", name="Add places").click()
    phone.wait_for_url("**/plekken/?*")  # Until its script is there: a tap before that leads on without the sentences.
    phone.get_by_role("link", name="To my list Verder").click()
    phone.get_by_role("link", name="My list (2 places)").first.click()

    phone.wait_for_url("**/lijstje/?plek=dichtbij&plek=verder#*")
    assert sentences(phone) == [SAID]


def test_a_sentence_about_a_place_that_is_off_the_list_goes_nowhere(phone):
    phone.go(f"{LIST}#{BEHIND}&verder=Later&weg=Zebra")
    assert urlsplit(phone.url).fragment == f"{BEHIND}&verder=Later"

    phone.get_by_role("link", name="Take off the list Dichtbij").click()

    phone.wait_for_url("**/?plek=verder#verder=Later")
    assert sentences(phone) == ["Later"]


def test_a_list_is_sent_by_the_device_with_its_sentences(phone, live_server):
    phone.go(LIST)
    ways = phone.locator("[data-send]")
    before = ways.evaluate_all("all => all.map(link => link.href)")

    write(phone, SAID)

    sms, whatsapp, mail = ways.evaluate_all("all => all.map(link => link.href)")
    assert [link.split("?")[0] for link in before] == ["sms:", "https://wa.me/", "mailto:"]
    # Their page would read along, their app on this device does not.
    assert whatsapp.startswith("whatsapp://send?text=Places%20where")
    for link in (sms, whatsapp, mail):
        assert unquote(link).endswith(f"/en/lijstje/?plek=dichtbij&plek=verder#{BEHIND}")

    write(phone, "")
    assert ways.evaluate_all("all => all.map(link => link.href)") == before
    assert phone.url.endswith(LIST)


@pytest.mark.parametrize(
    ("behind", "shown"),
    [
        ("dichtbij=%3Cimg src=x onerror=alert(1)%3E%3Cscript%3Edocument.title=1%3C/script%3E", ["<img src=x onerror=alert(1)>"]),
        ("dichtbij=" + "%F0%9F%8D%B2" * 200, ["🍲" * 80]),
        ("dichtbij=100%&verder=%E2%82", []),
        ("dichtbij=%E2%80%AEback%0A%00wards", ["back wards"]),
        ("__proto__=x&constructor=y&dichtbij=a%3Db%26c=d", ["a=b&c=d"]),
        ("x" * 20_000, []),
        ("&&==&=&verder=", []),
    ],
)  # fmt: skip
def test_whatever_stands_behind_the_hash_is_shown_as_text_or_not_at_all(phone, behind, shown):
    phone.go(f"{LIST}#{behind}")
    phone.wait_for_load_state("networkidle")

    assert [words[: len(shown[n])] for n, words in enumerate(sentences(phone))] == shown
    assert phone.title().startswith("My list")
    assert phone.locator(".shortlist-words :is(img, script)").count() == 0
    assert phone.troubles == phone.refused == []


def test_paper_shows_the_sentences_and_says_that_the_code_does_not(phone):
    phone.go(f"{LIST}#{BEHIND}")

    phone.emulate_media(media="print")

    expect(phone.locator(".shortlist-words q").first).to_be_visible()
    expect(phone.get_by_text("The square code does not carry them.")).to_be_visible()
    expect(phone.get_by_label("Own sentence Dichtbij")).to_be_hidden()


def test_keeping_a_list_keeps_no_sentence(phone, context, told_to_the_server):
    phone.go(f"{LIST}#{BEHIND}")

    keep(phone)
    phone.reload()
    phone.wait_for_load_state("networkidle")

    kept = phone.evaluate("""async () => {
        const cache = await caches.open("kept"), keys = await cache.keys();
        const texts = await Promise.all(keys.map(async (key) => key.url + await (await cache.match(key)).text()));
        return texts.join();
    }""")
    assert "/en/lijstje/?plek=dichtbij" in kept
    assert "zebra" not in kept
    assert not [request for request in told_to_the_server if "zebra" in request]
    context.set_offline(True)
    phone.reload()
    assert sentences(phone) == [SAID]


def test_without_a_script_there_is_no_sentence_and_no_field(browser, live_server, town):
    page = browser.new_context(java_script_enabled=False).new_page()

    page.goto(f"{live_server.url}{LIST}#{BEHIND}")

    expect(page.get_by_role("heading", name="Dichtbij")).to_be_visible()
    assert page.locator(":is(.shortlist-own, .shortlist-words, [data-words-note]):visible").count() == 0
