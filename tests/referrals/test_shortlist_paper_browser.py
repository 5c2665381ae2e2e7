"""A list on paper, in a real browser: one sheet whatever stands on it, nothing cut through, nothing told by colour alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from merchants.catalogue import load_services
from merchants.models import Pause
from tests.factories import make_merchant, make_neighbourhood, make_treat

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = {"a4": (595, 842), "a5": (420, 595)}
# What lies within the margins, in millimetres.
WITHIN = {"a4": (190, 277), "a5": (132, 194)}
SERVICES = ["water", "toilet", "opladen", "wifi", "zitten", "babbel"]

# Lines on the sheet that are neither wholly in their box nor wholly out of it.
CUT = """() => {
  const sheet = document.querySelector(".shortlist").getBoundingClientRect();
  const parts = `.shortlist-place > :not(.no-print), .shortlist-place li, .shortlist-questions > li, .shortlist-intro > *,
    .shortlist-note, .sketch`;
  const isCut = (part) => {
    const own = (part.closest(".shortlist-place, .shortlist-questions") || part.parentElement).getBoundingClientRect();
    const shown = [...part.getClientRects()].filter(line => line.width && line.left < own.right - 1 && line.right > own.left + 1);
    return shown.some(line => [own, sheet].some(box =>
      line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - 1 || line.bottom > box.bottom + 1));
  };
  return [...document.querySelectorAll(parts)].filter(isCut).map(part => part.outerHTML.slice(0, 100));
}"""
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll(".shortlist > *, .shortlist-place")].map(it => [it, it.getBoundingClientRect()]);
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([other, b]) => !one.contains(other)
    && shared(a, b, "left", "right") > 1 && shared(a, b, "top", "bottom") > 1).map(([other]) => one.className + " " + other.className));
}"""
COLOURED = """() => [...document.querySelectorAll(".shortlist, .shortlist *")].flatMap(it => {
  const style = getComputedStyle(it);
  return [style.color, style.backgroundColor, style.borderTopColor, style.stroke, style.fill];
}).filter(colour => { const [r, g, b] = (colour.match(/[0-9.]+/g) || [0, 0, 0]); return r !== g || g !== b; })"""
# Whether a part of a place is there to its last line.
IS_SEEN = """(parts) => parts.map(part => {
  const place = part.closest("li.shortlist-place").getBoundingClientRect();
  return [...part.getClientRects()].every(line => line.left < place.right - 1 && line.right > place.left + 1);
})"""


def fill(count, *, name="Buurtcafé Het Lange Huis", services=SERVICES, hours="Mo-Th 09:00-22:00; Fr-Sa 09:00-24:00; Su 10:00-20:00"):
    """The address of a list of so many places with much to tell."""
    load_services()
    make_neighbourhood("Brugse Poort", lat=51.056, lng=3.712)
    for n in range(count):
        shop = make_merchant(
            f"{name} {n}", slug=f"plek-{n}", services=services, street="Sint-Amandsplein 123", postcode="9000", town="Gent",
            opening_hours=hours, wheelchair="limited", lat=51.05 + n / 1000, lng=3.72 - n / 700,
        )  # fmt: skip
        make_treat(merchant=shop, kind="koffie", waiting=3)
        Pause.objects.create(merchant=shop, first_day=timezone.localdate() + timedelta(3))
    return "/lijstje/?" + "&".join(f"plek=plek-{n}" for n in range(count))


def printed(page, paper):
    """How many sheets come out and their size; the page stays as it is on paper."""
    page.emulate_media(media="null")
    pdf = page.pdf(prefer_css_page_size=True)
    sizes = {tuple(map(round, map(float, box))) for box in re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", pdf)}
    page.emulate_media(media="print")
    wide, high = (round(each * 96 / 25.4) for each in WITHIN[paper])
    page.set_viewport_size({"width": wide, "height": high})
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), sizes


def seen(page, part):
    return page.locator(f".shortlist-place > {part}").evaluate_all(IS_SEEN)


@pytest.mark.parametrize("paper", POINTS)
@pytest.mark.parametrize("count", [1, 6, 12])
def test_a_list_is_one_sheet_in_every_language(page, live_server, count, paper):
    address = fill(count) + f"&bij=Brugse+Poort&papier={paper}"
    parts = ["h3", ".shortlist-where", ".shortlist-hours", ".waiting-line"]
    if (count, paper) != (12, "a5"):  # There a place that tells much has no line left.
        parts.append(".chips > li:has([href='#i-accessibility'])")
    for language in ["", "/fr", "/en"]:
        page.goto(live_server.url + language + address)

        assert printed(page, paper) == (1, {POINTS[paper]})
        assert page.evaluate(CUT) == page.evaluate(OVERLAPPING) == page.evaluate(COLOURED) == []
        for part in parts:
            assert seen(page, part) == [True] * count, (language, part)


@pytest.mark.parametrize("letters", ["serif", "monospace"])
@pytest.mark.parametrize("paper", POINTS)
def test_a_full_list_is_one_sheet_in_any_letter(page, live_server, letters, paper):
    page.goto(live_server.url + fill(12) + f"&papier={paper}")

    # Phones and printers have letters of their own; the widest must fit too.
    page.evaluate("letters => document.documentElement.style.setProperty('--sans', letters)", letters)

    assert printed(page, paper) == (1, {POINTS[paper]})
    assert page.evaluate(CUT) == page.evaluate(OVERLAPPING) == []
    assert seen(page, "h3") == seen(page, ".shortlist-hours") == [True] * 12


@pytest.mark.parametrize("paper", POINTS)
def test_what_does_not_fit_goes_the_last_line_first(page, live_server, paper):
    long = "Het Allerlangste Huis Aan Het Water Van De Brugse Poort Met De Lange Naam"
    every_day = "; ".join(f"{day} 0{n}:00-12:{n}0,13:00-18:{n}0" for n, day in enumerate(["Mo", "Tu", "We", "Th", "Fr"], 1))
    own_words = "#" + "&".join(f"plek-{n}=" + "Vraag+naar+de+zebra+" * 4 for n in range(12))
    page.goto(live_server.url + fill(12, name=long, hours=every_day) + f"&papier={paper}" + own_words)

    assert printed(page, paper) == (1, {POINTS[paper]})
    assert page.evaluate(CUT) == page.evaluate(OVERLAPPING) == []
    assert seen(page, "h3") == seen(page, ".shortlist-words") == seen(page, ".shortlist-where") == [True] * 12
    parts = ["h3", ".shortlist-words", ".shortlist-where", ".shortlist-hours", ".waiting-line", ".chips", ".shortlist-checked"]
    for place in zip(*[seen(page, part) for part in parts], strict=True):
        assert list(place) == sorted(place, reverse=True)
    assert not all(seen(page, ".shortlist-checked"))


def test_what_is_not_on_the_list_any_more_does_not_make_a_second_sheet(page, live_server):
    page.goto(live_server.url + fill(12) + "&plek=weg&plek=niets&papier=a6")

    assert printed(page, "a4") == (1, {POINTS["a4"]})


def test_what_would_be_cut_is_found(page, live_server):
    page.goto(live_server.url + fill(3))
    printed(page, "a4")

    page.evaluate("document.querySelector('.shortlist-place').style.cssText = 'block-size: 20px'")
    page.evaluate("document.querySelector('.shortlist-note').style.cssText = 'margin-block-start: -30mm; color: #a6381a'")

    assert page.evaluate(CUT)
    assert page.evaluate(OVERLAPPING)
    assert page.evaluate(COLOURED)
