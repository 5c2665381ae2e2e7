"""No page, letter or print says anything that was not translated, but for what people wrote and for names."""

import re

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language_info, gettext, ngettext, override

from merchants import languages
from merchants.mails import as_page
from merchants.texts import TEXTS
from tests import pseudo
from tests.enchante import test_access
from tests.factories import make_chapter, make_merchant
from tests.logins import come_in
from tests.open_pages import FORMS, READ, Town

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
town = test_access.town

# What is the same in every language: names, sizes of paper, a command, and the letters before answers on a printed form.
NAMES = "Enchanté WhatsApp CC BY A3 A4 A5 A6 seed_demo manage.py a b c d e f g h".split()
# What Django says in English alone: beside the pictures of yes, no and neither, beside that of the search, in an empty field of a shape.
DJANGOS = ["True", "False", "None", "Search", "null"]
# Names of tables that only stand on pages that ask whether to delete, and have none of ours yet.
UNNAMED = ["Peer-merchant-relatie", "Peer-merchant-relaties", "Peer_places object", "Favourite place", "Favourite places"]
UNNAMED += ["Authenticator", "Authenticators"]


@pytest.fixture(autouse=True)
def marks():
    with pseudo.spoken():
        yield


@pytest.fixture
def debug(settings):
    settings.DEBUG = True  # For the door of the demo.


def is_read(response):
    return response.status_code == 200 and response["Content-Type"].partition(";")[0] in {"text/html", "image/svg+xml"}


def examples():
    """What a page about letters shows in them, instead of what is filled in later."""
    return [placeholder.example for text in TEXTS.values() for placeholder in text.placeholders if isinstance(placeholder.example, str)]


def assert_whole(answers, *also):
    """Nothing is bare on these pages, given as (name, answer), but for what is known. An answer without words to read is left out."""
    own = (name for code, _name in settings.LANGUAGES for name in (get_language_info(code)["name_local"], languages.own_name_of(code)))
    known = pseudo.data(*also, *NAMES, *own, *(name for _code, name in languages.choices()), *examples())
    read = [(name, pseudo.bare(answer.content.decode(), known)) for name, answer in answers if is_read(answer)]
    told = "\n".join(f"{name}: {piece}" for name, pieces in read for piece in pieces)

    assert read
    assert not told, told


@pytest.mark.usefixtures("debug")
@pytest.mark.parametrize("pages", [READ, FORMS], ids=["to read", "with a form"])
def test_public_pages_are_translated_whole(client, pages):
    here = Town()

    assert_whole((name, client.get(here.address(name))) for name in pages)


@pytest.mark.usefixtures("debug")
def test_what_is_said_to_whoever_sends_a_form_empty_is_translated_whole(client):
    here = Town()

    assert_whole((name, client.post(here.address(name))) for name in FORMS)


@pytest.mark.parametrize("role", test_access.ROLES)
def test_the_pages_of_each_role_are_translated_whole(town, role):
    people, about = town
    client = come_in(Client(), people[role])
    pages = [name for name, status in test_access.expected(test_access.BEHIND, role).items() if status == 200]

    assert_whole((name, client.get(test_access.address(name, about))) for name in pages)


@pytest.mark.parametrize("role", ["volunteer", "coordinator", "hq"])
def test_the_pages_of_the_admin_about_rows_are_translated_whole(town, role):
    people, about = town
    client = come_in(Client(), people[role])

    assert_whole(((there, client.get(there)) for there in pages_about_rows()), *DJANGOS, *UNNAMED)


def pages_about_rows():
    """Of every kind of row: the list, a new one, and the first there is, to change and to delete."""
    for model in admin.site._registry:
        name, first = f"admin:{model._meta.app_label}_{model._meta.model_name}", model._default_manager.first()
        pages = {"changelist": [], "add": []} | (dict.fromkeys(["change", "delete"], [first.pk]) if first else {})
        yield from (reverse(f"{name}_{page}", args=args) for page, args in pages.items())


def test_letters_and_pieces_of_pages_are_translated_whole():
    """As they go out by mail, with the names in braces where something is filled in later."""
    pages = {name: as_page(*text.shipped("nl"), "nl") for name, text in TEXTS.items()}
    left = {name: pseudo.bare(page, re.compile("Enchanté")) for name, page in pages.items()}

    assert left == dict.fromkeys(TEXTS, [])


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>⟦Kom binnen bij ⟧De Krook⟦.⟧</p>", []),
        ("<p>⟦Kom binnen⟧ <b>or not</b></p>", ["or not"]),
        ('<img alt="A door"><input type="submit" value="Go"><input value="typed">', ["A door", "Go"]),
        ("<title>⟦Plekken⟧ – Gent places</title><script>var words</script>", ["– places"]),
        ("3 × 2,50 € · https://enchante.example/plek/ · {url}", []),
    ],
)
def test_what_is_bare_is_found(html, found):
    make_merchant("De Krook", chapter=make_chapter("gent"))

    assert pseudo.bare(html, pseudo.data()) == found


def test_what_is_translated_is_marked_and_what_is_filled_in_is_not():
    with override("nl"):
        assert gettext("Your privacy") == "⟦Je privacy⟧"
        assert gettext("Places in %(city)s") == "⟦Plekken in ⟧%(city)s"
        assert ngettext("%(number)s place", "%(number)s places", 2) == "%(number)s⟦ plekken⟧"
        assert gettext("Nobody ever translated this") == "Nobody ever translated this"
