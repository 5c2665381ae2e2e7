"""Editions of the city map: a proof follows the city, a frozen one never changes, and what is printed is noted once."""

from datetime import date
from uuid import uuid4

import pytest
from django.utils import timezone

from merchants.models import Merchant
from referrals import actions, map_snapshots
from referrals.models import MapBackground, MapEdition
from tests.factories import make_background, make_chapter, make_edition, make_help_line, make_merchant, make_neighbourhood, make_treat
from tests.queries import statements
from tests.races import at_once
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 25)


def places_of(edition):
    return [place for quarter in edition.snapshot["quarters"] for place in quarter["places"]]


# What an edition holds


def test_an_edition_holds_what_is_printed_in_every_language():
    rabot = make_neighbourhood("Rabot", slug="rabot")
    shop = make_merchant(
        "De Kachel", neighbourhood=rabot, services=["water"], wheelchair="yes", street="Rabotstraat 1", postcode="9000", town="Gent",
        opening_hours="Mo-Fr 09:00-17:00; Sa off",
    )  # fmt: skip
    make_treat(merchant=shop, kind="soep", waiting=3)
    make_treat(merchant=shop, kind="koffie", is_offered=False)
    make_help_line("listens", name_nl="Iemand die luistert", name_fr="Quelqu’un qui écoute")

    snapshot = make_edition().snapshot

    [quarter] = snapshot["quarters"]
    [place] = quarter["places"]
    assert (quarter["slug"], quarter["name"]) == ("rabot", "Rabot")
    assert (place["number"], place["name"], place["address"]) == (1, "De Kachel", "Rabotstraat 1, 9000 Gent")
    assert place["hours"] == {"nl": "ma–vr 9:00–17:00", "fr": "lun–ven 9:00–17:00", "en": "Mon–Fri 9:00–17:00"}
    assert (place["services"], place["kinds"]) == (["water"], ["soep"])
    assert [service["slug"] for service in snapshot["services"]] == ["water"]
    assert snapshot["help"]["fr"] == [["106", "Quelqu’un qui écoute"]]
    assert [pin["label"] for pin in snapshot["map"]["pins"]] == ["1"]
    assert "waiting" not in str(snapshot)


def test_only_places_that_take_part_are_on_it_by_neighbourhood_and_those_outside_any_last():
    chapter = make_chapter()
    for name, where in {"Zon": "Muide", "Los": "", "Anker": "Dampoort"}.items():
        place = make_merchant(name, chapter=chapter, neighbourhood=where and make_neighbourhood(where, slug=where.lower()) or None)
        assert place.is_listed
    make_merchant("Weg", chapter=chapter, state="left")
    make_merchant("Elders", chapter=make_chapter("brussel"))

    edition = make_edition(chapter)

    assert [(place["number"], place["name"]) for place in places_of(edition)] == [(1, "Anker"), (2, "Zon"), (3, "Los")]
    assert [quarter["slug"] for quarter in edition.snapshot["quarters"]] == ["dampoort", "muide", map_snapshots.ELSEWHERE]


def test_hours_that_nobody_checked_for_a_year_are_not_printed():
    make_merchant(opening_hours="24/7", checked_on=date(2025, 1, 1))

    assert places_of(make_edition())[0]["hours"] == {}


def test_an_edition_costs_as_many_statements_for_one_place_as_for_many():
    chapter = make_chapter()
    make_merchant(chapter=chapter, services=["water"])
    with statements() as for_one:
        actions.make_proof(chapter=chapter)
    for _ in range(5):
        make_treat(merchant=make_merchant(chapter=chapter, services=["toilet", "water"]))
    with statements() as for_many:
        actions.make_proof(chapter=chapter)

    assert abs(len(for_many) - len(for_one)) <= 1  # A row is added the first time and changed the second.


# From proof to paper


def test_a_proof_is_made_anew_until_it_is_frozen_and_then_the_next_one_follows():
    first = make_edition(frozen=False)
    make_merchant("Nieuw")
    again = actions.make_proof(chapter=first.chapter)

    actions.freeze(edition=again, draft=again.draft)
    following = actions.make_proof(chapter=first.chapter)

    assert (again.pk, again.number, again.draft) == (first.pk, 1, 2)
    assert len(places_of(again)) == 2
    assert (following.number, following.is_frozen) == (2, False)


def test_a_frozen_edition_stays_as_it_was_whatever_becomes_of_its_places():
    edition = make_edition()
    before = edition.snapshot

    Merchant.objects.update(name="Anders", state="left")

    edition.refresh_from_db()
    assert edition.snapshot == before


