"""What no server may start with, and how it is said."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from enchante.safe_settings import hosts, secret_key

KEY = "abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLM"


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]", "192.168.1.20", "10.0.0.3", "laptop.local", "demo.localhost"])
def test_debug_serves_this_house(name):
    assert hosts([name], debug=True) == [name]


@pytest.mark.parametrize("name", ["enchante.example", "*", ".enchante.example", "8.8.8.8", "", "local", "notlocalhost"])
def test_debug_is_refused_where_anybody_can_come(name):
    with pytest.raises(ImproperlyConfigured, match="Set DEBUG to false"):
        hosts(["localhost", name], debug=True)
    assert hosts([name], debug=False) == [name]


def test_a_long_random_key_is_taken():
    assert secret_key(KEY, debug=False) == KEY


@pytest.mark.parametrize("key", ["short", "a" * 80, "abc" * 30, f"django-insecure-{KEY}", KEY[:49]])
def test_a_weak_key_is_refused_without_repeating_it(key):
    with pytest.raises(ImproperlyConfigured, match="Set SECRET_KEY to a random text") as caught:
        secret_key(key, debug=False)
    assert key not in str(caught.value)
    assert secret_key(key, debug=True) == key
