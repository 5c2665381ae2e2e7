"""Two coordinators read the same words: a name that one struck never comes back from the page that the other had open."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from tests.factories import make_listening_round, make_merchant, make_note, make_own_words, make_signal, make_story, make_threshold
from tests.pages import words_of
from tests.team import address

pytestmark = pytest.mark.django_db
CHANGED = "Iemand van het team heeft deze woorden veranderd terwijl je pagina open stond."


def words_of_a_round(said, *, chapter, state):
    return make_own_words(said, listening_round=make_listening_round(chapter=chapter), state=state)


def question_about_a_place(said, *, chapter, state):
    return make_signal(make_merchant(chapter=chapter), words=said)


# What makes a row, its words, what a browser sends along with them, and what becomes of it.
KINDS = [
    pytest.param(make_story, "words", {"step": "show"}, "shown", id="story"),
    pytest.param(make_note, "words", {"step": "show", "signed": ""}, "shown", id="note of the circle"),
    pytest.param(words_of_a_round, "words", {"step": "show"}, "shown", id="words of a round"),
    pytest.param(make_threshold, "said", {"step": "show"}, "shown", id="threshold"),
    pytest.param(question_about_a_place, "words", {"words_are_read": "on", "answer": "Dank je."}, "closed", id="question about a place"),
]


def mark_in(page):
    return re.search(r'name="seen" value="(\w+)"', page.text)[1]


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize(("make", "field", "sent", "becomes"), KINDS)
def test_a_name_that_was_struck_meanwhile_stays_struck(client, gent, make, field, sent, becomes):
    row = make("Jef schonk in.", chapter=gent, state="to_read")
    opened = client.get(address(row))
    type(row).objects.filter(pk=row.pk).update(**{field: "Iemand schonk in."})

    page = client.post(address(row), sent | {field: "Jef schonk goed in.", "seen": mark_in(opened)})

    assert CHANGED in words_of(page) and "Dit had jij: Jef schonk goed in." in words_of(page)
    assert ">\nIemand schonk in.</textarea>" in page.text
    row.refresh_from_db()
    assert getattr(row, field) == "Iemand schonk in." and row.state != becomes

    client.post(address(row), sent | {field: "Iemand schonk in.", "seen": mark_in(page)})

    row.refresh_from_db()
    assert (getattr(row, field), row.state) == ("Iemand schonk in.", becomes)
    assert "Seen" not in str(list(LogEntry.objects.values_list("change_message", flat=True)))
