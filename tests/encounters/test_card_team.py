"""A team writes cards, makes those of the network its own, and answers questions for cards."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters import actions
from encounters.catalogue import load_cards
from encounters.models import CardWish, LearningCard
from merchants.models import User
from tests.factories import make_card, make_card_wish, make_chapter, make_team_member, words_of_card
from tests.logins import come_in
from tests.pages import form_of, words_of
from tests.queries import statements
from tests.team import act, address, said

pytestmark = [pytest.mark.django_db, pytest.mark.page]
TEAM = "/beheer/kaarten/"
NEW = f"{TEAM}nieuw/?soort=shoes&stad=gent"


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def greet(client, gent):
    return come_in(client, make_team_member("coordinator", chapter=gent))


@pytest.fixture
def hq(client):
    return come_in(client, User.objects.create_superuser("hq@example.org"))


def step(client, card, name, **sent):
    return client.post(f"{TEAM}{card.slug}/{name}/", sent, follow=True)


def typed(**changes):
    said = {"title": "Iemand slaapt", "situation": "Iemand valt in slaap aan een tafel.", "audience": "both", "icon": "armchair"}
    parts = {"say-0": "Je laat hem slapen.", "found-0": "Het was snel voorbij.", "say-1": "Je tikt zacht.", "found-1": "Dat mocht."}
    return said | parts | changes


# Cards


@pytest.mark.usefixtures("greet")
def test_a_coordinator_makes_a_card_theirs_changes_it_and_shows_it(client, gent):
    load_cards()
    busy = LearningCard.objects.get(slug="alweer")
    assert "Maak ze van ons in Gent" in words_of(client.get(TEAM))

    page = step(client, busy, "ons", stad="gent")
    ours = LearningCard.objects.get(chapter=gent)
    here = f"{TEAM}{ours.slug}/?taal=nl"
    assert "Hier is ze" in said(page)[0] and "in de plaats van ‘Alweer?’" in words_of(page)
    client.post(here, form_of(client.get(here)) | {"title": "Weer jij!", "audience": "merchants", "icon": "smile"})
    step(client, ours, "tonen")

    ours.refresh_from_db()
    assert (ours.words["nl"]["title"], ours.words["fr"], ours.is_shown) == ("Weer jij!", busy.words["fr"], True)
    assert "Weer jij!" in words_of(client.get("/leren/?stad=gent")) and "Weer jij!" not in words_of(client.get("/leren/"))
    assert "leest weer de kaart van het netwerk" in said(step(client, ours, "weg"))[0]
    assert "Alweer?" in words_of(client.get("/leren/"))


@pytest.mark.usefixtures("greet")
def test_a_new_card_is_written_once_translated_and_hidden_again(client, gent):
    sent = typed(key=form_of(client.get(NEW))["key"])
    for _twice in range(2):
        client.post(NEW, sent)
    card = LearningCard.objects.get()
    assert (card.slug, card.chapter, card.kind, card.is_shown, card.lacking) == (
        *["gent-iemand-slaapt", gent, "shoes", False],
        ["Frans", "Engels"],
    )

    french = f"{TEAM}{card.slug}/?taal=fr"
    assert "Om van te vertalen Iemand slaapt" in words_of(client.get(french))
    client.post(french, typed(title="Quelqu’un dort"))
    step(client, card, "tonen")
    assert "Quelqu’un dort" in words_of(client.get("/fr/leren/?stad=gent"))

    step(client, card, "zonder-taal", taal="fr")
    assert "houdt woorden in minstens één taal" in said(step(client, card, "zonder-taal", taal="nl"))[0]
    step(client, card, "verbergen")
    assert client.get(f"/leren/{card.slug}/").status_code == 404
    assert "De kaart is weg." in said(step(client, card, "weg"))[0]


@pytest.mark.usefixtures("greet")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"say-1": "", "found-1": ""}, "Geef minstens twee keuzes"),
        ({"found-1": ""}, "Vertel in een zin wat anderen daarmee merkten."),
        ({"say-1": ""}, "Schrijf de keuze waar dit bij hoort"),
        ({"title": "", "situation": ""}, "Geef de kaart een titel."),
        ({"situation": "x" * 2000}, "Hier passen hoogstens 300 tekens; dit zijn er 2000."),
        ({"situation": "Bel 0470 12 34 56."}, "Er staat een telefoonnummer"),
        ({"audience": "iedereen"}, "iedereen"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(client, changes, told):
    page = client.post(NEW, typed(**changes))

    assert told in words_of(page)
    assert form_of(page)["found-0"] == ["Het was snel voorbij."]
    assert form_of(page)["situation"] == [typed(**changes)["situation"]]
    assert not LearningCard.objects.exists()


@pytest.mark.usefixtures("greet")
def test_a_conversation_card_asks_for_two_sentences(client):
    here = NEW.replace("shoes", "talk")

    assert "Geef minstens twee zinnen" in words_of(client.post(here, typed(**{"say-1": ""})))
    client.post(here, typed())

    assert LearningCard.objects.get().words["nl"]["parts"] == [
        {"say": "Je laat hem slapen.", "found": ""},
        {"say": "Je tikt zacht.", "found": ""},
    ]


@pytest.mark.usefixtures("greet")
def test_a_coordinator_does_not_touch_cards_of_the_network_or_of_another_city(client):
    network, elsewhere = make_card(), make_card(chapter=make_chapter("brussel"))

    for card in (network, elsewhere):
        assert client.get(f"{TEAM}{card.slug}/").status_code == 404
        assert {step(client, card, name).status_code for name in ("tonen", "verbergen", "weg", "zonder-taal")} == {404}
    assert step(client, network, "ons", stad="brussel").status_code == 404
    assert step(client, elsewhere, "ons", stad="gent").status_code == 404
    assert step(client, make_card(state="draft"), "ons", stad="gent").status_code == 404
    odd = ["", "?soort=shoes", "?soort=shoes&stad=brussel", "?soort=toets&stad=gent", "?soort=shoes&stad=gent&wens=x"]
    assert {client.get(f"{TEAM}nieuw/{query}").status_code for query in odd} == {404}
    assert "Elders" not in words_of(client.get(TEAM))


def test_a_volunteer_reads_along_and_changes_nothing(client, gent):
    come_in(client, make_team_member("volunteer", chapter=gent))
    card = make_card(chapter=gent)

    page = words_of(client.get(TEAM))

    assert "Het is druk" in page and "Wijzig" not in page and "Een nieuwe kaart" not in page
    assert [step(client, card, "weg").status_code, client.get(NEW).status_code] == [404, 404]


@pytest.mark.usefixtures("hq")
def test_hq_keeps_the_cards_of_the_network(client, gent):
    client.post(f"{TEAM}nieuw/?soort=shoes", typed())
    card = LearningCard.objects.get()
    step(client, card, "tonen")

    assert (card.chapter, card.slug) == (None, "iemand-slaapt")
    assert "Iemand slaapt" in words_of(client.get("/leren/"))
    assert step(client, card, "ons").status_code == 404  # The network is no city.
    assert "Maak ze van ons in Gent" in words_of(client.get(TEAM))


@pytest.mark.usefixtures("hq")
@pytest.mark.parametrize("title", ["Papier", "Nieuw"])
def test_a_card_with_the_name_of_another_page_gets_an_address_of_its_own(client, title):
    made = client.post(f"{TEAM}nieuw/?soort=shoes", typed(title=title)).url

    assert title in form_of(client.get(made))["title"]
    step(client, LearningCard.objects.get(), "tonen")
    assert "Je tikt zacht." in words_of(client.get(f"/leren/{LearningCard.objects.get().slug}/"))


@pytest.mark.usefixtures("greet")
def test_the_list_costs_the_same_for_one_card_and_for_three(client, gent):
    def cost():
        with statements() as sent:
            client.get(TEAM)
        return len(sent)

    make_card(chapter=gent, adapted_from=make_card())
    one = cost()
    for _more in range(2):
        make_card(chapter=gent, adapted_from=make_card())

    assert cost() == one


def test_a_card_of_words_in_one_other_language_can_be_begun_in_the_readers(client, gent):
    come_in(client, make_team_member("coordinator", chapter=gent))
    card = make_card(chapter=gent, words={"fr": words_of_card("Il y a du monde")})

    page = client.get(f"{TEAM}{card.slug}/?taal=nergens")

    assert form_of(page)["title"] == [""]
    assert "Om van te vertalen Il y a du monde" in words_of(page)


# Questions of merchants


@pytest.mark.usefixtures("greet")
def test_a_question_waits_on_the_front_page_and_a_card_is_made_of_it(client, gent):
    wish = make_card_wish("Wat doe ik als iemand slaapt?", chapter=gent)
    make_card_wish(chapter=make_chapter("brussel"))
    front = client.get(reverse("admin:index"))
    assert "1 vraag van een handelaar om een kaart" in words_of(front)
    link = next(each.url for each in front.context["waiting"] if "vraag van een handelaar" in each.text)
    assert list(client.get(link).context["cl"].queryset) == [wish]

    page = client.get(address(wish))
    here = f"{NEW}&wens={wish.pk}"
    assert here.replace("&", "&amp;") in page.text
    assert form_of(client.get(here))["situation"] == ["Wat doe ik als iemand slaapt?"]
    client.post(here, typed())

    wish.refresh_from_db()
    assert (str(wish.card), wish.words) == ("Iemand slaapt", "")
    assert client.get(here).status_code == 404
    assert "vraag van een handelaar" not in words_of(client.get(reverse("admin:index")))


@pytest.mark.usefixtures("greet")
def test_two_taps_on_a_card_made_of_a_question_are_one_card_and_both_lead_there(client, gent):
    here = f"{NEW}&wens={make_card_wish(chapter=gent).pk}"
    sent = typed(key=form_of(client.get(here))["key"])

    came = [client.post(here, sent).url for _twice in range(2)]

    assert came == [f"{TEAM}{LearningCard.objects.get().slug}/"] * 2


@pytest.mark.usefixtures("greet")
def test_a_question_laid_aside_while_somebody_wrote_a_card_costs_them_no_card(client, gent):
    wish = make_card_wish(chapter=gent)
    actions.lay_aside_wish(wish=wish)

    client.post(f"{NEW}&wens={wish.pk}", typed())

    wish.refresh_from_db()
    assert (str(LearningCard.objects.get()), wish.card) == ("Iemand slaapt", None)


@pytest.mark.usefixtures("greet")
def test_a_question_is_answered_with_a_card_that_is_there_or_laid_aside(client, gent):
    card, elsewhere = make_card(), make_card(chapter=make_chapter("brussel"))
    one, two, three = (make_card_wish(f"Vraag {number}", chapter=gent) for number in range(3))

    assert "Kies een van de twee" in words_of(client.post(address(one), {"answer": card.pk, "aside": "on"}))
    client.post(address(one), {"answer": elsewhere.pk})
    assert CardWish.objects.get(pk=one.pk).card is None
    client.post(address(one), {"answer": card.pk})
    client.post(address(two), {"aside": "on"})
    assert said(act(client, "lay_aside", one, three))[-1] == "1 vraag is opzijgelegd."

    assert [CardWish.objects.get(pk=each.pk).card for each in (one, two, three)] == [card, None, None]
    assert set(CardWish.objects.values_list("words", flat=True)) == {""}
    assert "Vraag" not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))
    assert client.get(address(one)).status_code == 200
