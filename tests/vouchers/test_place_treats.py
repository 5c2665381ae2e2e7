"""Treats and prices at /mijn-plek/: what one can give, for how much, and with a colleague beside one."""

from html import unescape

import pytest

from tests.factories import make_kind, make_merchant, make_purchase, make_treat, make_user
from tests.queries import statements
from tests.races import at_once
from vouchers.actions import Terms, change_terms
from vouchers.models import Treat

TREATS = "/mijn-plek/hoekje/traktaties/"


@pytest.fixture
def hoekje(db):
    return make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org"), make_user("amir@example.org")])


@pytest.fixture
def coffee(hoekje):
    return make_treat(merchant=hoekje, price=250, waiting=2)


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.first().user)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def shown(client, treat):
    """What the form of this treat holds when the page opens."""
    form = next(form for form in client.get(TREATS).context["forms"] if form.instance == treat)
    return {"treat": form.prefix, **{form.add_prefix(name): form[name].value() for name in form.fields}}


def save(client, treat, page=None, **changes):
    page = page or shown(client, treat)
    sent = page | {f"{treat.pk}-{name}": value for name, value in changes.items()}
    # A box that is not ticked is not sent.
    return client.post(TREATS, {name: value for name, value in sent.items() if value is not False})


def terms(treat):
    treat.refresh_from_db()
    return treat.price, treat.vat_rate, treat.is_offered, treat.waiting


def test_a_price_changes_and_what_was_bought_keeps_its_own(owner, coffee):
    purchase = make_purchase(coffee)

    response = save(owner, coffee, price="3,10", vat_rate=21)

    assert (response.status_code, response["Location"]) == (302, TREATS)
    assert terms(coffee) == (310, 21, True, 2)
    assert purchase.lines.get().unit_price == 250


def test_what_is_no_longer_given_stays_on_the_board(owner, client, coffee):
    save(owner, coffee, is_offered=False)

    assert terms(coffee) == (250, 12, False, 2)
    assert "Nu kan niemand dit geven." in words(owner.get(TREATS))
    assert "2" in words(client.get("/plek/hoekje/"))


def test_a_new_kind_comes_on_the_board(owner, hoekje):
    soup = make_kind("soep")

    owner.post(TREATS, {"kind": soup.pk, "price": "4,50", "vat_rate": 12})

    treat = Treat.objects.get()
    assert (treat.merchant, treat.kind, treat.price, treat.waiting) == (hoekje, soup, 450, 0)


def test_the_same_new_kind_sent_twice_is_one(owner, hoekje):
    soup = {"kind": make_kind("soep").pk, "price": "4,50", "vat_rate": 12}
    owner.post(TREATS, soup)

    assert "Dit staat al op je bord" in words(owner.post(TREATS, soup))
    assert Treat.objects.count() == 1


def test_a_kind_that_was_given_before_comes_back(owner, coffee):
    Treat.objects.update(is_offered=False)

    owner.post(TREATS, {"kind": coffee.kind.pk, "price": "2,80", "vat_rate": 12})

    assert terms(coffee) == (280, 12, True, 2)


@pytest.mark.parametrize("typed", ["0.001", "0", "-3", "1000000", "veel", "", "500,01", "9" * 10_000])
def test_a_price_that_cannot_be_is_explained_and_stays(owner, coffee, typed):
    response = save(owner, coffee, price=typed)

    assert response.status_code == 200
    form = next(form for form in response.context["forms"] if form.instance == coffee)
    assert form.errors["price"]
    assert form["price"].value() == typed
    assert terms(coffee)[0] == 250


def test_of_two_colleagues_the_second_sees_what_the_first_did_and_is_asked(owner, coffee):
    page = shown(owner, coffee)
    save(owner, coffee, page, price="3,00")

    asked = save(owner, coffee, page, price="3,50")
    assert "Nu staat er: € 3,00, 12 % btw." in words(asked)
    assert terms(coffee)[0] == 300

    form = next(form for form in asked.context["forms"] if form.instance == coffee)
    save(owner, coffee, {"treat": form.prefix, **{form.add_prefix(name): form[name].value() for name in form.fields}})
    assert terms(coffee)[0] == 350


def test_two_colleagues_who_mean_the_same_are_not_bothered(owner, coffee):
    page = shown(owner, coffee)
    for _ in range(2):
        assert save(owner, coffee, page, price="3,00").status_code == 302


def test_a_treat_of_another_place_is_out_of_reach(owner, hoekje):
    theirs = make_treat(price=100)

    owner.post(TREATS, {"treat": theirs.pk, f"{theirs.pk}-price": "9,00", f"{theirs.pk}-vat_rate": 12})

    assert terms(theirs)[0] == 100


def test_a_colleague_may_do_the_same_and_a_stranger_finds_nothing(client, hoekje, coffee):
    client.force_login(hoekje.people.last().user)
    save(client, coffee, price="3,00")
    assert terms(coffee)[0] == 300

    client.force_login(make_user())
    assert client.get(TREATS).status_code == 404
    assert client.post(TREATS, {"treat": coffee.pk, f"{coffee.pk}-price": "1,00"}).status_code == 404


def test_the_page_costs_the_same_for_one_treat_and_many(owner, hoekje, coffee):
    with statements() as for_one:
        owner.get(TREATS)
    for kind in ["soep", "brood", "frieten"]:
        make_treat(merchant=hoekje, kind=kind)
    with statements() as for_many:
        owner.get(TREATS)

    assert len(for_one) == len(for_many)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_of_six_who_change_a_price_at_once_one_is_believed_and_the_others_are_asked(hoekje, coffee):
    seen = Terms.of(coffee)

    results = at_once(*[lambda price=price: change_terms(treat=coffee, seen=seen, wanted=Terms(price, 12)) for price in range(300, 306)])

    assert sorted(type(result).__name__ for result in results) == ["NoneType", *["TermsChanged"] * 5]
