"""What a team does at /beheer/: answering, keeping places true, correcting counts, reading kind words, letting people in."""

import re
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from merchants.admin.merchant_form import MerchantForm
from merchants.letters import Letter
from merchants.models import Merchant, MerchantPerson, TeamRole, User
from tests.factories import make_kind, make_merchant, make_neighbourhood, make_team_member, make_theme, make_treat
from tests.logins import give_second_factor
from tests.team import act, address, listed, make_gift, said, typed
from vouchers.actions import hand_out
from vouchers.admin.treats import TreatForm
from vouchers.models import Movement, Purchase

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("shown_again")]
today = timezone.localdate


# The two answers


@pytest.fixture
def applied(gent):
    return make_merchant(
        "De Lantaarn", chapter=gent, state="applied", agreed_on=None, charter_accepted_on=today(), contact_email="lut@example.org"
    )


def test_welcome_puts_places_on_the_map_with_a_login_and_a_letter(client, coordinator, applied):
    response = act(client, "welcome", applied)

    applied.refresh_from_db()
    assert applied.state == "active"
    assert MerchantPerson.objects.get(merchant=applied).user.email == "lut@example.org"
    assert Letter.objects.get(to="lut@example.org").event == f"approved-{applied.pk}"
    assert said(response) == ["1 plek staat vanaf nu op de kaart."]
    assert LogEntry.objects.get(object_id=applied.pk).user == coordinator


def test_welcome_on_the_page_of_the_place_saves_what_was_typed_first(client, coordinator, applied):
    client.post(address(applied), typed(applied, name="De Lantaarn aan de Leie", _welcome="1"))

    applied.refresh_from_db()
    assert (applied.name, applied.state) == ("De Lantaarn aan de Leie", "active")


def test_not_now_is_told_kindly(client, coordinator, applied):
    response = act(client, "not_now", applied)

    applied.refresh_from_db()
    assert applied.state == "declined"
    assert Letter.objects.get(to="lut@example.org").event == f"declined-{applied.pk}"
    assert said(response) == ["1 plek kreeg te horen: nu niet."]


@pytest.mark.parametrize("action", ["welcome", "not_now"])
def test_a_second_answer_changes_nothing_and_says_so(client, coordinator, applied, action):
    act(client, "not_now", applied)

    response = act(client, action, applied)

    applied.refresh_from_db()
    assert applied.state == "declined"
    assert said(response) == ["Deze kregen al een antwoord, er is niets veranderd: De Lantaarn."]


def test_volunteer_answers_no_place(client, volunteer, applied):
    act(client, "welcome", applied)
    client.post(address(applied), typed(applied, _welcome="1", state="active"))

    applied.refresh_from_db()
    assert applied.state == "applied"
    assert "_welcome" not in client.get(address(applied)).text


def test_volunteer_of_one_city_and_coordinator_of_another_answers_only_there(client, volunteer, applied, brussel):
    TeamRole.objects.create(chapter=brussel, user=volunteer, role="coordinator")
    there = make_merchant(chapter=brussel, state="applied", agreed_on=None)

    act(client, "welcome", applied, there)

    assert [Merchant.objects.get(pk=place.pk).state for place in (applied, there)] == ["applied", "active"]


def test_front_page_says_what_waits_and_leads_there(client, coordinator, applied, gent, brussel):
    make_merchant(chapter=brussel, state="applied", agreed_on=None)
    make_gift(gent)
    make_gift(gent, paid=False)

    response = client.get(reverse("admin:index"))

    waiting = {something.url: something.number for something in response.context["waiting"] if something.number}
    assert list(waiting.values()) == [1, 1]
    for url in waiting:
        assert len(listed(client.get(url))) == 1


# Places


def meanwhile(monkeypatch, form, happens):
    """Let something happen between reading the row and writing it."""
    clean = form.clean
    monkeypatch.setattr(form, "clean", lambda self: happens() and clean(self))


