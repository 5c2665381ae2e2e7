"""A city in a box, with what every room brings along: letters, texts and first steps, and the questions of a listening round."""

from django.db import transaction

from encounters.actions import begin_round
from encounters.kit import asked_in
from merchants.actions import begin_city


@transaction.atomic
def begin_as(*, like, **details):
    """Make a city as `like`, another Chapter or None. The questions of its last public round become a draft, to be changed first.

    Returns (Chapter, Brought); the second time the same city, and None.
    """
    chapter, brought = begin_city(like=like, **details)
    last = brought and like and like.listening_rounds.public().order_by("pk").last()
    if last:
        draft = begin_round(chapter=chapter, **asked_in(last))
        brought = brought._replace(questions=draft.questions.count())
    return chapter, brought
