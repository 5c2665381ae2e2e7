"""Lists of places an organisation keeps for all its people."""

from html import unescape

import pytest

from merchants.models import Merchant
from referrals import actions
from referrals.models import FavouritePlace, FavouriteSet
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_organisation, make_set, make_user
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(caw):
    return f"/mijn-organisatie/{caw.pk}/lijstjes/"


@pytest.fixture
def three():
    return [make_merchant(name, slug=slug) for name, slug in [("De Krook", "krook"), ("’t Hoekje", "hoekje"), ("De Krul", "krul")]]


def words(response):
    return " ".join(unescape(response.content.decode()).split())


def names(kept):
    return list(FavouritePlace.objects.filter(favourite_set=kept).values_list("merchant__name", flat=True))


def keep(client, lists, *slugs, **typed):
    query = "&".join(f"plek={slug}" for slug in slugs)
    return client.post(f"{lists}bewaren/?{query}", {"need": "calm", "neighbourhood": ""} | typed, follow=True)


# Keeping


def test_a_list_is_kept_from_its_link_and_opens_as_a_shortlist(referrer, caw, lists, three):
    poort = make_neighbourhood()
    link = "/mijn-organisatie/lijstjes/bewaren/?plek=hoekje&plek=krook"
    assert f'href="{link}"' in words(referrer.get("/lijstje/?plek=hoekje&plek=krook"))
    asked = referrer.get(link, follow=True)
    assert asked.redirect_chain == [(f"{lists}bewaren/?plek=hoekje&plek=krook", 302)]
    assert "’t Hoekje" in words(asked)

    response = keep(referrer, lists, "hoekje", "krook", neighbourhood=poort.pk)

    assert response.redirect_chain == [(lists, 302)]
    assert "Rustige plekken, Brugse Poort" in words(response)
    assert "/lijstje/?plek=hoekje&plek=krook" in words(response)
    assert names(caw.favourite_sets.get()) == ["’t Hoekje", "De Krook"]


def test_a_colleague_finds_it_and_may_change_it(client, caw, lists, three):
    kept = make_set(*three, organisation=caw)
    amir = make_user()
    caw.referrers.create(user=amir)
    client.force_login(amir)

    assert "De Krook, ’t Hoekje, De Krul" in words(client.get(lists))
    client.post(f"{lists}{kept.pk}/", {"need": "warm", "neighbourhood": ""})

    assert caw.favourite_sets.get().need == "warm"


def test_kept_twice_it_is_one_list(referrer, caw, lists, three):
    for _ in range(2):
        assert keep(referrer, lists, "krook", "krul").redirect_chain

    assert names(caw.favourite_sets.get()) == ["De Krook", "De Krul"]


def test_another_list_of_that_name_is_replaced_only_when_one_says_so(referrer, caw, lists, three):
    keep(referrer, lists, "krook")

    asked = keep(referrer, lists, "krul")
    assert "Jullie bewaren al een ander lijstje met deze naam." in words(asked)
    assert names(caw.favourite_sets.get()) == ["De Krook"]
    keep(referrer, lists, "krul", replace="on")

    assert names(caw.favourite_sets.get()) == ["De Krul"]


def test_whoever_works_for_two_chooses_for_which(referrer, sofie, lists, three):
    ocmw = make_organisation("OCMW", people=[sofie])

    shown = words(referrer.get("/mijn-organisatie/lijstjes/bewaren/?plek=krook"))

    for address in (lists, f"/mijn-organisatie/{ocmw.pk}/lijstjes/"):
        assert f"{address}bewaren/?plek=krook" in shown


def test_whoever_points_the_way_for_none_is_told_how_that_begins(client):
    client.force_login(make_user())

    assert client.get("/mijn-organisatie/lijstjes/bewaren/?plek=krook").url == "/mijn-organisatie/"


@pytest.mark.parametrize("query", ["", "?plek=", "?plek=weg", "?nr=99999999999999999999", "?plek=%00"])
def test_a_list_without_places_is_not_kept(referrer, caw, lists, query):
    response = referrer.post(f"{lists}bewaren/{query}", {"need": "calm"})

    assert "Er staan geen plekken op dit lijstje" in words(response)
    assert not FavouriteSet.objects.exists()


def test_only_the_first_twelve_are_kept_and_it_says_so(referrer, caw, lists):
    many = [make_merchant(f"Plek {number}", slug=f"plek-nr-{number}") for number in range(14)]
    slugs = [place.slug for place in many]

    assert "twaalf plekken" in words(referrer.get(f"{lists}bewaren/?" + "&".join(f"plek={slug}" for slug in slugs)))
    keep(referrer, lists, *slugs)

    assert names(caw.favourite_sets.get()) == [f"Plek {number}" for number in range(12)]


@pytest.mark.parametrize(
    "slip", [{"need": ""}, {"need": "jan"}, {"neighbourhood": "999999"}, {"neighbourhood": "x"}, {"need": "\0"}], ids=str
)
def test_a_slip_is_explained_and_keeps_nothing(referrer, lists, three, slip):
    response = keep(referrer, lists, "krook", **slip)

    assert response.status_code == 200 and "Nog niet helemaal." in words(response)
    assert not FavouriteSet.objects.exists()


