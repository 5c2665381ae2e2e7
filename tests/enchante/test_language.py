"""The address says in which language a page is, and nothing else does."""

import pytest

pytestmark = pytest.mark.django_db


LOGIN = "/accounts/login/"


@pytest.mark.parametrize(("address", "language"), [(LOGIN, "nl"), (f"/fr{LOGIN}", "fr"), (f"/en{LOGIN}", "en")])
@pytest.mark.parametrize("wish", ["", "en", "fr-BE,fr;q=0.9", "ar", "*"])
def test_a_page_is_in_the_language_of_its_address_whatever_the_browser_likes(client, address, language, wish):
    client.cookies["django_language"] = "fr"

    page = client.get(address, headers={"Accept-Language": wish})

    assert f'<html lang="{language}"' in page.content.decode()
    assert page["Content-Language"] == language
    assert "Accept-Language" not in page["Vary"]


@pytest.mark.parametrize("address", ["/nl", "/nl-be", "/en-us", "/en//elders.example/", "/de//elders.example/x?a=/b"])
def test_an_odd_address_leads_to_no_other_site_in_any_language(client, address):
    page = client.get(address, follow=True)

    assert page.status_code == 404
    assert 'href="//' not in page.content.decode()
