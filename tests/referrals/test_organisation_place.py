"""What professionals may know of a place, and asking it to keep one: for whoever points the way, and for nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from merchants.models import Merchant
from referrals.models import SettingAside
from tests.factories import make_aside, make_merchant, make_organisation, make_treat, make_user
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def sofie():
    return make_user()


@pytest.fixture
def caw(sofie):
    return make_organisation("CAW Gent", people=[sofie])


@pytest.fixture
def krook():
    return make_merchant("De Krook", slug="krook", quiet_hours="Mo-Fr 14:00-16:00", note_for_referrers="Vraag naar de zetel achteraan.")


@pytest.fixture
def coffee(krook):
    return make_treat(merchant=krook, waiting=2)


@pytest.fixture
def here(client, caw, sofie, coffee):
    client.force_login(sofie)
    return reverse("referrals:organisation-place", args=[caw.pk, "krook"])


def ask(client, here, treat, **choices):
    """Open the page, choose, press the button."""
    chosen = {"treat": treat.pk, "hours": "24", "sign": "", "key": uuid4()} | choices
    return client.post(here, chosen, follow=True)


# Story


def test_the_page_tells_what_the_place_shares_with_professionals(client, here):
    page = words_of(client.get(here))

    assert "Vraag naar de zetel achteraan." in page
    assert "Hier is het rustig: ma–vr 14:00–16:00" in page
    assert "2 koffies" in page


@pytest.mark.parametrize(
    ("phone", "way"), [("09 123 45 67", "Je mag er gerust eens naar bellen."), ("", "Het team van je stad weet het misschien.")]
)
def test_where_a_place_told_nothing_one_reads_whom_to_ask(client, here, phone, way):
    Merchant.objects.update(quiet_hours="", note_for_referrers="", phone=phone)

    assert f"De plek vertelde het nog niet. {way}" in words_of(client.get(here))


def test_a_day_and_no_sign_are_chosen_already(client, here):
    page = client.get(here).content.decode()

    assert 'name="hours" value="24" checked' in page
    assert 'name="sign" value="" checked' in page


def test_one_is_kept_and_no_longer_needed(client, here, caw, coffee):
    page = ask(client, here, coffee, hours="6", sign="snail")

    assert page.redirect_chain[-1] == (here, 303)
    assert "Ze houden er eentje voor je opzij" in words_of(page)
    assert "slak" in words_of(page)
    aside = SettingAside.objects.get()
    assert (aside.treat, aside.organisation, aside.sign) == (coffee, caw, "snail")

    asides = reverse("referrals:organisation-asides", args=[caw.pk])
    assert "De Krook" in words_of(client.get(asides))
    page = client.post(asides, {"aside": value_of(page, "aside")}, follow=True)

    assert "Er is nu niets opzij" in words_of(page)
    assert not SettingAside.objects.exists()


def test_a_form_sent_twice_keeps_one_and_says_the_same(client, here, coffee):
    key = uuid4()

    said = [words_of(ask(client, here, coffee, key=key)) for _ in range(2)]

    assert all("Ze houden er eentje voor je opzij" in words for words in said)
    assert SettingAside.objects.count() == 1


def test_from_the_public_page_one_comes_to_ones_organisation(client, here, caw):
    public = client.get("/plek/krook/")
    there = reverse("referrals:organisation-place-first", args=["krook"])

    assert f'href="{there}"' in public.content.decode()
    assert client.get(there).url == here


def test_whoever_points_the_way_for_nobody_comes_where_that_is_explained(client, coffee):
    client.force_login(make_user())

    assert client.get(reverse("referrals:organisation-place-first", args=["krook"])).url == reverse("referrals:my-organisations")


def test_what_all_hang_aside_for_others_cannot_be_asked_for(client, here, coffee):
    for _ in range(2):
        make_aside(coffee)

    page = client.get(here)

    assert "Alles wat hier hangt, ligt al even opzij." in words_of(page)
    assert 'name="hours"' not in page.content.decode()
    assert "Intussen is er geen meer" in words_of(ask(client, here, coffee))


def test_who_asks_a_second_one_sees_how_it_stands(client, here, caw, coffee):
    make_aside(coffee, organisation=caw)

    assert "heeft er hier al eentje opzij" in words_of(ask(client, here, coffee))
    assert SettingAside.objects.count() == 1


def test_who_others_are_that_had_one_kept_stands_nowhere(client, here, coffee):
    make_aside(coffee, organisation=make_organisation("OCMW Brugge"))

    assert "OCMW" not in client.get(here).content.decode()


def test_what_a_place_kept_that_closed_is_told_to_be_kept_no_more(client, here, caw, coffee):
    make_aside(coffee, organisation=caw)
    Merchant.objects.update(state="closed")

    page = words_of(client.get(reverse("referrals:organisation-asides", args=[caw.pk])))

    assert "Er is nu niets opzij" in page
    assert "De Krook" not in page


# Stranger


@pytest.fixture
def asides_of_another(coffee):
    other = make_organisation("OCMW Brugge", people=[make_user()])
    return make_aside(coffee, organisation=other), reverse("referrals:organisation-asides", args=[other.pk])


def test_a_stranger_finds_no_organisation(client, here, coffee, caw):
    client.force_login(make_user())

    assert client.get(here).status_code == client.post(here, {"treat": coffee.pk, "hours": "2"}).status_code == 404
    assert client.get(reverse("referrals:organisation-asides", args=[caw.pk])).status_code == 404
    assert not SettingAside.objects.exists()


def test_another_organisations_is_not_let_go_here(client, here, caw, asides_of_another):
    aside, their_page = asides_of_another

    client.post(reverse("referrals:organisation-asides", args=[caw.pk]), {"aside": aside.pk})

    assert client.post(their_page, {"aside": aside.pk}).status_code == 404
    assert SettingAside.objects.get() == aside


def test_an_organisation_that_waits_for_a_welcome_has_no_page_here(client, here, caw):
    caw.approved_on = None
    caw.save(update_fields=["approved_on"])

    assert client.get(here).status_code == 404


@pytest.mark.parametrize("state", ["closed", "applied", "left"])
def test_a_place_that_takes_no_part_has_no_page_here(client, here, state):
    Merchant.objects.update(state=state)

    assert client.get(here).status_code == 404


# Slip


@pytest.mark.parametrize("hours", ["", "3", "49", "veel", "-2"])
def test_an_odd_stretch_is_asked_again_and_the_sign_stays_chosen(client, here, coffee, hours):
    page = ask(client, here, coffee, hours=hours, sign="cat")

    assert "Kies hoelang" in words_of(page)
    assert 'value="cat" checked' in page.content.decode()
    assert not SettingAside.objects.exists()


@pytest.mark.parametrize("slip", [{"sign": "een dame met een hoed"}, {"sign": "é" * 500}])
def test_nothing_else_than_a_colour_or_an_animal_can_be_said(client, here, coffee, slip):
    page = ask(client, here, coffee, **slip)

    assert "Kies een van de kleuren of dieren, of niets." in words_of(page)
    assert slip["sign"] not in page.content.decode()
    assert not SettingAside.objects.exists()


@pytest.mark.parametrize("treat", ["", "0", "x", "9" * 400])
def test_what_hangs_elsewhere_or_nowhere_changes_nothing(client, here, treat):
    elsewhere = make_treat(waiting=1)

    for odd in (treat, elsewhere.pk):
        assert client.post(here, {"treat": odd, "hours": "2"}).status_code == 200
    assert not SettingAside.objects.exists()


@pytest.mark.parametrize("aside", ["", "0", "x", "9" * 400])
def test_what_is_kept_nowhere_is_let_go_without_a_word_too_many(client, here, caw, aside):
    page = client.post(reverse("referrals:organisation-asides", args=[caw.pk]), {"aside": aside}, follow=True)

    assert page.status_code == 200


# Costs


def test_the_page_costs_the_same_for_one_treat_and_for_three(client, here, krook):
    def cost():
        with statements() as sent:
            client.get(here)
        return len(sent)

    client.get(here)
    one = cost()
    for kind in ["soep", "brood"]:
        make_aside(make_treat(merchant=krook, kind=kind, waiting=2))

    assert cost() == one


def test_the_list_costs_the_same_for_one_and_for_three(client, here, caw):
    def cost():
        with statements() as sent:
            client.get(reverse("referrals:organisation-asides", args=[caw.pk]))
        return len(sent)

    make_aside(make_treat(waiting=1), organisation=caw)
    cost()
    one = cost()
    for _ in range(2):
        make_aside(make_treat(waiting=1), organisation=caw)

    assert cost() == one
