"""Which places stand on which sheet: all of them, in their order, and none below the edge."""

import pytest

from referrals import map_sheets
from referrals.map_sheets import A3, A4, A6, Printed

DRAWING = {"wide": 368, "high": 170, "pins": []}


def row(number, **fields):
    told = {"name": f"Plek {number}", "address": "Kerkstraat 1, 9000 Gent", "hours": {"nl": "elke dag 9:00–18:00"}, "wheelchair": ""}
    return {"number": number, "services": ["water"], "kinds": []} | told | fields


def printed(*quarters, high=170, **fields):
    """An edition with so many places in each neighbourhood."""
    number, told = 0, []
    for at, count in enumerate(quarters):
        told.append({"slug": f"w{at}", "name": f"Wijk {at}", "places": [row(number + n + 1, **fields) for n in range(count)]})
        number += count
    return Printed(
        {
            "quarters": told,
            "services": [{"slug": "water", "icon": "glass-water", "nl": "water", "fr": "eau", "en": "water"}],
            "kinds": [],
            "cards": {quarter["slug"]: DRAWING | {"high": high} for quarter in told},
        },
        "nl",
    )


def numbers(parts):
    return [place.number for part in parts for place in part.places]


@pytest.mark.parametrize("quarters", [[1], [11], [40, 1, 39], [5] * 60])
def test_every_place_is_on_every_paper_once_and_in_its_order(quarters):
    edition, all_of_them = printed(*quarters), list(range(1, sum(quarters) + 1))

    assert [number for columns in edition.a3 for parts in columns for number in numbers(parts)] == all_of_them
    assert [number for parts in edition.a4 for number in numbers(parts)] == all_of_them
    on_cards = [number for at in range(len(quarters)) for card in edition.a6(f"w{at}") for number in numbers(card.parts)]
    assert on_cards == all_of_them


@pytest.mark.parametrize(("letters", "name"), [(A3, "a3"), (A4, "a4")])
def test_no_column_holds_more_than_fits(letters, name):
    edition = printed(30, 7, 60, name="De Allerlangste Naam Van Een Zaak Aan Het Water Van De Brugse Poort")
    sheets = getattr(edition, name)
    columns = [parts for sheet in sheets for parts in sheet] if name == "a3" else sheets

    for parts in columns:
        assert sum(letters.heading + sum(map(letters.height_of, part.places)) for part in parts) <= letters.lines


def test_a_neighbourhood_that_goes_on_in_the_next_column_says_so():
    first, second = printed(40).a3[0][:2]

    assert [part.goes_on for part in first] == [False]
    assert [part.goes_on for part in second] == [True]


def test_a_heading_never_stands_alone():
    columns = [parts for sheet in printed(*[3] * 40).a3 for parts in sheet]

    assert all(part.places for parts in columns for part in parts)


def test_longer_words_take_more_lines():
    short, long = printed(1).quarters[0].places[0], printed(1, name="Naam " * 20).quarters[0].places[0]

    assert A3.height_of(long) > A3.height_of(short)
    assert A6.height_of(long) > A6.height_of(short)


def test_a_card_of_a_neighbourhood_begins_with_its_map():
    cards = printed(30).a6("w0")

    assert [bool(card.drawing) for card in cards] == [True, *[False] * (len(cards) - 1)]
    assert cards[0].has_places and len(cards) > 2


def test_where_the_map_takes_all_of_a_card_the_list_stands_on_the_next():
    first, second = printed(9, high=440).a6("w0")[:2]

    assert (first.has_places, second.has_places) == (False, True)


def test_there_is_no_card_of_a_neighbourhood_that_is_not_on_it():
    assert printed(3).a6("elders") == []


def test_a_place_tells_what_it_offers_in_the_language_of_the_page():
    place = Printed(printed(1).snapshot, "fr").quarters[0].places[0]

    assert place.in_words == ["Eau"]


def test_without_hours_people_ask_first():
    place = printed(1, hours={}).quarters[0].places[0]

    assert place.hours == "Vraag het even: we kennen de uren niet zeker."


def test_a_legend_stands_on_top_of_every_list_sheet():
    first = printed(300).a3[0]

    assert len(first) == map_sheets.COLUMNS
    assert len(numbers(first[0])) < len(numbers(first[1]))
