"""Plain and kind words: WORDS.md says which to use and which to avoid, and every text of the house is held to it here."""

import re

import pytest
from django.conf import settings

from enchante import guest_pages, words

ROOT = settings.BASE_DIR
WORDS = (ROOT / "WORDS.md").read_text("utf-8")
OURS = ("enchante", "merchants", "vouchers", "referrals", "encounters", "templates", "static", "locale")
TEXTS = {".html", ".txt", ".xml", ".svg", ".py", ".js", ".css", ".po"}
LONGEST = 14
# A colon and a semicolon give rest as well. What closes a quotation may follow.
END_OF_SENTENCE = re.compile(r"(?<=[.!?:;])[”»’)]*\s+|\n\s*\n")


def rows_of(heading):
    """The cells of the table below a heading of WORDS.md, its first two lines apart."""
    table = re.search(rf"^## {heading}\n\n((?:\|.*\n)+)", WORDS, re.M)[1].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


AVOIDED = {
    language: [word for _use, avoid, _why in rows_of(re.escape(heading)) for word in re.findall("`(.+?)`", avoid)]
    for heading, language in re.findall(r"^## (.* \((\w\w)\))$", WORDS, re.M)
}
EXCEPTIONS = [(word.strip("`"), where.strip("`"), why) for word, where, why in rows_of("Where an avoided word stays")]


def avoided_in(text, languages=tuple(AVOIDED)):
    """The words of this text that are on the lists of these languages."""
    listed = [re.escape(word).replace(r"\*", r"\w*") for language in languages for word in AVOIDED[language]]
    return re.findall(rf"(?<![\w-])(?:{'|'.join(listed)})(?![\w-])", text, re.I)


def texts():
    """Every file of the house that holds words: templates, letters, code with the rows and kits it ships, scripts, translations."""
    found = (path for folder in OURS for path in (ROOT / folder).rglob("*") if path.suffix in TEXTS and "migrations" not in path.parts)
    return sorted(str(path.relative_to(ROOT)) for path in found)


def languages_of(name):
    """A translation holds English and its own language; an ordinary word of another may mean something else there."""
    return ("en", name.split("/")[1]) if name.startswith("locale/") else tuple(AVOIDED)


@pytest.mark.parametrize("name", texts())
def test_no_word_makes_anybody_small(name):
    excepted = {word for word, where, _why in EXCEPTIONS if where == name}

    assert {word.lower() for word in avoided_in((ROOT / name).read_text("utf-8"), languages_of(name))} == excepted


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("who is eligible?", ["eligible"]),
        ("de daklozen, de armen", ["daklozen", "armen"]),
        ("Bedürftige und Obdachlose", ["Bedürftige", "Obdachlose"]),
        ("pour les sans-abri", ["sans-abri"]),
        ("للفقراء", ["للفقراء"]),
        ("برای نیازمندان و بی‌خانمان‌ها", ["نیازمندان", "بی‌خانمان"]),
        ("безхатьки", ["безхатьки"]),
        ("los sin techo", ["sin techo"]),
        ("Brugse Poort, een warme plek, arm in arm", []),
        ("check-in at", ["check-in"]),
    ],
)
def test_the_avoided_words_are_recognised(text, found):
    assert avoided_in(text) == found


def test_every_language_has_its_list():
    assert AVOIDED.keys() == {"nl", "fr", "en", "de", "ar", "uk", "tr", "fa", "es", "ro", "bg", "pl", "pt"}
    assert min(len(listed) for listed in AVOIDED.values()) >= 10
    assert AVOIDED.keys() >= {code for code, _name in settings.LANGUAGES}


def test_what_the_mission_forbids_is_on_the_list():
    for word in "beneficiary needy poor homeless claim redeem fraud eligible check-in".split():
        assert avoided_in(f"a {word} here") == [word]


def test_every_exception_has_its_reason():
    assert all(len(row) == 3 and all(row) for row in EXCEPTIONS)
    assert {where for _word, where, _why in EXCEPTIONS} <= set(texts())


# Sentences


def long_sentences(text):
    """The sentences of a message that take more than one breath; what is filled in counts as one word."""
    plain = re.sub(r"<[^>]+>", "", re.sub(r"%\(\w+\)[sd]", "x", text))
    return [sentence for sentence in END_OF_SENTENCE.split(plain) if len(re.findall(r"\w[\w'’·-]*", sentence)) > LONGEST]


def guest_messages():
    """What is said on the pages guests read."""
    mine = (message for message in words.gather() if message.id and guest_pages.is_word_of(message))
    return [message for message in mine if message.context != "catalogue"]  # Rows, which a team words itself.


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_guests_read_short_sentences(language):
    known = None if language == "en" else words.known(language)
    said = [message.id if known is None else known.get(message.id, message.context).string for message in guest_messages()]
    sentences = [text for each in said for text in ([each] if isinstance(each, str) else each)]

    assert len(sentences) > 500
    assert [sentence for text in sentences for sentence in long_sentences(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen.", 0),
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.", 1),
        ("one two three four five six seven. Eight nine ten eleven twelve thirteen fourteen fifteen.", 0),
        ("%(place)s two three four five six seven eight nine ten eleven twelve <b>thirteen</b> fourteen l’heure", 1),
        ("“One two three four five six seven?” Eight nine ten eleven twelve thirteen fourteen fifteen.", 0),
    ],
)
def test_a_sentence_of_fifteen_words_is_found(text, found):
    assert len(long_sentences(text)) == found
