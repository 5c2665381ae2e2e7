"""A round from its first question to its end, and how a form falls apart as it arrives."""

import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError
from django.utils import timezone

from enchante.retention import forget
from encounters import actions, kit, kit_words
from encounters.actions import answers
from encounters.models import ListeningRound, OwnWords, Sheet, Threshold, Tick
from encounters.team_forms import LONGEST_WORDS
from tests.factories import make_activity, make_chapter, make_listening_round, make_own_words, make_sign_up, make_threshold
from tests.races import at_once, execute, meet
from tests.traces import rows

pytestmark = pytest.mark.django_db


def choices(listening_round, question):
    return list(listening_round.questions.get(position=question).choices.values_list("pk", flat=True))


def send(listening_round, *ticked, key=None, words=""):
    """One form with these boxes ticked, and these words."""
    wrote = {listening_round.questions.get(kind="words").pk: words}
    actions.answer(listening_round=listening_round, key=key or uuid4(), ticked=ticked, words=wrote)


# Beginning


@pytest.mark.parametrize("name", kit.KITS)
def test_a_round_with_a_ready_set_opens_as_it_is(name):
    ready = kit.KITS[name]

    made = actions.begin_round(chapter=make_chapter(), title=ready.title, questions=ready.questions, languages=kit.LANGUAGES)
    actions.open_round(listening_round=made)

    assert [question.kind for question in made.questions.all()] == [asked.kind for asked in ready.questions]
    assert made.questions.first().choices.first().words == ready.questions[0].choices[0].words


@pytest.mark.parametrize("name", kit.KITS)
def test_every_word_of_the_kit_is_there_in_three_languages_and_ten_more(name):
    ready = kit.KITS[name]
    words = [ready.title, *(asked.words for asked in ready.questions)]
    words += [choice.words for asked in ready.questions for choice in asked.choices]

    assert not [said for said in words if list(said) != [*kit.LANGUAGES, *kit_words.LANGUAGES] or not all(said.values())]
    assert not [text for said in words for text in said.values() if len(text) > LONGEST_WORDS]


def test_each_round_of_a_city_has_an_address_of_its_own():
    assert [make_listening_round().slug, make_listening_round().slug, make_listening_round(chapter=make_chapter("brussel")).slug] == [
        "gent-1",
        "gent-2",
        "brussel-1",
    ]


def test_a_city_with_a_long_name_has_one_too():
    asked = make_listening_round(chapter=make_chapter("a" * 50))

    assert asked.slug == "a" * 40 + "-1"


def test_a_round_without_questions_does_not_open_and_loses_nothing():
    draft = make_listening_round(state="draft", questions=())

    with pytest.raises(actions.NotReady) as lacks:
        actions.open_round(listening_round=draft)

    assert lacks.value.missing == "questions"
    assert ListeningRound.objects.get().is_draft


def test_a_question_without_words_or_with_one_choice_is_not_ready():
    for words, offered in [({}, [("sun", {"nl": "ja"}), ("sun", {"nl": "nee"})]), ({"nl": "Wat helpt?"}, [("sun", {"nl": "ja"})])]:
        draft = make_listening_round(state="draft", questions=())
        question = actions.add_question(listening_round=draft, kind="more")
        actions.change_question(question=question, kind="more", words=words, is_split=False, choices=offered)

        with pytest.raises(actions.NotReady) as lacks:
            actions.open_round(listening_round=draft)
        assert lacks.value.missing == question


def test_what_is_asked_stays_as_it_is_once_people_answer():
    asked = make_listening_round()
    question = asked.questions.first()

    for change in [
        lambda: actions.add_question(listening_round=asked, kind="more"),
        lambda: actions.change_question(question=question, kind="words", words={"nl": "Anders"}, is_split=False, choices=[]),
        lambda: actions.drop_question(question=question),
        lambda: actions.drop_round(listening_round=asked),
        lambda: actions.open_round(listening_round=asked),
    ]:
        with pytest.raises(actions.MovedOn):
            change()


def test_only_one_question_tells_the_others_apart():
    draft = make_listening_round(state="draft")
    question = draft.questions.first()

    actions.change_question(
        question=question, kind="one", words={"nl": "Waar?"}, is_split=True, choices=[("sun", {"nl": "a"}), ("sun", {"nl": "b"})]
    )

    assert list(draft.questions.filter(is_split=True)) == [question]


def test_twelve_questions_are_the_most():
    draft = make_listening_round(state="draft")
    for _number in range(8):
        actions.add_question(listening_round=draft, kind="words")

    with pytest.raises(actions.TooManyQuestions):
        actions.add_question(listening_round=draft, kind="words")


# Answering


