"""The admin at /beheer/: each sees, opens, changes and chooses only what is theirs. Every registered model is tried by itself."""

from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from merchants.admin.base import TeamAdmin
from merchants.letters import Letter
from merchants.models import Chapter, Merchant, MerchantPerson, Neighbourhood, Service, TeamRole, User
from referrals.models import Organisation
from tests.factories import (
    make_chapter,
    make_kind,
    make_merchant,
    make_neighbourhood,
    make_service,
    make_team_member,
    make_treat,
)
from tests.logins import come_in, give_second_factor
from vouchers.models import Movement, Payment, Purchase, PurchaseLine, Treat, TreatKind

pytestmark = pytest.mark.django_db
today = timezone.localdate


def make_purchase(chapter, *, word="Smakelijk!", paid=True):
    purchase = Purchase.objects.create(chapter=chapter, key=uuid4(), word=word, word_state="waiting" if word else "none")
    treat = Treat.objects.filter(merchant__chapter=chapter).first() or make_treat(merchant=make_merchant(chapter=chapter))
    PurchaseLine.objects.create(purchase=purchase, treat=treat, quantity=1, unit_price=250, vat_rate=12)
    paid = {"status": "paid", "paid_at": timezone.now()} if paid else {}
    Payment.objects.create(purchase=purchase, gateway="demo", mode="test", amount=250, **paid)
    return purchase


# One row of each kind in this city; a model without a line here fails.
ROW_IN = {
    Chapter: lambda chapter: chapter,
    Neighbourhood: lambda chapter: make_neighbourhood(chapter=chapter),
    Merchant: lambda chapter: make_merchant(chapter=chapter),
    TeamRole: lambda chapter: make_team_member("volunteer", chapter=chapter).roles.get(),
    User: lambda chapter: make_team_member("peer", chapter=chapter),
    Treat: lambda chapter: make_treat(merchant=make_merchant(chapter=chapter)),
    Movement: lambda chapter: make_treat(merchant=make_merchant(chapter=chapter), waiting=2).movements.get(),
    Purchase: make_purchase,
    Payment: lambda chapter: make_purchase(chapter).payments.get(),
    Organisation: lambda chapter: Organisation.objects.create(chapter=chapter, name="CAW"),
}
# Rows that belong to no city: everybody of a team reads the catalogue, HQ alone the letters.
OF_NO_CITY = {
    Service: make_service,
    TreatKind: make_kind,
    Letter: lambda: Letter.objects.create(event="welcome", to="lut@example.org", subject="Welkom", body="Dag Lut"),
}
VOLUNTEERS_SEE = {Chapter, Neighbourhood, Merchant, Treat, Service, TreatKind}
every_model = pytest.mark.parametrize("model", ROW_IN, ids=lambda model: model.__name__)


def address(row, page="change"):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if page in {"change", "delete", "history"} else [])


def listed(response):
    return set(response.context["cl"].queryset.values_list("pk", flat=True))


@pytest.fixture
def count_queries():
    def count(call, *args):
        with CaptureQueriesContext(connection) as queries:
            call(*args)
        return len(queries)

    return count


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def brussel():
    return make_chapter("brussel")


