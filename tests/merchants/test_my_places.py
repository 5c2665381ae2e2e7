"""Looking after one's own places at /mijn-plek/, on one's own and with a colleague."""

from datetime import timedelta
from functools import partial
from html import unescape

import pytest
from django.utils import timezone
from django.utils.formats import date_format

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
    assert "/doe-mee/" in shown


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


# Changing


def test_place_edit_story(owner, hoekje):
    toilet = make_service("toilet")
    hoekje.offers.update(note="ook bruisend")
    Merchant.objects.update(checked_on=None)
    shown = page(owner, hoekje)

    response = save(
        owner,
        hoekje,
        shown,
        description="Een grote tafel.",
        services=[*shown["services"], toilet.pk],
        opening_hours="di-za 8u-18u",
        wheelchair="yes",
        languages=["nl", "ar"],
        website="hoekje.example",
        phone="09 123 45 67",
    )

    assert (response.status_code, response["Location"]) == (302, f"{MINE}hoekje/")
    assert "Bedankt dat je ’t Hoekje bij de tijd houdt." in words(owner.get(response["Location"]))
    hoekje.refresh_from_db()
    told = ["description", "opening_hours", "wheelchair", "languages", "website", "phone", "checked_on"]
    assert [getattr(hoekje, name) for name in told] == [
        "Een grote tafel.",
        "Tu-Sa 08:00-18:00",
        "yes",
        ["nl", "ar"],
        "https://hoekje.example",
        "09 123 45 67",
        timezone.localdate(),
    ]
    assert [(offer.service.slug, offer.note) for offer in hoekje.offers.all()] == [("toilet", ""), ("water", "ook bruisend")]


def test_place_edit_of_hours_is_in_the_finder_at_once(owner, hoekje):
    save(owner, hoekje, page(owner, hoekje), opening_hours="24/7")

    assert Merchant.objects.open_at(timezone.now()).get() == hoekje


def test_place_edit_of_one_date_is_on_the_page_in_the_language_of_the_reader(owner, hoekje):
    day = timezone.localdate() + timedelta(days=10)
    save(owner, hoekje, page(owner, hoekje), opening_hours=f"ma-zo 9u-18u; {day.day}/{day.month} 10u-14u")

    shown = " ".join(words(owner.get(hoekje.get_absolute_url())).split())
    assert f"{date_format(day, 'l j F').capitalize()}</dt> <dd> 10:00 – 14:00" in shown


def test_place_edit_that_changes_nothing_says_it_is_still_true(owner, hoekje):
    Merchant.objects.update(checked_on=None)

    save(owner, hoekje, page(owner, hoekje))

    hoekje.refresh_from_db()
    assert (hoekje.checked_on, hoekje.opening_hours) == (timezone.localdate(), "Mo-Fr 09:00-18:00")


def test_place_edit_takes_a_service_away(owner, hoekje):
    save(owner, hoekje, page(owner, hoekje), services=[])

    assert not hoekje.services.exists()


def test_place_edit_keeps_a_language_that_is_not_on_our_list(owner, hoekje):
    Merchant.objects.update(languages=["nl", "vgt"])

    save(owner, hoekje, page(owner, hoekje), phone="09 1")

    hoekje.refresh_from_db()
    assert set(hoekje.languages) == {"nl", "vgt"}


def test_place_edit_ticks_warm_and_cool_and_unticks_them(owner, hoekje):
    save(owner, hoekje, page(owner, hoekje), is_heated="on", is_cool="on")
    hoekje.refresh_from_db()
    assert (hoekje.is_heated, hoekje.is_cool) == (True, True)

    shown = page(owner, hoekje)
    save(owner, hoekje, {name: value for name, value in shown.items() if name != "is_heated"})
    hoekje.refresh_from_db()
    assert (hoekje.is_heated, hoekje.is_cool) == (False, True)


