"""Taps at the counter while the connection drops: each is counted once, in its order, and the page says what waits."""

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.factories import make_merchant, make_service, make_treat
from tests.phones import PHONE, has_copy, open_counter, until
from tests.test_hand_out import tells
from vouchers import actions
from vouchers.models import CounterLink, Movement, ServiceTally, Treat

pytestmark = pytest.mark.django_db(transaction=True)

STORED = "() => Object.keys(localStorage).sort().map((name) => name + ' ' + localStorage[name])"
BREAK = "(broken) => localStorage['counter ' + document.querySelector('[data-counter]').dataset.counter + ' tap 000000 stuk'] = broken"
# There was room for the tap itself, and none is left to write more into it.
FILL = """() => {
    const write = Storage.prototype.setItem;
    Storage.prototype.isFull = true;
    Storage.prototype.setItem = function (name, value) {
        if (this.isFull && value.includes('"tried":true')) throw new DOMException("", "QuotaExceededError");
        write.call(this, name, value);
    };
}"""
COPY = "async () => (await (await caches.open('counters')).match(location.pathname)).text()"


@pytest.fixture
def coffee():
    make_service("water", name="water", name_nl="water")
    return make_treat(merchant=make_merchant("De Krook", services=["water"]), waiting=5)


@pytest.fixture
def counter(coffee):
    return f"/toog/{CounterLink.objects.of(coffee.merchant).token}/"


@pytest.fixture
def phone(page, live_server, counter):
    """A phone on which the counter was opened once, with a connection."""
    page.set_viewport_size(PHONE)
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", lambda message: page.troubles.append(message.text) if "Content Security" in message.text else None)
    open_counter(page, live_server.url + counter)
    yield page
    assert page.troubles == []


def tap(phone, name, times=1):
    for _ in range(times):
        # So long two taps of a finger take that means both.
        phone.wait_for_timeout(300)
        phone.get_by_role("button", name=name).click()


def shown(phone):
    return phone.locator("[data-count^=treat]")


def says(phone, words):
    expect(phone.locator("[data-line]")).to_contain_text(words)


def counted(kind=None):
    """How many movements the ledger holds, of this kind; the five that hung at first left out."""
    movements = Movement.objects.filter(kind=kind) if kind else Movement.objects.exclude(delta=5)
    return movements.count()


def waiting():
    return Treat.objects.get().waiting


# Without a connection


def test_three_taps_without_a_connection_are_three_movements_when_it_is_back(phone, context):
    context.set_offline(True)
    tap(phone, "-1 weggegeven", times=3)
    says(phone, "3 tikken wachten op verbinding.")
    expect(shown(phone)).to_have_text("2")

    phone.reload()
    # A question may slip out of the browser just then, without its answer: told by the phone as not sent, and counted once all the same.
    says(phone, "3 tikken wachten op verbinding.")
    expect(shown(phone)).to_have_text("2")

    context.set_offline(False)
    says(phone, "Er is weer verbinding: alle tikken zijn binnen.")
    expect(shown(phone)).to_have_text("2")
    assert (counted(Movement.Kind.HANDED_OUT), counted(), waiting()) == (3, 3, 2)


def test_taps_keep_their_order(phone, context, coffee):
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    phone.get_by_text("Opnieuw tellen").click()
    phone.get_by_label("Hoeveel hangen er nu?").fill("8")
    phone.get_by_role("button", name="Zoveel hangen er echt").click()
    tap(phone, "+1 betaald")
    expect(shown(phone)).to_have_text("9")

    context.set_offline(False)

    says(phone, "alle tikken zijn binnen")
    assert (counted(), waiting()) == (3, 9)


