"""What the settings of payments refuse, and how they say to mend it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from enchante.payment_settings import mollie_access_token, mollie_base, mollie_key

TEST, LIVE, ACCESS = "test_" + "t" * 30, "live_" + "l" * 30, "access_" + "a" * 30


@pytest.mark.parametrize(("key", "debug"), [("", True), ("", False), (TEST, True), (LIVE, True), (LIVE, False)])
def test_a_key_as_mollie_gives_them_is_taken(key, debug):
    assert mollie_key(key, debug=debug) == key


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "key", ["x", "live", "live_", "live_short", f" {LIVE}", f"{LIVE}\n", f"access_{'a' * 30}", f"LIVE_{'l' * 30}", LIVE + "-1"]
)
def test_another_key_is_refused_without_repeating_it(key, debug):
    with pytest.raises(ImproperlyConfigured, match="Set MOLLIE_API_KEY: copy the whole key") as caught:
        mollie_key(key, debug=debug)
    assert len(key) < 10 or key not in str(caught.value)


def test_a_test_key_is_refused_where_people_really_pay():
    with pytest.raises(ImproperlyConfigured, match="begins with live_"):
        mollie_key(TEST, debug=False)


@pytest.mark.parametrize("token", ["", ACCESS])
def test_a_token_as_mollie_gives_them_is_taken(token):
    assert mollie_access_token(token) == token


@pytest.mark.parametrize("token", ["x", "access_short", LIVE, f" {ACCESS}", f"{ACCESS}\n", ACCESS + "-1"])
def test_another_token_is_refused_without_repeating_it(token):
    with pytest.raises(ImproperlyConfigured, match="Set MOLLIE_ACCESS_TOKEN: copy the whole token") as caught:
        mollie_access_token(token)
    assert len(token) < 15 or token not in str(caught.value)


@pytest.mark.parametrize(
    ("base", "debug", "used"),
    [
        ("https://api.mollie.com", False, "https://api.mollie.com"),
        ("https://api.mollie.com/", False, "https://api.mollie.com"),
        ("http://127.0.0.1:9999", True, "http://127.0.0.1:9999"),
    ],
)
def test_a_bare_address_is_taken(base, debug, used):
    assert mollie_base(base, debug=debug) == used


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(
    "base",
    [
        "",
        "api.mollie.com",
        "ftp://api.mollie.com",
        "https://",
        "https://api.mollie.com/v2",
        "https://a.b?x=1",
        "https://a.b#x",
        "https://me@a.b",
    ],
)
def test_another_address_is_refused(base, debug):
    with pytest.raises(ImproperlyConfigured, match="bare address such as https://api.mollie.com"):
        mollie_base(base, debug=debug)


def test_an_address_that_anybody_can_listen_to_is_refused_where_people_really_pay():
    with pytest.raises(ImproperlyConfigured, match="begins with https://"):
        mollie_base("http://api.mollie.com", debug=False)
