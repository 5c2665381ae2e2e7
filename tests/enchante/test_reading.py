"""Looking changes nothing: no link of no page, for nobody, writes a row. Mails, browsers and search engines follow links by themselves."""

import pytest
from django.db import connection
from django.test import Client

from referrals.models import Publisher
from tests.crawling import Walk, opened
from tests.enchante.test_access import ROLES, pages, town  # noqa: F401 - a fixture
from tests.enchante.test_access_table import where
from tests.logins import come_in

pytestmark = pytest.mark.slow
# Who is in, and how often somebody knocked: no book of the house.
ASIDE = ("django_session", "enchante_cache")


def written():
    """Every table this transaction wrote to so far, as PostgreSQL counts it: {name: (added, changed, taken away)}."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE relname <> ALL(%s)", [list(ASIDE)]
        )
        return {name: counts for name, *counts in cursor.fetchall()}


def starts(about):
    return [where(name, about) for name in sorted({name for name, _ in pages()} - {"admin:None"})]


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_no_link_writes_anything_however_often_it_is_followed(town, role):  # noqa: F811
    people, about = town
    Publisher.here()  # A migration made it; the flush of a test that commits takes it away.
    client = Client() if role == "nobody" else come_in(Client(), people[role])
    wrote = {}

    def twice(address):
        for _time in "ab":
            before = written()
            page = opened(client, address)
            changed = {name: counts for name, counts in written().items() if counts != before.get(name, [0, 0, 0])}
            if changed:
                wrote[address] = changed
        return page

    walk = Walk(client, most_of_a_kind=1).through(starts(about), twice)

    assert wrote == {}
    assert len(walk.met) > 100


def test_a_row_written_by_a_page_would_be_seen(town):  # noqa: F811
    people, _about = town
    before = written()
    people["merchant"].save()

    assert {name for name, counts in written().items() if counts != before.get(name)} == {"merchants_user"}
