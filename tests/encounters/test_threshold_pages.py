"""Reading what makes it hard, saying that one knows it too, and saying something oneself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from encounters.models import Threshold
from encounters.views import thresholds
from merchants.models import Letter
from tests.factories import make_activity, make_chapter, make_service, make_threshold
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
HERE = "/drempels/gent/"


@pytest.fixture(autouse=True)
def gent():
    return make_chapter("gent")


def tap(client, threshold, **sent):
    return client.post(f"{HERE}{threshold.pk}/ook/", sent, follow=True)


def tell(client, words="Ik durf niet te vragen.", **typed):
    return client.post(f"{HERE}vertel/", {"words": words, "nickname": "", "key": uuid4()} | typed, follow=True)


# Reading


def test_from_the_page_of_a_city_one_reads_what_makes_it_hard_and_what_is_being_done(client, gent):
    make_threshold("Na zes uur is er geen toilet.", chapter=gent, service=make_service("toilet"), doing_nl="Twee cafés laten het open.")
    make_threshold("Ik lees geen Nederlands.", chapter=gent)
    assert f'href="{HERE}"' in client.get("/stad/gent/").content.decode()

    page = words_of(client.get(HERE))

    assert "Na zes uur is er geen toilet. Toilet Wat eraan gebeurt: Twee cafés laten het open. Ik ook" in page
    assert "Ik lees geen Nederlands. Wat eraan gebeurt: het team zoekt wat helpt." in page


def test_they_stand_by_the_alphabet_whatever_their_number(client, gent):
    for said, others in [("Ver weg.", 50), ("Angst.", 0), ("Lawaai.", 7)]:
        make_threshold(said, chapter=gent, me_too=others)

    page = words_of(client.get(HERE))

    assert page.index("Angst.") < page.index("Lawaai.") < page.index("Ver weg.")
    assert "Minstens 5 mensen kennen dit ook." in page
    assert "Minstens 50 mensen" in page
    assert "Minstens 0" not in page


def test_only_what_was_read_and_is_not_told_with_another_is_shown(client, gent):
    kept = make_threshold("Getoond.", chapter=gent)
    make_threshold("Jef is onbeleefd.", chapter=gent, state="to_read")
    make_threshold("Niet getoond.", chapter=gent, state="kept_back")
    make_threshold("Samen verteld.", chapter=gent, state="merged", merged_into=kept)
    make_threshold("Van Brussel.", chapter=make_chapter("brussel"))

    page = words_of(client.get(HERE))

    assert "Getoond." in page
    assert not [each for each in ("Jef", "Niet getoond", "Samen verteld", "Van Brussel") if each in page]


def test_what_became_easier_stands_apart_with_what_was_done_and_no_button(client, gent):
    make_threshold("Er was geen toilet.", chapter=gent, state="eased", doing_nl="Nu wel, tot tien uur.")

    page = words_of(client.get(HERE))

    assert "Dit werd makkelijker Er was geen toilet. Wat eraan gedaan is: Nu wel, tot tien uur." in page
    assert "Ik ook :" not in page


def test_words_in_another_language_say_which(client, gent):
    make_threshold("Je n’ose pas demander.", chapter=gent, language="fr")

    page = client.get(HERE)

    assert '<q lang="fr" dir="auto">Je n’ose pas demander.</q>' in page.content.decode()
    assert "(Frans)" in words_of(page)


def test_each_tells_what_is_planned_about_it_and_not_what_was_or_does_not_go_on(client, gent):
    threshold, today = make_threshold(chapter=gent), timezone.localdate()
    comes = make_activity("Oefenen", chapter=gent, slug="oefenen")
    others = [make_activity("Ontwerp", chapter=gent, state="draft"), make_activity("Afgelast", chapter=gent, cancelled_on=today)]
    threshold.activities.set([comes, make_activity("Voorbij", chapter=gent, begins_at=timezone.now() - timedelta(3)), *others])

    response = client.get(HERE)

    assert "Wat we er samen aan doen: Oefenen" in words_of(response)
    assert 'href="/agenda/gent/oefenen/"' in response.content.decode()
    assert not {"Ontwerp", "Afgelast", "Voorbij"} & set(words_of(response).split())


def test_many_come_page_by_page_and_cost_the_same(client, gent):
    def cost():
        with statements() as sent:
            client.get(HERE)
        return len(sent)

    client.get(HERE)
    make_threshold("Nummer 00", chapter=gent)
    one = cost()
    for number in range(1, thresholds.ON_A_PAGE + 1):
        make_threshold(f"Nummer {number:02}", chapter=gent)

    assert cost() == one
    assert "Nummer 20" not in words_of(client.get(HERE))
    assert "Nummer 20" in words_of(client.get(f"{HERE}?pagina=2"))


# Me too


def test_a_tap_is_counted_without_a_cookie_and_the_page_says_so_at_that_spot(client, gent):
    threshold = make_threshold(chapter=gent)

    page = tap(client, threshold)

    assert page.redirect_chain == [(f"{HERE}?pagina=1&ook={threshold.pk}#d-{threshold.pk}", 303)]
    assert "Geteld. Fijn dat je het zegt." in words_of(page)
    assert Threshold.objects.get().me_too == 1
    assert not client.cookies
    assert not Session.objects.exists()


def test_reloading_the_page_that_says_so_counts_nothing(client, gent):
    threshold = make_threshold(chapter=gent)
    address, _status = tap(client, threshold).redirect_chain[-1]

    client.get(address)
    client.get(f"{HERE}{threshold.pk}/ook/")

    assert Threshold.objects.get().me_too == 1


def test_a_tap_comes_back_on_the_page_it_was_on(client, gent):
    threshold = make_threshold("Zo ver.", chapter=gent)
    for number in range(thresholds.ON_A_PAGE):
        make_threshold(f"Nummer {number:02}", chapter=gent)

    assert "Geteld." in words_of(tap(client, threshold, pagina="2"))
    for odd in ["0", "-1", "²", "x" * 5000, "99999"]:
        assert tap(client, threshold, pagina=odd).status_code == 200


def test_a_tap_on_what_is_gone_leads_to_the_page(client, gent):
    gone = make_threshold(chapter=gent, state="kept_back")

    assert tap(client, gone).redirect_chain == [(HERE, 303)]
    assert client.post(f"{HERE}{uuid4()}/ook/").status_code == 303
    assert client.post(f"/drempels/nergens/{gone.pk}/ook/").status_code == 404
    assert client.post(f"{HERE}geen-sleutel/ook/").status_code == 404


def test_too_many_taps_from_one_corner_are_told_kindly(client, gent, monkeypatch):
    monkeypatch.setattr(thresholds, "TAPS_A_DAY", 1)
    threshold = make_threshold(chapter=gent)
    tap(client, threshold)

    page = tap(client, threshold)

    assert page.status_code == 429
    assert "Deze keer niet geteld" in words_of(page)
    assert Threshold.objects.get().me_too == 1


# Saying something


def test_one_says_it_in_a_sentence_and_a_page_that_can_be_opened_again_says_thanks(client, gent):
    page = client.get(f"{HERE}vertel/")

    answer = client.post(f"{HERE}vertel/", {"words": "  Ik durf \n niet te vragen. ", "nickname": "", "key": value_of(page, "key")})

    assert (answer.status_code, answer.url) == (303, f"{HERE}bedankt/")
    assert "Dankjewel dat je het zegt" in words_of(client.get(answer.url))
    told = Threshold.objects.get()
    assert (told.chapter, told.said, told.language, told.state) == (gent, "Ik durf niet te vragen.", "nl", "to_read")
    assert str(told.pk) == value_of(page, "key")
    assert not Letter.objects.exists()
    assert set(client.cookies) == {"csrftoken"}


def test_what_is_said_in_french_is_kept_as_french(client):
    client.post("/fr/drempels/gent/vertel/", {"words": "Je n’ose pas.", "nickname": "", "key": uuid4()})

    assert Threshold.objects.get().language == "fr"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Schrijf in een paar woorden wat het moeilijk maakt."),
        ("Bel me op 0478 12 34 56", "telefoonnummer"),
        ("Schrijf naar lut@example.org", "mailadres"),
        ("Zie www.example.org", "link"),
        ("x" * 301, "hoogstens 300 tekens"),
        ("Ik \x00 durf niet.", "Nog niet helemaal"),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(client, words, said):
    page = tell(client, words)

    assert page.status_code == 200
    assert said in words_of(page)
    assert words.replace("\x00", "") in page.content.decode().replace("\x00", "")
    assert not Threshold.objects.exists()


def test_the_trap_for_machines_loses_nothing(client):
    page = tell(client, nickname="Robot")

    assert "Ik durf niet te vragen." in page.content.decode()
    assert not Threshold.objects.exists()


def test_too_many_forms_from_one_corner_keep_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(thresholds, "FORMS_A_DAY", 1)
    tell(client)

    page = tell(client, "Het is te ver.")

    assert page.status_code == 429
    assert "Het is te ver." in page.content.decode()
    assert Threshold.objects.count() == 1
