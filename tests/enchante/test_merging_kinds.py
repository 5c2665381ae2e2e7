"""Two services, or two kinds of treat, that mean the same become one."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from enchante.history import changes_of, put_back
from enchante.merging_kinds import AlreadyOne, merge_kinds, merge_services
from merchants.importing.undoing import undo
from merchants.importing.writing import _services_by_word
from merchants.models import PlaceImport, ServiceOffer
from merchants.versions import by
from referrals.models import SettingAside
from tests.factories import (
    make_aside,
    make_kind,
    make_merchant,
    make_organisation,
    make_service,
    make_theme,
    make_threshold,
    make_treat,
    make_user,
)
from tests.pages import words_of
from tests.races import at_once
from tests.refusals import refused_by
from vouchers.actions import ask_to_take_over, hand_out, offer_treat
from vouchers.books import differences
from vouchers.models import Redirection, ServiceTally, Treat

pytestmark = pytest.mark.django_db


@pytest.fixture
def tap():
    return make_service("kraantjeswater", name_nl="kraantjeswater", name="kraantjeswater")


@pytest.fixture
def water():
    return make_service("water")


@pytest.fixture
def espresso():
    return make_kind("espresso")


@pytest.fixture
def coffee():
    return make_kind("koffie")


def board(merchant):
    return {treat.kind.slug: treat.waiting for treat in merchant.treats.select_related("kind")}


# Services


def test_places_that_offered_the_one_offer_the_other(tap, water):
    place = make_merchant(services=["toilet"])
    place.offers.create(service=tap, note="aan de toog")

    merge_services(goes=tap, stays=water)

    assert dict(place.offers.values_list("service__slug", "note")) == {"water": "aan de toog", "toilet": ""}
    assert changes_of(place) == []


def test_where_a_place_has_both_the_words_and_hours_of_the_one_that_stays_count(tap, water):
    place = make_merchant(services=["kraantjeswater", "water"])
    place.offers.filter(service=tap).update(note="van de kraan", opening_hours="Mo-Fr 09:00-12:00")
    place.offers.filter(service=water).update(note="met een schijfje citroen")

    merge_services(goes=tap, stays=water)

    offer = place.offers.get()
    assert (offer.service, offer.note, offer.opening_hours) == (water, "met een schijfje citroen", "")


def test_what_somebody_wrote_with_the_one_that_went_can_be_put_back(tap, water):
    place = make_merchant(services=["water"])
    place.offers.create(service=tap, note="van de kraan")
    with by(make_user()):
        merge_services(goes=tap, stays=water)

    put_back(row=place, moment=changes_of(place)[0].moment)

    assert (place.offers.get().service, place.offers.get().note) == (water, "van de kraan")


def test_tallies_of_one_day_add_up(tap, water):
    place, today = make_merchant(services=["kraantjeswater", "water"]), timezone.localdate()
    key, other = uuid4(), uuid4()
    ServiceTally.objects.create(merchant=place, service=tap, day=today, count=3, keys=[key])
    ServiceTally.objects.create(merchant=place, service=water, day=today, count=998, keys=[other])
    ServiceTally.objects.create(merchant=place, service=tap, day=today - timedelta(1), count=2)

    merge_services(goes=tap, stays=water)

    assert dict(ServiceTally.objects.filter(service=water).values_list("day", "count")) == {today: 999, today - timedelta(1): 2}
    assert ServiceTally.objects.get(day=today).keys == [other, key]


def test_the_old_name_finds_the_places_of_the_new_one(client, tap, water):
    make_merchant("Krook", services=["kraantjeswater"])
    merge_services(goes=tap, stays=water)

    page = client.get("/plekken/?dienst=kraantjeswater")

    assert "Krook" in words_of(page)
    assert 'value="water" checked' in page.text
    assert 'value="kraantjeswater"' not in page.text
    assert client.get("/vraagkaartjes/?dienst=kraantjeswater").status_code == 200


def test_a_list_that_says_the_old_name_means_the_new_one(tap, water):
    place = make_merchant(services=["kraantjeswater"], imported={"offered": ["kraantjeswater", "toilet"]})

    merge_services(goes=tap, stays=water)

    place.refresh_from_db()
    assert place.imported == {"offered": ["toilet", "water"]}
    assert _services_by_word()["kraantjeswater"] == water


def test_a_threshold_about_the_one_is_about_the_other(tap, water):
    threshold = make_threshold(service=tap)

    merge_services(goes=tap, stays=water)

    threshold.refresh_from_db()
    assert threshold.service == water


def test_a_list_that_took_both_away_is_undone_into_the_one_that_stays(tap, water):
    place = make_merchant(services=["toilet"])
    undone = make_import_row(place, before=["kraantjeswater", "water"], after=["toilet"])

    merge_services(goes=tap, stays=water)
    undo(undone.place_import, each=lambda done: None)

    assert list(place.offers.values_list("service__slug", flat=True)) == ["water"]


def make_import_row(place, *, before, after):
    written = PlaceImport.objects.create(key=uuid4(), chapter=place.chapter, name="lijst.csv", file=b"", digest="", state="written")
    return written.rows.create(number=1, name=place.name, effect="updated", changes={"offered": [before, after]}, merchant=place)


def test_what_is_added_under_the_old_name_is_the_new_one(tap, water):
    merge_services(goes=tap, stays=water)

    assert make_merchant(services=["kraantjeswater"]).offers.get().service == water


def test_nobody_can_choose_what_became_another(client, tap, water):
    merge_services(goes=tap, stays=water)

    assert "kraantjeswater" not in words_of(client.get("/doe-mee/plek/"))


def test_what_led_to_the_one_that_goes_leads_to_the_one_that_stays(tap, water):
    older = make_service("watertje")
    merge_services(goes=older, stays=tap)

    merge_services(goes=tap, stays=water)

    older.refresh_from_db()
    assert older.merged_into == water


@pytest.mark.parametrize("pair", [("tap", "tap"), ("water", "tap")], ids=["itself", "gone"])
def test_neither_is_gone_already(request, tap, water, pair):
    goes, stays = map(request.getfixturevalue, pair)
    if goes != stays:
        merge_services(goes=tap, stays=water)

    with pytest.raises(AlreadyOne):
        merge_services(goes=goes, stays=stays)


def test_nothing_becomes_itself(tap):
    with refused_by("service_becomes_another"):
        type(tap).objects.filter(pk=tap.pk).update(merged_into=tap)


# Kinds of treat


def test_a_treat_of_the_one_is_of_the_other_with_all_that_hangs(espresso, coffee):
    treat = make_treat(kind="espresso", waiting=3)

    merge_kinds(goes=espresso, stays=coffee)

    treat.refresh_from_db()
    assert (treat.kind, treat.waiting, treat.is_offered) == (coffee, 3, True)
    assert changes_of(treat.merchant) == []
    assert list(differences()) == []


def test_where_a_place_has_both_all_hangs_as_the_one_that_stays(espresso, coffee):
    place = make_merchant()
    gone, kept = make_treat(merchant=place, kind="espresso", waiting=3), make_treat(merchant=place, kind="koffie", waiting=1, price=300)

    merge_kinds(goes=espresso, stays=coffee)

    assert board(place) == {"espresso": 0, "koffie": 4}
    kept.refresh_from_db()
    assert (kept.price, [treat.kind.slug for treat in place.treats.offered()]) == (300, ["koffie"])
    assert Redirection.objects.get().words == "3 espressos"
    assert list(differences()) == []
    with refused_by("treat_offered_of_current_kind"):
        Treat.objects.filter(pk=gone.pk).update(is_offered=True)


def test_one_that_is_given_stays_given_though_the_other_was_not(espresso, coffee):
    place = make_merchant()
    make_treat(merchant=place, kind="espresso", price=280)
    make_treat(merchant=place, kind="koffie", price=300, is_offered=False)

    merge_kinds(goes=espresso, stays=coffee)

    assert [(treat.kind.slug, treat.price) for treat in place.treats.offered()] == [("koffie", 280)]


def test_what_organisations_asked_to_keep_comes_along_each_once(espresso, coffee):
    place, house, both = make_merchant(), make_organisation("CAW"), make_organisation("OCMW")
    gone, kept = make_treat(merchant=place, kind="espresso", waiting=2), make_treat(merchant=place, kind="koffie", waiting=1)
    for organisation, treat in [(house, gone), (both, gone), (both, kept)]:
        make_aside(treat, organisation=organisation)

    merge_kinds(goes=espresso, stays=coffee)

    kept.refresh_from_db()
    assert (kept.waiting, kept.set_aside) == (3, 2)
    assert sorted(SettingAside.objects.values_list("organisation__name", "treat")) == [("CAW", kept.pk), ("OCMW", kept.pk)]


def test_what_was_asked_of_another_place_is_asked_of_the_one_that_stays(espresso, coffee):
    place, goal, elsewhere = make_merchant(), make_merchant(), make_merchant()
    gone, kept = make_treat(merchant=place, kind="espresso", waiting=2), make_treat(merchant=place, kind="koffie", waiting=2)
    for treat, to in [(gone, goal), (gone, elsewhere), (kept, goal)]:
        ask_to_take_over(treat=treat, to_merchant=to, quantity=1, key=uuid4())

    merge_kinds(goes=espresso, stays=coffee)

    waiting = Redirection.objects.waiting()
    assert {(question.treat, question.kind, question.to_merchant) for question in waiting} == {
        (kept, coffee, goal),
        (kept, coffee, elsewhere),
    }


def test_themes_hold_the_one_that_stays_each_once(espresso, coffee):
    make_theme("ochtend", kinds=["espresso", "koffie"])
    make_theme("namiddag", kinds=["espresso"])

    merge_kinds(goes=espresso, stays=coffee)

    assert [list(theme.kinds.all()) for theme in coffee.themes.all()] == [[coffee], [coffee]]
    assert not espresso.themes.exists()


def test_the_old_name_finds_what_hangs_under_the_new_one(client, espresso, coffee):
    make_treat(merchant=make_merchant("Krook"), kind="espresso", waiting=3)
    merge_kinds(goes=espresso, stays=coffee)

    assert "Krook" in words_of(client.get("/plekken/?traktatie=espresso"))


def test_a_place_keeps_the_price_of_what_is_still_its_own(client, espresso, coffee):
    lut = make_user()
    place = make_merchant(people=[lut], slug="krook")
    make_treat(merchant=place, kind="espresso")
    gone = Treat.objects.get()
    make_treat(merchant=place, kind="koffie")
    merge_kinds(goes=espresso, stays=coffee)
    client.force_login(lut)

    page = client.get("/mijn-plek/krook/traktaties/")

    assert f'name="{gone.pk}-price"' not in page.text
    assert "espresso" not in words_of(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("crosswise", [False, True], ids=["twice", "crosswise"])
def test_two_people_who_merge_at_once_make_one(espresso, coffee, crosswise):
    place = make_merchant()
    make_treat(merchant=place, kind="espresso", waiting=2)
    make_treat(merchant=place, kind="koffie", waiting=3)
    pair = {"goes": espresso, "stays": coffee}

    second = {"goes": coffee, "stays": espresso} if crosswise else pair
    came = at_once(lambda: merge_kinds(**pair), lambda: merge_kinds(**second))

    assert sorted(map(type, came), key=str) == sorted([type(None), AlreadyOne], key=str)
    assert sorted(board(place).values()) == [0, 5]
    assert list(differences()) == []


@pytest.mark.django_db(transaction=True)
def test_what_a_place_adds_at_that_moment_is_the_one_that_stays(espresso, coffee):
    place = make_merchant()

    at_once(lambda: merge_kinds(goes=espresso, stays=coffee), lambda: offer_treat(merchant=place, kind=espresso, price=250, vat_rate=12))

    assert board(place) == {"koffie": 0}


@pytest.mark.django_db(transaction=True)
def test_a_hand_out_at_that_moment_stops_neither(espresso, coffee):
    place = make_merchant()
    gone = make_treat(merchant=place, kind="espresso", waiting=1)
    make_treat(merchant=place, kind="koffie")

    merged, taken = at_once(lambda: merge_kinds(goes=espresso, stays=coffee), lambda: hand_out(treat=gone, key=uuid4()))

    was_handed_out = type(taken).__name__ != "NothingWaiting"
    assert (merged, board(place)) == (None, {"espresso": 0, "koffie": 0 if was_handed_out else 1})


# The page


def page_of(row):
    return reverse("catalogue-merge", args=[row._meta.model_name, row.pk])


def test_hq_makes_them_one_in_one_page(client, hq, tap, water):
    make_merchant(services=["kraantjeswater"])

    page = client.post(page_of(tap), {"stays": water.pk}, follow=True)

    assert "“kraantjeswater” is voortaan overal “water”." in words_of(page)
    assert ServiceOffer.objects.get().service == water


def test_the_same_button_twice_is_told_kindly(client, hq, tap, water):
    for _ in range(2):
        page = client.post(page_of(tap), {"stays": water.pk}, follow=True)

    assert "“kraantjeswater” is al “water”." in words_of(page)


@pytest.mark.parametrize("chosen", ["", "0", "abc", "itself"])
def test_nothing_or_something_else_chosen_is_asked_again(client, hq, tap, water, chosen):
    page = client.post(page_of(tap), {"stays": tap.pk if chosen == "itself" else chosen})

    tap.refresh_from_db()
    assert (page.status_code, tap.merged_into) == (200, None)
    assert 'aria-invalid="true"' in page.text


def test_the_page_of_a_row_leads_there_for_hq_alone(client, hq, tap, water):
    there = page_of(tap)
    change = reverse("admin:merchants_service_change", args=[tap.pk])
    assert there in client.get(change).text

    merge_services(goes=tap, stays=water)
    assert there not in client.get(change).text


def test_only_services_and_kinds_have_such_a_page(client, hq, gent):
    assert client.get(f"/beheer/catalogus/chapter/{gent.pk}/samenvoegen/").status_code == 404
