"""What changed at a place: kept by the database, shown to whoever looks after it, and put back in one tap."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from enchante import history
from enchante.retention import forget
from merchants import actions, versions
from merchants.actions import picturing
from merchants.models import Merchant, Photo, ServiceOffer
from tests.factories import make_merchant, make_photo, make_service, make_team_member, make_treat, make_user
from tests.queries import statements
from vouchers.actions import hand_out, seller_of, tally
from vouchers.models import CounterLink, offers_behind_counter

HISTORY, EDIT = "/mijn-plek/hoekje/geschiedenis/", "/mijn-plek/hoekje/gegevens/"
PAUSE, SELLING = "/mijn-plek/hoekje/pauze/", "/mijn-plek/hoekje/verkopen/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lut(db):
    return make_user("lut@example.org", name="Lut")


@pytest.fixture
def hoekje(lut):
    colleague = make_user("amir@example.org", name="Amir")
    return make_merchant("’t Hoekje", slug="hoekje", people=[lut, colleague], services=["water"], opening_hours="Mo-Fr 09:00-18:00")


@pytest.fixture
def owner(client, lut, hoekje):
    client.force_login(lut)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def change(client, **changes):
    form = client.get(EDIT).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert client.post(EDIT, {**shown, **changes}).status_code == 302


def put_back(client, number=0):
    told = client.get(HISTORY).context["told"]
    return client.post(HISTORY, {"moment": told[number][0].moment.isoformat()}, follow=True)


def test_the_story_of_a_change_and_the_way_back(owner, hoekje):
    change(owner, description="Een grote tafel.", website="hoekje.example", note_for_referrers="Bel gerust.")

    shown = words(owner.get(HISTORY))
    assert "Lut" in shown and all(told in shown for told in ("Een grote tafel.", "https://hoekje.example", "Bel gerust."))

    assert "Het is weer zoals voor die wijziging." in words(put_back(owner))
    hoekje.refresh_from_db()
    assert (hoekje.description, hoekje.website, hoekje.note_for_referrers) == ("", "", "")

    put_back(owner)
    hoekje.refresh_from_db()
    assert (hoekje.description, hoekje.website) == ("Een grote tafel.", "https://hoekje.example")


def test_hours_are_told_in_words_and_back_the_place_is_found_as_before(owner, hoekje):
    hoekje.opening_hours = "24/7"
    hoekje.save(update_fields=["opening_hours"])
    actions.rebuild_open_minutes([hoekje])

    assert "ma–vr 9:00–18:00" in words(owner.get(HISTORY))
    put_back(owner)
    hoekje.refresh_from_db()
    assert hoekje.opening_hours == "Mo-Fr 09:00-18:00"
    midnight = timezone.localtime().replace(hour=0, minute=30)
    assert not Merchant.objects.open_at(midnight).exists()


def test_a_service_that_came_goes_and_one_that_went_comes_back_with_its_note(owner, client, hoekje, lut):
    hoekje.offers.update(note="ook bruisend", opening_hours="Mo-Fr 10:00-12:00")
    with versions.by(lut):
        hoekje.offers.all().delete()
        ServiceOffer.objects.create(merchant=hoekje, service=make_service("toilet"))
    assert "Toilet" in words(owner.get(HISTORY))

    put_back(owner, 0)
    assert not hoekje.offers.exists()

    put_back(owner, 2)
    offer = hoekje.offers.get()
    assert (offer.service.slug, offer.note, offer.opening_hours) == ("water", "ook bruisend", "Mo-Fr 10:00-12:00")


def test_a_service_that_is_put_back_has_its_tally_still(owner, hoekje, lut):
    tally(offer=hoekje.offers.get(), delta=1, key=uuid4())
    with versions.by(lut):
        hoekje.offers.all().delete()

    put_back(owner)

    assert offers_behind_counter(CounterLink.objects.of(hoekje).token).get().tallied == 1


def test_a_price_is_put_back(owner, hoekje):
    coffee = make_treat(merchant=hoekje, price=250, waiting=2)
    coffee.price = 2500
    coffee.save(update_fields=["price"])

    assert "€ 25,00" in words(owner.get(HISTORY))
    put_back(owner)
    coffee.refresh_from_db()
    assert (coffee.price, coffee.waiting) == (250, 2)


def test_a_break_goes_and_comes_back(owner, hoekje):
    owner.post(PAUSE, {"offer": "", "until": "week"})
    assert hoekje.pauses.count() == 1

    assert "Pauze" in words(owner.get(HISTORY)) or "pauze" in words(owner.get(HISTORY))
    put_back(owner)
    assert hoekje.pauses.count() == 0
    put_back(owner)

    assert hoekje.pauses.count() == 1


def test_a_break_that_went_by_is_no_change(owner, hoekje):
    hoekje.pauses.create(first_day="2020-01-01", last_day="2020-01-05")
    changes = len(history.changes_of(hoekje))

    forget()

    assert hoekje.pauses.count() == 0
    assert len(history.changes_of(hoekje)) == changes


def test_a_break_of_a_service_is_put_back(owner, hoekje):
    offer = hoekje.offers.get()
    with versions.by(hoekje.people.first().user):
        actions.rest(merchant=hoekje, offer=offer, first_day=timezone.localdate())

    put_back(owner)

    assert hoekje.offers.get().rests_from is None


def test_who_sells_is_told_without_the_account_and_put_back(owner, hoekje):
    typed = {"legal_name": "Hoekje BV", "company_number": "0123.456.749", "vat_regime": "rates", "iban": "BE71 0961 2345 6769"}
    owner.post(SELLING, typed)
    owner.post(SELLING, typed | {"legal_name": "Het Hoekje BV", "iban": "BE68 5390 0754 7034"})
    told = words(owner.get(HISTORY))
    assert "Hoekje BV, 0123456749" in told
    assert "6769" in told
    assert "BE71096123456769" not in told

    put_back(owner)
    assert (seller_of(hoekje).legal_name, seller_of(hoekje).iban) == ("Hoekje BV", "BE71096123456769")
    put_back(owner, 2)

    assert seller_of(hoekje) is None


def test_a_colleague_whom_somebody_removed_comes_back(owner, hoekje, lut):
    with versions.by(lut):
        hoekje.people.get(user__name="Amir").delete()
    assert "Amir" in words(owner.get(HISTORY))

    put_back(owner)
    assert hoekje.people.filter(user__name="Amir").exists()


def test_a_colleague_who_left_is_asked_anew_and_not_put_back(owner, hoekje):
    amir = hoekje.people.get(user__name="Amir").user
    with versions.by(amir):
        hoekje.people.get(user=amir).delete()

    assert not history.changes_of(hoekje)[0].can_be_put_back
    put_back(owner)

    assert not hoekje.people.filter(user=amir).exists()


def test_putting_back_never_leaves_a_place_without_anybody(owner, hoekje, lut):
    amir = hoekje.people.get(user__name="Amir").user
    with versions.by(amir):
        hoekje.people.get(user=lut).delete()
        hoekje.people.create(user=lut)
    hoekje.people.get(user=amir).delete()

    put_back(owner, 1)

    assert hoekje.people.count() == 1


def test_a_photo_that_was_taken_away_comes_back_and_waits_for_a_nod(owner, hoekje, lut):
    photo = make_photo(hoekje)
    with versions.by(lut):
        photo.delete()
    assert "de deur" in words(owner.get(HISTORY))

    said = words(put_back(owner))

    assert "De foto is terug. Ze is te zien zodra iemand van het team knikt." in said
    back = hoekje.photos.get()
    assert (bytes(back.content), back.digest, back.approved_on) == (bytes(photo.content), photo.digest, None)


def test_a_photo_that_took_the_place_of_another_gives_it_back(owner, hoekje, lut):
    first = make_photo(hoekje)
    with versions.by(lut), transaction.atomic():
        first.delete()
        make_photo(hoekje)

    put_back(owner)

    assert hoekje.photos.get().digest == first.digest


def test_after_a_month_a_picture_is_gone_for_good(owner, hoekje, lut):
    with versions.by(lut):
        make_photo(hoekje).delete()
    history.PhotoVersion.objects.update(pgh_created_at=timezone.now() - timedelta(days=31))

    forget()

    assert not any(bytes(version.content) for version in history.PhotoVersion.objects.all())
    steps = [step for change in history.changes_of(hoekje) for step in change.steps]
    assert not any(step.can_be_put_back for step in steps if step.after is None)


def test_a_nod_of_the_team_is_told_and_not_put_back(owner, hoekje):
    photo = make_photo(hoekje, approved_on=None)
    picturing.nod(Photo.objects.filter(pk=photo.pk))

    assert not history.changes_of(hoekje)[0].can_be_put_back


def test_whoever_asked_to_be_forgotten_stands_in_no_version(owner, hoekje):
    amir = hoekje.people.get(user__name="Amir").user
    actions.erase(user=amir)

    assert "Amir" not in words(owner.get(HISTORY))
    assert not history.PersonVersion.objects.filter(user=amir.pk).exists()


def test_what_only_the_team_keeps_is_shown_and_not_put_back_here(owner, hoekje):
    Merchant.objects.update(street="Graslei 1")

    shown = words(owner.get(HISTORY))
    assert "Graslei 1" in shown and "Zet terug" not in shown
    put_back(owner)
    hoekje.refresh_from_db()
    assert hoekje.street == "Graslei 1"


def test_a_hand_out_is_no_change(owner, hoekje):
    coffee = make_treat(merchant=hoekje, waiting=2)
    hand_out(treat=coffee, key=uuid4())

    assert history.changes_of(hoekje) == []


def test_a_date_that_went_by_is_no_change(owner, hoekje):
    Merchant.objects.update(opening_hours="Mo-Fr 09:00-18:00; 2020 Dec 24 off")
    told = len(history.changes_of(hoekje))

    actions.rebuild_open_minutes(Merchant.objects.all())

    hoekje.refresh_from_db()
    assert hoekje.opening_hours == "Mo-Fr 09:00-18:00"
    assert len(history.changes_of(hoekje)) == told


def test_what_a_colleague_and_the_team_did_bears_their_name(owner, client, hoekje):
    with versions.by(hoekje.people.last().user):
        Merchant.objects.update(phone="1")
    with versions.by(make_team_member(chapter=hoekje.chapter)):
        Merchant.objects.update(phone="2")
    with versions.by(make_user()):
        Merchant.objects.update(phone="3")
    Merchant.objects.update(phone="4")

    told = [who for _change, who in owner.get(HISTORY).context["told"]]
    assert told == ["", "iemand die er vroeger voor zorgde", "het lokale team", "Amir"]


@pytest.mark.parametrize("moment", ["", "gisteren", "2026-02-31", "2026-11-26T10:00:00", "9" * 10_000, "1970-01-01T00:00:00+00:00"])
def test_a_moment_at_which_nothing_changed_changes_nothing(owner, hoekje, moment):
    change(owner, description="Een grote tafel.")

    assert owner.post(HISTORY, {"moment": moment}).status_code == 302
    hoekje.refresh_from_db()
    assert hoekje.description == "Een grote tafel."


def test_a_change_of_another_place_is_not_put_back(owner, hoekje):
    krul = make_merchant("De Krul", description="oud")
    Merchant.objects.filter(pk=krul.pk).update(description="nieuw")
    moment = history.changes_of(krul)[0].moment

    owner.post(HISTORY, {"moment": moment.isoformat()})

    krul.refresh_from_db()
    assert krul.description == "nieuw"


def test_a_stranger_finds_nothing_there(client, hoekje):
    client.force_login(make_user())

    assert client.get(HISTORY).status_code == 404
    assert client.post(HISTORY, {"moment": ""}).status_code == 404


def test_the_page_is_in_parts_and_costs_the_same_for_one_change_and_many(owner, hoekje):
    Merchant.objects.update(phone="0")
    with statements() as for_one:
        owner.get(HISTORY)
    for number in range(1, 25):
        Merchant.objects.update(phone=str(number))
    with statements() as for_many:
        first = owner.get(HISTORY)

    assert len(for_one) == len(for_many)
    assert len(first.context["told"]) == 20
    assert len(owner.get(f"{HISTORY}?pagina=2").context["told"]) == 5
