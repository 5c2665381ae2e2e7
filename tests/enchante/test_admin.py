"""The admin at /beheer/: each sees, opens, changes and chooses only what is theirs. Every registered model is tried by itself."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters.models import (
    Activity,
    CardWish,
    CircleNote,
    OwnWords,
    Peer,
    Story,
    Threshold,
)
from merchants.admin.base import TeamAdmin
from merchants.letters import Letter
from merchants.models import (
    Chapter,
    ChecklistItem,
    Invitation,
    Merchant,
    Neighbourhood,
    PaperRequest,
    Photo,
    Proposal,
    Service,
    TeamRole,
    User,
    Verification,
    VerificationRound,
)
from referrals.models import HelpLine, MapBackground, MapEdition, Organisation, PaperOrder, Signal
from tests.factories import (
    make_activity,
    make_background,
    make_card_wish,
    make_chapter,
    make_edition,
    make_help_line,
    make_kind,
    make_listening_round,
    make_merchant,
    make_neighbourhood,
    make_note,
    make_organisation,
    make_own_words,
    make_paper_order,
    make_paper_request,
    make_peer,
    make_photo,
    make_proposal,
    make_round,
    make_service,
    make_signal,
    make_story,
    make_team_member,
    make_theme,
    make_threshold,
    make_treat,
)
from tests.logins import come_in
from tests.queries import statements
from tests.team import address, listed, make_filled_pot, make_gift, make_redirection, make_refund
from tests.vouchers.payouts import make_account, make_run
from vouchers.models import (
    ChapterAccount,
    Cost,
    Movement,
    Payment,
    PayoutRun,
    Pot,
    PotMovement,
    Purchase,
    Redirection,
    Refund,
    Theme,
    Treat,
    TreatKind,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("shown_again")]


# One row of each kind in this city; a model without a line here fails.
ROW_IN = {
    Chapter: lambda chapter: chapter,
    ChecklistItem: lambda chapter: ChecklistItem.objects.create(chapter=chapter, words="Print stickers."),
    Neighbourhood: lambda chapter: make_neighbourhood(chapter=chapter),
    Merchant: lambda chapter: make_merchant(chapter=chapter),
    Photo: lambda chapter: make_photo(make_merchant(chapter=chapter)),
    Verification: lambda chapter: Verification.objects.create(merchant=make_merchant(chapter=chapter)),
    VerificationRound: lambda chapter: make_round(chapter),
    PaperRequest: lambda chapter: make_paper_request(make_merchant(chapter=chapter)),
    TeamRole: lambda chapter: make_team_member("volunteer", chapter=chapter).roles.get(),
    User: lambda chapter: make_team_member("peer", chapter=chapter),
    Treat: lambda chapter: make_treat(merchant=make_merchant(chapter=chapter)),
    Movement: lambda chapter: make_treat(merchant=make_merchant(chapter=chapter), waiting=2).movements.get(),
    Purchase: make_gift,
    Payment: lambda chapter: make_gift(chapter).payments.get(),
    Refund: make_refund,
    Redirection: make_redirection,
    Pot: make_filled_pot,
    PotMovement: lambda chapter: make_filled_pot(chapter).movements.first(),
    Cost: lambda chapter: Cost.objects.create(chapter=chapter, kind="fee", amount=30, reference=f"stl_{Cost.objects.count()}"),
    ChapterAccount: lambda chapter: make_account(chapter),
    PayoutRun: lambda chapter: make_run(chapter),
    Invitation: lambda chapter: Invitation.objects.create(chapter=chapter, merchant=make_merchant(chapter=chapter, state="suggested")),
    PaperOrder: lambda chapter: make_paper_order(make_organisation(f"Huis {PaperOrder.objects.count()}", chapter=chapter)),
    Organisation: lambda chapter: Organisation.objects.create(chapter=chapter, name="CAW"),
    HelpLine: lambda chapter: make_help_line(chapter=chapter),
    Proposal: lambda chapter: make_proposal(chapter=chapter),
    Signal: lambda chapter: make_signal(make_merchant(chapter=chapter)),
    Threshold: lambda chapter: make_threshold(chapter=chapter),
    Activity: lambda chapter: make_activity(chapter=chapter, merchant=make_merchant(chapter=chapter)),
    Peer: lambda chapter: make_peer(chapter=chapter),
    MapEdition: make_edition,
    MapBackground: lambda chapter: make_background(chapter, is_used=not chapter.map_backgrounds.exists()),
    Story: lambda chapter: make_story(chapter=chapter, state="to_read"),
    OwnWords: lambda chapter: make_own_words(listening_round=make_listening_round(chapter=chapter)),
    CardWish: lambda chapter: make_card_wish(chapter=chapter),
    CircleNote: lambda chapter: make_note(chapter=chapter, kind="answer"),
}
# Rows that belong to no city: everybody of a team reads the catalogue, HQ alone the letters.
OF_NO_CITY = {
    Service: make_service,
    TreatKind: make_kind,
    Theme: lambda: make_theme(kinds=["koffie"]),
    Letter: lambda: Letter.objects.create(event="welcome", to="lut@example.org", subject="Welkom", body="Dag Lut"),
}
VOLUNTEERS_SEE = {
    Chapter,
    ChecklistItem,
    HelpLine,
    Neighbourhood,
    Merchant,
    PaperRequest,
    PaperOrder,
    Verification,
    VerificationRound,
    Treat,
    Service,
    TreatKind,
    Redirection,
    Theme,
    Activity,
    MapEdition,
    MapBackground,
    Peer,
}
every_model = pytest.mark.parametrize("model", ROW_IN, ids=lambda model: model.__name__)


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
def test_coordinator_of_two_cities_finds_the_rows_of_both_and_of_no_third(client, coordinator, gent, brussel, model):
    leuven = make_chapter("leuven")
    TeamRole.objects.create(chapter=brussel, user=coordinator, role="coordinator")
    rows = [ROW_IN[model](chapter) for chapter in (gent, brussel, leuven)]

    found = listed(client.get(address(rows[0], "changelist")))

    assert [row.pk in found for row in rows] == [True, True, False]
    assert [client.get(address(row, "history")).status_code for row in rows] == [200, 200, 404]


@every_model
def test_volunteer_finds_no_row_of_another_city_either(client, volunteer, gent, brussel, model):
    own, others = ROW_IN[model](gent), ROW_IN[model](brussel)

    for page in ("change", "delete", "history"):
        assert client.get(address(others, page)).status_code == 404
    if model in VOLUNTEERS_SEE:
        assert others.pk not in listed(client.get(address(own, "changelist"))) >= {own.pk}
        assert client.get(address(own, "history")).status_code == 200


@every_model
def test_volunteer_of_one_city_and_coordinator_of_another_is_each_where_it_is(client, coordinator, gent, brussel, model):
    TeamRole.objects.create(chapter=brussel, user=coordinator, role="volunteer")
    elsewhere = ROW_IN[model](brussel)

    assert client.get(address(elsewhere)).status_code == (200 if model in VOLUNTEERS_SEE else 404)
    client.post(address(elsewhere, "delete"), {"post": "yes"})
    assert model.objects.filter(pk=elsewhere.pk).exists()


@every_model
def test_what_is_searched_while_filling_in_a_form_is_of_the_own_city(client, coordinator, gent, brussel, model):
    make_merchant("Krokant", chapter=brussel)
    for field in admin.site.get_model_admin(model).autocomplete_fields:
        asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field, "term": "kro"}

        assert client.get(reverse("admin:autocomplete"), asked).json()["results"] == []


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


@pytest.mark.parametrize(
    "model",
    [Merchant, Invitation, PaperRequest, PaperOrder, Photo, TeamRole, User, Treat, Movement, Purchase, Payment, Refund, Cost]
    + [Redirection, PayoutRun, PotMovement, Signal, Proposal, Threshold, Activity, VerificationRound, MapEdition, MapBackground, OwnWords]
    + [Story]
    + [CardWish, CircleNote, Peer],
    ids=lambda model: model.__name__,
)
def test_a_list_costs_the_same_for_one_row_and_for_many(client, coordinator, gent, model):
    def cost():
        with statements() as sent:
            client.get(address(model(), "changelist"))
        return len(sent)

    ROW_IN[model](gent)
    one = cost()
    for _ in range(4):
        ROW_IN[model](gent)

    assert cost() == one


ODD_QUESTIONS = """
    p=abc p=-1 p=99999999999 o=abc q=%00 kind=%00 state__exact=%00 q=’t+مرحبا
    state__exact=x all= chapter__id__exact=abc nergens=1 e=1 checked=x word=x day__year=abc
