"""Answers that hold until something changes. The same question, asked again while nothing did, gets the same answer without work.

An answer is kept for as long as PostgreSQL's snapshot (see `directory`) and the minute on the clock are the same, at most a few
hundred of them, in this process only; then all are forgotten, and with them what was asked.
"""

from dataclasses import dataclass, field
from functools import wraps

from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import set_response_etag

from . import directory

MOST_ANSWERS = 300


@dataclass
class _Answers:
    """What was answered under one snapshot in one minute: (content, headers) by question."""

    moment: tuple = ()
    by_question: dict = field(default_factory=dict)


_answers = _Answers()


def while_nothing_changes(view):
    """The view is called with the Directory of now. It may depend on the address, the database and the minute, and on nothing else."""

    @wraps(view)
    def answer(request):
        global _answers
        known, now = directory.look(), timezone.now()
        if not known.snapshot:
            return view(request, known)
        moment, question = (known.snapshot, f"{now:%Y-%m-%d %H:%M}"), request.get_full_path()
        if _answers.moment != moment or len(_answers.by_question) >= MOST_ANSWERS:
            _answers = _Answers(moment)
        answers = _answers.by_question
        if question not in answers:
            response = set_response_etag(view(request, known))
            if response.status_code != 200:
                return response
            answers[question] = response.content, dict(response.headers)
        content, headers = answers[question]
        return HttpResponse(content, headers=headers)

    return answer
