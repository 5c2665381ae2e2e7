"""A city says letters and pieces of pages in its own words; without a row the shipped words stand."""

import pytest
from django.db import IntegrityError, transaction

from merchants import letters, versions
from merchants.actions import CannotBeSaid, SaidMeanwhile, let_in_colleague, mark_of, say_as_shipped, say_otherwise, words_now
from merchants.models import Chapter, ChapterText, Letter
from merchants.texts import TEXTS, Words
from tests.factories import make_chapter, make_chapter_text, make_merchant, make_user
from tests.pages import words_of
from tests.queries import statements
from tests.races import at_once, meet

OURS = Words("Dag {name}!", "Dag {contact}, jullie pagina: {page}. Zorg er goed voor: {url}")


@pytest.fixture
def gent(db):
    return make_chapter("gent")


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", slug="krook", chapter=gent, contact_name="Lut", contact_email="lut@example.org")


def say(chapter, words=OURS, *, name="approved", language="nl", seen=None):
    seen = seen or mark_of(words_now(chapter, name, language))
    say_otherwise(chapter=chapter, name=name, language=language, words=words, seen=seen)


def letter_to(merchant, template="approved", **context):
    letters.write_to(merchant, event=f"{template}-{Letter.objects.count()}", template=template, **context)
    return Letter.objects.order_by("-pk").first()


# Letters


def test_a_letter_goes_in_the_words_of_its_city(krook, settings):
    settings.SITE_URL = "https://enchante.example"
    say(krook.chapter)

    letter = letter_to(krook)

    assert letter.subject == "Dag De Krook!"
    assert letter.body == (
        "Dag Lut, jullie pagina: https://enchante.example/plek/krook/. Zorg er goed voor: https://enchante.example/mijn-plek/\n"
    )


def test_other_cities_and_other_languages_keep_the_shipped_words(krook):
    say(krook.chapter)
    say(make_chapter("brussel"), Words("Dag {name}", "{url}"))

    letter = letter_to(make_merchant("Brusselse plek", chapter=make_chapter("leuven"), contact_email="an@example.org"))
    krook.letter_language = "fr"
    french = letter_to(krook)

    assert letter.subject == "Welkom: Brusselse plek staat op de kaart"
    assert "De Krook est sur la carte" in french.subject


def test_words_that_lost_a_name_that_must_stay_are_not_sent(krook):
    make_chapter_text(krook.chapter, name="approved", subject="Dag", body="Geen link.")

    assert "Welkom" in letter_to(krook).subject
    assert [text.name for text in ChapterText.objects.all().broken()] == ["approved"]


def test_closing_words_stand_below_letters_to_others_and_not_to_the_team(krook):
    say(krook.chapter, Words("", "Warme groet van {network} {city}"), name="signature")

    assert letter_to(krook).body.endswith("\n\nWarme groet van Enchanté Gent\n")
    assert "Warme groet" not in letter_to(krook, template="place_left").body


def test_whoever_is_let_in_reads_it_in_the_words_of_the_city(krook):
    say(krook.chapter, Words("Kom erbij", "{greeting} {url}"), name="let_in")

    let_in_colleague(merchant=krook, email="bo@example.org", name="Bo")

    assert Letter.objects.get(to="bo@example.org").subject == "Kom erbij"


def test_own_words_cost_one_question_for_a_letter(krook):
    say(krook.chapter)

    with statements() as sent:
        letter_to(krook)

    assert sum("merchants_chaptertext" in sql for sql in sent) == 1


def test_letters_to_a_team_that_rests_go_to_the_network(gent):
    Chapter.objects.filter(pk=gent.pk).update(state="resting")
    gent.refresh_from_db()

    letters.write_to_team(gent, event="left", template="place_left", merchant=make_merchant(chapter=gent))

    assert Letter.objects.get().to == letters.network_address()


# Saying it


def test_the_shipped_words_need_no_row(gent):
    say(gent)
    say(gent, TEXTS["approved"].shipped("nl"))

    assert not ChapterText.objects.exists()


def test_taking_the_shipped_words_again_keeps_the_own_ones_among_the_earlier(gent):
    greet = make_user("greet@example.org")
    with versions.by(greet):
        say(gent)
    with versions.by(greet):
        say_as_shipped(chapter=gent, name="approved", language="nl")
        say_as_shipped(chapter=gent, name="approved", language="nl")

    versions_kept = ChapterText.pgh_event_model.objects.filter(pgh_label=versions.TAKEN_AWAY)
    assert [(each.body, each.pgh_context["user"]) for each in versions_kept] == [(OURS.body, greet.pk)]
    assert words_now(gent, "approved", "nl") == TEXTS["approved"].shipped("nl")


def test_words_without_a_name_that_must_stay_are_refused(gent):
    with pytest.raises(CannotBeSaid):
        say(gent, Words("Dag", "Zonder link"))


def test_whoever_saves_without_having_seen_the_last_words_is_told(gent):
    seen = mark_of(words_now(gent, "approved", "nl"))
    say(gent, Words("Van An", "{url}"))

    with pytest.raises(SaidMeanwhile) as told:
        say(gent, Words("Van Bo", "{url}"), seen=seen)

    assert told.value.words == Words("Van An", "{url}")
    assert ChapterText.objects.get().subject == "Van An"


def test_saying_twice_what_stands_already_is_no_trouble(gent):
    seen = mark_of(words_now(gent, "approved", "nl"))

    say(gent, seen=seen)
    say(gent, seen=seen)

    assert ChapterText.objects.get().words == OURS


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_the_second_is_told(monkeypatch):
    gent = make_chapter("gent")
    seen = mark_of(words_now(gent, "approved", "nl"))
    meet(monkeypatch, (ChapterText.objects, "update_or_create"))

    told = at_once(*(lambda name=name: say(gent, Words(name, "{url}"), seen=seen) for name in ["An", "Bo"]))

    assert sorted(type(answer) for answer in told if answer) == [SaidMeanwhile]


@pytest.mark.parametrize("row", [{"body": ""}, {"name": "approved"}], ids=["of nothing", "twice"])
def test_the_database_keeps_one_row_that_says_something(gent, row):
    make_chapter_text(gent, name="approved", body="{url}")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_chapter_text(gent, **{"name": "declined", "body": "{email}"} | row)


# Pages


def test_the_page_of_a_city_says_it_in_its_own_words(client, krook):
    say(krook.chapter, Words("", "Welkom in {city}! <b>Zie</b> https://gent.example/ of kom langs."), name="welcome")
    say(krook.chapter, Words("", "Bel ons op dinsdag."), name="reach_us")

    page = client.get("/stad/gent/")

    assert "Welkom in Gent! <b>Zie</b>" in words_of(page)
    assert 'href="https://gent.example/"' in page.content.decode()
    assert "Bel ons op dinsdag." in words_of(page)


def test_before_the_first_place_only_own_words_say_welcome(client, gent):
    assert "zetten cafés" not in words_of(client.get("/stad/gent/"))

    say(gent, Words("", "Weldra in {city}."), name="welcome")

    assert "Weldra in Gent." in words_of(client.get("/stad/gent/"))


@pytest.mark.parametrize(("city", "said"), [("gent", True), ("brussel", False), ("atlantis", False), ("%00", False)])
def test_whoever_applied_reads_what_happens_next_in_this_city(client, gent, city, said):
    make_chapter("brussel")
    say(gent, Words("", "Dinsdag drinken we koffie in {city}."), name="after_applying")

    page = client.get(f"/doe-mee/bedankt/?stad={city}")

    assert page.status_code == 200
    assert ("Dinsdag drinken we koffie in Gent." in words_of(page)) is said