def test_a_tap_of_which_the_answer_was_lost_is_sent_again_and_counted_once(phone, context):
    lose_the_answer(context)
    tap(phone, "-1 weggegeven")
    says(phone, "1 tik wacht op verbinding.")
    assert counted() == 1

    context.unroute_all(behavior="wait")
    phone.evaluate("dispatchEvent(new Event('online'))")

    says(phone, "alle tikken zijn binnen")
    expect(shown(phone)).to_have_text("4")
    expect(phone.get_by_text("al geteld")).to_have_count(0)
    assert (counted(), waiting()) == (1, 4)


def lose_the_answer(context):
    def lose(route):
        route.fetch()
        route.abort()

    context.route("**/tikken/", lose)


def test_a_connection_that_hangs_counts_as_lost_after_some_seconds(phone, context):
    context.route("**/tikken/", lambda route: None)

    tap(phone, "-1 weggegeven")

    expect(shown(phone)).to_have_text("4")
    says(phone, "1 tik wacht op verbinding.")


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_in_trouble_keeps_the_tap_waiting(phone, context, status):
    context.route("**/tikken/", lambda route: route.fulfill(status=status, body="<h1>Even geduld</h1>"))

    tap(phone, "-1 weggegeven")

    says(phone, "1 tik wacht op verbinding.")
    assert len([item for item in phone.evaluate(STORED) if " tap " in item]) == 1


def test_a_page_of_the_wifi_in_our_place_counts_as_no_connection(phone, context):
    context.route("**/tikken/", lambda route: route.fulfill(status=200, body="<h1>Welkom op onze wifi</h1>"))

    tap(phone, "-1 weggegeven")

    says(phone, "1 tik wacht op verbinding.")


def test_the_counter_opens_without_a_connection_with_the_last_counts_and_says_so(phone, context):
    tap(phone, "-1 weggegeven")
    expect(phone.get_by_text("Weggegeven.")).to_be_visible()
    phone.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes(' tap '))")

    context.set_offline(True)
    phone.goto(phone.url)

    expect(phone.get_by_role("heading", level=1)).to_have_text("De Krook")
    expect(shown(phone)).to_have_text("4")
    says(phone, "Geen verbinding.")
    expect(phone.locator(".counter-row")).to_have_css("display", "grid")


def test_a_form_token_that_went_since_is_fetched_anew_when_a_tap_is_sent(phone, context):
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    context.clear_cookies()
    phone.reload()

    context.set_offline(False)

    says(phone, "alle tikken zijn binnen")
    assert waiting() == 4


# Two pages


def test_two_pages_on_one_phone_send_each_tap_once_and_say_the_same_count(phone, context, live_server, counter):
    other = context.new_page()
    open_counter(other, live_server.url + counter)
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    tap(other, "-1 weggegeven")
    tap(other, "+1 betaald")
    for page in (phone, other):
        says(page, "3 tikken wachten op verbinding.")
        expect(shown(page)).to_have_text("4")

    context.set_offline(False)

    for page in (phone, other):
        says(page, "alle tikken zijn binnen")
        expect(shown(page)).to_have_text("4")
    assert (counted(), waiting()) == (3, 4)


# Taking back


def test_a_tap_that_was_never_sent_is_taken_back_by_letting_go_of_it(phone, context):
    context.set_offline(True)
    # The first is tried at once; what follows waits behind it.
    tap(phone, "-1 weggegeven", times=2)
    says(phone, "2 tikken wachten op verbinding.")

    phone.get_by_role("button", name="Laatste tik terugdraaien").click()

    says(phone, "1 tik wacht op verbinding.")
    expect(shown(phone)).to_have_text("4")
    context.set_offline(False)
    says(phone, "alle tikken zijn binnen")
    assert (counted(), waiting()) == (1, 4)


def test_a_tap_that_may_have_been_counted_is_taken_back_by_a_movement(phone, context):
    lose_the_answer(context)
    tap(phone, "-1 weggegeven")
    says(phone, "1 tik wacht op verbinding.")

    phone.get_by_role("button", name="Laatste tik terugdraaien").click()
    expect(shown(phone)).to_have_text("5")
    context.unroute_all(behavior="wait")
    phone.evaluate("dispatchEvent(new Event('online'))")

    says(phone, "alle tikken zijn binnen")
    expect(shown(phone)).to_have_text("5")
    assert (counted(Movement.Kind.HANDED_OUT), counted(Movement.Kind.UNDO), waiting()) == (1, 1, 5)


