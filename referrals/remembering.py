"""Answers that hold until something changes. The same question, asked again while nothing did, gets the same answer without work.

An answer is kept for as long as PostgreSQL's snapshot (see `directory`) and the minute on the clock are the same, at most a few
hundred of them, in this process only. The first question after that makes it forget all of them, and with them what was asked.
"""

from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import quote_etag

from . import directory

# So many, none larger than that (in bytes).
MOST_ANSWERS, LARGEST = 300, 150_000


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
        # Held by this thread: another may begin a new moment meanwhile.
        answers = _answers
        if answers.moment != moment or len(answers.by_question) >= MOST_ANSWERS:
            answers = _answers = _Answers(moment)
        if question not in answers.by_question:
            response = view(request, known)
            # Django's own middleware would take twice as long, with MD5.
            response.headers["ETag"] = quote_etag(sha256(response.content).hexdigest())
            if response.status_code == 200 and len(response.content) <= LARGEST:
                answers.by_question[question] = response.content, dict(response.headers)
            return response
        content, headers = answers.by_question[question]
        return HttpResponse(content, headers=headers)

    return answer
