"""What an evaluation tells, by the rule of rounds (`results.py`): in fives, never of a few, and nothing before a round is closed."""

from collections import defaultdict
from dataclasses import dataclass

from encounters.models import ListeningRound, Threshold
from encounters.models.evaluations import Audience
from encounters.results import Results, results_of


@dataclass(frozen=True)
class Heard:
    """What one audience said: the Results of its round, or None while it is open."""

    listening_round: ListeningRound
    results: Results | None

    @property
    def audience(self):
        return Audience(self.listening_round.audience)

    @property
    def scales(self):
        return [found for found in self.results.questions if not found.question.is_words] if self.results else []

    @property
    def own_words(self):
        """Those that were shown; of fewer than five forms nothing is told."""
        found = self.results.questions if self.results and self.results.forms else []
        return [words for each in found for words in each.own_words]


def heard_in(evaluations):
    """{key of an evaluation: its Heard, in the order of the audiences}. The same number of queries for any number of them."""
    rounds = list(ListeningRound.objects.filter(evaluation__in=[each.pk for each in evaluations]).order_by("pk"))
    told = results_of([each for each in rounds if each.is_closed])
    heard, order = defaultdict(list), Audience.values
    for each in sorted(rounds, key=lambda each: order.index(each.audience)):
        heard[each.evaluation_id].append(Heard(each, told.get(each.pk)))
    return heard


def eased_between(chapters, first_day, last_day):
    """How many thresholds of these cities became easier in these months."""
    months = (first_day.replace(day=1), last_day)
    return Threshold.objects.filter(chapter__in=chapters, state=Threshold.State.EASED, settled_in__range=months).count()