def test_places_are_ticked_as_warm_or_cool_one_by_one_and_untouched_ticks_stay(client, volunteer, gent):
    place = make_merchant(chapter=gent, is_cool=True)

    client.post(address(place), typed(place, is_heated="on"))

    place.refresh_from_db()
    assert (place.is_heated, place.is_cool) == (True, True)


@pytest.mark.parametrize(("action", "tick", "word"), [("mark_heated", "is_heated", "warm"), ("mark_cool", "is_cool", "koel")])
def test_many_places_are_marked_as_warm_or_cool_at_once(client, volunteer, gent, brussel, action, tick, word):
    ours, already, elsewhere = make_merchant(chapter=gent), make_merchant(chapter=gent, **{tick: True}), make_merchant(chapter=brussel)

    response = act(client, action, ours, already, elsewhere)

    assert set(Merchant.objects.filter(**{tick: True})) == {ours, already}
    assert said(response) == [f"1 plek is als {word} aangeduid."]
    assert LogEntry.objects.get().object_id == str(ours.pk)
    assert listed(client.get(address(ours, "changelist"), {f"{tick}__exact": "1"})) == {ours.pk, already.pk}


def test_place_keeps_what_others_changed_meanwhile(client, coordinator, gent, monkeypatch):
    place = make_merchant("Krook", chapter=gent, phone="09 111 11 11")
    meanwhile(monkeypatch, MerchantForm, lambda: Merchant.objects.filter(pk=place.pk).update(description="Nieuw"))

    client.post(address(place), typed(place, phone="09 222 22 22"))

    place.refresh_from_db()
    assert (place.description, place.phone) == ("Nieuw", "09 222 22 22")


def test_finder_knows_the_hours_that_others_changed_meanwhile(client, coordinator, gent, monkeypatch):
    place = make_merchant(chapter=gent, opening_hours="Mo-Su 00:00-24:00")
    meanwhile(monkeypatch, MerchantForm, lambda: Merchant.objects.filter(pk=place.pk).update(opening_hours=""))

    client.post(address(place), typed(place, phone="09 222 22 22"))

    assert not Merchant.objects.open_at(timezone.now()).exists()


def test_place_without_a_point_stands_in_the_middle_of_its_neighbourhood(client, coordinator, gent):
    quarter = make_neighbourhood(chapter=gent, lat=51.06, lng=3.70)
    place = make_merchant(chapter=gent)

    client.post(address(place), typed(place, lat="", lng="", neighbourhood=quarter.pk))

    place.refresh_from_db()
    assert (place.lat, place.lng) == (51.06, 3.70)


def test_typed_hours_are_repaired_and_the_finder_knows_them_at_once(client, coordinator, gent):
    place = make_merchant(chapter=gent, checked_on=None)

    client.post(address(place), typed(place, opening_hours="ma-zo 0u-24u"))

    place.refresh_from_db()
    assert (place.opening_hours, place.checked_on) == ("Mo-Su 00:00-24:00", today())
    assert list(Merchant.objects.open_at(timezone.now())) == [place]


def test_hours_nobody_understands_come_back_with_a_sentence(client, coordinator, gent):
    place = make_merchant(chapter=gent, opening_hours="Mo 09:00-12:00")

    response = client.post(address(place), typed(place, opening_hours="zo rond de noen", name="Nieuw"))

    assert len(response.context["adminform"].form.errors["opening_hours"]) == 1
    assert "zo rond de noen" in response.text
    place.refresh_from_db()
    assert place.opening_hours == "Mo 09:00-12:00"


def test_volunteer_checks_places(client, volunteer, gent):
    place = make_merchant(chapter=gent, checked_on=None)

    response = act(client, "checked_today", place)

    place.refresh_from_db()
    assert place.checked_on == today()
    assert said(response) == ["1 plek is vandaag nagekeken."]


def test_new_place_begins_as_a_suggestion_with_an_address_of_its_own(client, volunteer, gent):
    make_merchant("Krook", chapter=gent, slug="krook")

    client.post(reverse("admin:merchants_merchant_add"), typed(Merchant(name="Krook", chapter=gent, lat=51, lng=3.7)))

    assert Merchant.objects.get(slug="krook-2").state == "suggested"


