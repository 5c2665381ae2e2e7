"""The counter as an app: what its script asks, the copy a phone keeps, and what puts it among the apps. What a phone does with them is
lived in test_counter_queue_browser.py."""

import json
import re
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from tests.factories import make_merchant, make_treat, make_user
from tests.pages import words_of
from tests.queries import statements
from vouchers import actions
from vouchers.models import CounterLink, Movement, ServiceTally, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee():
    return make_treat(merchant=make_merchant("De Krook", services=["water"]), waiting=3)


@pytest.fixture
def counter(coffee):
    return f"/toog/{CounterLink.objects.of(coffee.merchant).token}/"


def offer_of(treat):
    return treat.merchant.offers.get()


def counts(coffee, waiting, tallied=0):
    return {f"treat-{coffee.pk}": waiting, f"offer-{offer_of(coffee).pk}": tallied}


def send(client, counter, what, about, key=None, **more):
    """Send a tap as the script does, and read the answer."""
    thing = {"offer" if what.startswith("tally") else "treat": about.pk}
    return client.post(f"{counter}tikken/", {"what": what, "key": key or uuid4(), **thing, **more})


# Story


def test_a_tap_answers_what_came_of_it_and_how_many_hang_now(client, coffee, counter):
    answer = send(client, counter, "handed_out", coffee).json()

    said = answer.pop("said")
    assert answer == {"is_good": True, "sentence": "Weggegeven.", "counts": counts(coffee, 2)}
    assert send(client, counter, "undo", coffee, said=said).json()["counts"] == counts(coffee, 3)
    assert send(client, counter, "counter", coffee).json()["counts"] == counts(coffee, 4)
    assert send(client, counter, "recount", coffee, count=9).json()["counts"] == counts(coffee, 9)
    assert send(client, counter, "tally_more", offer_of(coffee)).json()["counts"] == counts(coffee, 9, tallied=1)


@pytest.mark.parametrize("what", ["handed_out", "counter", "recount", "tally_more"])
def test_the_same_key_twice_is_one_tap_and_not_a_problem(client, coffee, counter, what):
    about, key = offer_of(coffee) if what == "tally_more" else coffee, uuid4()

    first, second = (send(client, counter, what, about, key, count=7).json() for _ in range(2))

    assert first["is_good"] is second["is_good"] is True
    assert first["counts"] == second["counts"]


def test_without_a_tap_it_tells_the_counts_and_gives_a_form_token(coffee, counter):
    client = Client(enforce_csrf_checks=True)

    assert client.get(f"{counter}tikken/").json() == {"counts": counts(coffee, 3)}

    answer = client.post(
        f"{counter}tikken/",
        {"what": "handed_out", "treat": coffee.pk, "key": uuid4()},
        headers={"X-CSRFToken": client.cookies["csrftoken"].value},
    )
    assert answer.json()["counts"] == counts(coffee, 2)
    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in answer["Cache-Control"]


def test_it_answers_in_the_language_of_the_counter(client, coffee, counter):
    actions.recount(treat=coffee, count=0, key=uuid4())

    assert "Il n’y en a" in send(client, f"/fr{counter}", "handed_out", coffee).json()["sentence"]


def test_a_tap_costs_the_same_queries_for_one_treat_and_for_twelve(client, coffee, counter):
    with statements() as for_one:
        send(client, counter, "handed_out", coffee)
    for number in range(11):
        make_treat(merchant=coffee.merchant, kind=f"soort-{number}")
    with statements() as for_twelve:
        send(client, counter, "handed_out", coffee)

    assert len(for_one) == len(for_twelve) == 3


@pytest.mark.parametrize("logged_in", [False, True])
@pytest.mark.parametrize("what", ["handed_out", "counter", "tally_more"])
def test_a_tap_costs_at_most_four_statements(client, coffee, counter, what, logged_in):
    about = offer_of(coffee) if what == "tally_more" else coffee
    if logged_in:
        client.force_login(make_user())

    with statements() as sent:
        send(client, counter, what, about)

    assert len(sent) == 3


# Stranger


def test_without_a_form_token_nothing_is_taken(coffee, counter):
    assert send(Client(enforce_csrf_checks=True), counter, "handed_out", coffee).status_code == 403
    assert Movement.objects.count() == 1


def test_the_link_of_one_place_moves_nothing_of_another(client, coffee, counter):
    tea = make_treat(merchant=make_merchant(services=["water"]), kind="thee", waiting=3)

    for what, about in [("handed_out", tea), ("counter", tea), ("recount", tea), ("tally_more", offer_of(tea))]:
        answer = send(client, counter, what, about, count=9)
        assert (answer.status_code, answer.json()["is_good"]) == (400, False)
        assert "staat niet meer aan deze toog" in answer.json()["sentence"]

    assert set(Treat.objects.values_list("waiting", flat=True)) == {3}
    assert not ServiceTally.objects.exists()


