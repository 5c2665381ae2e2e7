"""What makes it hard: told, read, shown, known by others, told together, made easier."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import translation

from enchante.retention import forget
from encounters import actions
from encounters.models import Threshold
from encounters.models.thresholds import this_month
from tests.factories import make_chapter, make_threshold
from tests.races import at_once
from tests.traces import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


def reread(threshold):
    return Threshold.objects.get(pk=threshold.pk)


def know_it_too(threshold):
    return actions.know_it_too(key=threshold.pk, chapter=threshold.chapter)


# Telling and knowing it too


def test_what_is_told_waits_for_a_reader_and_knows_no_more_than_the_month(gent):
    told = actions.tell_threshold(chapter=gent, words="Ik durf niet te vragen.", language="nl", key=uuid4())

    assert (told.state, told.me_too, told.told_in) == ("to_read", 0, this_month())
    assert not Threshold.objects.shown_in(gent)


def test_the_same_form_twice_is_one(gent):
    key = uuid4()
    for _time in range(2):
        actions.tell_threshold(chapter=gent, words="Ik durf niet te vragen.", language="nl", key=key)

    assert Threshold.objects.count() == 1


def test_a_tap_raises_a_number_and_leaves_nothing_else(gent):
    threshold = make_threshold(chapter=gent)
    before = rows()

    assert know_it_too(threshold)

    ((table, row),) = rows() - before
    assert table == "encounters_threshold"
    assert row.replace('"me_too": 1', '"me_too": 0') in {row for _table, row in before}


@pytest.mark.parametrize("state", ["to_read", "eased", "kept_back"])
def test_what_does_not_stand_there_to_be_tapped_counts_no_tap(gent, state):
    threshold = make_threshold(chapter=gent, state=state)

    assert not know_it_too(threshold)
    assert not actions.know_it_too(key=threshold.pk, chapter=make_chapter("brussel"))
    assert reread(threshold).me_too == 0


@pytest.mark.django_db(transaction=True)
def test_fifty_taps_at_once_are_fifty():
    threshold = make_threshold()

    for _time in range(5):
        assert at_once(*[lambda: know_it_too(threshold)] * 10) == [True] * 10

    assert reread(threshold).me_too == 50


@pytest.mark.parametrize(("taps", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (23, 20)])
def test_a_number_is_told_from_five_on_and_in_fives(taps, told):
    assert Threshold(me_too=taps).known_by == told


# In whose words


@pytest.mark.parametrize(
    ("words", "reader", "told"),
    [
        ({}, "nl", ("Ik durf niet.", "nl")),
        ({}, "fr", ("Ik durf niet.", "nl")),
        ({"short_fr": "Je n’ose pas."}, "fr", ("Je n’ose pas.", "fr")),
        ({"short_fr": "Je n’ose pas."}, "nl", ("Ik durf niet.", "nl")),
        ({"short_nl": "Niet durven"}, "en", ("Niet durven", "nl")),
        ({"short_nl": "Niet durven"}, "nl", ("Niet durven", "nl")),
    ],
)
def test_it_is_read_in_the_readers_language_where_there_are_words_for_it(words, reader, told):
    threshold = Threshold(said="Ik durf niet.", language="nl", **words)

    with translation.override(reader):
        assert (threshold.told.words, threshold.told.language) == told


def test_its_name_in_the_history_of_the_admin_is_never_as_it_was_said(gent):
    assert str(make_threshold("Jef van de toog zei neen.", chapter=gent)) == "een drempel"


# What the team does with it


def test_it_became_easier_by_what_stands_there(gent):
    threshold = make_threshold(chapter=gent)
    with pytest.raises(actions.NothingDoneYet):
        actions.ease(threshold=threshold)

    Threshold.objects.update(doing_nl="Er zijn vraagkaartjes.")
    actions.ease(threshold=threshold)

    assert (reread(threshold).state, reread(threshold).settled_in) == ("eased", this_month())


def test_two_that_say_the_same_are_told_together_and_their_numbers_add_up(gent):
    kept = make_threshold("Ik durf niet te vragen.", chapter=gent, me_too=4)
    other = make_threshold("Vragen is moeilijk.", chapter=gent, me_too=2)

    actions.merge(threshold=other, into=kept)

    # Whoever said the other one knows this one too.
    assert reread(kept).me_too == 7
    assert (reread(other).state, reread(other).merged_into, reread(other).me_too) == ("merged", kept, 0)
    assert list(Threshold.objects.shown_in(gent)) == [kept]


def test_a_tap_on_a_page_that_lay_open_counts_where_it_is_told_now(gent):
    kept, other, last = (make_threshold(chapter=gent) for _ in range(3))
    actions.merge(threshold=other, into=kept)
    actions.merge(threshold=kept, into=last)

    assert know_it_too(other)
    assert know_it_too(kept)

    # Told by three, tapped twice.
    assert reread(last).me_too == 4


def test_nothing_is_told_together_with_what_nobody_reads_here(gent):
    threshold = make_threshold(chapter=gent)
    elsewhere = make_threshold(chapter=make_chapter("brussel"))
    unread = make_threshold(chapter=gent, state="to_read")

    for into in (elsewhere, unread, threshold):
        with pytest.raises(actions.NotOnThePage):
            actions.merge(threshold=threshold, into=into)


def test_what_is_told_with_another_takes_no_other_step(gent):
    kept, other = make_threshold(chapter=gent), make_threshold(chapter=gent)
    actions.merge(threshold=other, into=kept)

    for act in (actions.show_threshold, actions.keep_back):
        with pytest.raises(actions.SettledAlready):
            act(threshold=other)


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_two_together_crosswise_keep_one_on_the_page():
    one, two = make_threshold("Eerst."), make_threshold("Tweede.")

    came = at_once(lambda: actions.merge(threshold=one, into=two), lambda: actions.merge(threshold=two, into=one))

    assert sorted(type(each).__name__ for each in came) == ["NoneType", "NotOnThePage"]
    assert Threshold.objects.get(state="shown").me_too == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "merged"},
        {"state": "shown", "settled_in": date(2026, 11, 1)},
        {"state": "eased", "settled_in": None},
        {"told_in": date(2026, 11, 27)},
    ],
)
def test_the_database_refuses_what_cannot_be(gent, wrong):
    with pytest.raises(IntegrityError):
        make_threshold(chapter=gent, **wrong)


# What ends by itself


def test_what_was_not_shown_goes_after_three_months_and_what_is_over_after_a_year(gent):
    lately, spring, last_year = this_month(), date(2026, 5, 1), date(2025, 10, 1)
    for state in ["kept_back", "eased"]:
        for month in [lately, spring, last_year]:
            make_threshold(f"{state} {month:%Y-%m}", chapter=gent, state=state, settled_in=month)
    for state in ["to_read", "shown"]:
        make_threshold(f"{state} 2025-10", chapter=gent, state=state, told_in=last_year)

    forget()

    left = set(Threshold.objects.values_list("said", flat=True))
    assert left == {f"kept_back {lately:%Y-%m}", f"eased {lately:%Y-%m}", "eased 2026-05", "shown 2025-10"}
