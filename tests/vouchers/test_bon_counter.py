"""Somebody shows an ordinary voucher at the counter: the code tells what it is, and one tap crosses it off."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from merchants.models import Merchant
from tests.factories import make_bons, make_merchant, make_treat
from tests.pages import value_of, words_of
from tests.queries import statements
from vouchers import actions, shown_bons
from vouchers.models import Bon, CounterLink, Movement, Payment
from vouchers.views import counter_bons

pytestmark = pytest.mark.django_db


@pytest.fixture
def bon():
    return make_bons(make_treat(merchant=make_merchant("De Krook"), waiting=3))[0]


@pytest.fixture
def counter(bon):
    return f"/toog/{CounterLink.objects.of(bon.treat.merchant).token}/"


def look_up(client, counter, code):
    return client.post(f"{counter}bon/", {"code": code}, follow=True)


def tap(client, counter, bon, what, key=None):
    """Press a button on the page of this voucher, as it was shown."""
    form = {"what": what, "bon": shown_bons.sign(bon), "key": key or uuid4()}
    return client.post(f"{counter}bon/", form, follow=True)


def state(bon):
    return Bon.objects.values_list("state", flat=True).get(pk=bon.pk)


# Story


def test_staff_look_it_up_use_it_and_take_that_back(client, bon, counter):
    assert "Iemand toont een gewone bon" in words_of(client.get(counter))

    page = look_up(client, counter, bon.code)
    assert page.redirect_chain[-1][1] == 303
    assert f"Koffie {bon} Geldig tot en met" in words_of(page)
    assert state(bon) == "open"

    page = client.post(f"{counter}bon/", {name: value_of(page, name) for name in ["what", "bon", "key"]}, follow=True)
    assert "Gebruikt. Veel plezier met het geven!" in words_of(page)
    assert f"{bon} is gebruikt op {date_format(timezone.localdate(), 'j F Y')}." in words_of(page)
    assert state(bon) == "used"

    page = client.post(f"{counter}bon/", {name: value_of(page, name) for name in ["what", "bon", "key"]}, follow=True)
    assert "Teruggedraaid: hij kan opnieuw gebruikt worden." in words_of(page)
    assert state(bon) == "open"
    assert Movement.objects.count() == 1, "the board knows nothing of it"


@pytest.mark.parametrize("typed", ["{0}", "{1}", " {0} ", "{2}-{3}", "{2}. {3}"])
def test_a_code_may_be_typed_as_one_reads_it(client, bon, counter, typed):
    code = typed.format(bon.code, bon.code.lower(), bon.code[:4], bon.code[4:])

    assert str(bon) in words_of(look_up(client, counter, code))


def test_the_same_tap_twice_is_one_use_and_says_the_same(client, bon, counter):
    key = uuid4()

    for _ in range(2):
        assert "Gebruikt. Veel plezier" in words_of(tap(client, counter, bon, "use", key=key))


def test_one_that_was_used_is_shown_with_its_day_and_can_be_taken_back_that_day(client, bon, counter):
    tap(client, counter, bon, "use")

    assert "Hij was net daarvoor al gebruikt" in words_of(tap(client, counter, bon, "use"))
    page = look_up(client, counter, bon.code)
    assert "Al gebruikt, op" in words_of(page)
    assert value_of(page, "what") == "undo"


def test_what_was_well_done_is_said_as_long_as_it_is_so(client, bon, counter):
    page = tap(client, counter, bon, "use").request
    actions.undo_use(merchant=bon.treat.merchant, code=bon.code)

    again = words_of(client.get(page["PATH_INFO"] + "?" + page["QUERY_STRING"]))

    assert "Gebruikt. Veel plezier" not in again
    assert "Geldig tot en met" in again


@pytest.fixture
def long_after(bon, monkeypatch):
    """The day after its last day."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: bon.valid_until + timedelta(days=1))


def test_after_its_last_day_the_place_decides_with_one_tap_more(client, bon, counter, long_after):
    page = look_up(client, counter, bon.code)
    assert "je mag hem toch aannemen" in words_of(page)

    # Somebody whose page was older than the day.
    assert "je mag hem toch aannemen" in words_of(tap(client, counter, bon, "use"))
    assert state(bon) == "open"

    form = {name: value_of(page, name) for name in ["what", "bon", "key", "although_over"]}
    assert "Gebruikt. Veel plezier" in words_of(client.post(f"{counter}bon/", form, follow=True))
    assert state(bon) == "used"


def test_on_a_later_day_a_use_stays(client, bon, counter, monkeypatch):
    tap(client, counter, bon, "use")
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_args: tomorrow)

    assert "Terugdraaien" not in words_of(look_up(client, counter, bon.code))
    assert "op een vroegere dag gebruikt" in words_of(tap(client, counter, bon, "undo"))
    assert state(bon) == "used"


def test_what_went_back_is_said_and_has_no_button(client, bon, counter):
    actions.give_back(payment=Payment.objects.get(), key=uuid4())

    for page in [look_up(client, counter, bon.code), tap(client, counter, bon, "use")]:
        assert "is niet meer geldig" in words_of(page)
        assert 'name="what"' not in page.content.decode()
    assert state(bon) == "given_back"


# Stranger


