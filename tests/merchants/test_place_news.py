"""What is on the page of a place today: its pictures, what it has to tell, and when it is calm."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from merchants.models import Notice, Pause, ServiceOffer
from tests.factories import make_kind, make_merchant, make_photo, make_treat
from tests.pages import words_of

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
def krook(db):
    return make_merchant("Krookcafé", slug="krook", services=["water"], opening_hours="24/7")


def told(client):
    return words_of(client.get("/plek/krook/"))


def test_pictures_stand_there_with_the_door_first(client, krook):
    board, door, counter = make_photo(krook, subject="board"), make_photo(krook), make_photo(krook, subject="counter", approved_on=None)

    page = client.get("/plek/krook/").text

    first = f'<img src="/foto/{door.digest}.jpg" alt="De deur van Krookcafé" width="40" height="30" loading="lazy" decoding="async">'
    assert 0 < page.index(first) < page.index(f'<img src="/foto/{board.digest}.jpg" alt="Het bord van Krookcafé"')
    assert counter.digest not in page


def test_a_picture_has_one_address_in_every_language(client, krook):
    photo = make_photo(krook)

    assert f'src="/foto/{photo.digest}.jpg"' in client.get("/fr/plek/krook/").text


@pytest.mark.parametrize(
    ("first", "last", "is_told"),
    [("2026-11-23", None, True), ("2026-11-01", "2026-11-23", True), ("2026-11-24", None, False), ("2026-11-01", "2026-11-22", False)],
)
def test_a_notice_is_told_on_its_days(client, krook, first, last, is_told):
    Notice.objects.create(merchant=krook, text="Het terras is weer <open>.", first_day=first, last_day=last)

    assert ("Het terras is weer <open>." in told(client)) == is_told


@pytest.mark.parametrize(
    ("checked_on", "words"),
    [
        (date(2025, 3, 3), "Sinds maart 2025 keek hier niemand meer, dus vraag het even eerst."),
        (None, "Hier keek nog niemand van het netwerk, dus vraag het even eerst."),
    ],
)
def test_a_place_nobody_looked_at_for_a_year_says_on_top_that_one_had_better_ask(client, krook, checked_on, words):
    assert "Misschien zijn de uren" not in told(client)
    krook.checked_on = checked_on
    krook.save()

    page = told(client)

    assert page.index(f"{words} Misschien zijn de uren of het aanbod intussen anders.") < page.index("Op het bord")
    assert page.count(words) == 1


def test_calm_hours_are_told_in_a_few_words(client, krook):
    assert "Hier is het rustig" not in told(client)
    krook.quiet_hours = "Mo-Fr 14:00-16:00"
    krook.save()

    assert "Hier is het rustig: ma–vr 14:00–16:00" in told(client)


def test_calm_hours_nobody_checked_for_a_year_are_not_told(client, krook):
    krook.quiet_hours, krook.checked_on = "Mo-Fr 14:00-16:00", date(2025, 1, 1)
    krook.save()

    assert "Hier is het rustig" not in told(client)


def test_a_service_with_hours_of_its_own_tells_them(client, krook):
    ServiceOffer.objects.update(opening_hours="Tu-Th 14:00-16:00")

    assert "di–do 14:00–16:00" in told(client)


@pytest.mark.parametrize(("field", "words"), [("is_heated", "Warm in de winter"), ("is_cool", "Koel in de zomer")])
def test_warm_and_cool_places_say_so(client, krook, field, words):
    assert words not in told(client)
    setattr(krook, field, True)
    krook.save()

    assert words in told(client)


def test_what_waits_comes_with_a_sentence_to_ask_for_it(client, krook):
    make_treat(merchant=krook, kind="koffie")
    assert "Zo vraag je het" not in told(client)
    kind = make_kind("knipbeurt")
    kind.plural = kind.plural_nl = "knipbeurten"
    kind.save()
    make_treat(merchant=krook, kind="knipbeurt", waiting=2)

    assert "Zo vraag je het: “Hangen er nog knipbeurten op het bord?”" in told(client)


def test_a_place_of_which_nobody_knows_what_it_offers_still_tells_how_to_ask(client, db):
    make_merchant(slug="krook", checked_on=None)

    page = told(client)

    assert "stap binnen en vraag het" in page
    assert "Vraag het, of wijs aan" in page


def test_a_place_on_a_break_of_which_we_know_no_services_invites_nobody_to_step_in(client, krook):
    krook.offers.all().delete()
    Pause.objects.create(merchant=krook, first_day=TODAY)

    page = told(client)

    assert "Na de pauze mag je het gerust vragen." in page
    assert "stap binnen en vraag het" not in page


def test_breaks_that_are_still_to_come_stand_under_the_week(client, krook):
    Pause.objects.create(merchant=krook, first_day=date(2026, 11, 20), last_day=TODAY)
    Pause.objects.create(merchant=krook, first_day=date(2026, 11, 27), last_day=date(2026, 12, 3))
    Pause.objects.create(merchant=krook, first_day=date(2027, 2, 1))

    page = told(client)

    assert "Houdt pauze van 27 november tot en met 3 december. Houdt pauze vanaf 1 februari." in page
    assert page.index("Zondag") < page.index("Houdt pauze van")
    assert page.count("Houdt pauze") == 2
