"""Joining step by step: each page asks a little and carries the rest along, and nothing is kept before the last."""

import pytest

from merchants import letters
from merchants.models import Letter, Merchant
from tests.applying import ADDRESS, Carried, answers, go_on, load_gent, step_of, words, yes_to
from tests.factories import make_merchant, make_service

PLACE = {"name": "Krook “& co”", "kind": "cafe", "street": "Miriam Makebaplein 1", "postcode": "9000", "town": "Gent"}
CONTACT = {"contact_name": "Lut", "contact_email": "lut@example.org", "remark": "Bel na vijf.\nOf niet.", "charter": "on"}


@pytest.fixture(autouse=True)
def gent(db):
    return load_gent()


@pytest.fixture
def at_step(client):
    """Walks up to a step, with what was typed on the way."""

    def at_step(number):
        page = client.get(ADDRESS)
        for typed in [PLACE, {}, {}, {}][: number - 1]:
            page = go_on(client, page, **typed)
        assert step_of(page) == number
        return page

    return at_step


# The story


def test_a_place_joins_in_five_steps(client):
    water, toilet = make_service("water"), make_service("toilet")

    first = client.get(ADDRESS)
    second = go_on(client, first, **PLACE)
    third = go_on(client, second, pin="51,0471 3,7279")
    fourth = go_on(client, third, services=[water.pk, toilet.pk], is_heated="on", wheelchair="yes")
    fifth = go_on(client, fourth, opening_hours="ma-vr 8u-18u")
    assert not Merchant.objects.exists() and not Letter.objects.exists()
    thanks = go_on(client, fifth, **CONTACT)

    assert [step_of(page) for page in (first, second, third, fourth, fifth)] == [1, 2, 3, 4, 5]
    assert [f"Stap {number} van 5" in words(page) for number, page in enumerate([first, second, third, fourth, fifth], 1)] == [True] * 5
    assert (thanks.status_code, thanks["Location"]) == (303, "/doe-mee/bedankt/?stad=gent")
    merchant = Merchant.objects.get()
    kept = {name: getattr(merchant, name) for name in ["name", "street", "contact_name", "remark", "opening_hours", "wheelchair"]}
    assert kept == {
        **{"name": "Krook “& co”", "street": "Miriam Makebaplein 1", "contact_name": "Lut", "remark": "Bel na vijf.\nOf niet."},
        **{"opening_hours": "Mo-Fr 08:00-18:00", "wheelchair": "yes"},
    }
    assert (merchant.lat, merchant.lng) == (51.0471, 3.7279)
    assert {service.slug for service in merchant.services.all()} == {"water", "toilet"}
    assert (merchant.is_heated, merchant.is_cool, merchant.letter_language) == (True, False, "nl")


def test_what_one_says_yes_to_is_kept_with_its_day(client, at_step):
    go_on(client, at_step(5), **CONTACT)

    merchant = Merchant.objects.get()
    assert (merchant.charter_version, merchant.charter_accepted_on) == ("2018", merchant.checked_on)


def test_in_another_language_the_letters_follow(client):
    client.post("/fr/doe-mee/plek/", answers())

    assert Merchant.objects.get().letter_language == "fr"


# Back and forth


def test_going_back_loses_nothing_and_scolds_nobody(client, at_step):
    fifth = go_on(client, at_step(4), opening_hours="di-za 10u-18u")

    fourth = go_on(client, fifth, contact_name="Lut", remark="Een regel.\nEn nog een.", to="4")
    third = go_on(client, fourth, to="3")
    forward = go_on(client, go_on(client, third))

    assert [step_of(page) for page in (fourth, third, forward)] == [4, 3, 5]
    assert not fourth.context["form"].errors and not third.context["form"].errors
    fields = Carried(forward).fields
    assert [fields[name] for name in ["opening_hours", "contact_name", "remark"]] == [
        ["di-za 10u-18u"],
        ["Lut"],
        ["Een regel.\nEn nog een."],
    ]


def test_what_was_typed_wrong_can_be_left_by_going_back_and_is_asked_again_on_the_way(client, at_step):
    third = go_on(client, at_step(4), opening_hours="als de haan kraait", to="3")
    again = go_on(client, go_on(client, third))

    assert (step_of(third), step_of(again)) == (3, 4)
    assert "als de haan kraait" in words(again)
    assert set(again.context["form"].errors) == {"opening_hours"}


def test_an_answer_that_was_tampered_with_leads_back_to_its_step(client, at_step):
    page = go_on(client, at_step(5), postcode="12", **CONTACT)

    assert step_of(page) == 1
    assert set(page.context["form"].errors) == {"postcode"}
    assert Carried(page).fields["contact_name"] == ["Lut"]
    assert not Merchant.objects.exists()


def test_while_the_team_rests_the_network_reads_what_comes(client, at_step, gent):
    gent.state = "resting"
    gent.save()

    thanks = client.get(go_on(client, at_step(5), **CONTACT)["Location"])

    assert Merchant.objects.get().chapter == gent
    assert Letter.objects.get(event__endswith="-team").to == letters.network_address()
    assert "Het team van je stad rust even. Iemand van het netwerk leest het" in words(thanks)


@pytest.mark.parametrize("step", ["", "0", "-1", "abc", "²", "9" * 5000, "\0"])
def test_an_odd_number_of_a_step_is_no_trouble(client, step):
    assert client.post(ADDRESS, answers(step=step)).status_code in {200, 303}


