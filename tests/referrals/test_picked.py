"""Places named in an address, where one of them closed and leads on to another: on a list and side by side."""

import pytest

from tests.factories import make_merchant
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db

PAGES = ["/en/lijstje/", "/en/vergelijken/"]


@pytest.fixture
def market():
    return make_merchant("Op de markt", slug="markt")


@pytest.mark.parametrize("page", PAGES)
def test_a_list_goes_along_where_the_address_of_a_place_leads_to_another(client, market, page):
    bakery = make_merchant("De Korst", slug="korst")
    make_merchant("Bij Mo", slug="mo", state="closed", leads_to=market)

    told = client.get(f"{page}?plek=mo&nr={bakery.pk}&plek=markt")

    assert "Bij Mo is not there any more. Its address leads to Op de markt, which stands on the list instead." in words_of(told)
    assert "closed for good" not in words_of(told)
    assert told.text.count("<bdi>Op de markt</bdi>") == 1
    assert told.text.index("<bdi>Op de markt</bdi>") < told.text.index("<bdi>De Korst</bdi>")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("gone", [{"farewell": "Dag!"}, {"leads_to": None}], ids=["a last word", "nowhere"])
def test_it_goes_nowhere_where_the_address_itself_does_not(client, market, page, gone):
    make_merchant("Bij Mo", slug="mo", **{"state": "closed", "leads_to": market} | gone)

    told = words_of(client.get(f"{page}?plek=mo"))

    assert "Bij Mo closed for good and is not on the list any more." in told
    assert "Op de markt" not in told


def test_a_list_on_which_none_closed_asks_no_question_more(client, market):
    with statements() as sent:
        client.get("/lijstje/?plek=markt")

    assert not [statement for statement in sent if "leads_to" in statement]