def test_a_form_falls_apart_into_rows_that_lead_nowhere():
    asked = make_listening_round()
    key, split = uuid4(), choices(asked, 4)[1]
    ticked = [*choices(asked, 1)[:2], choices(asked, 2)[0], split]

    send(asked, *ticked, key=key, words="Een stoel bij de deur.")

    assert set(Tick.objects.values_list("choice", "group")) == {(pk, split) for pk in ticked}
    assert list(Sheet.objects.values_list("listening_round", "group")) == [(asked.pk, split)]
    assert list(OwnWords.objects.values_list("words", "state")) == [("Een stoel bij de deur.", "to_read")]
    keys = [str(row.pk) for model in (Sheet, Tick, OwnWords) for row in model.objects.all()]
    assert len(set(keys)) == 6
    assert str(key) not in str(rows())


def test_the_same_form_again_takes_the_place_of_the_first():
    asked, key = make_listening_round(), uuid4()
    first, second = choices(asked, 1)[:2]
    send(asked, first, choices(asked, 4)[0], key=key, words="Eerst dit.")

    for _time in range(2):
        send(asked, second, choices(asked, 4)[1], key=key, words="Toch dat.")

    assert set(Tick.objects.values_list("choice", flat=True)) == {second, choices(asked, 4)[1]}
    assert Sheet.objects.get().group_id == choices(asked, 4)[1]
    assert OwnWords.objects.get().words == "Toch dat."


def test_words_that_a_coordinator_read_stay_as_they_were_read():
    asked, key = make_listening_round(), uuid4()
    send(asked, key=key, words="Jef zucht.")
    actions.show_words(own_words=OwnWords.objects.get())
    OwnWords.objects.update(words="Iemand zucht.")

    send(asked, key=key, words="Jef zucht!")

    assert OwnWords.objects.get().words == "Iemand zucht."


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_nobody_answers_before_it_opens_or_after_it_closed(state):
    asked = make_listening_round(state=state)

    with pytest.raises(actions.RoundIsOver):
        send(asked, choices(asked, 1)[0])
    assert not Sheet.objects.exists()


def test_a_choice_of_another_round_is_none():
    asked, other = make_listening_round(), make_listening_round()

    send(asked, *choices(other, 1), choices(asked, 1)[0])

    assert list(Tick.objects.values_list("choice", flat=True)) == [choices(asked, 1)[0]]


def test_a_round_is_bounded_and_a_form_that_is_in_may_still_be_mended():
    asked, key = make_listening_round(), uuid4()
    box = choices(asked, 1)[0]
    actions.answer(listening_round=asked, key=key, ticked=[box], most=1)

    with pytest.raises(actions.RoundIsFull):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[box], most=1)
    actions.answer(listening_round=asked, key=key, ticked=[choices(asked, 1)[1]], most=1)

    assert Tick.objects.get().choice_id == choices(asked, 1)[1]


def test_a_form_is_taken_back_whole_and_no_other():
    asked, key = make_listening_round(), uuid4()
    send(asked, choices(asked, 1)[0], words="Blijft.")
    before = rows()
    send(asked, *choices(asked, 1), key=key, words="Een vergissing.")

    assert actions.take_back_form(listening_round=asked, key=key)
    assert not actions.take_back_form(listening_round=asked, key=key)

    assert rows() == before


@pytest.mark.django_db(transaction=True)
def test_the_same_form_from_eight_hands_at_once_is_one():
    asked, key = make_listening_round(), uuid4()
    ticked = choices(asked, 1)[:3]

    came = at_once(*[lambda: send(asked, *ticked, key=key, words="Een stoel.")] * 8)

    assert came == [None] * 8
    assert (Sheet.objects.count(), Tick.objects.count(), OwnWords.objects.count()) == (1, 3, 1)


def count_what_closed(asked):
    actions.close_round(listening_round=asked)
    return count_sheets()


def count_sheets():
    return Sheet.objects.count()


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_while_it_closes_is_in_before_it_tells(monkeypatch):
    asked = make_listening_round()
    box = choices(asked, 1)[0]
    # The form was let in and is about to be written; the round closes, and counts.
    meet(monkeypatch, (answers, "_keep_sheet"), (sys.modules[__name__], "count_sheets"))

    _none, counted = at_once(lambda: send(asked, box), lambda: count_what_closed(asked))

    assert counted == Sheet.objects.count()


