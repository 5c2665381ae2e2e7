"""Opening one's own door: the form at /doe-mee/plek/, sent from its last step."""

import pytest
from django.test import Client

from merchants.limits import Knock
from merchants.models import Chapter, Merchant
from merchants.views import joining
from tests.applying import ADDRESS, answers, load_gent, words, yes_to
from tests.factories import make_chapter, make_merchant, make_service
from tests.queries import statements

GENT_SOUTH = {"lat": 51.02, "lng": 3.73}


@pytest.fixture(autouse=True)
def gent(db):
    return load_gent()


def send(client, **changes):
    return client.post(ADDRESS, answers(**changes))


# The story


def test_merchant_apply_story(client):
    water, toilet = make_service("water"), make_service("toilet")
    assert client.get(ADDRESS).status_code == 200

    response = send(
        client,
        services=[water.pk, toilet.pk],
        is_heated="on",
        opening_hours="ma-vr 8u-18u, za 9u-12u",
        wheelchair="limited",
        contact_phone="0470 12 34 56",
        remark="Bel na vijf uur.",
    )

    assert (response.status_code, response["Location"]) == (303, "/doe-mee/bedankt/?stad=gent")
    assert "Het team leest het" in words(client.get(response["Location"]))
    merchant = Merchant.objects.get()
    assert {service.slug for service in merchant.services.all()} == {"water", "toilet"}
    assert (merchant.is_heated, merchant.is_cool) == (True, False)
    told = ["name", "kind", "street", "postcode", "town", "opening_hours", "wheelchair", "contact_name", "contact_phone", "remark"]
    assert {name: getattr(merchant, name) for name in told} == {
        "name": "Krookcafé",
        "kind": "cafe",
        "street": "Miriam Makebaplein 1",
        "postcode": "9000",
        "town": "Gent",
        "opening_hours": "Mo-Fr 08:00-18:00, Sa 09:00-12:00",
        "wheelchair": "limited",
        "contact_name": "Lut",
        "contact_phone": "0470 12 34 56",
        "remark": "Bel na vijf uur.",
    }
    assert (merchant.state, merchant.chapter.slug, merchant.lat, merchant.lng) == ("applied", "gent", 51.05, 3.72)


def test_merchant_apply_leaves_no_cookie_but_that_of_the_form(client):
    client.get(ADDRESS)
    send(client)

    assert list(client.cookies) == ["csrftoken"]


def test_merchant_apply_sent_twice_is_one_application(client):
    application = answers()

    first, second = client.post(ADDRESS, application), client.post(ADDRESS, application)

    assert first.status_code == second.status_code == 303
    assert Merchant.objects.count() == 1


def test_merchant_apply_asks_for_the_token_of_its_form():
    client = Client(enforce_csrf_checks=True)

    response = client.post(ADDRESS, answers())

    assert response.status_code == 403
    assert not Merchant.objects.exists()


def test_merchant_apply_costs_the_same_for_one_service_and_many(client):
    make_service("water")
    with statements() as for_one:
        client.post(ADDRESS, answers(step="2"))
    for number in range(5):
        make_chapter(f"stad-{number}")
        make_service(f"dienst-{number}")
    with statements() as for_many:
        client.post(ADDRESS, answers(step="2"))

    assert len(for_one) == len(for_many) == 4


# Which city, and where


@pytest.mark.parametrize(
    ("postcode", "town", "chapter"),
    [
        ("9000", "Gent", "gent"),
        (" B-9000 ", "Gent", "gent"),
        ("9820", "Merelbeke", "gent"),
        ("9000", "Zuid", "gent"),
        ("8400", "Oostende", None),
    ],
)
def test_merchant_apply_finds_the_team_of_the_address(client, postcode, town, chapter):
    response = send(client, postcode=postcode, town=town)

    assert [merchant.chapter.slug for merchant in Merchant.objects.all()] == ([chapter] if chapter else [])
    if not chapter:
        assert "nog geen team" in words(response)
        assert 'value="Oostende"' in words(response)


def test_merchant_apply_puts_the_pin_at_the_city_where_the_postcode_is_nowhere(client):
    make_chapter("brussel", postcodes=["1000"], lat=50.85, lng=4.35)

    send(client, postcode="1000", town="Brussel")

    assert (Merchant.objects.get().lat, Merchant.objects.get().lng) == (50.85, 4.35)


def test_the_nearest_city_at_work_takes_an_address_around_the_corner(gent):
    merelbeke = (51.0, 3.75)
    south = make_chapter("zuid", **GENT_SOUTH)

    assert Chapter.objects.for_address("9820", merelbeke) == south
    Chapter.objects.filter(pk=south.pk).update(state="resting")
    assert Chapter.objects.for_address("9820", merelbeke) == gent
    assert Chapter.objects.for_address("9820", None) is None