def test_a_tap_of_another_place_is_not_taken_back_here(client, coffee, counter):
    tea = make_treat(merchant=make_merchant(), kind="thee", waiting=3)
    elsewhere = f"/toog/{CounterLink.objects.of(tea.merchant).token}/"
    said = send(client, elsewhere, "handed_out", tea).json()["said"]

    answer = send(client, counter, "undo", coffee, said=said)

    assert answer.json()["is_good"] is False
    assert set(Treat.objects.values_list("waiting", flat=True)) == {3, 2}


@pytest.mark.parametrize("page", ["tikken/", "schil/", "app.webmanifest"])
def test_nothing_of_it_opens_with_a_link_that_was_renewed(client, coffee, counter, page):
    CounterLink.objects.create(merchant=coffee.merchant)

    assert client.get(counter + page).status_code == 404


def test_a_tap_with_a_link_that_was_renewed_is_told_kindly(client, coffee, counter):
    CounterLink.objects.create(merchant=coffee.merchant)

    answer = send(client, counter, "handed_out", coffee)

    assert (answer.status_code, answer.json()["is_gone"]) == (404, True)
    assert "Tel opnieuw met de nieuwe link" in answer.json()["sentence"]
    assert "counts" not in answer.json()


# Slip


@pytest.mark.parametrize(
    "slip", [{"what": "all"}, {"what": ""}, {"treat": "0"}, {"treat": "x"}, {"key": "x"}, {"key": ""}, {"treat": "9" * 99}]
)
def test_a_tap_we_do_not_understand_changes_nothing(client, coffee, counter, slip):
    answer = client.post(f"{counter}tikken/", {"what": "handed_out", "treat": coffee.pk, "key": uuid4()} | slip)

    assert answer.status_code == 400
    assert answer.json()["counts"] == counts(coffee, 3)


def test_a_count_that_cannot_be_is_explained(client, coffee, counter):
    answer = send(client, counter, "recount", coffee, count=1000)

    assert answer.json()["sentence"] == "Schrijf een heel getal van 0 tot 999."


def test_the_key_of_another_tap_is_refused(client, coffee, counter):
    key = uuid4()
    send(client, counter, "handed_out", coffee, key)

    assert send(client, counter, "counter", coffee, key).status_code == 400


# The copy a phone keeps


@pytest.mark.parametrize("language", ["", "/fr"])
def test_the_copy_shows_the_counter_and_holds_nothing_that_can_be_sent(coffee, counter, language):
    client = Client()
    page = client.get(f"{language}{counter}schil/")

    assert "De Krook" in words_of(page)
    assert f'data-count="treat-{coffee.pk}">3<' in page.content.decode()
    assert re.findall(rb'csrfmiddlewaretoken|name="key"|[0-9a-f]{8}-[0-9a-f]{4}-4', page.content) == []
    assert f'action="{language}{counter}"' in page.content.decode()
    assert not client.cookies
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_the_worker_looks_after_counters_alone_in_each_language(client):
    code = (settings.BASE_DIR / "static" / "counter-worker.js").read_bytes()

    for address in ["/toog/sw.js", "/fr/toog/sw.js"]:
        answer = client.get(address)
        assert (answer.content, answer["Content-Type"], answer["Cache-Control"]) == (code, "text/javascript", "no-cache")
        assert "Service-Worker-Allowed" not in answer


# Among the apps


def test_the_counter_of_a_place_can_be_put_among_the_apps(client, counter):
    assert f'<link rel="manifest" href="{counter}app.webmanifest">' in client.get(counter).content.decode()

    answer = client.get(f"{counter}app.webmanifest")
    app = json.loads(answer.content)

    assert answer["Content-Type"] == "application/manifest+json"
    assert (app["name"], app["short_name"], app["lang"]) == ("Toog van De Krook", "De Krook", "nl")
    assert app["id"] == app["start_url"] == app["scope"] == counter
    assert app["display"] == "standalone"
    for icon in app["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as drawing:
            assert icon["sizes"] == "{}x{}".format(*drawing.size)
    assert not answer.cookies


def test_the_app_speaks_the_language_it_was_put_there_in(client, counter):
    app = json.loads(client.get(f"/fr{counter}app.webmanifest").content)

    assert (app["lang"], app["start_url"]) == ("fr", f"/fr{counter}")


# Old phones

NEWER = re.compile(r"=>|`|\b(?:let|const|class|async|await)\s|\?\.|\?\?|\.\.\.|\.(?:append|replaceWith|remove|includes|startsWith|at)\(")


@pytest.mark.parametrize("name", ["counter.js", "counter-queue.js"])
def test_the_script_is_written_so_that_old_phones_read_it(name):
    code = re.sub(r"/\*.*?\*/", "", (settings.BASE_DIR / "static" / name).read_text(), flags=re.S)

    assert [line for line in code.splitlines() if NEWER.search(line) and "queue.remove(" not in line] == []
