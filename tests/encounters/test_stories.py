"""What becomes of a story: told once, shown or erased, taken back by whoever told it; and what the database refuses."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from enchante.retention import forget
from encounters import actions
from encounters.models import Story
from encounters.models.stories import CONSENT, key_of
from merchants.models import Letter
from tests.factories import make_chapter, make_story
from tests.team import address
from tests.traces import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


def reread(story):
    return Story.objects.get(pk=story.pk)


def test_a_story_waits_to_be_read_and_writes_to_nobody(gent, tuesday):
    story = actions.tell_story(chapter=gent, token=uuid4(), words="De koffie wachtte al.", pseudonym="Merel")

    assert (story.state, story.told_in, story.settled_in, story.consent) == ("to_read", date(2026, 12, 1), None, CONSENT)
    assert not Letter.objects.exists()


def test_the_same_form_twice_is_one_story(gent):
    token = uuid4()

    first, second = (actions.tell_story(chapter=gent, token=token, words=words) for words in ("Eerst.", "Nog eens."))

    assert first == second
    assert Story.objects.get().words == "Eerst."


def test_the_private_link_stands_nowhere_and_does_not_follow_from_the_public_one(gent):
    token = uuid4()
    story = actions.tell_story(chapter=gent, token=token, words="De koffie wachtte al.")

    assert not [row for _table, row in rows() if str(token) in row]
    assert story.pk == key_of(token) != key_of(story.pk)
    assert not actions.take_story_back(token=story.pk)


def test_what_is_read_is_shown_once_and_what_is_kept_back_is_erased(gent, tuesday):
    shown, kept_back = (make_story(chapter=gent, state="to_read", title="Titel", pseudonym="Merel") for _each in range(2))

    assert [actions.show_story(story=shown), actions.show_story(story=shown)] == [True, False]
    assert [actions.keep_story_back(story=kept_back), actions.show_story(story=kept_back)] == [True, False]

    assert (reread(shown).state, reread(shown).settled_in) == ("shown", date(2026, 12, 1))
    gone = reread(kept_back)
    assert (gone.state, gone.words, gone.title, gone.pseudonym) == ("kept_back", "", "", "")


@pytest.mark.parametrize("state", ["to_read", "shown", "kept_back"])
def test_whoever_told_it_takes_it_back_whatever_became_of_it(gent, state):
    token = uuid4()
    make_story(chapter=gent, token=token, state=state)

    assert [actions.take_story_back(token=token), actions.take_story_back(token=token)] == [True, False]
    assert not Story.objects.exists()


def test_what_was_taken_back_does_not_come_back_by_a_team_that_had_it_open(gent):
    token = uuid4()
    story = make_story(chapter=gent, token=token, state="to_read")
    actions.take_story_back(token=token)

    done = [actions.show_story(story=story), actions.keep_story_back(story=story), actions.reword_story(story=story, words="Anders.")]

    assert done == [False, False, False]
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("state", "wrong"),
    [
        ("shown", {"words": ""}),
        ("shown", {"settled_in": None}),
        ("shown", {"settled_in": date(2026, 12, 2)}),
        ("to_read", {"settled_in": date(2026, 12, 1)}),
        ("to_read", {"told_in": date(2026, 12, 2)}),
        ("kept_back", {"pseudonym": "Merel"}),
        ("kept_back", {"title": "Titel"}),
    ],
)
def test_the_database_refuses_a_day_and_words_that_should_be_gone(gent, state, wrong):
    story = make_story(chapter=gent, state=state)

    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**wrong)


def test_words_of_what_was_taken_back_stand_nowhere_any_more(client, gent, coordinator):
    token = uuid4()
    story = make_story("Lut schonk in.", chapter=gent, token=token, state="to_read", title="Kanariepiet")
    client.post(address(story), {"title": "Kanariepiet", "words": "Iemand schonk in.", "pseudonym": "", "step": "show"})
    assert reread(story).words == "Iemand schonk in."

    actions.take_story_back(token=token)

    assert LogEntry.objects.exists()
    assert not [row for _table, row in rows() if "schonk in" in row or "Kanariepiet" in row]


@pytest.mark.parametrize(
    ("state", "month", "is_there"),
    [
        ("to_read", date(2026, 1, 1), True),
        ("to_read", date(2025, 11, 1), False),
        ("kept_back", date(2026, 1, 1), True),
        ("kept_back", date(2025, 11, 1), False),
        ("shown", date(2024, 1, 1), True),
        ("shown", date(2023, 11, 1), False),
    ],
)
def test_a_story_is_erased_by_itself_in_its_time(gent, tuesday, state, month, is_there):
    make_story(chapter=gent, state=state, told_in=month, settled_in=None if state == "to_read" else month)

    forget()

    assert Story.objects.exists() == is_there
