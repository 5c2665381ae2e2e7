"""/beheer/stad-beginnen/, and the list of a city that begins."""

import pytest
from django.utils import timezone

from encounters.models import ListeningRound
from merchants import actions
from merchants.models import Chapter, ChecklistItem
from tests.factories import make_chapter, make_chapter_text, make_listening_round, make_place_name
from tests.pages import words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
BEGIN = "/beheer/stad-beginnen/"


@pytest.fixture
def deinze():
    make_place_name("9800", kind="postcode", postcode="9800", lat=50.98, lng=3.53)


def begin(client, **changes):
    return client.post(BEGIN, {"name": "Deinze", "postcodes": "9800, 9810", "like": "", **changes}, follow=True)


# Beginning


def test_hq_begins_a_city_as_another_one(client, hq, gent, deinze):
    make_chapter_text(gent, body="{url}")

    page = begin(client, like=gent.pk)

    city = Chapter.objects.get(slug="deinze")
    assert (city.name, city.postcodes, city.lat, city.lng, city.state) == ("Deinze", ["9800", "9810"], 50.98, 3.53, "forming")
    assert "Deinze begint, zoals Gent: mee kwamen 1 tekst, 9 dingen om te doen en 0 vragen." in words_of(page)
    assert page.redirect_chain[-1][0] == f"/beheer/merchants/chapter/{city.pk}/change/"


def test_the_questions_of_the_last_round_come_along_as_a_draft(client, hq, gent, deinze):
    asked = make_listening_round(chapter=gent)
    ListeningRound.objects.filter(pk=asked.pk).update(state="open", opened_on=timezone.localdate())
    make_listening_round(chapter=gent)

    begin(client, like=gent.pk)
    begin(client, like=gent.pk)

    draft = ListeningRound.objects.get(chapter__slug="deinze")
    assert (draft.state, draft.title) == ("draft", asked.title)
    assert [each.words for each in draft.questions.all()] == [each.words for each in asked.questions.all()]


def test_a_city_that_is_there_already_stays_as_it_is(client, hq, gent, deinze):
    page = begin(client, name="Gent")

    assert "Gent is er al, dus er veranderde niets." in words_of(page)
    assert Chapter.objects.get().postcodes == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Dit veld is verplicht."),
        ({"name": "東京"}, "Schrijf de naam in Latijnse letters"),
        ({"postcodes": "98"}, "“98” is geen postcode: die heeft vier cijfers."),
        ({"postcodes": " , "}, "“,” is geen postcode: die heeft vier cijfers."),
        ({"postcodes": "9999"}, "Deze postcode kennen we niet."),
        ({"like": "999999"}, "Kies een van deze steden."),
        ({"name": "x" * 121}, "niet meer dan 120 tekens"),
        ({"name": "\0"}, "Null-tekens"),
    ],
    ids=["no name", "no letters", "short", "none", "nowhere", "no city", "long", "null"],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(client, hq, deinze, changes, sentence):
    page = begin(client, **changes)

    assert sentence in words_of(page)
    assert {name: page.context["form"][name].value() for name in changes} == changes
    assert not Chapter.objects.exists()


def test_a_postcode_of_another_city_is_told(client, hq, gent):
    gent.postcodes = ["9000", "9050"]
    gent.save(update_fields=["postcodes"])

    assert "9050 is al een postcode van Gent." in words_of(begin(client, postcodes="9800 9050"))


def test_only_hq_begins_a_city(client, coordinator):
    assert client.get(BEGIN).status_code == client.post(BEGIN, {"name": "Deinze"}).status_code == 404


# The list


def test_what_waits_for_an_answer_stands_before_what_waits_for_nobody(client, volunteer, gent):
    Chapter.objects.filter(pk=gent.pk).update(state="forming")
    ChecklistItem.objects.create(chapter=gent, words="Print stickers.")

    page = words_of(client.get("/beheer/"))

    assert page.index("Dit wacht op een antwoord") < page.index("Print stickers.")


def test_the_front_page_of_a_city_that_begins_shows_what_is_next(client, volunteer, gent):
    Chapter.objects.filter(pk=gent.pk).update(state="forming")
    item = ChecklistItem.objects.create(chapter=gent, words="Print stickers.")
    assert "Gent begint Print stickers. Gedaan" in words_of(client.get("/beheer/"))

    done = client.post(f"/beheer/merchants/checklistitem/{item.pk}/done/", follow=True)
    assert "Gedaan: Print stickers." in words_of(done)
    item.refresh_from_db()
    assert item.done_by == volunteer

    client.post(f"/beheer/merchants/checklistitem/{item.pk}/to_do/")
    item.refresh_from_db()
    assert item.done_on is None


@pytest.fixture
def to_look_at(gent):
    """Gent begins, with a letter that names another city."""
    Chapter.objects.filter(pk=gent.pk).update(state="forming")
    make_chapter_text(gent, name="approved", subject="Dag uit Aalst", body="Kijk: {url}", names=["Aalst"])
    [(_chapter, words)] = actions.texts_to_look_at([gent])
    return ChecklistItem.objects.create(chapter=gent, words=words)


def test_what_is_to_be_looked_at_leads_there_until_somebody_looked(client, coordinator, gent, to_look_at):
    link = f'<a href="/beheer/teksten/gent/approved/?taal=nl">{to_look_at.words}</a>'
    assert link in client.get("/beheer/").text

    actions.leave_as_is(chapter=gent, name="approved", language="nl")

    page = client.get("/beheer/").text
    assert link not in page and to_look_at.words in page


def test_whoever_may_not_change_the_letter_reads_it_without_a_link(client, volunteer, to_look_at):
    page = client.get("/beheer/").text

    assert to_look_at.words in page and "/beheer/teksten/gent/approved/" not in page


def test_a_city_that_is_active_shows_no_list(client, coordinator, gent):
    ChecklistItem.objects.create(chapter=gent, words="Print stickers.")

    assert "Print stickers." not in words_of(client.get("/beheer/"))


def test_the_list_of_another_city_is_not_there(client, coordinator):
    item = ChecklistItem.objects.create(chapter=make_chapter("brussel", state="forming"), words="Print stickers.")

    assert "Print stickers." not in words_of(client.get("/beheer/"))
    assert client.post(f"/beheer/merchants/checklistitem/{item.pk}/done/").status_code == 404


def test_the_front_page_costs_the_same_for_one_thing_to_do_and_many(client, coordinator, gent):
    Chapter.objects.filter(pk=gent.pk).update(state="forming")
    ChecklistItem.objects.create(chapter=gent, words="Eerst dit.")
    client.get("/beheer/")
    with statements() as for_one:
        client.get("/beheer/")
    ChecklistItem.objects.bulk_create(ChecklistItem(chapter=gent, words=f"Dan dat {number}.") for number in range(9))
    with statements() as for_many:
        client.get("/beheer/")

    assert len(for_one) == len(for_many)