def test_each_of_two_coffees_can_be_taken_back(phone):
    tap(phone, "-1 weggegeven", times=2)
    expect(shown(phone)).to_have_text("3")

    for left in ["4", "5"]:
        phone.get_by_role("button", name="Laatste tik terugdraaien").click()
        expect(shown(phone)).to_have_text(left)

    expect(phone.get_by_role("button", name="Laatste tik terugdraaien")).to_have_count(0)
    expect(phone.get_by_text("Teruggedraaid.")).to_be_visible()
    until_all_is_in(phone)
    assert (counted(Movement.Kind.UNDO), waiting()) == (2, 5)


def until_all_is_in(phone):
    phone.wait_for_function("() => !Object.keys(localStorage).some((name) => name.includes(' tap '))")


def test_after_ten_minutes_a_tap_is_not_taken_back_any_more(page, live_server, counter):
    page.clock.install()
    page.goto(live_server.url + counter)
    page.get_by_role("button", name="-1 weggegeven").click()
    expect(page.get_by_role("button", name="Laatste tik terugdraaien")).to_be_visible()

    page.clock.run_for(10 * 60 * 1000)

    expect(page.get_by_role("button", name="Laatste tik terugdraaien")).to_have_count(0)


def test_nor_after_a_phone_slept_for_ten_minutes(phone):
    tap(phone, "-1 weggegeven")
    until_all_is_in(phone)

    phone.evaluate("() => { const now = Date.now; Date.now = () => now() + 11 * 60 * 1000; }")
    phone.get_by_role("button", name="Laatste tik terugdraaien").click()

    expect(phone.locator("#koffie")).to_contain_text("langer dan tien minuten geleden")
    expect(shown(phone)).to_have_text("4")
    assert counted() == 1


# What the server refuses


def test_what_went_meanwhile_is_told_kindly_and_leaves_the_queue(phone, context, coffee):
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    actions.recount(treat=coffee, count=0, key="5a0c8c52-8d7d-4a44-9f38-b9a8fd4b4f4e")

    context.set_offline(False)

    expect(phone.locator("#koffie")).to_contain_text("Er hangt er nu geen")
    expect(shown(phone)).to_have_text("0")
    expect(phone.get_by_role("button", name="Laatste tik terugdraaien")).to_have_count(0)
    until_all_is_in(phone)


def test_taps_for_a_link_that_was_renewed_meanwhile_are_told_and_forgotten(phone, context, coffee):
    context.set_offline(True)
    tap(phone, "-1 weggegeven", times=2)
    CounterLink.objects.create(merchant=coffee.merchant)

    context.set_offline(False)

    expect(phone.locator("[data-told]")).to_contain_text("Tel opnieuw met de nieuwe link")
    assert phone.evaluate(STORED) == []
    until(phone, lambda: not has_copy(phone))
    assert waiting() == 5


def test_taps_that_waited_are_told_where_the_old_link_is_opened_again(phone, context, coffee):
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    CounterLink.objects.create(merchant=coffee.merchant)
    phone.goto("about:blank")
    context.set_offline(False)

    phone.go_back()

    expect(phone.get_by_role("heading", level=1)).to_have_text("Deze link naar de toog werkt niet meer")
    expect(phone.locator("[data-told]")).to_contain_text("Tel opnieuw met de nieuwe link")
    assert phone.evaluate(STORED) == []


def test_a_treat_that_moved_away_meanwhile_is_told_kindly(phone, context):
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    Treat.objects.update(merchant=make_merchant("Elders"))

    context.set_offline(False)

    expect(phone.locator("#koffie")).to_contain_text("staat niet meer aan deze toog")
    until_all_is_in(phone)
    assert waiting() == 5