SLIPS = {
    "name": "x" * 10_000,
    "lat": "1000",
    "lng": "nan",
    "website": "dit is geen adres",
    "contact_email": "lut@",
    "checked_on": "ooit",
    "postcode": "90000",
    "languages": "Nederlands",
}


def test_every_slip_comes_back_with_a_sentence_and_what_was_typed(client, coordinator, gent):
    place = make_merchant("Krook", chapter=gent)

    form = client.post(address(place), typed(place, **SLIPS, remark="’t is goed \U0001f600 مرحبا")).context["adminform"].form

    assert form.errors.keys() == SLIPS.keys()
    assert form["remark"].value() == "’t is goed \U0001f600 مرحبا"
    assert Merchant.objects.get().name == "Krook"


def test_neighbourhood_of_another_city_is_refused(client, hq, gent, brussel):
    place = make_merchant(chapter=gent)

    response = client.post(address(place), typed(place, neighbourhood=make_neighbourhood(chapter=brussel).pk))

    assert response.context["adminform"].form.errors["neighbourhood"] == ["Deze buurt ligt in een andere stad."]


def test_a_person_may_be_named_while_the_place_is_added(client, coordinator, gent):
    people = {"people-TOTAL_FORMS": 2, "people-0-email": "lut@example.org", "people-1-email": "LUT@example.org"}
    new = typed(Merchant(name="Krook", chapter=gent, lat=51, lng=3.7), **people)

    twice = client.post(reverse("admin:merchants_merchant_add"), new)
    assert "Deze persoon staat er al bij." in twice.text and not Merchant.objects.exists()
    client.post(reverse("admin:merchants_merchant_add"), new | {"people-1-email": "rik@example.org"})

    assert {str(person) for person in Merchant.objects.get().people.all()} == {"lut@example.org", "rik@example.org"}


def test_a_person_is_added_by_address_gets_a_login_and_a_letter(client, coordinator, gent):
    place = make_merchant("Krook", chapter=gent)
    new = {"people-TOTAL_FORMS": 1, "people-0-merchant": place.pk, "people-0-email": "Lut@Example.org", "people-0-name": "Lut"}

    client.post(address(place), typed(place, **new))

    assert place.people.get().user.email == "lut@example.org"
    assert "Krook" in Letter.objects.get(to="lut@example.org").body


# Treats and words


def test_count_is_corrected_in_one_movement(client, volunteer, gent):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3)

    client.post(address(treat), {"counted": "1"})

    treat.refresh_from_db()
    assert treat.waiting == 1
    assert set(treat.movements.values_list("kind", "delta")) == {("counter", 3), ("recount", -2)}
    assert not LogEntry.objects.exists()  # which would tell the minute


def test_price_is_changed_while_somebody_takes_one(client, coordinator, gent, monkeypatch):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3)
    meanwhile(monkeypatch, TreatForm, lambda: hand_out(treat=treat, key=uuid4()))

    client.post(address(treat), {"price": "3,00", "vat_rate": "12", "is_offered": "on", "counted": ""})

    treat.refresh_from_db()
    assert (treat.price, treat.waiting) == (300, 2)


@pytest.mark.parametrize(
    ("field", "value"), [("price", "0"), ("price", "10000"), ("price", "veel"), ("counted", "-1"), ("counted", "1000"), ("vat_rate", "13")]
)
def test_slip_at_a_treat_changes_nothing(client, coordinator, gent, field, value):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3, price=250)
    right = {"price": "2,80", "vat_rate": "12", "is_offered": "on", "counted": "2"}

    response = client.post(address(treat), right | {field: value})

    assert list(response.context["adminform"].form.errors) == [field]
    treat.refresh_from_db()
    assert (treat.price, treat.waiting) == (250, 3)


