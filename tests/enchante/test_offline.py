"""The two addresses a browser needs to keep pages; what it does with them is lived in tests/referrals/test_keep_browser.py."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def test_the_worker_stands_at_the_root_and_is_asked_for_anew_each_time(client):
    answer = client.get("/sw.js")

    assert answer.content == (settings.BASE_DIR / "static" / "sw.js").read_bytes()
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/javascript", "no-cache")
    assert not client.cookies
    assert client.get("/sw.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize(("address", "words"), [("/zonder-verbinding/", "geen verbinding"), ("/fr/zonder-verbinding/", "Pas de connexion")])
def test_without_a_connection_there_is_a_kind_page_in_ones_language(client, address, words):
    page = client.get(address).content.decode()

    assert words in page
    assert 'href="tel:112"' in page
    assert '<ul class="chips" data-keeps></ul><!--kept-->' in page  # Where the worker writes the way to what was kept.


@pytest.mark.parametrize(("address", "words"), [("/privacy/", "wat je daarna zoekt"), ("/fr/privacy/", "ce que vous cherchez")])
def test_the_privacy_page_tells_that_searches_are_kept_too(client, address, words):
    assert words in client.get(address).content.decode()
