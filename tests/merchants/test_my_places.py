"""Looking after one's own places at /mijn-plek/, on one's own and with a colleague."""

from functools import partial
from html import unescape

import pytest
from django.utils import timezone

from merchants.actions import ChangedMeanwhile, change_place, marks
from merchants.models import Merchant
from tests.factories import make_merchant, make_service, make_user
from tests.queries import statements
from tests.races import at_once

MINE = "/mijn-plek/"


@pytest.fixture
def lut(db):
    return make_user("lut@example.org", name="Lut")


@pytest.fixture
def hoekje(lut):
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut], opening_hours="Mo-Fr 09:00-18:00", languages=["nl"], services=["water"])


@pytest.fixture
def owner(client, lut):
    client.force_login(lut)
    return client


def words(response):
    return unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def page(client, merchant):
    """What the form on the page holds when it opens."""
    form = client.get(f"{MINE}{merchant.slug}/gegevens/").context["form"]
    return {name: form[name].value() for name in form.fields}


def save(client, merchant, shown, **changes):
    return client.post(f"{MINE}{merchant.slug}/gegevens/", {**shown, **changes})


# My places


def test_my_places_lists_the_places_of_this_person(owner, lut, hoekje):
    make_merchant("De Krul", slug="krul", people=[lut])
    make_merchant("Van een ander")

    shown = words(owner.get(MINE))

    for there in ["’t Hoekje", "/plek/hoekje/", "/mijn-plek/hoekje/", "De Krul", "/mijn-plek/krul/"]:
        assert there in shown
    assert "Van een ander" not in shown


def test_my_places_of_somebody_without_a_place_says_what_to_do(owner):
    shown = words(owner.get(MINE))

    assert "Er hoort nog geen plek bij jou" in shown
    assert "/doe-mee/plek/" in shown


def test_my_places_costs_the_same_for_one_place_and_many(owner, lut, hoekje):
    with statements() as for_one:
        owner.get(MINE)
    for _ in range(4):
        make_merchant(people=[lut])
    with statements() as for_many:
        owner.get(MINE)

    assert len(for_one) == len(for_many)


# Whose place is it?


@pytest.mark.parametrize("address", [MINE, f"{MINE}hoekje/", f"{MINE}hoekje/gegevens/"])
def test_anonymous_visitor_logs_in_first(client, hoekje, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={address}")


def test_place_edit_is_not_there_for_a_stranger(client, hoekje):
    stranger = make_user()
    make_merchant(people=[stranger])
    client.force_login(stranger)

    assert client.get(f"{MINE}hoekje/").status_code == 404
    assert client.get(f"{MINE}hoekje/gegevens/").status_code == 404
    assert client.post(f"{MINE}hoekje/gegevens/", {"description": "van mij"}).status_code == 404


def test_place_edit_is_not_there_once_the_place_left(owner, hoekje):
    Merchant.objects.update(state="closed")

    assert owner.get(f"{MINE}hoekje/").status_code == 404
    assert owner.get(f"{MINE}hoekje/gegevens/").status_code == 404


# The page where everything about a place begins


def test_place_home_has_a_door_to_each_small_page(owner, hoekje):
    shown = words(owner.get(f"{MINE}hoekje/"))

    for there in ["’t Hoekje", "/plek/hoekje/", "/mijn-plek/hoekje/gegevens/", "Over je plek"]:
        assert there in shown
    for address, now in [("uren/", "ma–vr 9:00–18:00."), ("diensten/", "water")]:
        assert f"/mijn-plek/hoekje/{address}" in shown
        assert now in shown


def test_place_home_costs_the_same_for_one_service_and_many(owner, hoekje):
    owner.get(f"{MINE}hoekje/")  # The first visit makes the link of the counter.
    with statements() as for_one:
        owner.get(f"{MINE}hoekje/")
    hoekje.services.add(*(make_service(slug) for slug in ["toilet", "wifi", "rest", "talk", "bag"]))
    with statements() as for_many:
        shown = words(owner.get(f"{MINE}hoekje/"))

    assert "bag, rest, talk en nog 3" in shown
    assert len(for_one) == len(for_many)


# Changing


def test_the_contact_is_for_the_team_and_kept_by_the_place(owner, client, hoekje):
    save(owner, hoekje, page(owner, hoekje), contact_name="Lut", contact_email="lut@hoekje.example", contact_phone="0470 12 34 56")

    hoekje.refresh_from_db()
    assert (hoekje.contact_name, hoekje.contact_email, hoekje.contact_phone) == ("Lut", "lut@hoekje.example", "0470 12 34 56")
    shown = words(client.get("/plek/hoekje/"))
    assert "lut@hoekje.example" not in shown and "0470 12 34 56" not in shown


def test_a_word_for_social_workers_is_kept_and_shown_to_nobody_on_the_street(owner, client, hoekje):
    save(owner, hoekje, page(owner, hoekje), note_for_referrers="Achteraan staat een zetel.")

    hoekje.refresh_from_db()
    assert hoekje.note_for_referrers == "Achteraan staat een zetel."
    for address in ("/plek/hoekje/", "/plekken/?lat=51.05&lng=3.725", "/plekken.geojson", "/lijstje/?plek=hoekje"):
        assert "zetel" not in words(client.get(address))


def test_a_word_for_social_workers_that_is_too_long_is_told(owner, hoekje):
    response = save(owner, hoekje, page(owner, hoekje), note_for_referrers="x" * 301)

    assert "niet meer dan 300 tekens" in words(response) and "x" * 301 in words(response)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ({"phone": "0471"}, "Dit telefoonnummer is te kort."),
        ({"contact_phone": "geen"}, "Dit telefoonnummer is te kort."),
        ({"website": "koekoek"}, "Dit is geen adres van een website."),
    ],
)
def test_what_nobody_can_dial_or_open_is_explained_and_stays(owner, hoekje, slip, told):
    response = save(owner, hoekje, page(owner, hoekje), **slip)

    assert told in words(response)
    assert f'value="{next(iter(slip.values()))}"' in response.text