def test_the_database_keeps_a_frozen_edition():
    edition = make_edition()

    with refused_by("edition_stands"):
        MapEdition.objects.filter(pk=edition.pk).update(number=7)
    with refused_by("edition_stands"):
        MapEdition.objects.filter(pk=edition.pk).update(frozen_on=None)
    with refused_by("edition_stands"):
        MapEdition.objects.filter(pk=edition.pk).delete()


def test_a_city_has_one_proof_and_one_edition_of_each_number():
    edition = make_edition(frozen=False)
    like = {"chapter": edition.chapter, "snapshot": {}}

    with refused_by("one_proof_per_city"):
        MapEdition.objects.create(number=2, **like)
    with refused_by("edition_once_per_city"):
        MapEdition.objects.create(number=1, frozen_on=timezone.localdate(), **like)
    with refused_by("edition_frozen_once_made"):
        MapEdition.objects.create(number=3, made_on=DAY, frozen_on=date(2026, 11, 1), **like)


def test_nobody_freezes_another_proof_than_they_saw():
    seen = make_edition(frozen=False)
    actions.make_proof(chapter=seen.chapter)

    with pytest.raises(actions.ProofChanged):
        actions.freeze(edition=seen, draft=seen.draft)
    assert not MapEdition.objects.frozen().exists()


def test_a_city_without_places_has_nothing_to_print():
    with pytest.raises(actions.NothingToPrint):
        actions.make_proof(chapter=make_chapter())


def test_copies_are_noted_once_for_each_key():
    edition, key = make_edition(), uuid4()

    for _ in range(2):
        actions.note_copies(key=key, edition=edition, paper="a3", number=250)

    assert list(edition.copies.values_list("paper", "number")) == [("a3", 250)]


@pytest.mark.parametrize("number", [0, 100_001])
def test_an_odd_number_of_copies_is_refused(number):
    with refused_by("copies_within_limits"):
        actions.note_copies(key=uuid4(), edition=make_edition(), paper="a3", number=number)


# The picture under it


def test_one_picture_lies_under_the_next_edition():
    first, second = make_background(), make_background(is_used=False)
    second.is_used = True

    actions.lay_under(background=second)

    assert list(MapBackground.objects.filter(is_used=True)) == [second]
    assert make_edition().background == second
    with refused_by("one_picture_under_the_map"):
        MapBackground.objects.filter(pk=first.pk).update(is_used=True)


@pytest.mark.parametrize(
    ("rule", "spots"),
    [
        ("map_spots_are_two", {"x2": 0.1, "y2": 0.1}),
        ("map_spots_are_two", {"lat2": 51.08, "lng2": 3.68}),
        ("map_spots_on_the_picture", {"x1": 1.5}),
        ("map_spots_on_earth", {"lat1": 151.0}),
    ],
)
def test_the_database_keeps_spots_apart_and_where_they_can_be(rule, spots):
    with refused_by(rule):
        make_background(**spots)


def test_a_picture_is_never_exchanged_for_another():
    background = make_background()

    with refused_by("map_picture_stands"):
        MapBackground.objects.filter(pk=background.pk).update(content=b"anders")


# Renewed every half year


@pytest.mark.parametrize(("made_on", "is_old"), [(date(2026, 5, 26), True), (date(2026, 5, 27), False)])
def test_half_a_year_later_an_edition_is_to_be_renewed(made_on, is_old):
    make_edition(today=made_on)

    assert MapEdition.objects.to_renew(DAY).exists() is is_old


def test_an_edition_is_not_asked_for_where_a_newer_one_or_a_proof_is_there():
    renewed, waiting = make_chapter("gent"), make_chapter("brussel")
    make_edition(renewed, today=date(2026, 1, 1))
    make_edition(renewed, today=date(2026, 10, 1))
    make_edition(waiting, today=date(2026, 1, 1))
    make_edition(waiting, frozen=False)

    assert not MapEdition.objects.to_renew(DAY).exists()


# At once


@pytest.mark.django_db(transaction=True)
def test_two_who_make_a_proof_at_once_make_one():
    chapter = make_chapter()
    make_merchant(chapter=chapter)

    made = at_once(*[lambda: actions.make_proof(chapter=chapter)] * 4)

    assert {edition.pk for edition in made} == {MapEdition.objects.get().pk}
    assert MapEdition.objects.get().draft == 4


@pytest.mark.django_db(transaction=True)
def test_a_proof_is_frozen_as_it_was_seen_or_not_at_all():
    proof = make_edition(frozen=False)

    at_once(lambda: actions.freeze(edition=proof, draft=proof.draft), lambda: actions.make_proof(chapter=proof.chapter))

    frozen = MapEdition.objects.frozen().first()
    assert frozen is None or (frozen.pk, frozen.draft) == (proof.pk, 1)
    assert MapEdition.objects.proofs().count() == 1
