"""A list in the admin is searched by what stands in it, never by rows that lead to it: these may be nobody's to know."""

import pytest
from django.urls import reverse

from tests.factories import make_chapter, make_merchant, make_note, make_peer, make_signal, make_team_member, make_user, make_visit
from tests.logins import come_in

pytestmark = pytest.mark.django_db
USERS, PEERS, NOTES = (reverse(f"admin:{name}_changelist") for name in ("merchants_user", "encounters_peer", "encounters_circlenote"))


@pytest.fixture(params=["coordinator", "hq"])
def browser(client, request):
    gent = make_chapter("gent")
    return come_in(client, make_user(is_superuser=True) if request.param == "hq" else make_team_member("coordinator", chapter=gent))


def found(browser, address, **asked):
    """The rows a list shows for this question; none where it is refused."""
    page = browser.get(address, asked)
    return set(page.context["cl"].queryset) if page.status_code == 200 else set()


@pytest.mark.parametrize("lookup", ["signals", "signals__key", "signals__isnull", "signals__exact"])
def test_nobody_finds_who_asked_about_a_place(browser, lookup):
    volunteer = make_team_member("volunteer", chapter=make_chapter("gent"))
    signal = make_signal(make_merchant(chapter=make_chapter("gent")), asked_by=volunteer)

    assert volunteer not in found(browser, USERS, **{lookup: "False" if lookup.endswith("isnull") else signal.key})


@pytest.mark.parametrize("lookup", ["visits", "visits__key__startswith", "visits__pk__lt", "visits__isnull"])
def test_nobody_finds_the_link_of_a_visit_sign_by_sign(browser, lookup):
    peer = make_peer(chapter=make_chapter("gent"))
    visit = make_visit(peer)
    asked = {"startswith": str(visit.key)[:2], "lt": "ffffffff-ffff-ffff-ffff-ffffffffffff", "isnull": "False"}

    assert peer not in found(browser, PEERS, **{lookup: asked.get(lookup.rpartition("__")[2], visit.key)})


def test_nobody_counts_what_a_place_signed_in_the_circle(browser):
    note = make_note(chapter=make_chapter("gent"), signed="De Krook")

    assert found(browser, NOTES, signed="De Krook") == set()
    assert found(browser, NOTES, state__exact="to_read") == {note}


def test_what_stands_in_the_list_is_found(browser):
    lut = make_team_member("volunteer", chapter=make_chapter("gent"))

    assert lut in found(browser, USERS, is_active__exact="1")
    assert found(browser, USERS, pk=lut.pk) == {lut}