def test_a_neighbourhood_of_another_city_is_no_choice(referrer, lists, three):
    elsewhere = make_neighbourhood("Marollen", slug="marollen", chapter=make_chapter("brussel"))

    assert "Nog niet helemaal." in words(keep(referrer, lists, "krook", neighbourhood=elsewhere.pk))


def test_more_lists_than_fit_are_told(referrer, caw, lists, three, monkeypatch):
    monkeypatch.setattr(actions.keeping, "MOST_SETS", 1)
    make_set(three[0], organisation=caw, need="warm")

    response = keep(referrer, lists, "krook")

    assert "Jullie bewaren al zestig lijstjes." in words(response)
    assert caw.favourite_sets.count() == 1


# Changing


def arrange(client, lists, kept, seen, wanted):
    data = {name: ",".join(map(str, keys)) for name, keys in {"seen": seen, "wanted": wanted}.items()}
    return client.post(f"{lists}{kept.pk}/plekken/", data, follow=True)


def test_a_place_goes_up_and_another_is_left_out(referrer, caw, lists, three):
    kept = make_set(*three, organisation=caw)
    krook, hoekje, krul = kept.keys()
    page = words(referrer.get(f"{lists}{kept.pk}/"))
    assert f'value="{hoekje},{krook},{krul}"' in page and f'value="{krook},{hoekje}"' in page

    for _ in range(2):  # Sent again it is done once.
        arrange(referrer, lists, kept, [krook, hoekje, krul], [hoekje, krook, krul])
    assert names(kept) == ["’t Hoekje", "De Krook", "De Krul"]
    arrange(referrer, lists, kept, [hoekje, krook, krul], [hoekje, krul])

    assert names(kept) == ["’t Hoekje", "De Krul"]


@pytest.mark.parametrize("wanted", ["krul,krook", "krook,krook", "krook,elsewhere"])
def test_an_old_page_changes_nothing_and_says_so(referrer, caw, lists, three, wanted):
    kept = make_set(three[0], three[1], organisation=caw)
    keys = {place.slug: place.pk for place in three} | {"elsewhere": make_merchant().pk}

    response = arrange(referrer, lists, kept, kept.keys(), [keys[slug] for slug in wanted.split(",")])

    assert "Een collega veranderde dit lijstje intussen." in words(response)
    assert names(kept) == ["De Krook", "’t Hoekje"]


def test_what_is_no_order_breaks_nothing(referrer, caw, lists, three):
    kept = make_set(*three, organisation=caw)

    for odd in ["x", "²", "9" * 40, "1,,2"]:
        assert referrer.post(f"{lists}{kept.pk}/plekken/", {"seen": odd, "wanted": odd}).status_code == 302

    assert len(names(kept)) == 3


def test_a_closed_place_is_left_out_with_a_note_that_names_nobody(referrer, caw, lists, three):
    make_set(*three, organisation=caw)
    Merchant.objects.filter(slug="krul").update(state="left")

    shown = words(referrer.get(lists))

    assert "1 plek doet niet meer mee en is weggelaten." in shown
    assert "De Krul" not in shown and "plek=krul" not in shown


def test_another_name_that_is_taken_is_told(referrer, caw, lists, three):
    kept = make_set(three[0], organisation=caw, need="calm")
    make_set(three[1], organisation=caw, need="warm")

    response = referrer.post(f"{lists}{kept.pk}/", {"need": "warm", "neighbourhood": ""})

    assert "Jullie bewaren al een ander lijstje met deze naam." in words(response)
    assert caw.favourite_sets.filter(need="calm").exists()


def test_a_list_is_taken_away_and_twice_is_once(referrer, caw, lists, three):
    kept = make_set(*three, organisation=caw)

    for _ in range(2):
        assert "Het lijstje is weg." in words(referrer.post(f"{lists}{kept.pk}/weg/", follow=True))

    assert not FavouriteSet.objects.exists() and not FavouritePlace.objects.exists()


@pytest.mark.parametrize("page", ["", "bewaren/?plek=krook", "{kept}/", "{kept}/plekken/", "{kept}/weg/"])
def test_a_stranger_finds_nothing_there(client, sofie, caw, lists, three, page):
    kept = make_set(*three, organisation=caw)
    stranger = make_user()
    make_organisation("OCMW", people=[stranger])
    client.force_login(stranger)

    assert client.post(lists + page.format(kept=kept.pk), {"need": "warm"}).status_code in {404, 405}
    assert client.get(lists + page.format(kept=kept.pk)).status_code in {404, 405}
    assert caw.favourite_sets.get().need == "calm" and len(names(kept)) == 3


def test_the_lists_cost_the_same_for_one_and_many(referrer, caw, lists, three):
    make_set(three[0], organisation=caw)
    with statements() as for_one:
        referrer.get(lists)
    for need in ("warm", "eat", "wash"):
        make_set(*three, organisation=caw, need=need, neighbourhood=make_neighbourhood(need, slug=need))
    with statements() as for_many:
        referrer.get(lists)

    assert len(for_one) == len(for_many)