""".split()


@pytest.mark.parametrize("model", [Merchant, Purchase, Movement], ids=lambda model: model.__name__)
def test_an_odd_question_never_breaks_a_list(client, coordinator, gent, model):
    ROW_IN[model](gent)

    for question in ODD_QUESTIONS:
        assert client.get(f"{address(model(), 'changelist')}?{question}", follow=True).status_code in {200, 400}, question


@pytest.mark.parametrize("model", [Merchant, Movement], ids=lambda model: model.__name__)
def test_an_odd_address_is_not_there(client, hq, model):
    for key in ["abc", "0", "-1", "9" * 30, "%00", "é"]:
        assert client.get(f"{address(model(), 'changelist')}{key}/change/").status_code == 404, key


@pytest.mark.parametrize("model", [Neighbourhood, TeamRole, Organisation, HelpLine, Peer], ids=lambda model: model.__name__)
def test_coordinator_takes_away_what_is_no_longer_so(client, coordinator, gent, model):
    row = ROW_IN[model](gent)

    client.post(address(row, "delete"), {"post": "yes"})

    assert not model.objects.filter(pk=row.pk).exists()


def test_search_for_a_place_of_a_new_treat_finds_own_places_only(client, coordinator, gent, brussel):
    own = make_merchant("Krook", chapter=gent)
    make_merchant("Krokant", chapter=brussel)

    found = client.get(
        reverse("admin:autocomplete"), {"app_label": "vouchers", "model_name": "treat", "field_name": "merchant", "term": "kro"}
    )

    assert found.json()["results"] == [{"id": str(own.pk), "text": "Krook"}]


def test_hq_adds_a_city_and_a_service_in_three_languages(client, hq):
    city = {"name": "Mechelen", "slug": "mechelen", "public_name": "Hartelijke Plekken", "state": "forming", "postcodes": "2800,2811"}
    client.post(reverse("admin:merchants_chapter_add"), city | {"lat": "51.03", "lng": "4.48"})
    words = {"name_nl": "vaas", "name_fr": "vase", "name_en": "vase", "question_nl": "Mag ik een vaas?"}
    client.post(reverse("admin:merchants_service_add"), words | {"slug": "vaas", "icon": "flower", "position": "5"})

    assert Chapter.objects.get(slug="mechelen").postcodes == ["2800", "2811"]
    service = Service.objects.get(slug="vaas")
    client.post(address(service), words | {"name_nl": "bloemenvaas", "slug": "vaas", "icon": "flower", "position": "5"})
    assert Service.objects.rewrite(False).values_list("name", "name_nl", "name_fr").get() == ("bloemenvaas", "bloemenvaas", "vase")


def test_leaving_the_admin_logs_out(client, coordinator):
    assert client.post(reverse("admin:logout")).url == "/"
    assert "_auth_user_id" not in client.session