# Slips of the finger


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        ({"name": ""}, "Dit veld is verplicht."),
        ({"name": "x" * 10_000}, "niet meer dan 120 tekens"),
        ({"name": "Krook\0café"}, "Null-tekens zijn niet toegestaan."),
        ({"kind": "spaceship"}, "spaceship"),
        ({"kind": "house"}, "house"),
        ({"postcode": "900"}, "Een Belgische postcode heeft vier cijfers"),
        ({"postcode": "abcd"}, "Een Belgische postcode heeft vier cijfers"),
        ({"postcode": "٩٠٠٠"}, "Een Belgische postcode heeft vier cijfers"),
        ({"postcode": "9999", "town": "Nergens"}, "Deze postcode kennen we niet."),
        ({"town": "\0"}, "Null-tekens"),
        ({"services": ["999999"]}, "999999"),
        ({"services": ["water"]}, "water"),
        ({"opening_hours": "als de haan kraait"}, "als"),
        ({"opening_hours": "Mo " * 5_000}, "1000"),
        ({"contact_email": "lut@"}, "mail"),
        ({"contact_email": None}, "Geef een mailadres of een telefoonnummer"),
        ({"contact_phone": "1" * 50}, "niet meer dan 40 tekens"),
        ({"remark": "x" * 10_000}, "niet meer dan 2000 tekens"),
        ({"charter": None}, "Vink dit aan als je het charter gelezen hebt."),
        ({"nickname": "Robot"}, "Er was iets ingevuld dat leeg moet blijven."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_merchant_apply_explains_a_slip_and_keeps_what_was_typed(client, slip, sentence):
    typed = answers(street="Sint-Pietersnieuwstraat 1", **slip)

    response = client.post(ADDRESS, typed)

    assert response.status_code == 200
    assert sentence in words(response)
    assert "Wat je typte, staat er nog." in words(response)
    kept = response.context["form"]
    assert [kept[name].value() for name in ["street", "name", "key"]] == [typed["street"], typed["name"], typed["key"]]
    assert not Merchant.objects.exists()


def test_merchant_apply_empties_the_trap_so_that_sending_again_is_enough(client):
    form = send(client, nickname="Lutje").context["form"]

    assert form["nickname"].value() == ""


def test_merchant_apply_of_nothing_at_all_explains_itself(client):
    response = client.post(ADDRESS, {"name": ""})

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"name", "kind", "street", "postcode", "town"}


@pytest.mark.parametrize("name", ["Bij 't Fonteintje", "مقهى السلام", "☕🧡 Zoet", "O'Reilly & <b>Zonen</b>", "x" * 120])
def test_merchant_apply_keeps_any_name_exactly(client, name):
    send(client, name=name, contact_name=name)

    assert (Merchant.objects.get().name, Merchant.objects.get().contact_name) == (name, name)


@pytest.mark.parametrize("key", ["", "abc", "\0", "0" * 10_000])
def test_merchant_apply_with_a_key_that_is_none_makes_its_own(client, key):
    assert send(client, key=key).status_code == 303
    assert Merchant.objects.get().application_key


def test_merchant_apply_with_only_a_phone_is_welcome(client):
    assert send(client, contact_email=None, contact_phone="09 123 45 67").status_code == 303


# How we read the hours


def test_merchant_apply_shows_how_the_hours_are_read_before_anything_is_sent(client):
    response = client.post(ADDRESS, {"look": "1", "name": "Krookcafé", "opening_hours": "di-za 8u-18u"})

    page = words(response)
    assert "Zo lezen wij je uren" in page
    assert "08:00 – 18:00" in page
    assert 'value="Krookcafé"' in page
    assert not response.context["form"].errors
    assert not Merchant.objects.exists()


def test_merchant_apply_says_which_part_of_the_hours_it_does_not_read(client):
    response = client.post(ADDRESS, {"look": "1", "opening_hours": "di-za 8u-18u, soms"})

    assert list(response.context["form"].errors) == ["opening_hours"]
    assert "soms" in str(response.context["form"].errors)


# Somebody we know


@pytest.mark.parametrize(
    ("known", "recognised"),
    [
        ({"name": "KROOKCAFE", "postcode": "9000"}, True),
        ({"name": "Krookcafé", "postcode": "9000", "state": "applied"}, True),
        ({"name": "Krookcafé", "postcode": "9050", "lat": 51.0501, "lng": 3.7201}, True),
        ({"name": "Krookcafé", "postcode": "9050", "lat": 51.06}, False),
        ({"name": "Krookcafé", "postcode": "9000", "state": "closed"}, False),
        ({"name": "Krookcafé", "postcode": "9000", "state": "suggested"}, False),
        ({"name": "Krookbar", "postcode": "9000"}, False),
    ],
)
def test_merchant_apply_recognises_a_place_we_know(client, known, recognised):
    merchant = make_merchant(**known)

    response = send(client)

    assert response.status_code == (200 if recognised else 303)
    if recognised:
        assert "Kennen we elkaar al?" in words(response)
        assert (merchant.get_absolute_url() in words(response)) == merchant.is_listed


def test_merchant_apply_sends_it_anyway_when_asked_to(client):
    make_merchant("Krookcafé", postcode="9000")

    asked = send(client)

    assert send(client, **yes_to(asked, "anyway")).status_code == 303


# Too often


def test_merchant_apply_too_often_keeps_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(joining, "FORMS_A_DAY", 1)
    send(client)

    response = send(client, name="Tweede plek")

    assert response.status_code == 429
    assert "Probeer het morgen opnieuw" in words(response)
    assert 'value="Tweede plek"' in words(response)
    assert Merchant.objects.count() == 1


def test_merchant_apply_does_not_count_slips(client):
    send(client, name="")

    assert not Knock.objects.exists()