@pytest.mark.parametrize("seen", ["9" * 5_000, "[" * 10_000, '{"a": {}}', "null", "[1]", "{", "\0"])
def test_marks_that_are_none_of_ours_are_as_if_nothing_was_shown(owner, hoekje, seen):
    response = save(owner, hoekje, page(owner, hoekje), seen=seen, description="Een grote tafel.")

    assert response.status_code == 200
    assert "Iemand paste dit aan terwijl je typte." in words(response)


def test_place_edit_story(owner, hoekje):
    Merchant.objects.update(checked_on=None)
    shown = page(owner, hoekje)

    response = save(
        owner,
        hoekje,
        shown,
        description="Een grote tafel.",
        wheelchair="yes",
        languages=["nl", "ar"],
        website="hoekje.example",
        phone="09 123 45 67",
    )

    assert (response.status_code, response["Location"]) == (302, f"{MINE}hoekje/")
    assert "Bedankt dat je ’t Hoekje bij de tijd houdt." in words(owner.get(response["Location"]))
    hoekje.refresh_from_db()
    told = ["description", "wheelchair", "languages", "website", "phone", "checked_on"]
    assert [getattr(hoekje, name) for name in told] == [
        "Een grote tafel.",
        "yes",
        ["nl", "ar"],
        "https://hoekje.example",
        "09 123 45 67",
        timezone.localdate(),
    ]


def test_place_edit_that_changes_nothing_says_it_is_still_true(owner, hoekje):
    Merchant.objects.update(checked_on=None)

    save(owner, hoekje, page(owner, hoekje))

    hoekje.refresh_from_db()
    assert (hoekje.checked_on, hoekje.opening_hours) == (timezone.localdate(), "Mo-Fr 09:00-18:00")


def test_place_edit_keeps_a_language_that_is_not_on_our_list(owner, hoekje):
    Merchant.objects.update(languages=["nl", "vgt"])

    save(owner, hoekje, page(owner, hoekje), phone="09 1")

    hoekje.refresh_from_db()
    assert set(hoekje.languages) == {"nl", "vgt"}


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"description": "x" * 10_000}, "niet meer dan 300 tekens"),
        ({"description": "\0"}, "Null-tekens"),
        ({"wheelchair": "maybe"}, "maybe"),
        ({"languages": ["klingon"]}, "klingon"),
        ({"website": "javascript:alert(1)"}, "Dit is geen adres van een website."),
        ({"phone": "1" * 50}, "niet meer dan 40 tekens"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_place_edit_explains_a_slip_and_keeps_what_was_typed(owner, hoekje, slip, sentence):
    response = save(owner, hoekje, page(owner, hoekje), **{"phone": "09 99", **slip})

    assert response.status_code == 200
    assert sentence in words(response)
    if "phone" not in slip:
        assert 'value="09 99"' in words(response)
    hoekje.refresh_from_db()
    assert (hoekje.phone, hoekje.description) == ("", "")


# Two colleagues at once


def test_two_colleagues_who_change_different_things_both_keep_their_work(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, phone="09 123 45 67")

    response = save(owner, hoekje, shown, description="Een grote tafel.")

    assert response.status_code == 302
    hoekje.refresh_from_db()
    assert (hoekje.phone, hoekje.description) == ("09 123 45 67", "Een grote tafel.")


def test_two_colleagues_who_change_the_same_thing_see_both(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, description="Van Lut.", phone="09 123 45 67", wheelchair="yes")

    response = save(owner, hoekje, shown, description="Van Ahmed.", website="https://ahmed.example")

    shown_now = words(response)
    assert "Iemand paste dit aan terwijl je typte. Nu staat er: Van Lut." in shown_now
    assert "Van Ahmed." in shown_now
    assert 'value="https://ahmed.example"' in shown_now
    assert 'value="09 123 45 67"' in shown_now, "what Ahmed left alone follows Lut"
    hoekje.refresh_from_db()
    assert (hoekje.description, hoekje.website) == ("Van Lut.", "")

    form = response.context["form"]
    again = save(owner, hoekje, {name: form[name].value() for name in form.fields})

    assert again.status_code == 302
    hoekje.refresh_from_db()
    assert (hoekje.description, hoekje.phone, hoekje.wheelchair) == ("Van Ahmed.", "09 123 45 67", "yes")


@pytest.mark.parametrize("seen", ["", "abc", "[1]", "{}", '{"phone": 7}', '{"description": []}'])
def test_place_edit_without_marks_overwrites_nothing_unseen(owner, hoekje, seen):
    Merchant.objects.update(description="Vroeger")

    response = save(owner, hoekje, {**page(owner, hoekje), "seen": seen}, description="Nu")

    assert response.status_code == 200
    hoekje.refresh_from_db()
    assert hoekje.description == "Vroeger"


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_do_not_overwrite_each_other():
    merchant = make_merchant(description="Vroeger")
    seen = marks(merchant)
    change = partial(change_place, merchant=merchant, seen=seen)

    results = at_once(partial(change, wanted={"description": "Van Lut."}), partial(change, wanted={"description": "Van Ahmed."}))

    lost = [result for result in results if isinstance(result, ChangedMeanwhile)]
    assert [error.torn for error in lost] == [{"description"}]
    merchant.refresh_from_db()
    assert merchant.description == lost[0].merchant.description
