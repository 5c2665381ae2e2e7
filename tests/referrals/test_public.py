"""What every page for everybody keeps: no cookie, nothing from elsewhere, and the same answer twice."""

import re

import pytest
from django.urls import reverse

from tests.factories import make_merchant, make_treat

PAGES = ["home", "places", "places-geojson", "shortlist", "how-it-works"]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PAGES)
def address(request):
    make_treat(merchant=make_merchant(services=["toilet"], opening_hours="24/7"), waiting=2)
    return reverse(f"referrals:{request.param}")


def test_a_page_for_everybody_sets_no_cookie_and_stays_the_same(client, address):
    first, second = client.get(address), client.get(address)
    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert first.cookies == second.cookies == again.cookies == {}
    assert first["ETag"] == second["ETag"]
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_a_page_for_everybody_loads_nothing_from_elsewhere(client, address):
    told = client.get(address).content.decode()

    assert re.findall(r"""(?:src|srcset)=["'](?!/)[^"']+""", told) == []
    # What a page calls itself is not fetched.
    fetched = [link for link in re.findall(r"<link [^>]*>", told) if 'rel="canonical"' not in link]
    assert [link for link in fetched if not re.search(r'href="(?:/|data:image/svg\+xml,)', link)] == []
    assert "csrfmiddlewaretoken" not in told


def test_a_page_for_everybody_is_only_read(client, address):
    assert client.post(address, {"bij": "Gent"}).status_code == 405
