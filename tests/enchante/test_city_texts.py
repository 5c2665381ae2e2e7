"""/beheer/teksten/: a coordinator says the letters and texts of the own city in other words."""

import pytest
from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime

from merchants.models import ChapterText, Letter
from merchants.texts import TEXTS
from tests.factories import make_chapter_text
from tests.pages import form_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
TEXTS_OF_GENT = "/beheer/teksten/gent/"
APPROVED = f"{TEXTS_OF_GENT}approved/"
BODY = "Zorg er goed voor: {url}"


def tap(client, what="save", page=APPROVED, **changes):
    sent = {name: values[0] for name, values in form_of(client.get(page)).items()}
    return client.post(page, sent | {"what": what} | changes, follow=True)


# The story


def test_a_coordinator_changes_a_letter_and_takes_the_shipped_words_again(client, coordinator, gent):
    page = client.get(APPROVED)
    assert "Dit is de gewone tekst" in words_of(page)
    assert "{url} De link naar hun eigen pagina (moet blijven)" in words_of(page)

    saved = tap(client, subject="Dag {name}", body=f"Fijn!\r\n\r\n{BODY}")

    assert "Vanaf nu gaat de brief weg in jullie woorden." in words_of(saved)
    assert ChapterText.objects.get().words == ("Dag {name}", f"Fijn!\n\n{BODY}")
    assert "jullie woorden" in words_of(client.get(TEXTS_OF_GENT))

    reset = tap(client, "shipped")

    assert not ChapterText.objects.exists()
    assert f"Tot {date_format(localtime(), 'j F Y')}" in words_of(reset) and "veranderd door" in words_of(reset)


def test_earlier_words_can_be_begun_with(client, coordinator, gent):
    tap(client, subject="Eerst", body=BODY)
    tap(client, subject="Daarna", body=BODY)
    version = ChapterText.pgh_event_model.objects.get(subject="Eerst", pgh_label="changed")

    page = client.get(f"{APPROVED}?taal=nl&vanaf={version.pk}")

    assert form_of(page)["subject"] == ["Eerst"]
    assert ChapterText.objects.get().subject == "Daarna"


def test_what_guests_read_is_said_in_their_languages_and_a_letter_is_not(client, coordinator, gent):
    tap(client, page=f"{TEXTS_OF_GENT}welcome/?taal=ar", body="أهلاً بكم")
    tap(client, page=f"{APPROVED}?taal=ar", subject="Dag {name}", body=BODY)

    assert {(text.name, text.language) for text in ChapterText.objects.all()} == {("welcome", "ar"), ("approved", "nl")}
    assert "أهلاً بكم" in words_of(client.get("/ar/stad/gent/"))
    assert "أهلاً بكم" not in words_of(client.get("/stad/gent/"))


def test_every_language_has_its_own_words(client, coordinator, gent):
    tap(client, page=f"{APPROVED}?taal=fr", subject="Bonjour {name}", body=BODY)

    assert ChapterText.objects.get().language == "fr"
    assert form_of(client.get(APPROVED))["subject"] == [TEXTS["approved"].shipped("nl").subject]


def test_how_it_reads_is_shown_and_nothing_is_saved(client, coordinator, gent):
    page = tap(client, "look", subject="Dag {name}", body=f"<b>Welkom!</b>\n{BODY}")

    address = f"{settings.SITE_URL}/mijn-plek/"
    assert f"Dag De Krook <b>Welkom!</b> Zorg er goed voor {address}" in words_of(page)
    assert f'<a class="letter-button" href="{address}" >Zorg er goed voor</a>' in page.text, "the button it has in the mail"
    assert not ChapterText.objects.exists() and not Letter.objects.exists()


def test_it_can_be_sent_to_oneself_once(client, coordinator, gent):
    make_chapter_text(gent, name="signature", body="Groet uit {city}")
    sent = {name: values[0] for name, values in form_of(client.get(APPROVED)).items()}
    sent |= {"what": "send", "subject": "Dag {name}", "body": BODY}

    pages = [client.post(APPROVED, sent) for _ in range(2)]

    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == (coordinator.email, "Dag De Krook")
    assert letter.body == f"Zorg er goed voor: {settings.SITE_URL}/mijn-plek/\n\nGroet uit Gent\n"
    assert form_of(pages[0])["subject"] == ["Dag {name}"], "what was typed stays"


def test_what_was_changed_since_can_be_sent_to_oneself_again(client, coordinator, gent):
    page = tap(client, "send", subject="Dag {name}", body=BODY)
    again = {name: values[0] for name, values in form_of(page).items()}
    client.post(APPROVED, again | {"what": "send", "subject": "Hallo {name}"})

    assert set(Letter.objects.values_list("subject", flat=True)) == {"Dag De Krook", "Hallo De Krook"}