@pytest.mark.django_db(transaction=True)
def test_at_night_the_tables_forget_what_came_together_and_in_which_order():
    asked = make_listening_round()
    for _form in range(6):
        send(asked, *choices(asked, 1)[:3], words="Iets.")
    assert len(execute("SELECT DISTINCT xmin::text FROM encounters_tick")) == 6
    assert execute("SELECT key FROM encounters_tick") != execute("SELECT key FROM encounters_tick ORDER BY key")

    actions.shuffle_answers()

    assert execute("SELECT count(DISTINCT xmin::text) FROM encounters_tick") == [(1,)]
    assert execute("SELECT count(DISTINCT xmin::text) FROM encounters_sheet") == [(1,)]
    assert execute("SELECT count(DISTINCT xmin::text) FROM encounters_ownwords") == [(1,)]
    assert execute("SELECT key FROM encounters_tick") == execute("SELECT key FROM encounters_tick ORDER BY key")
    assert Tick.objects.count() == 18


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("table", ["encounters_threshold", "encounters_signup"])
def test_at_night_nothing_tells_who_spoke_up_or_signed_up_after_whom(table):
    chapter, activity = make_chapter(), make_activity()
    for number in range(6):
        make_sign_up(activity, word="boterbloem"[: number + 3])
        actions.know_it_too(key=make_threshold(chapter=chapter).pk, chapter=chapter)
    assert len(execute(f"SELECT DISTINCT xmin::text FROM {table}")) == 6  # noqa: S608 - our own tables

    actions.shuffle_answers()

    assert execute(f"SELECT count(DISTINCT xmin::text), count(*) FROM {table}") == [(1, 6)]  # noqa: S608 - our own tables
    assert execute(f"SELECT key FROM {table}") == execute(f"SELECT key FROM {table} ORDER BY key")  # noqa: S608 - our own tables
    assert set(Threshold.objects.values_list("me_too", flat=True)) == {1}


# Closing


def test_where_a_group_is_of_fewer_than_five_all_groups_are_forgotten():
    asked = make_listening_round()
    for group, forms in zip(choices(asked, 4), [6, 4], strict=False):
        for _form in range(forms):
            send(asked, choices(asked, 1)[0], group)

    actions.close_round(listening_round=asked)

    assert not Tick.objects.exclude(group=None).exists()
    assert not Sheet.objects.exclude(group=None).exists()


def test_a_few_who_left_that_question_open_are_a_group_too():
    asked = make_listening_round()
    for group in choices(asked, 4)[:2]:
        for _form in range(5):
            send(asked, choices(asked, 1)[0], group)
    # Of this one, all ticks would be known: those without a group.
    send(asked, *choices(asked, 1)[:2])

    actions.close_round(listening_round=asked)

    assert not Tick.objects.exclude(group=None).exists()
    assert not Sheet.objects.exclude(group=None).exists()


def test_where_every_group_is_of_five_or_more_they_stay():
    asked = make_listening_round()
    for group in [*choices(asked, 4)[:2], None]:
        for _form in range(5):
            send(asked, choices(asked, 1)[0], group)

    actions.close_round(listening_round=asked)

    assert Sheet.objects.exclude(group=None).count() == 10


def test_it_closes_once():
    asked = make_listening_round()
    actions.close_round(listening_round=asked)

    with pytest.raises(actions.MovedOn):
        actions.close_round(listening_round=asked)


# What people wrote


def test_what_is_not_shown_is_erased_at_once():
    words = make_own_words("Jef zucht.")

    assert actions.strike_words(own_words=words)
    assert not actions.strike_words(own_words=words)
    assert not actions.show_words(own_words=words)

    assert (OwnWords.objects.get().words, OwnWords.objects.get().state) == ("", "struck")


def test_what_was_shown_becomes_a_threshold_once():
    words = make_own_words("Een stoel bij de deur zou helpen.", state="shown", language="nl")

    made = [actions.make_threshold_of(own_words=words) for _time in range(2)]

    assert made[0] == made[1] == Threshold.objects.get()
    assert (made[0].said, Threshold.objects.get().state) == ("Een stoel bij de deur zou helpen.", "shown")


def test_a_threshold_kept_back_meanwhile_stays_so():
    words = make_own_words(state="shown")
    actions.keep_back(threshold=actions.make_threshold_of(own_words=words))

    actions.make_threshold_of(own_words=words)

    assert Threshold.objects.get().state == "kept_back"


def test_what_nobody_read_becomes_nothing():
    with pytest.raises(actions.NotRead):
        actions.make_threshold_of(own_words=make_own_words())


@pytest.mark.parametrize("wrong", [{"state": "struck", "words": "Jef"}, {"state": "shown", "words": ""}])
def test_the_database_refuses_words_that_should_be_gone(wrong):
    question = make_listening_round().questions.get(kind="words")

    with pytest.raises(IntegrityError):
        OwnWords.objects.create(question=question, **wrong)


# What ends by itself


def test_unread_words_go_three_months_after_their_round_and_all_of_it_after_two_years():
    for days in (10, 100, 740):
        asked = make_listening_round(title=str(days))
        make_own_words(f"Ongelezen {days}", listening_round=asked)
        make_own_words(f"Getoond {days}", listening_round=asked, state="shown")
        actions.close_round(listening_round=asked, today=timezone.localdate() - timedelta(days))

    forget()

    assert set(OwnWords.objects.values_list("words", flat=True)) == {"Ongelezen 10", "Getoond 10", "Getoond 100"}
    assert ListeningRound.objects.count() == 2


def test_nothing_about_an_answer_knows_a_day():
    columns = execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name IN ('encounters_sheet', 'encounters_tick')"
    )

    assert {kind for _name, kind in columns} == {"uuid", "bigint"}
