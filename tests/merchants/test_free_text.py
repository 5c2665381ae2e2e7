"""What a sentence may not give away, and what it may."""

import pytest
from django.core.exceptions import ValidationError

from merchants.free_text import GivenAway, clean_text, given_away

LINKS = ["Kijk op https://example.org", "www.bakker.test", "zie koffiehuis.be", "instagram.com/mij"]
MAILS = ["schrijf naar an@example.org", "an.peeters at gmail dot com", "jan apenstaartje telenet punt be"]
NUMBERS = ["bel 0478 12 34 56", "+32 (0)9 222.33.44", "04-78-12-34-56", "85.07.30-033.28", "0 4 7 8 1 2 3 4 5 6", "0478\u200b123456"]
NUMBERS += ["٠٤٧٨١٢٣٤٥٦", "0478–12–34–56", "0478 · 12 · 34 · 56", "0478_12_34_56"]
IBANS = ["BE68 5390 0754 7034", "be68539007547034", "NL91ABNA0417164300"]
FINE = [
    "",
    "Geniet ervan!",
    "Voor wie het koud heeft: laat het smaken :-)",
    "2 koffies op 12/05/2026, om 14u30",
    "Gefeliciteerd met je 100ste... en nu jij",
    "Ça va? Santé! ☕️",
    "قهوة لك",
    "100.000 keer dank",
    "Koffie.Daarna soep.",
    "12 12 12",
    "open van 9–12 en van 13–18 u.",
    "een babbel @ de toog",
]


@pytest.mark.parametrize(
    ("text", "what"),
    [(text, GivenAway.LINK) for text in LINKS]
    + [(text, GivenAway.MAIL) for text in MAILS]
    + [(text, GivenAway.NUMBER) for text in NUMBERS]
    + [(text, GivenAway.IBAN) for text in IBANS]
    + [(text, None) for text in FINE],
)
def test_a_sentence_gives_nobody_away(text, what):
    assert given_away(text) == what


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  Een \t zin. ", "Een zin."),
        ("Een.\r\nTwee.\r\n\r\n\r\n \r\nDrie.\r\n", "Een.\nTwee.\n\nDrie."),
    ],
)
def test_a_text_keeps_its_paragraphs(typed, kept):
    assert clean_text(typed) == kept


def test_a_text_gives_nobody_away_across_its_lines_either():
    with pytest.raises(ValidationError):
        clean_text("0478\r\n12 34\r\n56")
