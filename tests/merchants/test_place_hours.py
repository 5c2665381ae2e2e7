"""The hours of a place at /mijn-plek/<slug>/uren/: by a week to fill in, as text, and with a colleague."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from merchants.models import Merchant
from tests.factories import make_merchant, make_user
from tests.pages import form_of, words_of
from tests.queries import statements

OFFICE = "Mo-Fr 09:00-18:00"
HOURS, QUIET = "/mijn-plek/hoekje/uren/", "/mijn-plek/hoekje/uren/rustig/"
SOON = timezone.localdate() + timedelta(10)


@pytest.fixture
def lut(db):
    return make_user("lut@example.org", name="Lut")


@pytest.fixture
def hoekje(lut):
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut], opening_hours=OFFICE)


@pytest.fixture
def owner(client, lut, hoekje):
    client.force_login(lut)
    return client


def save(client, address=HOURS, shown=None, **changes):
    """The page as it opened, or as it is `shown`, with these changes: week["0_0_from"] is the first opening on Monday."""
    sent = form_of(shown or client.get(address))
    prefix = "" if "text" in sent else "week-"
    return client.post(address, sent | {(name if name in sent else prefix + name): value for name, value in changes.items()})


def now(merchant, field="opening_hours"):
    return Merchant.objects.values_list(field, flat=True).get(pk=merchant.pk)


# The week


def test_place_hours_story(owner, hoekje):
    Merchant.objects.update(checked_on=None)

    response = save(owner, **{"5_0_from": "10:00", "5_0_to": "16:00"}, holidays="closed")

    assert (response.status_code, response["Location"]) == (302, "/mijn-plek/hoekje/")
    assert now(hoekje) == f"{OFFICE}; Sa 10:00-16:00; PH off"
    assert now(hoekje, "checked_on") == timezone.localdate()
    home = words_of(owner.get(response["Location"]))
    assert "Bewaard: ma–vr 9:00–18:00, za 10:00–16:00. Gesloten op feestdagen." in home
    assert home.count("ma–vr 9:00–18:00, za 10:00–16:00.") == 2, "in the message and on the door"


def test_place_hours_are_in_the_finder_at_once(owner, hoekje):
    save(owner, **{f"{day}_0_{end}": "00:00" for day in range(7) for end in ("from", "to")})

    assert now(hoekje) == "24/7"
    assert Merchant.objects.open_at(timezone.now()).get() == hoekje


def test_place_hours_of_one_date_are_on_the_page_in_the_language_of_the_reader(owner, hoekje):
    shown = owner.post(HOURS, form_of(owner.get(HOURS)) | {"week-do": "date"})
    save(owner, shown=shown, date0=SOON.isoformat(), date0_0_from="10:00", date0_0_to="10:30")

    page = words_of(owner.get(hoekje.get_absolute_url()))
    assert f"{date_format(SOON, 'l j F').capitalize()} 10:00 – 10:30" in page


def test_place_hours_left_alone_are_still_true(owner, hoekje):
    Merchant.objects.update(checked_on=None)

    save(owner)

    assert (now(hoekje), now(hoekje, "checked_on")) == (OFFICE, timezone.localdate())


def test_place_hours_emptied_mean_ask_first(owner, hoekje):
    shown = owner.post(HOURS, form_of(owner.get(HOURS)) | {"week-do": "empty"})
    response = save(owner, shown=shown)

    assert now(hoekje) == ""
    assert "Niemand kent de uren al: mensen vragen het eerst." in words_of(owner.get(response["Location"]))


@pytest.mark.parametrize("do", ["copy-0-1234", "add-0", "date", "empty", "look"])
def test_a_button_of_the_editor_saves_nothing(owner, hoekje, do):
    response = save(owner, **{"0_0_from": "07:00", "do": do})

    assert response.status_code == 200
    assert now(hoekje) == OFFICE


def test_look_shows_the_sentence(owner, hoekje):
    response = save(owner, **{"5_0_from": "10:00", "5_0_to": "16:00"}, do="look")

    assert "Zo lezen wij je uren ma–vr 9:00–18:00, za 10:00–16:00." in words_of(response)


def test_a_slip_is_explained_and_what_was_typed_stays(owner, hoekje):
    response = save(owner, **{"0_0_from": "19:00", "5_0_from": "straks", "5_0_to": "16:00"})

    shown = words_of(response)
    assert "“19:00 - 18:00” sluit voor het opengaat. Zijn ze omgewisseld?" in shown
    assert "“straks” is geen uur." in shown
    assert (form_of(response)["week-0_0_from"], form_of(response)["week-5_0_from"]) == (["19:00"], ["straks"])
    assert now(hoekje) == OFFICE


def test_an_empty_post_is_explained(owner, hoekje):
    response = owner.post(HOURS, {})

    assert response.status_code == 200
    assert now(hoekje) == OFFICE


def test_place_hours_cost_few_questions(owner, hoekje):
    sent = form_of(owner.get(HOURS))

    with statements() as reading:
        owner.get(HOURS)
    with statements() as saving:
        owner.post(HOURS, sent)

    assert (len(reading), len(saving)) == (4, 13)


# Text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Mo-Fr 09:00-12:00; Jul-Aug off", "ma-vr 09:00-12:00; Jul-Aug gesloten"),
        ('"op afspraak"', '"op afspraak"'),
        ("Mo-Fr 09:00-18:00 || unknown", "ma-vr 09:00-18:00 || unknown"),
    ],
)
def test_what_a_week_cannot_say_is_shown_as_text_and_may_start_anew(owner, hoekje, stored, shown):
    Merchant.objects.update(opening_hours=stored)

    response = owner.get(HOURS)
    assert form_of(response)["text"] == [shown]
    assert "Zo lezen wij je uren" in words_of(response)
    save(owner)
    assert now(hoekje) == stored

    anew = owner.get(f"{HOURS}?week=1")
    assert 'href="?week=1"' in response.text
    save(owner, f"{HOURS}?week=1", anew, **{"0_0_from": "09:00", "0_0_to": "12:00"}, holidays="open")
    assert now(hoekje) == "Mo 09:00-12:00"


def test_whoever_likes_typing_types(owner, hoekje):
    assert 'href="?tekst=1"' in owner.get(HOURS).text

    response = save(owner, f"{HOURS}?tekst=1", text="di-za 8u-18u")

    assert now(hoekje) == "Tu-Sa 08:00-18:00"
    assert "Bewaard: di–za 8:00–18:00." in words_of(owner.get(response["Location"]))


def test_typed_hours_are_read_back_without_saving(owner, hoekje):
    response = save(owner, f"{HOURS}?tekst=1", text="za 10u-14u", look="1")

    assert "10:00 – 14:00" in words_of(response)
    assert now(hoekje) == OFFICE


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ("zelden", "zelden"),
        ("ma-vr", "“Mo-Fr”: van wanneer tot wanneer?"),
        ("ma-vr 9-18; 24 dec", "Schrijf een datum met de uren erbij"),
        ("x" * 1001, "niet meer dan 1000 tekens"),
        ("\0", "Null-tekens"),
    ],
)
def test_a_slip_in_the_text_is_explained_and_stays(owner, hoekje, slip, sentence):
    response = save(owner, f"{HOURS}?tekst=1", text=slip)

    assert sentence in words_of(response)
    assert form_of(response)["text"] == [slip]
    assert now(hoekje) == OFFICE


def test_text_that_was_typed_is_kept_when_a_colleague_made_a_week_of_it(owner, hoekje):
    Merchant.objects.update(opening_hours="Mo-Fr 09:00-12:00; Jul-Aug off")
    shown = owner.get(HOURS)
    Merchant.objects.update(opening_hours=OFFICE)

    response = save(owner, shown=shown, text="di 9u-12u; Jul off")

    assert form_of(response)["text"] == ["di 9u-12u; Jul off"]
    assert now(hoekje) == OFFICE


# Calm hours


def test_calm_hours_story(owner, hoekje):
    assert "Op feestdagen" not in words_of(owner.get(QUIET))

    save(owner, QUIET, **{"1_0_from": "14:00", "1_0_to": "16:00"})

    hoekje.refresh_from_db()
    assert (hoekje.opening_hours, hoekje.quiet_hours) == (OFFICE, "Tu 14:00-16:00")
    assert len(hoekje.open_minutes.quiet) == 2
    assert "Rustige uren di 14:00–16:00" in words_of(owner.get(HOURS))


# Two colleagues at once


def test_two_colleagues_keep_the_opening_hours_of_one_and_the_calm_hours_of_the_other(owner, hoekje):
    hours, quiet = owner.get(HOURS), owner.get(QUIET)
    save(owner, HOURS, hours, **{"0_0_from": "08:00"})
    response = save(owner, QUIET, quiet, **{"1_0_from": "14:00", "1_0_to": "16:00"})

    assert response.status_code == 302
    assert (now(hoekje), now(hoekje, "quiet_hours")) == ("Mo 08:00-18:00; Tu-Fr 09:00-18:00", "Tu 14:00-16:00")


def test_two_colleagues_who_change_the_same_hours_see_both(owner, hoekje):
    shown = owner.get(HOURS)
    save(owner, shown=shown, **{"5_0_from": "10:00", "5_0_to": "16:00"})

    second = save(owner, shown=shown, **{"6_0_from": "08:00", "6_0_to": "12:00"})

    assert second.status_code == 200
    assert "Iemand paste deze uren aan terwijl je typte Nu staat er: ma–vr 9:00–18:00, za 10:00–16:00." in words_of(second)
    assert form_of(second)["week-6_0_from"] == ["08:00"]
    assert now(hoekje) == f"{OFFICE}; Sa 10:00-16:00"

    assert save(owner, shown=second).status_code == 302
    assert now(hoekje) == f"{OFFICE}; Su 08:00-12:00"


def test_a_button_of_the_editor_does_not_hide_what_a_colleague_changed(owner, hoekje):
    shown = owner.get(HOURS)
    Merchant.objects.update(opening_hours="24/7")

    looked = save(owner, shown=shown, **{"0_0_from": "08:00"}, do="look")
    response = save(owner, shown=looked)

    assert "Iemand paste deze uren aan" in words_of(response)
    assert now(hoekje) == "24/7"


def test_who_changed_nothing_leaves_the_work_of_a_colleague(owner, hoekje):
    shown = owner.get(HOURS)
    Merchant.objects.update(opening_hours="24/7")

    response = save(owner, shown=shown)

    assert now(hoekje) == "24/7"
    assert "Bewaard: elke dag 0:00–24:00." in words_of(owner.get(response["Location"]))


@pytest.mark.parametrize("seen", ["", "abc", "\0"])
def test_hours_without_a_mark_overwrite_nothing_unseen(owner, hoekje, seen):
    save(owner, **{"0_0_from": "08:00", "seen-opening_hours": seen})

    assert now(hoekje) == OFFICE


# Strangers


@pytest.mark.parametrize("address", [HOURS, QUIET])
def test_place_hours_are_not_there_for_a_stranger(client, hoekje, address):
    stranger = make_user()
    make_merchant(people=[stranger])
    client.force_login(stranger)

    assert client.get(address).status_code == 404
    assert client.post(address, {"text": "24/7"}).status_code == 404
    assert now(hoekje) == OFFICE


@pytest.mark.parametrize("address", [HOURS, QUIET])
def test_place_hours_ask_to_log_in_first(client, hoekje, address):
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"
