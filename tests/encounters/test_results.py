"""What a closed round tells: in fives, never of a few, by groups only where each is large enough."""

from uuid import uuid4

import pytest

from encounters import actions
from encounters.results import forms_so_far, in_fives, results
from tests.factories import make_listening_round, make_own_words
from tests.queries import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return make_listening_round()


def boxes(asked, question):
    return list(asked.questions.get(position=question).choices.all())


def send(asked, forms, *ticked):
    for _form in range(forms):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[choice.pk for choice in ticked])


def told(asked):
    """{question's place: {choice: number, or None of a few}} and the groups by which they are told apart."""
    found = results(asked)
    return {each.question.position: {str(line.choice): line.number or None for line in each.lines} for each in found.questions}


@pytest.mark.parametrize(("number", "in_words"), [(0, 0), (4, 0), (5, 5), (9, 5), (12, 10), (2003, 2000)])
def test_numbers_are_told_in_fives(number, in_words):
    assert in_fives(number) == in_words


@pytest.mark.slow
def test_two_thousand_forms_are_all_in_it(asked):
    dare = boxes(asked, 1)[0]

    send(asked, 2000, dare)

    assert results(asked).forms == 2000
    assert told(asked)[1][str(dare)] == 2000


def test_every_answer_is_told_rounded_down_and_of_a_few_without_a_number(asked):
    dare, where, language, *_rest = boxes(asked, 1)
    send(asked, 12, dare)
    send(asked, 3, dare, where)
    send(asked, 2, language)

    found = results(asked)

    assert found.forms == 15
    assert told(asked)[1] == {"Ik durf niet te vragen": 15, **dict.fromkeys([str(each) for each in boxes(asked, 1)[1:]])}
    # Who ticked it three times and who never are told alike.
    assert found.questions[0].of_a_few == boxes(asked, 1)[1:]


def test_no_subtraction_of_what_is_told_is_exact(asked):
    dare = boxes(asked, 1)[0]
    send(asked, 41, dare)
    send(asked, 2, boxes(asked, 1)[1])

    found = results(asked)

    # 43 forms and 41 ticks: the two that differ cannot be counted from 40 and 40.
    assert (found.forms, told(asked)[1][str(dare)]) == (40, 40)


def test_answers_are_told_apart_where_every_group_is_of_five_or_more(asked):
    dare, where = boxes(asked, 1)[:2]
    dutch, french, _other = boxes(asked, 4)
    send(asked, 7, dare, dutch)
    send(asked, 5, where, french)
    send(asked, 3, dare, french)

    found = results(asked)

    assert found.groups == [dutch, french]
    by_group = {str(line.choice): line.by_group for line in found.questions[0].told}
    assert by_group == {str(dare): ((dutch, 5), (french, 0)), str(where): ((dutch, 0), (french, 5))}
    assert not found.questions[3].is_split


def test_one_group_of_four_and_nobody_is_told_apart(asked):
    dare = boxes(asked, 1)[0]
    dutch, french, other = boxes(asked, 4)
    send(asked, 20, dare, dutch)
    send(asked, 20, dare, french)
    send(asked, 4, dare, other)

    found = results(asked)

    assert found.groups == []
    assert not any(each.is_split for each in found.questions)


def test_a_question_that_a_group_hardly_answered_is_not_told_apart(asked):
    dare, help_ = boxes(asked, 1)[0], boxes(asked, 2)[0]
    dutch, french, _other = boxes(asked, 4)
    send(asked, 6, dare, help_, dutch)
    send(asked, 4, help_, french)
    send(asked, 1, dare, help_, french)

    found = results(asked)

    assert found.groups == [dutch, french]
    assert [each.is_split for each in found.questions] == [False, True, False, False]


def test_all_in_one_group_are_not_told_apart(asked):
    send(asked, 9, boxes(asked, 1)[0], boxes(asked, 4)[0])

    assert results(asked).groups == []


def test_only_words_that_were_shown_are_told(asked):
    make_own_words("Jef zucht.", listening_round=asked)
    make_own_words("Een stoel zou helpen.", listening_round=asked, state="shown")
    make_own_words(listening_round=asked, state="struck")

    (found,) = [each for each in results(asked).questions if each.question.is_words]
    assert [each.words for each in found.own_words] == ["Een stoel zou helpen."]


def test_so_far_it_is_told_in_fives_too(asked):
    send(asked, 4, boxes(asked, 1)[0])
    assert forms_so_far(asked) == 0

    send(asked, 3, boxes(asked, 1)[0])
    assert forms_so_far(asked) == 5


def test_any_round_costs_the_same(asked):
    def cost(listening_round):
        with statements() as sent:
            results(listening_round)
        return len(sent)

    small = make_listening_round()
    send(asked, 12, *boxes(asked, 1), boxes(asked, 4)[0])
    make_own_words(listening_round=asked, state="shown")

    assert cost(asked) == cost(small)