def test_a_browser_may_keep_the_pages_for_going_back_but_nobody_else(client, at_step):
    for page in (client.get(ADDRESS), at_step(2)):
        assert set(page["Cache-Control"].replace(" ", "").split(",")) == {"private", "no-cache"}


# The pin


def test_the_pin_begins_in_the_middle_of_the_postcode_and_says_so(client, at_step):
    page = words(at_step(2))

    assert "het midden van: postcode 9000" in page
    assert 'data-lat="51.05"' in page


def test_the_pin_begins_amid_the_places_that_share_the_postcode(client):
    for lat in (51.04, 51.06, 51.08):
        make_merchant(postcode="9000", lat=lat, lng=3.70)

    page = words(client.post(ADDRESS, answers(step="1")))

    assert 'data-lat="51.06' in page and 'data-lng="3.7' in page


@pytest.mark.parametrize(
    ("pin", "sentence"),
    [
        ("51.3, 2.7", "Dit punt ligt in zee of buiten België."),
        ("52.37, 4.89", "Dit punt ligt in zee of buiten België."),
        ("nan, nan", "Hierin vinden we geen punt"),
        ("https://maps.app.example/abc", "In deze link vinden we geen coördinaten."),
        ("x" * 10_000, "niet meer dan 1000 tekens"),
        ("\0", "Null-tekens"),
    ],
    ids=lambda value: value[:12],
)
def test_a_pin_that_cannot_be_is_told_and_stays_as_typed(client, at_step, pin, sentence):
    page = go_on(client, at_step(2), pin=pin)

    assert step_of(page) == 2
    assert sentence in words(page)
    assert page.context["form"]["pin"].value() == pin
    assert page.context["form"]["name"].value() == PLACE["name"]


def test_a_pin_far_off_is_asked_about_once(client, at_step):
    asked = go_on(client, at_step(2), pin="51.19, 3.72")
    sure = go_on(client, asked, **yes_to(asked, "far"))

    assert step_of(asked) == 2
    assert "De speld staat 16 km van het midden van 9000" in words(asked)
    assert "Nog niet helemaal" not in words(asked)
    assert step_of(sure) == 3
    go_on(client, go_on(client, go_on(client, sure)), **CONTACT)
    assert (Merchant.objects.get().lat, Merchant.objects.get().lng) == (51.19, 3.72)


def test_a_far_pin_that_was_not_confirmed_goes_no_further(client):
    page = client.post(ADDRESS, answers(pin="51.19, 3.72"))

    assert (step_of(page), set(page.context["form"].errors)) == (2, {"far"})
    assert not Merchant.objects.exists()


@pytest.mark.parametrize(
    ("changed", "is_asked"),
    [
        ({"pin": "51.20, 3.72"}, True),
        ({"postcode": "9820"}, True),
        ({"pin": "51.1900 3.7200"}, False),
        ({"name": "Anders"}, False),
    ],
)
def test_a_yes_to_a_far_pin_counts_for_that_pin_only(client, at_step, changed, is_asked):
    asked = go_on(client, at_step(2), pin="51.19, 3.72")
    sure = go_on(client, asked, **yes_to(asked, "far"))

    page = go_on(client, sure, **changed)

    assert (step_of(page), set(page.context["form"].errors)) == ((2, {"far"}) if is_asked else (4, set()))


# Somebody we know


def test_a_double_is_told_at_the_first_step(client):
    make_merchant(PLACE["name"], postcode="9000")

    page = go_on(client, client.get(ADDRESS), **PLACE)
    on = go_on(client, page, **yes_to(page, "anyway"))

    assert step_of(page) == 1
    assert "Kennen we elkaar al?" in words(page)
    assert step_of(on) == 2
    assert [Carried(on).fields["anyway"]] == [[value] for value in yes_to(page, "anyway").values()]


@pytest.mark.parametrize(
    ("changed", "is_asked"),
    [
        ({"name": "De Vooruit"}, True),
        ({"postcode": "9820"}, True),
        ({"name": "Anders"}, False),
        ({"street": "Elders 3"}, False),
    ],
)
def test_a_yes_to_being_another_place_counts_for_the_one_that_was_shown(client, gent, changed, is_asked):
    gent.postcodes = ["9000", "9820"]
    gent.save()
    for name, postcode in [(PLACE["name"], "9000"), (PLACE["name"], "9820"), ("De Vooruit", "9000")]:
        make_merchant(name, postcode=postcode, lat=50.9)
    page = go_on(client, client.get(ADDRESS), **PLACE)
    on = go_on(client, page, **yes_to(page, "anyway"))

    page = go_on(client, on, **changed)

    assert (step_of(page), set(page.context["form"].errors)) == ((1, {"anyway"}) if is_asked else (3, set()))
    # A question that is asked again stands there unticked, and sends nothing by itself.
    assert ("anyway" not in Carried(page).fields) == is_asked


def test_the_hours_are_shown_as_read_within_their_step(client, at_step):
    page = go_on(client, at_step(4), opening_hours="di-za 8u-18u", look="1")

    assert step_of(page) == 4
    assert "Zo lezen wij je uren" in words(page)
    assert Carried(page).fields["name"] == [PLACE["name"]]
