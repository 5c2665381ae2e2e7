"""A city begins its evaluation of half a year with one tap; it ends as its rounds end."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from encounters.evaluation_kit import EVALUATION
from encounters.evaluations import eased_between
from encounters.half_years import HalfYear
from encounters.kit import LANGUAGES
from encounters.models import Evaluation

from .rounds import begin_round, open_round

# So long one can answer by link, unless the team chooses another last day.
ASKS_FOR = timedelta(weeks=4)


@transaction.atomic
def begin_evaluation(*, chapter, today=None):
    """Open the three rounds of this half year. Returns the Evaluation, and whether this began it: a second tap finds the first one's.

    Two at once meet at the constraint: the second waits there for the first, and then finds what it made.
    """
    today = today or timezone.localdate()
    evaluation, is_new = Evaluation.objects.get_or_create(chapter=chapter, first_day=HalfYear.of(today).first_day)
    if is_new:
        for audience, ready in EVALUATION.items():
            about = {"evaluation": evaluation, "audience": audience, "closes_on": today + ASKS_FOR}
            asked = begin_round(chapter=chapter, title=ready.title, questions=ready.questions, languages=LANGUAGES, **about)
            open_round(listening_round=asked, today=today)
    return evaluation, is_new


def write_down_eased(today):
    """For each evaluation whose half year is over, once, how many thresholds became easier in it: these are erased later."""
    over = Evaluation.objects.over(today).filter(eased=None).select_related("chapter")
    for evaluation in over:
        number = eased_between([evaluation.chapter], *evaluation.half_year.days)
        Evaluation.objects.filter(pk=evaluation.pk).update(eased=number)
    return len(over)
