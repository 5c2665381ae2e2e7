"""The round of checking: a city asks all its places in one go, by letter, by phone or at the door."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from merchants import actions
from merchants.actions import rounds, verifying
from merchants.models import Letter, Merchant, Verification, VerificationRound
from merchants.tasks import write_to_places_of_round
from tests.factories import make_chapter, make_merchant, make_round, make_user
from tests.queries import statements

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LONG_AGO = TODAY - timedelta(200)
FOUR_WEEKS = TODAY + timedelta(28)


@pytest.fixture
def gent():
    return make_chapter()


@pytest.fixture
def hoekje(gent):
    """A place one can write to."""
    return make_merchant("’t Hoekje", chapter=gent, contact_email="lut@example.org", checked_on=LONG_AGO)


@pytest.fixture
def krul(gent):
    """A place one can only call or visit."""
    return make_merchant("De Krul", chapter=gent, contact_phone="0470 00 00 00", checked_on=LONG_AGO)


def begin(chapter, *, due_on=FOUR_WEEKS, today=TODAY):
    begun, _is_new = actions.begin_round(chapter=chapter, due_on=due_on, today=today)
    return begun


def question_of(merchant):
    return Verification.objects.get(merchant=merchant)


def answer_of(merchant):
    question = question_of(merchant)
    return question.answer, question.channel


def on(days):
    return TODAY + timedelta(days)


# Beginning


def test_every_place_is_asked_by_letter_or_waits_for_a_call(gent, hoekje, krul):
    begun, is_new = actions.begin_round(chapter=gent, due_on=FOUR_WEEKS)

    assert (is_new, begun.begun_on, begun.due_on, begun.ended_on) == (True, TODAY, FOUR_WEEKS, None)
    assert dict(begun.questions.values_list("merchant__name", "is_written_to")) == {"’t Hoekje": True, "De Krul": False}
    letter = Letter.objects.get()
    assert letter.to == "lut@example.org"
    assert f"/nazicht/{question_of(hoekje).token}/" in letter.body


def test_only_places_of_the_city_that_nobody_looked_at_lately_are_asked(gent, hoekje):
    make_merchant(chapter=gent, checked_on=TODAY - timedelta(55), contact_email="a@example.org")
    make_merchant(chapter=gent, checked_on=LONG_AGO, state="closed")
    make_merchant(chapter=gent, checked_on=None, state="applied")
    make_merchant(chapter=make_chapter("brussel"), checked_on=None)
    known_till_now = make_merchant(chapter=gent, checked_on=TODAY - timedelta(57))
    never = make_merchant(chapter=gent, checked_on=None)

    begun = begin(gent)

    assert set(begun.questions.values_list("merchant", flat=True)) == {hoekje.pk, known_till_now.pk, never.pk}


def test_everybody_who_looks_after_a_place_without_a_contact_is_written_to(gent):
    make_merchant(chapter=gent, checked_on=None, people=[make_user("a@example.org"), make_user("b@example.org")])

    begin(gent)

    assert set(Letter.objects.values_list("to", flat=True)) == {"a@example.org", "b@example.org"}


def test_nobody_can_write_to_a_place_without_a_contact_and_without_people(hoekje, krul):
    make_merchant(people=[make_user(), make_user()])

    assert list(Merchant.objects.without_address()) == [krul]


def test_a_round_begun_twice_is_once(gent, hoekje):
    first = begin(gent)

    again, is_new = actions.begin_round(chapter=gent, due_on=on(60))

    assert (again, is_new, again.due_on) == (first, False, FOUR_WEEKS)
    assert Letter.objects.count() == first.questions.count() == 1


def test_a_city_has_one_round_at_a_time_and_another_city_its_own(gent):
    make_round(gent)
    make_round(make_chapter("brussel"))

    with pytest.raises(IntegrityError), transaction.atomic():
        VerificationRound.objects.create(chapter=gent, due_on=FOUR_WEEKS)
    VerificationRound.objects.create(chapter=gent, due_on=FOUR_WEEKS, ended_on=TODAY)


@pytest.mark.parametrize("days", [{"due_on": TODAY}, {"due_on": FOUR_WEEKS, "ended_on": TODAY - timedelta(1)}])
def test_a_round_runs_forward(gent, days):
    with pytest.raises(IntegrityError):
        VerificationRound.objects.create(chapter=gent, **days)


@pytest.mark.parametrize("asked", [0, 29])
def test_a_letter_that_lies_there_unanswered_is_taken_into_the_round_and_not_sent_again(gent, hoekje, asked):
    actions.ask_whether_true(merchant=hoekje, today=TODAY - timedelta(asked))

    begun = begin(gent)

    assert begun.questions.get() == question_of(hoekje)
    assert Letter.objects.count() == 1


def test_of_two_letters_that_lie_there_the_last_one_is_the_question_of_the_round(gent, hoekje):
    for days in (20, 5):
        actions.ask_whether_true(merchant=hoekje, today=TODAY - timedelta(days))

    assert begin(gent).questions.get().asked_on == TODAY - timedelta(5)


def test_what_was_asked_and_answered_today_is_an_answer_to_the_round(gent, hoekje):
    actions.ask_whether_true(merchant=hoekje)
    actions.answer_whether_true(question=question_of(hoekje), answer="changed")

    assert begin(gent).questions.get().answer == "changed"


def test_a_round_that_was_ended_by_a_slip_begins_again_without_a_second_letter(gent, hoekje, krul):
    actions.end_round(begun=begin(gent))

    begun = begin(gent)

    assert begun.questions.count() == 2
    assert Letter.objects.count() == 1


def test_a_place_that_got_an_address_meanwhile_is_written_to(gent, krul):
    actions.end_round(begun=begin(gent))
    Merchant.objects.filter(pk=krul.pk).update(contact_email="krul@example.org")

    begin(gent)

    assert Letter.objects.get().to == "krul@example.org"
    assert question_of(krul).is_written_to


def test_the_link_works_until_a_week_after_the_deadline(gent, hoekje):
    begin(gent, due_on=on(60))
    token = question_of(hoekje).token

    assert question_of(hoekje).valid_until == on(67)
    assert Verification.objects.opening(token, on(67)).exists()
    assert not Verification.objects.opening(token, on(68)).exists()
    assert f"{on(67):%-d}" in Letter.objects.get().body


# Answers


def test_the_link_in_the_letter_answers_and_stamps_the_place(gent, hoekje):
    begin(gent)
    actions.answer_whether_true(question=question_of(hoekje), answer="right")

    hoekje.refresh_from_db()
    assert answer_of(hoekje) == ("right", "link")
    assert (hoekje.checked_on, hoekje.checked_by) == (TODAY, "place")


@pytest.mark.parametrize("channel", ["phone", "visit"])
def test_what_is_told_by_phone_or_at_the_door_is_written_down_and_stamps_the_place(gent, krul, channel):
    begin(gent)
    for _ in range(2):
        actions.write_down_answer(question=question_of(krul), answer="right", channel=channel)

    krul.refresh_from_db()
    assert answer_of(krul) == ("right", channel)
    assert (krul.checked_on, krul.checked_by) == (TODAY, "team")


def test_something_changed_waits_for_whoever_writes_it_down(gent, krul):
    begun = begin(gent)
    actions.write_down_answer(question=question_of(krul), answer="changed", channel="phone")

    krul.refresh_from_db()
    assert krul.checked_on == LONG_AGO
    assert begun.questions.changed().count() == 1

    actions.check_today([krul])
    assert answer_of(krul) == ("right", "team")


def test_a_place_that_stops_leaves_the_map_and_comes_back_with_another_answer(gent, krul):
    begin(gent)
    actions.write_down_answer(question=question_of(krul), answer="stops", channel="visit")
    assert not Merchant.objects.listed().exists()

    actions.write_down_answer(question=question_of(krul), answer="right", channel="visit")
    assert Merchant.objects.listed().get() == krul


def test_a_place_that_changes_its_own_page_answered(gent, krul):
    begin(gent)
    wanted = {"phone": "09 000 00 00"}
    actions.change_place(merchant=krul, seen=actions.marks(krul, "phone"), wanted=wanted)

    assert answer_of(krul) == ("right", "own")


def test_the_first_way_of_the_same_answer_stands(gent, krul):
    begin(gent)
    actions.check_today([krul], channel="phone")
    actions.check_today([krul])

    assert answer_of(krul) == ("right", "phone")


def test_a_letter_beside_the_round_answers_the_round_as_well(gent, krul):
    begin(gent, today=TODAY - timedelta(3))
    Merchant.objects.filter(pk=krul.pk).update(contact_email="krul@example.org")
    actions.ask_whether_true(merchant=krul)

    actions.answer_whether_true(question=Verification.objects.get(round=None), answer="right")

    assert Verification.objects.exclude(round=None).get().channel == "link"


def test_an_answer_given_outside_any_round_stays_what_it_was(hoekje):
    actions.ask_whether_true(merchant=hoekje)
    actions.answer_whether_true(question=question_of(hoekje), answer="changed")

    actions.check_today([hoekje])

    assert answer_of(hoekje) == ("changed", "link")


def test_answers_are_written_down_until_a_week_after_the_deadline(gent, krul):
    begin(gent, today=TODAY - timedelta(28), due_on=TODAY)
    actions.end_overdue_rounds(on(1))
    question = question_of(krul)

    with pytest.raises(actions.RoundIsOver):
        actions.write_down_answer(question=question, answer="right", channel="visit", today=on(8))
    actions.write_down_answer(question=question, answer="right", channel="visit", today=on(7))
    assert answer_of(krul) == ("right", "visit")


@pytest.mark.parametrize("state", ["closed", "left"])
def test_a_place_that_left_by_another_door_does_not_come_back_by_an_answer(gent, krul, state):
    begin(gent)
    Merchant.objects.update(state=state)

    with pytest.raises(actions.RoundIsOver):
        actions.write_down_answer(question=question_of(krul), answer="right", channel="phone")
    assert Merchant.objects.get().state == state


def test_an_answer_has_its_day_and_its_way(krul):
    for half in [{"answer": "right"}, {"answer": "right", "answered_on": TODAY}, {"channel": "phone"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Verification.objects.create(merchant=krul, **half)


# Reminding and ending


def test_a_letter_without_an_answer_is_followed_by_two_others_at_most(gent, hoekje, krul):
    begin(gent, due_on=on(60))

    reminded = [day for day in range(60) if actions.remind_all(on(day))]

    assert reminded == [10, 20]
    subjects = list(Letter.objects.order_by("pk").values_list("subject", flat=True))
    assert subjects == ["Klopt het nog, over ’t Hoekje?"] + ["Klopt het nog, over ’t Hoekje? Nog eens onze brief"] * 2
    for many in [{"reminders": 3}, {"reminders": 1, "reminded_on": None}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Verification.objects.filter(merchant=hoekje).update(**many)


def test_nobody_is_reminded_twice_on_a_day(gent, hoekje):
    begin(gent)

    assert [actions.remind_all(on(10)), actions.remind_all(on(10))] == [1, 0]


@pytest.mark.parametrize("answer", ["right", "changed", "stops"])
def test_whoever_answered_is_not_reminded(gent, hoekje, answer):
    begin(gent)
    actions.answer_whether_true(question=question_of(hoekje), answer=answer)

    assert actions.remind_all(on(10)) == 0


@pytest.mark.parametrize(("rests_since", "reminded"), [(40, 0), (5, 1)])
def test_a_place_on_a_long_break_is_left_in_peace(gent, hoekje, rests_since, reminded):
    begin(gent)
    hoekje.pauses.create(first_day=on(10) - timedelta(rests_since))

    assert actions.remind_all(on(10)) == reminded


def test_of_a_city_that_rests_nobody_is_reminded(gent, hoekje):
    begin(gent)
    gent.state = "resting"
    gent.save()
    assert actions.remind_all(on(10)) == 0

    gent.state = "active"
    gent.save()
    assert actions.remind_all(on(10)) == 1


def test_the_letters_of_a_large_round_are_written_in_the_background(gent, monkeypatch):
    monkeypatch.setattr(rounds, "MOST_AT_ONCE", 2)
    places = [make_merchant(f"Plek {n}", chapter=gent, checked_on=None, contact_email=f"plek{n}@example.org") for n in range(5)]

    with statements() as sent:
        begun = begin(gent)

    assert not Letter.objects.exists()
    assert not any("merchants_letter" in sql for sql in sent)
    assert begun.questions.filter(is_written_to=True).count() == len(places)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("write_to_places_of_round", {"begun": begun.pk})

    for _time in range(2):
        write_to_places_of_round(**job.args)
        assert set(Letter.objects.values_list("to", flat=True)) == {place.contact_email for place in places}
    assert Letter.objects.count() == len(places)


def test_the_letters_of_a_round_go_on_where_they_were_cut_short_and_leave_who_answered(gent, monkeypatch):
    monkeypatch.setattr(rounds, "MOST_AT_ONCE", 2)
    places = [make_merchant(f"Plek {n}", chapter=gent, checked_on=None, contact_email=f"plek{n}@example.org") for n in range(5)]
    begun = begin(gent)
    actions.write_down_answer(question=question_of(places[4]), answer="right", channel="phone", today=TODAY)
    write = verifying.letters.write
    monkeypatch.setattr(verifying.letters, "write", lambda **letter: 1 / 0 if letter["to"] == "plek3@example.org" else write(**letter))

    with pytest.raises(ZeroDivisionError):
        write_to_places_of_round(begun=begun.pk)
    assert Letter.objects.count() == 2

    monkeypatch.undo()
    write_to_places_of_round(begun=begun.pk)
    assert set(Letter.objects.values_list("to", flat=True)) == {f"plek{n}@example.org" for n in range(4)}


def test_a_place_that_is_only_called_or_has_no_address_any_more_is_not_written_to(gent, hoekje, krul):
    begin(gent)
    Merchant.objects.update(contact_email="")

    assert actions.remind_all(on(10)) == 0


def test_a_letter_of_before_the_round_is_followed_ten_days_into_it(gent, hoekje):
    actions.ask_whether_true(merchant=hoekje, today=TODAY - timedelta(20))
    begin(gent)

    assert [day for day in range(12) if actions.remind_all(on(day))] == [10]


def test_after_the_deadline_the_round_ends_by_itself_and_reminds_nobody(gent, hoekje, capsys):
    begun = begin(gent, today=TODAY - timedelta(29), due_on=TODAY - timedelta(1))

    call_command("keep_rounds")
    call_command("keep_rounds")

    begun.refresh_from_db()
    assert begun.ended_on == TODAY
    assert capsys.readouterr().out == "reminded 0 places, ended 1 rounds\nreminded 0 places, ended 0 rounds\n"


def test_on_its_last_day_a_round_still_runs(gent):
    begin(gent, today=TODAY - timedelta(28), due_on=TODAY)

    assert actions.end_overdue_rounds(TODAY) == 0


def test_ending_twice_is_once(gent):
    begun = begin(gent)

    assert [actions.end_round(begun=begun), actions.end_round(begun=begun, today=on(1))] == [True, False]
    begun.refresh_from_db()
    assert begun.ended_on == TODAY


def test_the_weekly_letters_leave_a_city_with_a_round_alone(gent, hoekje):
    elsewhere = make_merchant(chapter=make_chapter("brussel"), checked_on=LONG_AGO, contact_email="b@example.org")
    make_round(gent)

    assert actions.ask_all_whether_true() == 1
    assert Verification.objects.get().merchant == elsewhere


def test_the_letter_that_comes_once_more_is_in_the_language_of_the_place(gent, hoekje):
    Merchant.objects.update(letter_language="fr")
    begin(gent)
    actions.remind_all(on(10))

    assert Letter.objects.last().subject == "Est-ce encore juste, à propos de ’t Hoekje\N{NO-BREAK SPACE}? Encore une fois notre lettre"


def test_a_round_is_called_after_its_city_and_day(gent):
    assert str(VerificationRound(chapter=gent, begun_on=date(2026, 11, 27))) == "Gent, 27/11/2026"
