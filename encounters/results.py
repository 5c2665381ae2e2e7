"""What a closed round tells: never of a few, and nothing that a subtraction would find.

| it ticked              | 43 forms in all | 41    | 22    | 12    | 3     | 2     |
|------------------------|-----------------|-------|-------|-------|-------|-------|
| it is told as          | at least 40     | at least 40 | at least 20 | at least 10 | fewer than five, with its words | the same |

Every number is told in fives, rounded down, so the difference of two of them is never exact; and an answer of fewer than five, none
included, has no number at all. Groups are told apart only where each has five forms or more, and at each question only where each
group ticked five times or more. A round that is open tells nothing to anybody: whoever looks twice would see what came in between.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from encounters.models import Choice, OwnWords, Question, Sheet, Tick
from vouchers.figures import TOO_FEW

MOST_WORDS = 100


@dataclass(frozen=True)
class Line:
    """One answer. `number` is told in fives; 0 where it is of fewer than five. `by_group`: (group, its number), or empty."""

    choice: Choice
    number: int
    by_group: tuple = ()


@dataclass(frozen=True)
class Found:
    """What came of one question: its lines as they were asked, or the words that may be read."""

    question: Question
    lines: list[Line]
    own_words: list[OwnWords]
    are_more_words: bool = False

    @property
    def told(self):
        return [line for line in self.lines if line.number]

    @property
    def of_a_few(self):
        return [line.choice for line in self.lines if not line.number]

    @property
    def is_split(self):
        return any(line.by_group for line in self.lines)


@dataclass(frozen=True)
class Results:
    forms: int
    groups: list[Choice]
    questions: list[Found]


def in_fives(number):
    """A number as it is told: rounded down, 0 where it is of a few."""
    return number // TOO_FEW * TOO_FEW


def results(listening_round):
    """The Results of a closed round. The same number of queries for any round."""
    return results_of([listening_round])[listening_round.pk]


def results_of(rounds):
    """{key of a closed round: its Results}. The same number of queries for any number of them."""
    keys = [each.pk for each in rounds]
    questions, sheets, ticks, words = defaultdict(list), defaultdict(Counter), {}, defaultdict(list)
    for question in Question.objects.filter(listening_round__in=keys).prefetch_related("choices"):
        questions[question.listening_round_id].append(question)
    for key, group, number in Sheet.objects.filter(listening_round__in=keys).values_list("listening_round", "group").annotate(Count("key")):
        sheets[key][group] = number
    of_rounds = Tick.objects.filter(choice__question__listening_round__in=keys)
    for choice, group, number in of_rounds.values_list("choice", "group").annotate(Count("key")):
        ticks[choice, group] = number
    for each in OwnWords.objects.shown().filter(question__listening_round__in=keys).select_related("question"):
        words[each.question_id].append(each)
    return {key: _results(questions[key], sheets[key], ticks, words) for key in keys}


def _results(questions, sheets, ticks, words):
    groups = _groups(questions, sheets)
    found = [_found(question, ticks, groups, words[question.pk]) for question in questions]
    return Results(forms=in_fives(sheets.total()), groups=groups, questions=found)


def forms_so_far(listening_round):
    """How many came in, as it is told while a round is open: in fives."""
    return in_fives(listening_round.sheets.count())


def _groups(questions, sheets):
    """Those by which answers are told apart; none where one of them is of a few, or all are in one."""
    asked = [choice for question in questions if question.is_split for choice in question.choices.all() if sheets[choice.pk]]
    return asked if len(asked) > 1 and all(sheets[choice.pk] >= TOO_FEW for choice in asked) else []


def _found(question, ticks, groups, own_words):
    choices = list(question.choices.all())
    by_group = {choice.pk: [ticks.get((choice.pk, group.pk), 0) for group in groups] for choice in choices}
    of_groups = [sum(column) for column in zip(*by_group.values(), strict=True)]
    is_split = bool(groups) and not question.is_split and bool(choices) and all(number >= TOO_FEW for number in of_groups)
    together = Counter()
    for (choice, _group), number in ticks.items():
        together[choice] += number
    lines = [Line(choice, in_fives(together[choice.pk]), _apart(groups, by_group[choice.pk]) if is_split else ()) for choice in choices]
    return Found(question, lines, own_words[:MOST_WORDS], len(own_words) > MOST_WORDS)


def _apart(groups, numbers):
    return tuple((group, in_fives(number)) for group, number in zip(groups, numbers, strict=True))
