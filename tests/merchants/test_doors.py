"""The four doors at /doe-mee/, and the three that are a short letter to the right team."""

from uuid import uuid4

import pytest
from django.conf import settings

from merchants import letters
from merchants.limits import Knock
from merchants.models import Chapter, Letter, Merchant, User
from merchants.views import doors
from tests.applying import words
from tests.factories import make_chapter
from tests.queries import statements

DOORS = ["helpen", "organisatie", "stad"]


@pytest.fixture(autouse=True)
def gent(db):
    return make_chapter("gent", postcodes=["9000", "9050"])


def answers(door, **changes):
    filled_in = {"key": str(uuid4()), "contact_name": "Lut", "contact_email": "lut@example.org", "message": "Op dinsdag <b>&</b> soms."}
    if door == "stad":
        filled_in["town"] = "Deinze"
    else:
        filled_in["chapter"] = Chapter.objects.get(slug="gent").pk
    if door == "organisatie":
        filled_in["organisation"] = "CAW Oost"
    return {name: value for name, value in (filled_in | changes).items() if value is not None}


def ring(client, door, **changes):
    return client.post(f"/doe-mee/{door}/", answers(door, **changes))


# The page of doors


def test_doors_names_every_door_and_every_team(client):
    make_chapter("brussel", state="resting")

    page = words(client.get("/doe-mee/"))

    for door in ["plek", *DOORS]:
        assert f'href="/doe-mee/{door}/"' in page
    for title in ["Open je plek", "Kom helpen", "Je organisatie wijst de weg", "Begin in je gemeente", "mailto:team@gent.example"]:
        assert title in page
    assert "brussel" not in page


def test_doors_costs_the_same_for_one_city_and_many(client):
    with statements() as for_one:
        client.get("/doe-mee/")
    for number in range(5):
        make_chapter(f"stad-{number}")
    with statements() as for_many:
        client.get("/doe-mee/")

    assert len(for_one) == len(for_many) == 1


# The story


@pytest.mark.parametrize(
    ("door", "subject", "sentence"),
    [
        ("helpen", "Lut wil graag komen helpen", "Lut wil graag helpen in Gent."),
        ("organisatie", "CAW Oost wil graag de weg wijzen", "Lut van CAW Oost wil mensen graag de weg wijzen in Gent."),
        ("stad", "Iemand wil graag beginnen in Deinze", "Lut wil graag beginnen in Deinze."),
    ],
)
def test_door_brings_a_letter_to_the_team(client, door, subject, sentence):
    response = ring(client, door, contact_phone="0470 12 34 56")

    assert (response.status_code, response["Location"]) == (303, f"/doe-mee/{door}/bedankt/")
    thanks = words(client.get(response["Location"]))
    assert "Wat er dan gebeurt" in thanks and "binnen een paar dagen" in thanks
    letter = Letter.objects.get()
    assert letter.subject == subject
    for told in [sentence, "Op dinsdag <b>&</b> soms.", "lut@example.org", "0470 12 34 56"]:
        assert told in letter.body
    assert set(client.cookies) <= {"csrftoken"}
    assert not Merchant.objects.exists()
    assert not User.objects.exists()


def test_the_letter_goes_to_the_team_of_the_city_or_else_to_the_network(client, gent):
    quiet = make_chapter("leuven", email="")

    ring(client, "helpen")
    ring(client, "organisatie", chapter=quiet.pk)
    ring(client, "stad")

    assert list(Letter.objects.order_by("pk").values_list("to", flat=True)) == [gent.email, *[letters.network_address()] * 2]
    assert letters.network_address() in settings.DEFAULT_FROM_EMAIL


@pytest.mark.parametrize("town", ["Gent", " gent ", "9050"])
def test_where_a_team_is_at_work_already_it_hears_of_who_would_like_to_begin(client, gent, town):
    ring(client, "stad", town=town)

    assert Letter.objects.get().to == gent.email


@pytest.mark.parametrize("door", DOORS)
def test_door_sent_twice_is_one_letter(client, door):
    once = answers(door)

    assert [client.post(f"/doe-mee/{door}/", once).status_code for _ in range(2)] == [303, 303]
    assert Letter.objects.count() == 1


# Slips of the finger


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"contact_name": ""}, "Dit veld is verplicht."),
        ({"contact_email": None}, "Geef een mailadres of een telefoonnummer"),
        ({"contact_email": "lut@"}, "mail"),
        ({"message": "x" * 10_000}, "niet meer dan 2000 tekens"),
        ({"message": "\0"}, "Null-tekens"),
        ({"nickname": "Robot"}, "Er was iets ingevuld dat leeg moet blijven."),
    ],
    ids=str,
)
def test_door_explains_a_slip_and_keeps_what_was_typed(client, door, slip, sentence):
    typed = answers(door, contact_phone=None, **slip)

    response = client.post(f"/doe-mee/{door}/", typed)

    assert response.status_code == 200
    assert sentence in words(response) and "Wat je typte, staat er nog." in words(response)
    kept = response.context["form"]
    assert [kept[name].value() for name in ["message", "key"]] == [typed["message"], typed["key"]]
    assert not Letter.objects.exists()


@pytest.mark.parametrize("door", ["helpen", "organisatie"])
@pytest.mark.parametrize("chapter", ["", "999999", "gent", "\0"])
def test_door_of_no_city_we_know_is_told(client, door, chapter):
    response = ring(client, door, chapter=chapter)

    assert set(response.context["form"].errors) == {"chapter"}


def test_a_city_that_rests_is_no_choice(client):
    resting = make_chapter("brussel", state="resting")

    assert set(ring(client, "helpen", chapter=resting.pk).context["form"].errors) == {"chapter"}


def test_a_name_with_a_line_break_makes_no_second_subject(client):
    ring(client, "stad", town="Deinze\r\nBcc: iedereen@example.org")

    assert "\n" not in Letter.objects.get().subject


@pytest.mark.parametrize("door", DOORS)
def test_door_too_often_keeps_what_was_typed(client, monkeypatch, door):
    monkeypatch.setattr(doors, "FORMS_A_DAY", 1)
    ring(client, door)

    response = ring(client, door, contact_name="Tweede")

    assert response.status_code == 429
    assert "Probeer het morgen opnieuw" in words(response) and 'value="Tweede"' in words(response)
    assert Letter.objects.count() == 1


def test_door_does_not_count_slips(client):
    ring(client, "helpen", contact_name="")

    assert not Knock.objects.exists()
