"""The secret link to the counter on the page of whoever looks after a place."""

from html import unescape

import pytest

from merchants.models import Merchant, MerchantPerson
from tests.factories import make_merchant, make_user
from vouchers.models import CounterLink

EDIT, RENEW = "/mijn-plek/hoekje/", "/mijn-plek/hoekje/toog/"


@pytest.fixture
def owner(client, db):
    lut = make_user()
    make_merchant(slug="hoekje", people=[lut])
    client.force_login(lut)
    return client


def words(response):
    return unescape(response.content.decode())


def test_counter_link_opens_the_counter_and_stays_the_same(owner):
    first, second = words(owner.get(EDIT)), words(owner.get(EDIT))

    token = CounterLink.objects.get().token
    assert f'href="/toog/{token}/"' in first and f'href="/toog/{token}/"' in second
    assert "<svg" in first[first.index('class="qr"') :]
    assert owner.get(f"/toog/{token}/").status_code == 200


def test_counter_renew_makes_a_new_link_and_closes_the_old_one(owner):
    owner.get(EDIT)
    old = CounterLink.objects.get().token

    response = owner.post(RENEW)

    assert (response.status_code, response["Location"]) == (302, f"{EDIT}#counter")
    assert "Er is een nieuwe link naar je toog." in words(owner.get(EDIT))
    assert owner.get(f"/toog/{old}/").status_code == 404
    assert CounterLink.objects.working().get().token != old


def test_counter_renew_is_for_a_colleague_too(client, owner):
    colleague = make_user()
    MerchantPerson.objects.create(merchant=Merchant.objects.get(slug="hoekje"), user=colleague)
    owner.get(EDIT)
    old = CounterLink.objects.get().token
    client.force_login(colleague)

    assert f'href="/toog/{old}/"' in words(client.get(EDIT))
    assert client.post(RENEW).status_code == 302
    assert client.get(f"/toog/{old}/").status_code == 404


def test_counter_renew_is_not_there_for_a_stranger(client, owner):
    link = CounterLink.objects.of(make_merchant(slug="krul"))

    assert client.post("/mijn-plek/krul/toog/").status_code == 404
    link.refresh_from_db()
    assert link.revoked_on is None


def test_counter_renew_happens_by_its_button_alone(owner):
    assert owner.get(RENEW).status_code == 405


def test_counter_renew_asks_an_anonymous_visitor_to_log_in(client, db):
    assert client.post("/mijn-plek/krul/toog/")["Location"].startswith("/accounts/login/")