def test_coordinator_who_is_a_volunteer_elsewhere_adds_no_treat_there(client, coordinator, brussel):
    TeamRole.objects.create(user=coordinator, chapter=brussel, role="volunteer")
    place = make_merchant(chapter=brussel)

    form = {"merchant": place.pk, "kind": make_kind().pk, "price": "3,00", "vat_rate": "12", "is_offered": "on"}
    response = client.post(reverse("admin:vouchers_treat_add"), form)

    assert list(response.context["adminform"].form.errors) == ["merchant"]
    assert not place.treats.exists()


@pytest.mark.parametrize(("action", "state"), [("show_words", "shown"), ("keep_words", "kept")])
def test_kind_words_wait_for_a_nod(client, coordinator, gent, action, state):
    gifts = make_gift(gent), make_gift(gent, word=""), make_gift(gent, paid=False)

    act(client, action, *gifts)

    assert [Purchase.objects.get(pk=gift.pk).word_state for gift in gifts] == [state, "none", "waiting"]
    assert [entry.object_id for entry in LogEntry.objects.all()] == [str(gifts[0].pk)]


def test_ledger_cannot_be_narrowed_to_one_place(client, coordinator, gent):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3)

    assert client.get(address(Movement(), "changelist"), {"treat__exact": treat.pk}).status_code == 400


# Roles


def test_role_in_a_team_of_another_city_cannot_be_given(client, coordinator, gent, brussel):
    add = reverse("admin:merchants_teamrole_add")

    client.post(add, {"email": "an@example.org", "name": "An", "chapter": brussel.pk, "role": "coordinator"})
    assert not User.objects.filter(email="an@example.org").exists()
    client.post(add, {"email": "an@example.org", "name": "An", "chapter": gent.pk, "role": "volunteer"})

    assert [str(role) for role in User.objects.get(email="an@example.org").roles.all()] == ["An, vrijwilliger"]


def test_lost_second_lock_is_taken_away_by_another_and_told(client, coordinator, gent, brussel):
    colleague, elsewhere = make_team_member("volunteer", chapter=gent), make_team_member("coordinator", chapter=brussel)
    TeamRole.objects.create(chapter=gent, user=elsewhere, role="peer")
    for user in (colleague, elsewhere):
        give_second_factor(user)

    act(client, "take_second_factor_away", colleague, elsewhere, coordinator)

    assert [user.authenticator_set.exists() for user in (colleague, elsewhere, coordinator)] == [False, True, True]
    assert Letter.objects.get().to == colleague.email
    assert LogEntry.objects.get().object_id == str(colleague.pk)


# A theme


@pytest.fixture
def warm(db):
    return make_theme("warm", kinds=["koffie"])


def filled_in(theme, kinds):
    """What a browser sends for the page of this theme, with these kinds ticked."""
    words = {f"{field}_{code}": "Warme ochtend" for field in ("name", "lead") for code in ("nl", "fr", "en")}
    return words | {"slug": theme.slug, "icon": theme.icon, "position": theme.position, "kinds": [kind.pk for kind in kinds]}


def test_hq_ticks_what_a_theme_holds(client, hq, warm):
    coffee, soup = warm.kinds.get(), make_kind("soep")
    page = client.get(address(warm)).text

    ticks = {
        int(number): "checked" in tick for tick, number in re.findall(r'(<input type="checkbox" name="kinds" value="(\d+)".*?>)', page)
    }
    assert (ticks[coffee.pk], ticks[soup.pk]) == (True, False)
    client.post(address(warm), filled_in(warm, [coffee, soup]))

    assert {kind.slug for kind in warm.kinds.all()} == {"koffie", "soep"}


def test_a_theme_that_would_hold_nothing_is_told_and_stays(client, hq, warm):
    answer = client.post(address(warm), filled_in(warm, []))

    assert answer.context["adminform"].form.errors.keys() == {"kinds"}
    assert [kind.slug for kind in warm.kinds.all()] == ["koffie"]


def test_a_coordinator_reads_a_theme_and_ticks_nothing(client, coordinator, warm):
    assert 'type="checkbox" name="kinds"' not in client.get(address(warm)).text
    assert client.post(address(warm), filled_in(warm, [])).status_code == 404
    assert warm.kinds.exists()