@pytest.fixture
def coordinator(client, gent):
    """The coordinator of Gent, logged in."""
    user = make_team_member("coordinator", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def volunteer(client, gent):
    user = make_team_member("volunteer", chapter=gent)
    come_in(client, user)
    return user


@pytest.fixture
def hq(client):
    user = User.objects.create_superuser("hq@example.org")
    come_in(client, user)
    return user


def test_every_registered_model_is_tried_here():
    registered = admin.site._registry

    assert set(registered) == ROW_IN.keys() | OF_NO_CITY.keys()
    assert all(isinstance(model_admin, TeamAdmin) for model_admin in registered.values())


# Own and others'


@every_model
def test_coordinator_finds_own_rows_and_none_of_another_city(client, coordinator, gent, brussel, model):
    own, others = ROW_IN[model](gent), ROW_IN[model](brussel)

    assert others.pk not in listed(client.get(address(own, "changelist"))) >= {own.pk}
    assert client.get(address(own)).status_code == client.get(address(own, "history")).status_code == 200
    for page in ("change", "delete", "history"):
        assert client.get(address(others, page)).status_code == 404
    assert client.post(address(others), {"name": "Gekaapt"}).status_code == 404


@every_model
def test_action_passes_over_rows_of_another_city(client, coordinator, gent, brussel, model):
    own, others = ROW_IN[model](gent), ROW_IN[model](brussel)
    before = model.objects.filter(pk=others.pk).values().get()

    for action in admin.site.get_model_admin(model).actions:
        client.post(address(own, "changelist"), {"action": action, "_selected_action": [others.pk]})

    assert model.objects.filter(pk=others.pk).values().get() == before
    assert not LogEntry.objects.filter(object_id=others.pk).exists()


@every_model
def test_forms_offer_no_row_of_another_city(rf, coordinator, gent, brussel, model):
    own = ROW_IN[model](gent)
    elsewhere = {model: {make(brussel).pk} for model, make in ROW_IN.items()}
    request = rf.get("/")
    request.user = User.objects.get(pk=coordinator.pk)
    model_admin = admin.site.get_model_admin(model)
    forms = [model_admin.get_form(request, own, change=True), model_admin.get_form(request)]
    forms += [formset.form for formset, _ in model_admin.get_formsets_with_inlines(request, own)]

    for form in forms:
        for name, field in form.base_fields.items():
            if hasattr(field, "queryset"):
                offered = set(field.queryset.values_list("pk", flat=True))
                assert not offered & elsewhere.get(field.queryset.model, set()), name


@every_model
def test_volunteer_sees_places_and_no_money_or_people(client, volunteer, gent, model):
    row = ROW_IN[model](gent)

    expected = 200 if model in VOLUNTEERS_SEE else 404
    assert client.get(address(row, "changelist")).status_code == client.get(address(row)).status_code == expected


@every_model
def test_hq_opens_every_page_of_every_city(client, hq, gent, brussel, model):
    rows = [ROW_IN[model](gent), ROW_IN[model](brussel)]

    assert listed(client.get(address(rows[0], "changelist"))) >= {row.pk for row in rows}
    for row in rows:
        assert client.get(address(row)).status_code == client.get(address(row, "history")).status_code == 200


@pytest.mark.parametrize("model", OF_NO_CITY, ids=lambda model: model.__name__)
def test_what_belongs_to_no_city_is_changed_by_hq_alone(client, gent, model):
    row = OF_NO_CITY[model]()
    hq, coordinator = User.objects.create_superuser("hq@example.org"), make_team_member("coordinator", chapter=gent)

    come_in(client, coordinator)
    assert client.post(address(row), {}).status_code == 404
    come_in(client, hq)
    assert client.get(address(row)).status_code == 200


@pytest.mark.parametrize("model", [Merchant, TeamRole, User, Treat, Movement, Purchase, Payment], ids=lambda model: model.__name__)
def test_a_list_costs_the_same_for_one_row_and_for_many(client, coordinator, gent, count_queries, model):
    ROW_IN[model](gent)
    here = address(model(), "changelist")
    one = count_queries(client.get, here)
    for _ in range(4):
        ROW_IN[model](gent)

    assert count_queries(client.get, here) == one


# The two answers


@pytest.fixture
def applied(gent):
    return make_merchant(
        "De Lantaarn", chapter=gent, state="applied", agreed_on=None, charter_accepted_on=today(), contact_email="lut@example.org"
    )


def act(client, action, *rows):
    return client.post(address(rows[0], "changelist"), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


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
    make_purchase(gent)
    make_purchase(gent, paid=False)

    response = client.get(reverse("admin:index"))

    waiting = {something.url: something.number for something in response.context["waiting"] if something.number}
    assert list(waiting.values()) == [1, 1]
    for url in waiting:
        assert len(listed(client.get(url))) == 1


# Places


def typed(merchant, **changes):
    """What the browser sends for the page of this place when nothing was touched, but for these changes."""
    fields = ["name", "kind", "description", "state", "street", "postcode", "town", "opening_hours", "wheelchair", "website", "phone"]
    fields += ["contact_name", "contact_email", "contact_phone", "remark"]
    data = {name: getattr(merchant, name) for name in fields} | {"chapter": merchant.chapter_id, "languages": ",".join(merchant.languages)}
    data |= {name: repr(getattr(merchant, name)) for name in ("lat", "lng")}
    data |= {name: getattr(merchant, name) or "" for name in ("checked_on", "agreed_on", "charter_accepted_on")}
    for prefix in ("offers", "people"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | changes


def test_place_keeps_what_others_changed_meanwhile(client, coordinator, gent, monkeypatch):
    place = make_merchant("Krook", chapter=gent, phone="09 111 11 11")

    client.post(address(place), typed(place, phone="09 222 22 22"))

    place.refresh_from_db()
    assert (place.name, place.phone) == ("Krook", "09 222 22 22")


def test_place_without_a_point_stands_in_the_middle_of_its_neighbourhood(client, coordinator, gent):
    quarter = make_neighbourhood(chapter=gent, lat=51.06, lng=3.70)
    place = make_merchant(chapter=gent)

    client.post(address(place), typed(place, lat="", lng="", neighbourhood=quarter.pk))

    place.refresh_from_db()
    assert (place.lat, place.lng) == (51.06, 3.70)


def test_typed_hours_are_repaired_and_the_finder_knows_them_at_once(client, coordinator, gent):
    place = make_merchant(chapter=gent)

    client.post(address(place), typed(place, opening_hours="ma-zo 0u-24u"))

    place.refresh_from_db()
    assert place.opening_hours == "Mo-Su 00:00-24:00"
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


def test_price_is_changed_while_somebody_takes_one(client, coordinator, gent):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3)

    client.post(address(treat), {"price": "3,00", "vat_rate": "12", "is_offered": "on", "counted": ""})

    treat.refresh_from_db()
    assert (treat.price, treat.waiting) == (300, 3)


@pytest.mark.parametrize(("action", "state"), [("show_words", "shown"), ("keep_words", "kept")])
def test_kind_words_wait_for_a_nod(client, coordinator, gent, action, state):
    with_word, without = make_purchase(gent), make_purchase(gent, word="")

    act(client, action, with_word, without)

    assert [Purchase.objects.get(pk=purchase.pk).word_state for purchase in (with_word, without)] == [state, "none"]


def test_ledger_cannot_be_narrowed_to_one_place(client, coordinator, gent):
    treat = make_treat(merchant=make_merchant(chapter=gent), waiting=3)

    assert client.get(address(Movement(), "changelist"), {"treat__exact": treat.pk}).status_code == 400


# Organisations and roles


def test_organisation_is_welcomed(client, coordinator, gent):
    organisation = Organisation.objects.create(chapter=gent, name="CAW")

    act(client, "welcome", organisation)

    organisation.refresh_from_db()
    assert organisation.approved_on == today()


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