def test_place_edit_shows_how_the_hours_are_read_without_saving(owner, hoekje):
    response = save(owner, hoekje, page(owner, hoekje), opening_hours="za 10u-14u", look="1")

    assert "10:00 – 14:00" in words(response)
    hoekje.refresh_from_db()
    assert hoekje.opening_hours == "Mo-Fr 09:00-18:00"


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"description": "x" * 10_000}, "niet meer dan 300 tekens"),
        ({"description": "\0"}, "Null-tekens"),
        ({"opening_hours": "zelden"}, "zelden"),
        ({"opening_hours": "ma-vr"}, "“Mo-Fr”: van wanneer tot wanneer?"),
        ({"opening_hours": "ma-vr 9-18; 24 dec"}, "Schrijf een datum met de uren erbij"),
        ({"quiet_hours": "na de middag"}, "na de middag"),
        ({"wheelchair": "maybe"}, "maybe"),
        ({"languages": ["klingon"]}, "klingon"),
        ({"services": ["1000000"]}, "1000000"),
        ({"website": "javascript:alert(1)"}, "URL"),
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
    save(owner, hoekje, shown, phone="09 123 45 67", services=[])

    response = save(owner, hoekje, shown, description="Een grote tafel.")

    assert response.status_code == 302
    hoekje.refresh_from_db()
    assert (hoekje.phone, hoekje.description, hoekje.services.count()) == ("09 123 45 67", "Een grote tafel.", 0)


def test_two_colleagues_of_whom_one_ticks_warm_and_the_other_cool_both_keep_their_tick(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, is_heated="on")

    save(owner, hoekje, shown, is_cool="on")

    hoekje.refresh_from_db()
    assert (hoekje.is_heated, hoekje.is_cool) == (True, True)


def test_a_tick_somebody_else_made_stays_ticked_on_the_page_that_asks_once_more(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, description="Van Lut.", is_cool="on")

    response = save(owner, hoekje, shown, description="Van Ahmed.")

    ticked = {box: f'name="{box}" value="on" checked' in words(response) for box in ("is_heated", "is_cool")}
    assert ticked == {"is_heated": False, "is_cool": True}


def test_two_colleagues_keep_the_opening_hours_of_one_and_the_quiet_hours_of_the_other(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, opening_hours="ma-zo 8u-20u")
    save(owner, hoekje, shown, quiet_hours="ma-zo 14u-16u")

    hoekje.refresh_from_db()
    assert (hoekje.opening_hours, hoekje.quiet_hours) == ("Mo-Su 08:00-20:00", "Mo-Su 14:00-16:00")
    assert len(hoekje.open_minutes.quiet) == 14


def test_two_colleagues_who_change_the_same_thing_see_both(owner, hoekje):
    shown = page(owner, hoekje)
    save(owner, hoekje, shown, description="Van Lut.", phone="09 123 45 67", wheelchair="yes", services=[])

    response = save(owner, hoekje, shown, description="Van Ahmed.", services=[make_service("toilet").pk], website="https://ahmed.example")

    shown_now = words(response)
    assert "Iemand paste dit aan terwijl je typte. Nu staat er: Van Lut." in shown_now
    assert "Nu staat er: niets" in shown_now
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


@pytest.mark.parametrize("seen", ["", "abc", "[1]", "{}", '{"phone": 7}', '{"opening_hours": []}'])
def test_place_edit_without_marks_overwrites_nothing_unseen(owner, hoekje, seen):
    response = save(owner, hoekje, {**page(owner, hoekje), "seen": seen}, opening_hours="24/7")

    assert response.status_code == 200
    hoekje.refresh_from_db()
    assert hoekje.opening_hours == "Mo-Fr 09:00-18:00"


def test_a_tick_nobody_saw_is_told_in_words(owner, hoekje):
    Merchant.objects.update(is_heated=True)

    response = save(owner, hoekje, {name: value for name, value in page(owner, hoekje).items() if name != "is_heated"}, seen="{}")

    assert "Nu staat er: ja" in words(response)


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
