"""What a team would like to see in the catalogue, and what HQ answers."""

import pytest
from django.test import Client
from django.urls import reverse

from enchante import proposing
from merchants.letters import Letter
from merchants.models import Proposal, Service
from tests.factories import make_kind, make_proposal, make_service, make_team_member
from tests.logins import come_in
from tests.pages import words_of
from tests.races import at_once, meet
from tests.refusals import refused_by
from tests.team import address
from vouchers.models import TreatKind

pytestmark = pytest.mark.django_db

WORDS = {"name_nl": "naaien", "name_fr": "couture", "words_nl": "Kan je dit naaien?", "words_fr": "Pouvez-vous coudre ceci ?"}
TYPED = {**WORDS, "of": "service", "icon": "scissors", "osm_tag": "", "why": "Het wordt gevraagd."}
# What the page of a proposal sends where nothing was touched.
ASKED = {**WORDS, "icon": "scissors", "osm_tag": "", "why": "Het wordt gevraagd.", "answer": "", "instead": ""}


def propose(client, chapter, **changes):
    return client.post(reverse("admin:merchants_proposal_add"), TYPED | {"chapter": chapter.pk} | changes, follow=True)


def answer(client, proposal, button, **changes):
    return client.post(address(proposal), ASKED | changes | {button: "1"}, follow=True)


@pytest.fixture
def sewing(gent):
    return make_proposal("naaien", chapter=gent)


def test_a_coordinator_proposes_and_nobody_offers_it_before_an_answer(client, coordinator, gent):
    page = propose(client, gent)

    proposal = Proposal.objects.get()
    assert (page.status_code, proposal.name_nl, proposal.state, proposal.chapter) == (200, "naaien", "waiting", gent)
    assert not Service.objects.exists()
    assert "naaien" not in words_of(client.get("/doe-mee/plek/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name_nl": ""}, "verplicht"),
        ({"icon": ""}, "verplicht"),
        ({"icon": "nergens-getekend"}, "Er is geen pictogram met die naam."),
        ({"osm_tag": "wc"}, "“wc” is geen label."),
        ({"of": "treat_kind", "words_nl": "x" * 61}, "De naam van meerdere telt hoogstens 60 lettertekens."),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(client, coordinator, gent, changes, sentence):
    page = propose(client, gent, **changes)

    assert not Proposal.objects.exists()
    assert "Het wordt gevraagd." in page.text
    assert sentence.split(" letter")[0] in words_of(page)


def test_the_same_proposal_twice_is_one(client, coordinator, gent, sewing):
    page = propose(client, gent, name_nl="Naaien")

    assert "Jullie team stelde dit al voor" in words_of(page)
    assert Proposal.objects.get() == sewing
    with refused_by("proposed_once"):
        make_proposal("naaien", chapter=gent)


def test_what_waits_is_not_renamed_into_what_waits_too(client, coordinator, gent, sewing):
    other = make_proposal("stikken", chapter=gent)

    page = client.post(address(other), ASKED)

    assert "Jullie team stelde dit al voor" in words_of(page)
    other.refresh_from_db()
    assert other.name_nl == "stikken"


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_who_propose_the_same_at_once_propose_it_once(gent):
    clients = [come_in(Client(), make_team_member("coordinator", chapter=gent)) for _ in range(2)]

    pages = at_once(*[lambda client=client: propose(client, gent) for client in clients])

    assert [page.status_code for page in pages] == [200, 200]
    assert Proposal.objects.count() == 1


def test_another_city_may_propose_the_same(gent, brussel, sewing):
    make_proposal("naaien", chapter=brussel)

    assert Proposal.objects.count() == 2


def test_hq_sees_on_its_front_page_what_waits_and_a_coordinator_does_not(client, hq, coordinator, sewing):
    assert "1 voorstel voor de catalogus" not in words_of(client.get("/beheer/"))
    come_in(client, hq)
    assert "1 voorstel voor de catalogus" in words_of(client.get("/beheer/"))


def test_hq_betters_the_words_and_takes_it_up(client, hq, gent, sewing):
    Service.objects.create(slug="water", name="water", name_nl="water", icon="glass-water", position=70)

    page = answer(client, sewing, "_accept", name_nl="iets naaien", osm_tag="sewing=yes", answer="Mooi idee!")

    service = Service.objects.get(slug="iets-naaien")
    assert (service.name_nl, service.name_fr, service.question_nl, service.icon) == (
        "iets naaien",
        "couture",
        "Kan je dit naaien?",
        "scissors",
    )
    assert (service.osm_tag, service.position) == ("sewing=yes", 80)
    sewing.refresh_from_db()
    assert (sewing.state, sewing.became) == ("accepted", "iets-naaien")
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (gent.email, "“iets naaien” staat in de catalogus")
    assert "Mooi idee!" in letter.body
    assert "“iets naaien” staat in de catalogus; het team krijgt een brief." in words_of(page)


