"""An evaluation begins once per half year, asks three audiences, and tells of each by the rule of rounds."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from enchante.done import done_in
from enchante.retention import forget
from encounters import actions
from encounters.evaluations import heard_in
from encounters.half_years import HalfYear
from encounters.models import Audience, Evaluation, ListeningRound
from tests.factories import make_activity, make_chapter, make_evaluation, make_listening_round, make_own_words, make_threshold
from tests.queries import statements
from tests.races import at_once, execute

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)


def round_of(evaluation, audience="people"):
    return evaluation.rounds.get(audience=audience)


def send(asked, forms, face=1):
    """So many forms that choose this face at each sentence."""
    ticked = [question.choices.get(position=face).pk for question in asked.questions.exclude(kind="words")]
    for _form in range(forms):
        actions.answer(listening_round=asked, key=uuid4(), ticked=ticked)


# Beginning


def test_one_tap_opens_three_rounds_of_three_scales_and_a_free_word(gent):
    evaluation, is_new = actions.begin_evaluation(chapter=gent, today=DECEMBER)

    assert is_new
    assert evaluation.half_year == HalfYear(2026, 2)
    rounds = list(evaluation.rounds.order_by("pk"))
    assert [asked.audience for asked in rounds] == Audience.values
    for asked in rounds:
        assert (asked.state, asked.opened_on, asked.closes_on) == ("open", DECEMBER, date(2026, 12, 29))
        assert [question.kind for question in asked.questions.all()] == ["one", "one", "one", "words"]
        assert [question.choices.count() for question in asked.questions.all()] == [5, 5, 5, 0]
        assert {code for question in asked.questions.all() for code in question.words} == {"nl", "fr", "en"}


def test_a_second_tap_finds_the_first_one_and_the_next_half_year_is_another(gent):
    first, _is_new = actions.begin_evaluation(chapter=gent, today=DECEMBER)

    again, is_new = actions.begin_evaluation(chapter=gent, today=date(2026, 7, 1))
    other, is_other_new = actions.begin_evaluation(chapter=gent, today=date(2027, 1, 1))

    assert (again, is_new, is_other_new) == (first, False, True)
    assert other != first
    assert ListeningRound.objects.count() == 6


@pytest.mark.parametrize(
    "wrong", [{"first_day": date(2026, 7, 2)}, {"first_day": date(2026, 8, 1)}, {"first_day": date(2026, 1, 1), "again": True}]
)
def test_the_database_refuses_another_beginning_and_a_second_one(gent, wrong):
    if wrong.pop("again", False):
        Evaluation.objects.create(chapter=gent, **wrong)

    with pytest.raises(IntegrityError), transaction.atomic():
        Evaluation.objects.create(chapter=gent, **wrong)


@pytest.mark.parametrize("wrong", [{"audience": ""}, {"audience": "nobody"}, {"audience": "peers"}, {"evaluation": None}])
def test_the_database_refuses_a_round_without_or_with_a_double_audience(gent, wrong):
    asked = round_of(make_evaluation(chapter=gent))

    with pytest.raises(IntegrityError), transaction.atomic():
        ListeningRound.objects.filter(pk=asked.pk).update(**wrong)


# Six at once


def begin_six_times(gent):
    """How many evaluations there are when six begin one at once."""
    outcomes = at_once(*[lambda: actions.begin_evaluation(chapter=gent, today=DECEMBER)] * 6)
    assert [each for each in outcomes if isinstance(each, Exception)] == []
    return Evaluation.objects.count()


@pytest.mark.django_db(transaction=True)
def test_six_taps_at_once_begin_one(gent):
    assert begin_six_times(gent) == 1
    assert ListeningRound.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_they_would_begin_more(gent):
    execute("ALTER TABLE encounters_evaluation DROP CONSTRAINT evaluation_once_per_half_year")
    try:
        assert begin_six_times(gent) > 1
    finally:
        ListeningRound.objects.all().delete()
        Evaluation.objects.all().delete()
        execute("ALTER TABLE encounters_evaluation ADD CONSTRAINT evaluation_once_per_half_year UNIQUE (chapter_id, first_day)")


# Telling


def test_each_audience_is_told_when_its_round_is_closed_and_never_of_a_few(gent):
    evaluation = make_evaluation(chapter=gent)
    people, peers = round_of(evaluation), round_of(evaluation, "peers")
    send(people, 12)
    send(people, 4, face=2)
    send(peers, 4)
    make_own_words("Jef zucht.", listening_round=people)
    make_own_words("Een stoel is genoeg.", listening_round=people, state="shown")
    make_own_words("Samen gaat het.", listening_round=peers, state="shown")
    for asked in (people, peers):
        actions.close_round(listening_round=asked)

    of_people, of_peers, of_others = heard_in([evaluation])[evaluation.pk]

    assert (of_people.results.forms, len(of_people.scales)) == (15, 3)
    assert [line.number for line in of_people.scales[0].lines] == [10, 0, 0, 0, 0]
    assert [each.words for each in of_people.own_words] == ["Een stoel is genoeg."]
    assert (of_peers.results.forms, of_peers.own_words) == (0, [])
    assert (of_others.results, of_others.scales, of_others.own_words) == (None, [], [])


def test_many_evaluations_cost_the_same_as_one(gent):
    def cost(evaluations):
        with statements() as sent:
            heard_in(evaluations)
        return len(sent)

    several = [make_evaluation(chapter=make_chapter(slug), closed=Audience.values) for slug in ("gent", "brussel", "aalst")]

    assert cost(several[:1]) == cost(several)


# Beside what was done


def test_what_was_done_stands_by_half_years(gent, tuesday):
    summer, spring = HalfYear(2026, 2), HalfYear(2026, 1)
    november = date(2026, 11, 1)
    begins_at = "2026-{}-10T12:00:00+00:00"
    for month, details in [("11", {}), ("08", {}), ("03", {}), ("10", {"cancelled_on": november}), ("12", {}), ("09", {"state": "draft"})]:
        moment = datetime.fromisoformat(begins_at.format(month))
        make_activity(chapter=gent, begins_at=moment, **details)
    make_threshold(chapter=gent, state="eased", settled_in=november)
    make_threshold(chapter=gent, state="kept_back", settled_in=november)
    make_threshold(chapter=make_chapter("brussel"), state="eased", settled_in=november)

    now, before = done_in(gent, summer, spring)

    assert (now.activities, now.chairs, now.eased) == (2, 0, 1)
    assert (before.activities, before.eased) == (1, 0)


def test_chairs_are_told_as_in_all_our_numbers(gent, tuesday):
    for number in range(5):
        moment = datetime.fromisoformat("2026-10-10T12:00:00+00:00")
        make_activity(chapter=gent, begins_at=moment, headcount=4, counted_on=date(2026, 10, 11), elsewhere=f"Huis {number}")

    (now,) = done_in(gent, HalfYear(2026, 2))

    assert now.chairs == 20


def test_how_many_became_easier_is_written_down_before_it_is_erased(gent, tuesday):
    evaluation = make_evaluation(chapter=gent, today=date(2026, 6, 1))
    make_threshold(chapter=gent, state="eased", settled_in=date(2026, 3, 1))
    forget()
    make_threshold(chapter=gent, state="eased", settled_in=date(2026, 4, 1))
    forget()

    assert Evaluation.objects.get(pk=evaluation.pk).eased == 1
    assert [each.eased for each in done_in(gent, HalfYear(2026, 1), HalfYear(2025, 1))] == [1, None]


def test_of_a_half_year_that_goes_on_nothing_is_written_down_yet(gent, tuesday):
    evaluation = make_evaluation(chapter=gent, today=DECEMBER)

    forget()

    assert Evaluation.objects.get(pk=evaluation.pk).eased is None


def test_it_is_erased_with_the_last_of_its_rounds(gent, tuesday):
    make_evaluation(chapter=gent, closed=Audience.values)
    ListeningRound.objects.update(closed_on=date(2024, 1, 1), opened_on=date(2023, 12, 1))

    forget()

    assert not Evaluation.objects.exists()


def test_other_rounds_stand_apart(gent):
    own = make_listening_round(chapter=gent)
    evaluation = make_evaluation(chapter=gent)

    assert list(ListeningRound.objects.of_their_own()) == [own]
    assert set(ListeningRound.objects.for_everybody()) == {own, round_of(evaluation)}
