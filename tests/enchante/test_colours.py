"""The colours of the stylesheet keep enough contrast, by day and by night: WCAG 2.2, level AA."""

import re

import pytest
from django.conf import settings

from merchants.models import Chapter

SHEET = (settings.BASE_DIR / "static" / "enchante.css").read_text("utf-8")
CITY_SHEET = (settings.BASE_DIR / "static" / "city.css").read_text("utf-8")
TEXT, PART = 4.5, 3.0
# Behind a word to the reader, with its links, buttons and fields.
WASHES = [f"{kind}-wash" for kind in ("open", "ask", "closed", "problem")]

# What is written on what.
WRITTEN = [
    *[(ink, paper) for ink in ("ink", "ink-soft", "accent", "accent-deep") for paper in ("paper", "surface", "sunken")],
    *[(ink, "accent-wash") for ink in ("ink", "accent-deep")],
    *[(kind, f"{kind}-wash") for kind in ("open", "ask", "closed", "problem")],
    *[(ink, wash) for ink in ("ink", "ink-soft", "accent", "accent-deep") for wash in WASHES],
    *[(ink, "accent-wash") for ink in ("ink-soft", "accent")],
    *[("problem", paper) for paper in ("paper", "surface", "sunken")],
    *[("on-accent", paper) for paper in ("accent", "accent-deep")],
    *[(chalk, wall) for chalk in ("chalk", "chalk-soft", "slip") for wall in ("board", "facade")],
    ("slip-ink", "slip"),
]
# The edges by which one finds a field, a button or the place one is at.
DRAWN = [
    *[(edge, paper) for edge in ("line-strong", "focus") for paper in ("paper", "surface", "sunken", "accent-wash", *WASHES)],
    *[("accent", paper) for paper in ("paper", "surface")],
    *[("chalk", wall) for wall in ("board", "facade")],
]


def tokens(block):
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


def themes():
    day, night = re.search(r":root \{(.*?)\n\}.*?prefers-color-scheme: dark\) \{\s*:root \{(.*?)\n  \}", SHEET, re.DOTALL).groups()
    return {"day": tokens(day), "night": tokens(day) | tokens(night)}


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1)]
)
def test_contrast_is_worked_out_as_the_standard_says(one, other, expected):
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("pairs", "enough"), [(WRITTEN, TEXT), (DRAWN, PART)], ids=["written", "drawn"])
def test_every_pair_has_enough_contrast(theme, pairs, enough):
    colours = themes()[theme]

    found = {f"{one} on {other}": round(contrast(colours[one], colours[other]), 2) for one, other in pairs}

    assert {pair: ratio for pair, ratio in found.items() if ratio < enough} == {}


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("colour", [colour.value for colour in Chapter.Colour if colour.value])
@pytest.mark.parametrize(("pairs", "enough"), [(WRITTEN, TEXT), (DRAWN, PART)], ids=["written", "drawn"])
def test_the_colour_of_every_city_has_enough_contrast(colour, theme, pairs, enough):
    day, night = re.findall(rf"\.city-{colour} \{{(.*?)\}}", CITY_SHEET)
    colours = themes()[theme] | tokens({"day": day, "night": night}[theme])

    assert {f"{one} on {other}": ratio for one, other in pairs if (ratio := contrast(colours[one], colours[other])) < enough} == {}


def test_the_rest_of_the_sheet_takes_its_colours_from_the_tokens():
    others = [(settings.BASE_DIR / "static" / f"{name}.css").read_text("utf-8") for name in ("reading", "house", "counter", "map")]
    furniture = [sheet[sheet.find("/* ---- The page") : sheet.find("/* ---- On paper")] for sheet in (SHEET, *others)]

    # A sign by which two know each other is the colour it is called after.
    plain = re.sub(r"^\.sign-.*$", "", "".join(furniture), flags=re.M)

    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", plain)) == {"#fff"}  # behind codes to scan, which must be white


def test_the_browser_bar_takes_the_colour_of_the_page():
    base = (settings.TEMPLATES[0]["DIRS"][0] / "base.html").read_text("utf-8")

    assert re.findall(r'name="theme-color".*?content="(.*?)"', base) == [themes()["day"]["surface"], themes()["night"]["surface"]]
