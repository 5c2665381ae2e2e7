"""The frame of a page is drawn once for every shape; a page filled in is the page drawn anew, and nothing that was typed is kept."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from referrals import cards, frames
from tests.factories import make_chapter, make_merchant, make_neighbourhood, make_service, make_treat

pytestmark = pytest.mark.django_db


def draw_anew():
    cards._card.cache_clear()
    frames._frame.cache_clear()


@pytest.fixture(autouse=True)
def nothing_drawn():
    draw_anew()


@pytest.fixture
def town():
    gent = make_chapter("gent", name="Gent", lat=51.05, lng=3.72)
    for number in range(23):
        make_merchant(f"Plek {number}", chapter=gent, lat=51.05 + number / 2000, services=["toilet"][: number % 2], opening_hours="24/7")
    make_treat(merchant=make_merchant("Krook", chapter=gent), waiting=2)
    make_neighbourhood("Ledeberg", chapter=gent, lat=51.04, lng=3.75)
    make_service("water")


def ask(client, question, language="nl"):
    with override(language):
        address = reverse("referrals:places")
    return client.get(address + question).content.decode()


HERE, THERE = "?lat=51.05&lng=3.72", "?lat=51.06&lng=3.71"
QUESTIONS = [
    HERE,
    "?lat=50.0&lng=5.9",
    f"{HERE}&dienst=toilet",
    f"{HERE}&traktatie=koffie&dienst=water",
    f"{HERE}&open=nu",
    f"{HERE}&pagina=2",
    f"{HERE}&pagina=9",
    f"{HERE}&stad=gent",
    f"{HERE}&plek=plek-3",
    f"{HERE}&open=2040-01-01T12:00",
    "?bij=Gent",
    "?bij=nergens",
    "?bij=Gent&en=Ledeberg",
    f"{HERE}&en=Ledeberg",
    "?bij=Gent&en=nergens",
    "",
]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_a_page_filled_in_is_the_page_drawn_anew(town, client, language):
    anew = {}
    for question in QUESTIONS:
        draw_anew()
        anew[question] = ask(client, question, language)
    for other in ["nl", "fr", "en"]:
        ask(client, THERE, other)
        ask(client, f"{THERE}&dienst=toilet", other)
        ask(client, f"{THERE}&open=nu&pagina=2", other)

    for question in QUESTIONS:
        assert ask(client, question, language) == anew[question]


def test_a_frame_is_drawn_once_for_many_spots(town, client):
    for spot in [HERE, THERE, "?lat=51.07&lng=3.7"]:
        ask(client, spot)

    assert frames._frame.cache_info().misses == 1


@pytest.mark.parametrize("more", ["&dienst=toilet", "&open=nu", "&pagina=2", "&rolstoel=1"])
def test_another_shape_gets_its_own_frame(town, client, more):
    ask(client, HERE)
    ask(client, HERE + more)

    assert frames._frame.cache_info().misses == 2


def test_another_name_of_the_network_gets_its_own_frame(town, client, settings):
    ask(client, HERE)
    settings.NETWORK_NAME = "Hartelijke Plekken"

    assert "Hartelijke Plekken</title>" in ask(client, HERE)


def test_a_renamed_service_is_seen_at_once(town, client):
    ask(client, HERE)
    water = make_service("water")
    water.name_nl = "kraantjeswater"
    water.save()

    assert "Kraantjeswater" in ask(client, HERE)


def test_every_pictogram_of_a_page_has_its_lines_once(town, client):
    ask(client, f"{THERE}&rolstoel=1")  # A frame without cards.
    for question in [HERE, f"{HERE}&plek=plek-3", f"{HERE}&rolstoel=1"]:
        page = ask(client, question)
        shown = {pointer.split('"')[0] for pointer in page.split('<use href="#i-')[1:]}
        drawn = [symbol.split('"')[0] for symbol in page.split('<symbol id="i-')[1:]]

        assert sorted(drawn) == sorted(shown)


TYPED = "Bachtenstraat 3, Gent"
HOSTILE = "Gent \"'><script>alert(1)</script>"


@pytest.mark.parametrize("question", [{"bij": TYPED}, {"bij": "Bachtenstraat"}, {"lat": "51.05", "lng": "3.72", "taal": "Bachtenstraat"}])
def test_no_frame_keeps_what_was_typed(town, client, monkeypatch, question):
    kept = []

    class Kept(frames.Drawn):
        def __init__(self, *parts):
            super().__init__(*parts)
            kept.extend(self._pieces)

    monkeypatch.setattr(frames, "Drawn", Kept)
    page = client.get(reverse("referrals:places"), question).content.decode()

    assert "Bachtenstraat" in page
    assert frames._frame.cache_info().currsize == 0 or not any("Bachtenstraat" in piece for piece in kept)


def test_a_list_somebody_makes_is_not_kept(town, client):
    ask(client, f"{HERE}&plek=plek-3")

    assert frames._frame.cache_info().currsize == 0


def test_what_was_typed_is_escaped_wherever_it_is_filled_in(town, client):
    page = client.get(reverse("referrals:places"), {"bij": HOSTILE}).content.decode()

    assert "<script>alert" not in page
    assert 'value="Gent &quot;&#x27;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert 'href="?bij=Gent+%22%27%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E&amp;dienst=toilet"' in page


def test_nobody_can_write_a_sign(town, client):
    """Whoever knew one could have words filled in, but nothing is looked at again."""
    make_merchant(frames.sign("near_words"))

    assert frames.sign("near_words") in ask(client, "?bij=Gent")