def test_the_counter_of_another_place_does_not_know_it(client, bon):
    elsewhere = f"/toog/{CounterLink.objects.of(make_treat().merchant).token}/"

    assert "Geen enkele bon van deze plek heeft die code." in words_of(look_up(client, elsewhere, bon.code))
    assert "Er is niets veranderd" in words_of(tap(client, elsewhere, bon, "use"))
    assert str(bon) not in words_of(client.get(f"{elsewhere}bon/", {"bon": shown_bons.sign(bon)}))
    assert state(bon) == "open"


def test_a_link_that_works_no_more_opens_none(client, bon, counter):
    CounterLink.objects.create(merchant=bon.treat.merchant)

    for page in [client.get(f"{counter}bon/"), look_up(client, counter, bon.code), tap(client, counter, bon, "use")]:
        assert page.status_code == 404
        assert "Deze link naar de toog werkt niet meer" in words_of(page)
    assert state(bon) == "open"


def test_a_place_that_stopped_has_no_counter(client, bon, counter):
    Merchant.objects.update(state=Merchant.State.CLOSED)

    assert tap(client, counter, bon, "use").status_code == 404
    assert state(bon) == "open"


def test_where_the_site_never_sold_anything_the_counter_does_not_speak_of_it(client):
    counter = f"/toog/{CounterLink.objects.of(make_treat(is_sold_online=False).merchant).token}/"

    assert "gewone bon" not in words_of(client.get(counter))


def test_the_copy_on_a_phone_has_no_form_for_it(client, counter):
    assert "gewone bon" not in words_of(client.get(f"{counter}schil/"))


def test_it_asks_for_no_account_and_is_kept_nowhere(client, bon, counter):
    page = look_up(client, counter, bon.code)

    assert set(client.cookies) == {"csrftoken"}
    assert "no-store" in page["Cache-Control"]
    assert "noindex" in page.content.decode()


def test_without_its_token_a_tap_is_refused(bon, counter):
    assert tap(Client(enforce_csrf_checks=True), counter, bon, "use").status_code == 403
    assert state(bon) == "open"


# Slip


@pytest.mark.parametrize("typed", ["ABC", "ABCDABCDA", "OOOO1111", "é" * 8, "9" * 10_000, "<b>ABCD</b>", "%00%00%00%0", "ABCD\x002345"])
def test_what_cannot_be_a_code_is_explained_and_stays(client, counter, typed):
    page = look_up(client, counter, typed)

    assert page.status_code == 200
    assert "Een code heeft acht letters en cijfers." in words_of(page) or "\x00" in typed
    assert not page.redirect_chain


def test_a_code_nobody_has_is_told_kindly_and_stays(client, counter):
    page = look_up(client, counter, "abcd 2345")

    assert "Geen enkele bon van deze plek heeft die code." in words_of(page)
    assert value_of(page, "code") == "abcd 2345"


def test_no_code_at_all_asks_for_it(client, counter):
    assert "Tik de code in die op de bon staat." in words_of(look_up(client, counter, ""))


@pytest.mark.parametrize("slip", [{"what": "all"}, {"what": ""}, {"bon": "x"}, {"bon": ""}, {"bon": "1:abc"}, {"key": "x"}, {"key": ""}])
def test_a_tap_we_do_not_understand_changes_nothing(client, bon, counter, slip):
    form = {"what": "use", "bon": shown_bons.sign(bon), "key": uuid4()} | slip
    page = client.post(f"{counter}bon/", form)

    assert "Er is niets veranderd" in words_of(page)
    assert state(bon) == "open"


@pytest.mark.parametrize("made_up", ["", "x", "a:b:c", "é" * 500, signing.Signer(salt="other").sign_object([1, "used"])])
def test_a_made_up_address_shows_none(client, bon, counter, made_up):
    page = client.get(f"{counter}bon/", {"bon": made_up})

    assert page.status_code == 200
    assert 'name="what"' not in page.content.decode()


def test_guessing_ends_soon_whoever_guesses(bon, counter, monkeypatch):
    monkeypatch.setattr(counter_bons, "LOOKS_A_DAY", 3)
    for number in range(3):
        look_up(Client(REMOTE_ADDR=f"192.0.2.{number}"), counter, "ABCD2345")

    page = look_up(Client(REMOTE_ADDR="192.0.2.9"), counter, bon.code)

    assert page.status_code == 429
    assert "meer dan we op één dag doen" in words_of(page)
    assert value_of(page, "code") == bon.code
    assert str(bon) not in words_of(page)


def test_another_counter_has_its_own_count(client, bon, counter, monkeypatch):
    monkeypatch.setattr(counter_bons, "LOOKS_A_DAY", 1)
    look_up(client, f"/toog/{CounterLink.objects.of(make_merchant()).token}/", "ABCD2345")

    assert str(bon) in words_of(look_up(client, counter, bon.code))


# Cost


@pytest.mark.parametrize("others", [0, 5])
def test_a_page_and_a_tap_cost_the_same_among_few_and_many(client, bon, counter, others):
    for _ in range(others):
        make_bons(bon.treat, 2)

    with statements() as shown:
        client.get(f"{counter}bon/", {"bon": shown_bons.sign(bon)})
    with statements() as tapped:
        client.post(f"{counter}bon/", {"what": "use", "bon": shown_bons.sign(bon), "key": uuid4()})

    assert (len(shown), len(tapped)) == (2, 4)
