"""Reading stories, telling one, and taking it back: gone from every page, the sheet and the feed."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils.html import escape

from encounters.models import Story
from encounters.models.stories import LONGEST
from encounters.views import stories
from tests.factories import make_chapter, make_story
from tests.pages import value_of, words_of
from tests.queries import statements

pytestmark = pytest.mark.django_db
WORDS = "Het regende.\r\n\r\nIemand zei: kom binnen."


@pytest.fixture(autouse=True)
def gent():
    return make_chapter("gent")


def tell(client, words=WORDS, address="/verhalen/vertel/", **typed):
    return client.post(address, {"words": words, "city": "gent", "language": "nl", "consent": "on", "key": uuid4()} | typed, follow=True)


# Reading


def test_from_the_page_of_a_city_one_reads_its_stories(client, gent):
    story = make_story("De koffie wachtte al.\n\nIk bleef een uur.", chapter=gent, title="Een uur", pseudonym="Merel")
    assert f'href="/verhalen/{story.pk}/"' in client.get("/stad/gent/").content.decode()

    page = client.get(f"/verhalen/{story.pk}/")

    assert "Een uur De koffie wachtte al. Ik bleef een uur. Merel , Gent, " in words_of(page)
    assert "<p>De koffie wachtte al.</p>" in page.text and "<p>Ik bleef een uur.</p>" in page.text


def test_stories_of_all_cities_or_of_one(client, gent):
    make_story("Uit Gent.", chapter=gent)
    make_story("Uit Brussel.", chapter=make_chapter("brussel"))

    all_cities, one = words_of(client.get("/verhalen/")), words_of(client.get("/verhalen/?stad=brussel"))

    assert "Uit Gent." in all_cities and "Uit Brussel." in all_cities
    assert "Uit Gent." not in one and "Uit Brussel." in one
    assert "Die stad kennen we niet." in words_of(client.get("/verhalen/?stad=nergens"))
    assert client.get("/verhalen/?stad=%00&pagina=x").status_code == 200


def test_only_what_was_read_is_shown(client, gent):
    waits = make_story("Jef zuchtte.", chapter=gent, state="to_read")
    kept_back = make_story(chapter=gent, state="kept_back")

    for address in ["/verhalen/", "/verhalen/papier/", "/nieuws.atom", "/stad/gent/"]:
        assert "Jef" not in client.get(address).content.decode()
    assert [client.get(f"/verhalen/{each.pk}/").status_code for each in (waits, kept_back)] == [404, 404]


def test_words_in_another_language_say_which(client, gent):
    story = make_story("Il pleuvait.", chapter=gent, language="fr")

    page = client.get(f"/verhalen/{story.pk}/")

    assert "Geschreven in deze taal: Frans" in words_of(page)
    assert 'lang="fr" dir="auto"><p>Il pleuvait.' in page.content.decode()


def test_what_looks_like_a_program_is_told_as_it_stands(client, gent):
    story = make_story("<script>alert(1)</script> & <b>", chapter=gent, title="<i>", pseudonym='"><img src=x>')

    for address in ["/verhalen/", f"/verhalen/{story.pk}/", "/verhalen/papier/", "/stad/gent/"]:
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "<i>" not in page


@pytest.mark.parametrize("address", ["/verhalen/?stad=gent", "/verhalen/papier/", "/stad/gent/"])
def test_many_cost_the_same_as_one(client, gent, address):
    def cost():
        with statements() as sent:
            client.get(address)
        return len(sent)

    client.get(address)
    make_story(chapter=gent)
    one = cost()
    for _each in range(3):
        make_story(chapter=gent)

    assert cost() == one


def test_many_come_page_by_page_and_the_sheet_says_that_there_are_more(client, gent, monkeypatch):
    monkeypatch.setattr(stories, "ON_PAPER", 3)
    for number in range(stories.ON_A_PAGE + 1):
        make_story(f"Verhaal {number:02}.", chapter=gent, settled_in=date(2026 - number, 1, 1))

    assert "Verhaal 12." not in words_of(client.get("/verhalen/"))
    assert "Verhaal 12." in words_of(client.get("/verhalen/?pagina=2"))
    paper = words_of(client.get("/verhalen/papier/?stad=gent"))
    assert "Verhaal 02." in paper and "Verhaal 03." not in paper
    assert "Op de site staan nog meer verhalen." in paper


# Telling


def test_one_tells_it_and_gets_the_link_that_only_its_teller_has(client):
    page = client.get("/verhalen/vertel/?stad=gent")
    assert '<option value="gent" selected>' in page.content.decode()
    key = value_of(page, "key")

    thanks = tell(client, key=key, title="Regen", pseudonym="Merel")

    assert thanks.redirect_chain == [(f"/verhalen/bedankt/{key}/", 303)]
    assert f"/verhalen/terug/{key}/" in words_of(thanks)
    assert "no-store" in thanks["Cache-Control"]
    story = Story.objects.get()
    assert (story.words, story.title, story.pseudonym, story.state) == (
        "Het regende.\n\nIemand zei: kom binnen.",
        "Regen",
        "Merel",
        "to_read",
    )
    assert str(story.pk) != key
    assert set(client.cookies) == {"csrftoken"}
    assert not Session.objects.exists()


def test_sent_twice_is_one_story_with_one_link(client):
    key = uuid4()

    assert tell(client, key=key).redirect_chain == tell(client, key=key).redirect_chain
    assert Story.objects.count() == 1


def test_two_thousand_characters_are_counted_as_the_browser_counts_them(client):
    words = ("x" * 99 + "\r\n") * (LONGEST // 100)

    assert tell(client, words).redirect_chain
    assert "Maak het wat korter." in words_of(tell(client, words + "x" * 100))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"words": ""}, "Schrijf hier je verhaal."),
        ({"words": "Bel me op 0478 12 34 56"}, "telefoonnummer"),
        ({"words": "Schrijf naar\r\nlut@example.org"}, "mailadres"),
        ({"words": "BE71 0961 2345 6769"}, "rekeningnummer"),
        ({"words": "Zie www.example.org"}, "link"),
        ({"words": "<script>alert(1)</script>"}, "Er staat code in wat je schreef"),
        ({"title": "< b >Vet"}, "Er staat code in wat je schreef"),
        ({"pseudonym": "lut@example.org"}, "mailadres"),
        ({"pseudonym": "x" * 41}, "hoogstens 40 tekens"),
        ({"city": ""}, "Kies de stad waar het was."),
        ({"city": "nergens"}, "Kies een van deze steden."),
        ({"language": "xx"}, "Kies een van deze talen."),
        ({"consent": ""}, "Vink dit aan als anderen je verhaal mogen lezen."),
        ({"nickname": "Robot"}, "leeg moet blijven"),
    ],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(client, typed, said):
    page = tell(client, **typed)

    assert page.status_code == 200
    assert said in words_of(page)
    sent = {"words": "kom binnen."} | {name: text for name, text in typed.items() if name in {"words", "title", "pseudonym"}}
    assert [text for text in sent.values() if escape(text.split("\r\n")[-1]) not in page.text] == []
    assert "<script>alert" not in page.content.decode()
    assert not Story.objects.exists()


def test_a_heart_is_no_code(client):
    assert tell(client, "Soep <3 en 5 < 6.").redirect_chain


def test_too_many_from_one_corner_keep_what_was_typed(client, monkeypatch):
    monkeypatch.setattr(stories, "FORMS_A_DAY", 1)
    tell(client)

    page = tell(client, "Een ander verhaal.")

    assert page.status_code == 429
    assert "Een ander verhaal." in page.content.decode()
    assert Story.objects.count() == 1


# Taking back


def test_taken_back_it_is_gone_from_every_page_the_sheet_and_the_feed(client, gent):
    token = uuid4()
    story = make_story("De kanarie zong.", chapter=gent, token=token, title="Kanariezang")
    everywhere = ["/verhalen/", "/verhalen/?stad=gent", f"/verhalen/{story.pk}/", "/verhalen/papier/", "/nieuws.atom", "/stad/gent/"]
    assert all("anarie" in client.get(address).content.decode() for address in everywhere)

    assert "De kanarie zong." in words_of(client.get(f"/verhalen/terug/{token}/"))
    assert Story.objects.exists()
    answer = client.post(f"/verhalen/terug/{token}/")

    assert (answer.status_code, answer.url) == (303, "/verhalen/weg/")
    assert "Je verhaal is gewist" in words_of(client.get(answer.url))
    assert not [address for address in everywhere if "anarie" in client.get(address).content.decode()]


def test_a_link_used_twice_and_one_that_never_was_answer_alike_and_kindly(client, gent):
    token = uuid4()
    make_story(chapter=gent, token=token)
    client.post(f"/verhalen/terug/{token}/")

    again = [client.get(f"/verhalen/terug/{token}/"), client.post(f"/verhalen/terug/{token}/"), client.get(f"/verhalen/bedankt/{token}/")]
    never = [client.get(f"/verhalen/terug/{uuid4()}/"), client.post(f"/verhalen/terug/{uuid4()}/")]

    assert {page.status_code for page in [*again, *never]} == {404}
    assert len({words_of(page) for page in [*again, *never]}) == 1
    assert "Dit verhaal is al weg" in words_of(again[0])


def test_the_link_goes_on_working_when_the_team_changed_its_words_or_did_not_show_it(client, gent):
    token, other = uuid4(), uuid4()
    story = make_story("Lut schonk in.", chapter=gent, token=token)
    Story.objects.filter(pk=story.pk).update(words="Iemand schonk in.")
    make_story(chapter=gent, token=other, state="kept_back")

    assert "Iedereen kan het nu lezen." in words_of(client.get(f"/verhalen/terug/{token}/"))
    assert "Het team toonde het niet" in words_of(client.get(f"/verhalen/terug/{other}/"))
    assert client.post(f"/verhalen/terug/{other}/").status_code == 303