# What the phone keeps


def test_the_phone_keeps_no_hour_no_form_token_and_no_key_but_those_that_wait(phone, context):
    tap(phone, "-1 weggegeven")
    until_all_is_in(phone)
    context.set_offline(True)
    tap(phone, "-1 weggegeven")
    says(phone, "1 tik wacht op verbinding.")

    stored, copy, now = phone.evaluate(STORED), phone.evaluate(COPY), datetime.now(UTC)

    assert len(stored) == 2
    assert not [item for item in [*stored, copy] if tells(item, now)]
    assert "csrfmiddlewaretoken" not in copy
    assert re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-", copy) == []
    (waits,) = [json.loads(item[item.index("{") :]) for item in stored if " tap " in item]
    assert set(waits) == {"fields", "about", "says", "change", "name", "tried"}


@pytest.mark.parametrize("broken", ["{", "null", "{}", '{"fields": {}}'])
@pytest.mark.parametrize("is_opened_anew", [False, True])
def test_a_broken_item_on_the_phone_holds_up_no_tap(phone, broken, is_opened_anew):
    phone.evaluate(BREAK, broken)
    if is_opened_anew:
        phone.reload()

    tap(phone, "-1 weggegeven")

    expect(shown(phone)).to_have_text("4")
    until_all_is_in(phone)
    assert waiting() == 4


def test_broken_counts_on_the_phone_are_learnt_anew(phone):
    phone.evaluate("(broken) => { for (const name in localStorage) if (name.endsWith(' counts')) localStorage[name] = broken; }", "{")

    tap(phone, "-1 weggegeven")

    until_all_is_in(phone)
    expect(shown(phone)).to_have_text("4")
    assert waiting() == 4


def test_a_full_phone_tries_again_once_there_is_room(phone):
    phone.evaluate(FILL)
    tap(phone, "-1 weggegeven")
    says(phone, "1 tik wacht op verbinding.")
    assert counted() == 0

    phone.evaluate("() => { delete Storage.prototype.isFull; dispatchEvent(new Event('online')); }")

    says(phone, "alle tikken zijn binnen")
    expect(shown(phone)).to_have_text("4")
    assert (counted(), waiting()) == (1, 4)


# Fingers


def test_a_bounce_counts_once_and_two_taps_count_twice(phone):
    phone.get_by_role("button", name="-1 weggegeven").dblclick(delay=10)
    expect(shown(phone)).to_have_text("4")

    tap(phone, "-1 weggegeven", times=2)

    expect(shown(phone)).to_have_text("2")
    until_all_is_in(phone)
    assert waiting() == 2


@pytest.mark.parametrize("count", ["", "1000", "-3", "2.5"])
def test_a_count_that_cannot_be_is_explained_without_a_connection_too(phone, context, count):
    context.set_offline(True)
    phone.get_by_text("Opnieuw tellen").click()
    phone.get_by_label("Hoeveel hangen er nu?").fill(count)
    phone.get_by_role("button", name="Zoveel hangen er echt").click()

    expect(phone.locator("#koffie")).to_contain_text("Schrijf een heel getal van 0 tot 999.")
    expect(phone.get_by_label("Hoeveel hangen er nu?")).to_have_value(count)
    expect(shown(phone)).to_have_text("5")


# The tally


def test_the_tally_goes_through_the_same_queue(phone, context):
    phone.get_by_text("Turf wat je gratis gaf").click()
    context.set_offline(True)
    tap(phone, "water: eentje meer", times=3)
    tap(phone, "water: eentje minder")
    expect(phone.locator("[data-count^=offer]")).to_have_text("2")
    says(phone, "4 tikken wachten op verbinding.")

    context.set_offline(False)

    says(phone, "alle tikken zijn binnen")
    expect(phone.locator("[data-count^=offer]")).to_have_text("2")
    assert ServiceTally.objects.get().count == 2