def test_an_empty_piece_of_a_page_is_as_shipped(client, coordinator, gent):
    page = f"{TEXTS_OF_GENT}reach_us/"
    tap(client, page=page, body="Bel ons.")
    tap(client, page=page, body=" ")

    assert not ChapterText.objects.exists()


# Slips


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "Zonder link"}, "{url} moet in de tekst blijven: de link naar hun eigen pagina."),
        ({"body": f"{BODY} {{stad}}"}, "Voor {stad} wordt niets ingevuld."),
        ({"body": f"{BODY} {{"}, "Accolades dienen alleen voor de namen in de lijst"),
        ({"body": ""}, "Dit veld is verplicht."),
        ({"subject": ""}, "Dit veld is verplicht."),
        ({"subject": "x" * 121}, "niet meer dan 120 tekens"),
        ({"body": BODY + "x" * 4_000}, "niet meer dan 4000 tekens"),
        ({"body": BODY + "\0"}, "Null-tekens"),
    ],
    ids=["lost", "unknown", "a brace", "empty", "no subject", "long subject", "long", "null"],
)
@pytest.mark.parametrize("what", ["save", "send", "look"])
def test_a_slip_is_told_and_nothing_typed_is_lost(client, coordinator, gent, changes, sentence, what):
    typed = {"subject": "Dag {name}", "body": BODY} | changes

    page = tap(client, what, **typed)

    assert sentence in words_of(page)
    assert page.context["form"]["body"].value() == typed["body"]
    assert not ChapterText.objects.exists() and not Letter.objects.exists()


def test_of_two_who_change_it_the_second_reads_what_the_first_wrote(client, coordinator, gent):
    opened = {name: values[0] for name, values in form_of(client.get(APPROVED)).items()}
    make_chapter_text(gent, name="approved", subject="Van een ander", body=f"Ander. {BODY}")

    told = client.post(APPROVED, opened | {"what": "save", "subject": "Van mij", "body": BODY})
    assert "Iemand anders veranderde deze woorden" in words_of(told) and "Van een ander" in words_of(told)
    again = {name: values[0] for name, values in form_of(told).items()}
    client.post(APPROVED, again | {"what": "save"})

    assert ChapterText.objects.get().subject == "Van mij"


@pytest.mark.parametrize("odd", ["?taal=klingon", "?vanaf=9999", "?vanaf=%00", "?taal=%00"])
def test_an_odd_address_opens_the_page_as_it_is(client, coordinator, gent, odd):
    assert client.get(APPROVED + odd).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "unknown_address", "differs"])
def test_what_is_no_text_of_a_city_is_not_there(client, coordinator, gent, name):
    assert client.get(f"{TEXTS_OF_GENT}{name}/").status_code == 404


# Who


def test_another_city_is_not_there(client, coordinator, brussel):
    for page in ["", "approved/"]:
        assert client.get(f"/beheer/teksten/brussel/{page}").status_code == 404
    assert client.post("/beheer/teksten/brussel/approved/", {"what": "shipped"}).status_code == 404


def test_a_volunteer_finds_no_such_page(client, volunteer):
    for page in ["/beheer/teksten/", TEXTS_OF_GENT, APPROVED]:
        assert client.get(page).status_code == 404


def test_the_short_address_leads_to_the_own_city(client, coordinator, gent):
    assert client.get("/beheer/teksten/")["Location"] == TEXTS_OF_GENT


def test_hq_finds_every_city(client, hq, gent, brussel):
    assert {"Gent", "Brussel"} <= set(words_of(client.get(TEXTS_OF_GENT)).split())


def test_the_list_costs_the_same_however_much_was_changed(client, coordinator, gent):
    client.get(TEXTS_OF_GENT)
    with statements() as before:
        client.get(TEXTS_OF_GENT)
    for name in ["approved", "declined", "signature"]:
        make_chapter_text(gent, name=name, body="{url} {email}")
    with statements() as after:
        client.get(TEXTS_OF_GENT)

    assert len(before) == len(after)


# What broke


def test_the_front_page_tells_which_words_miss_a_name(client, coordinator, gent):
    make_chapter_text(gent, name="approved", subject="Dag", body="Zonder link")

    assert "1 tekst mist iets dat moet blijven: zolang gebruiken we de gewone" in words_of(client.get("/beheer/"))
    assert "mist iets" in words_of(client.get(TEXTS_OF_GENT))
    assert "dus we gebruiken de gewone tekst {url} moet in de tekst blijven" in words_of(client.get(APPROVED))
