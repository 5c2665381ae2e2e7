"""Whatever somebody of an organisation types about whom they think of, and wherever: it stays nowhere."""

import pytest
from django.core import mail
from django.db import transaction
from django.urls import get_resolver, reverse

from tests.factories import make_aside, make_chapter, make_merchant, make_organisation, make_set, make_signal, make_treat, make_user
from tests.test_canary import Birds, Forms, forms_of
from tests.traces import rows

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# The only fields of which something is kept: a colleague, who gets a login.
ABOUT_A_COLLEAGUE = {("organisation-people", "email"), ("organisation-people", "name")}
# What a form needs beside what stands in it already, before anything comes of it.
ANSWERS = {
    "organisation-people": {"email": "yusuf@example.org"},
    "organisation-paper": {"what": "ask_cards", "number": "40"},
    "organisation-set-keep": {"need": "warm"},
    "organisation-place": {"hours": "24"},
}


@pytest.fixture
def pages(client):
    """Every page of an organisation that one opens, by name, with something to show on each."""
    gent, sofie = make_chapter("gent"), make_user("sofie@example.org")
    caw = make_organisation(chapter=gent, people=[sofie, make_user("an@example.org")])
    krook = make_merchant(slug="krook", chapter=gent, note_for_referrers="Achteraan is het rustig.")
    make_aside(make_treat(merchant=krook, waiting=3), organisation=caw)
    make_treat(merchant=krook, kind="soep", waiting=3)
    make_signal(krook, organisation=caw)
    kept = make_set(krook, organisation=caw)
    client.force_login(sofie)
    about = {"organisation-set": [caw.pk, kept.pk], "organisation-place": [caw.pk, "krook"]}
    buttons = {"organisation-set-arrange", "organisation-set-remove", "organisation-person-remove", "organisation-place-first"}
    names = {page.name for page in referral_pages() if str(getattr(page, "name", "")).startswith("organisation-")} - buttons
    query = {"organisation-set-keep": {"plek": "krook"}}
    return {name: reverse(f"referrals:{name}", args=about.get(name, [caw.pk]), query=query.get(name)) for name in names}


def referral_pages():
    pages = [page for group in get_resolver().url_patterns for page in getattr(group, "url_patterns", [])]
    return next(page.url_patterns for page in pages if getattr(page, "app_name", "") == "referrals")


def send(client, name, address, number, field, bird):
    """Fill the bird in one field of this form, the rest as it should be. Returns what stays of it anywhere."""
    method, action, fields = Forms(client.get(address)).found[number]
    given = fields | ANSWERS.get(name, {}) | {field: bird}
    filled_in = {each: value for each, value in given.items() if value is not None}
    with transaction.atomic():
        answer = getattr(client, method)(action or address, filled_in, follow=True)
        left = " ".join(row for _table, row in rows()) + str([letter.message() for letter in mail.outbox])
        transaction.set_rollback(True)
    mail.outbox.clear()
    return answer.status_code, left


def test_what_tells_who_somebody_is_stays_nowhere_but_of_a_colleague(client, pages, caplog, capfd):
    birds, kept, statuses = Birds(), set(), set()
    for name, address in pages.items():
        for number, fields in forms_of(client.get(address)):
            for field in [*fields, "something else"]:
                for bird in [*birds.for_field(name, field), birds.name_for_field(name, field)]:
                    status, left = send(client, name, address, number, field, bird)
                    kept |= birds.seen_in(left)
                    statuses.add(status)

    assert len(birds.let_out) > 60
    assert kept == ABOUT_A_COLLEAGUE
    assert birds.seen_in("".join([caplog.text, *capfd.readouterr()])) == set()
    assert statuses == {200}
