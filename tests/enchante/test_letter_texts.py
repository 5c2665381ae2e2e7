"""Every letter is told of: what it is for, and what may stand in it. Of every room, in every language."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from merchants.texts import IN_BRACES, TEXTS, Placeholder, Reader, Text, Words

FOLDER = Path(settings.TEMPLATES[0]["DIRS"][0])
LETTERS = [name for name, text in TEXTS.items() if text.is_letter]
LANGUAGES = [code for code, _name in settings.WHOLE_LANGUAGES]
WELCOME = Text(
    "welcome",
    "Says welcome.",
    Reader.PLACE,
    (Placeholder("name", "the name of the place", "De Krook"), Placeholder("url", "the link", "https://enchante.example/").must),
    values=dict,
)


def test_every_letter_has_its_words_and_all_words_have_their_letter():
    assert {path.stem for path in (FOLDER / "letters").iterdir()} == set(LETTERS)
    assert {path.stem for path in (FOLDER / "texts").iterdir()} == TEXTS.keys() - LETTERS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_the_words_of_a_letter_hold_every_name_it_tells_of_and_no_other(name, language):
    words = TEXTS[name].shipped(language)

    assert set(IN_BRACES.findall("\n".join(words))) == {placeholder.name for placeholder in TEXTS[name].placeholders}
    with translation.override(language):
        assert list(TEXTS[name].troubles(words)) == []
    assert words.subject and "\n" not in words.subject


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("receipt", {"parts", "url", "receipt_url"}),
        ("receipt_bon", {"parts", "url", "receipt_url"}),
        ("payment_request", {"amount", "iban", "holder", "communication", "url", "not_an_invoice"}),
        ("payout_sealed", {"amount", "account", "reference", "url"}),
        ("whether_true", {"url"}),
    ],
)
def test_what_the_law_and_the_work_ask_for_cannot_be_left_out(name, kept):
    assert {placeholder.name for placeholder in TEXTS[name].placeholders if placeholder.must_stay} == kept


def test_every_letter_that_concerns_a_city_can_be_said_by_it():
    assert {name for name in LETTERS if not TEXTS[name].is_of_city} == {"unknown_address", "differs", "fees_unexplained"}
    assert {name for name in LETTERS if TEXTS[name].is_of_network} == {"login_code", "unknown_address", "differs", "fees_unexplained"}


@pytest.mark.parametrize("name", TEXTS)
def test_an_example_leaves_no_brace(name):
    text = TEXTS[name]

    assert not {"{", "}"} & set("".join(text.example(text.shipped("nl"))))


@pytest.mark.parametrize(
    ("subject", "body", "troubles"),
    [
        ("Welkom {name}", "Kom binnen: {url}", []),
        ("Welkom", "Kom binnen: { url }", []),
        ("Welkom {url}", "Kom binnen", ["{url} moet in de tekst blijven: the link."]),
        ("Welkom {stad}", "{url}", ["Voor {stad} wordt niets ingevuld. Laat het weg, of kies een naam uit de lijst."]),
        ("Welkom", "{url} :-}", ["Accolades dienen alleen voor de namen in de lijst, zoals {name}."]),
        ("Welkom", "{url} {name.pk}", ["Accolades dienen alleen voor de namen in de lijst, zoals {name}."]),
    ],
)
def test_what_cannot_be_sent_is_told(subject, body, troubles):
    assert list(WELCOME.troubles(Words(subject, body))) == troubles


def test_what_is_filled_in_is_never_read_again():
    words = Words("Welkom {name}", "{url}").filled_in({"name": "{url}", "url": "https://enchante.example/"})

    assert words == Words("Welkom {url}", "https://enchante.example/")