def test_a_kind_of_treat_comes_with_its_plural(gent):
    bun = make_proposal("pistolet", chapter=gent, of="treat_kind", words="pistolets", words_nl="pistolets")

    kind = proposing.accept(proposal=bun)

    assert (type(kind), kind.name_nl, kind.plural_nl, kind.counted(3)) == (TreatKind, "pistolet", "pistolets", "3 pistolets")


def test_what_is_called_so_already_is_not_added_twice(client, hq, sewing):
    make_service("naaister", name="naaien", name_nl="naaien")

    page = answer(client, sewing, "_accept")

    assert "“naaien” staat al in de catalogus." in words_of(page)
    sewing.refresh_from_db()
    assert (sewing.state, Service.objects.count()) == ("waiting", 1)


def test_an_address_that_is_taken_gets_a_number(gent, sewing):
    make_service("naaien", name="herstellen", name_nl="herstellen")

    assert proposing.accept(proposal=sewing).slug == "naaien-2"


def test_the_team_hears_which_one_is_there_already(client, hq, gent, sewing):
    there = make_service("herstellen", name_nl="kleren herstellen")

    answer(client, sewing, "_instead", instead=str(there.pk))

    sewing.refresh_from_db()
    assert (sewing.state, sewing.became) == ("merged", "herstellen")
    assert "het heet “kleren herstellen”" in Letter.objects.get().body


def test_hq_is_asked_which_one_when_none_was_chosen(client, hq, sewing):
    page = answer(client, sewing, "_instead")

    assert "Kies welke het is." in words_of(page)
    sewing.refresh_from_db()
    assert sewing.state == "waiting"


def test_not_now_is_said_kindly(client, hq, gent, sewing):
    answer(client, sewing, "_decline", answer="Misschien volgend jaar.")

    letter = Letter.objects.get()
    assert letter.subject == "Over “naaien”"
    assert "We voegen het nu niet toe; dat kan nog veranderen." in letter.body
    assert "Misschien volgend jaar." in letter.body


def test_a_coordinator_betters_what_waits_and_answers_nothing(client, coordinator, sewing):
    answer(client, sewing, "_accept", name_nl="kleren naaien", answer="Ja!")

    sewing.refresh_from_db()
    assert (sewing.name_nl, sewing.answer, sewing.state) == ("kleren naaien", "", "waiting")
    assert not Service.objects.exists()


def test_what_was_answered_is_only_read(client, hq, sewing):
    proposing.decline(proposal=sewing)

    page = answer(client, sewing, "_accept", name_nl="toch")

    sewing.refresh_from_db()
    assert (page.status_code, sewing.name_nl, sewing.state) == (404, "naaien", "declined")
    assert client.get(address(sewing)).status_code == 200


def test_a_team_takes_its_proposal_back_until_it_is_answered(client, coordinator, gent, sewing):
    answered = make_proposal(chapter=gent)
    proposing.decline(proposal=answered)

    for proposal in [sewing, answered]:
        client.post(address(proposal, "delete"), {"post": "yes"})

    assert Proposal.objects.get() == answered


def test_an_answer_is_whole():
    with refused_by("proposal_answer_is_whole"):
        make_proposal(state="accepted")


@pytest.mark.django_db(transaction=True)
def test_two_of_hq_who_accept_at_once_add_one(gent):
    sewing = make_proposal("naaien", chapter=gent)

    came = at_once(*[lambda: proposing.accept(proposal=sewing)] * 2)

    assert {type(outcome) for outcome in came} == {Service, proposing.AlreadyAnswered}
    assert (Service.objects.count(), Letter.objects.count()) == (1, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_cities_whose_proposals_of_one_name_are_accepted_at_once_get_one_row(gent, brussel, monkeypatch):
    same = [make_proposal("naaien", chapter=chapter) for chapter in (gent, brussel)]
    meet(monkeypatch, (proposing, "_free_slug"))

    came = at_once(*(lambda each=each: proposing.accept(proposal=each) for each in same))

    assert sorted(type(outcome).__name__ for outcome in came) == ["CalledSo", "Service"]
    assert Service.objects.count() == 1


# Pictograms


def test_a_pictogram_is_picked_by_looking(client, hq):
    page = client.get(address(make_kind())).text

    assert '<input type="radio" name="icon" value="coffee" checked' in page
    assert "een glas water" in page


def test_one_that_is_not_in_the_list_stays(client, hq):
    kind = make_kind("krant", icon="mailbox")

    assert '<input type="radio" name="icon" value="mailbox" checked' in client.get(address(kind)).text
