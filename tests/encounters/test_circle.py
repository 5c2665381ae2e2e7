"""The merchant circle: three questions a quarter, tips and thanks; nobody is counted, and only who signs is named."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from enchante.retention import forget
from encounters import actions
from encounters.actions import circle as circle_actions
from encounters.circle_kit import LANGUAGES, QUESTIONS, questions_for
from encounters.models import CircleNote, CircleQuarter
from encounters.models.circle import number_of, quarter_before, quarter_of, this_quarter
from encounters.views import circle
from tests.factories import make_chapter, make_merchant, make_note, make_user
from tests.pages import form_of, value_of, words_of
from tests.queries import statements
from tests.races import at_once, execute, meet
from tests.refusals import refused_by
from tests.team import said

pytestmark = [pytest.mark.django_db, pytest.mark.page]
HERE = "/mijn-plek/krook/kring/"
WINTER = date(2026, 1, 1)
OWN = [{"nl": "Wat lukte?"}, {"nl": "Wat niet?"}, {"nl": "Wie hielp?"}]


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def lut(client, gent):
    user = make_user()
    make_merchant("De Krook", slug="krook", chapter=gent, people=[user])
    client.force_login(user)
    return user


# What the database keeps, and what can happen


@pytest.mark.parametrize(
    ("day", "begins", "number"),
    [(date(2026, 1, 1), date(2026, 1, 1), 1), (date(2026, 11, 27), date(2026, 10, 1), 4), (date(2026, 6, 30), date(2026, 4, 1), 2)],
)
def test_a_quarter_begins_on_its_first_day(day, begins, number):
    assert (quarter_of(day), number_of(quarter_of(day))) == (begins, number)


def test_before_winter_it_was_autumn():
    assert quarter_before(WINTER) == date(2025, 10, 1)


def test_each_quarter_has_three_questions_in_each_language():
    assert [[set(each) for each in questions_for(date(2026, month, 1))] for month in (1, 4, 7, 10)] == [[set(LANGUAGES)] * 3] * 4
    assert len({nl for quarter in QUESTIONS for nl, _fr, _en in quarter}) == 12


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("note_answers_a_question", {"kind": "answer", "question": None}),
        ("note_answers_a_question", {"kind": "answer", "question": 4}),
        ("note_answers_a_question", {"kind": "tip", "question": 1}),
        ("note_kept_back_is_gone", {"state": "kept_back"}),
        ("note_kept_back_is_gone", {"state": "kept_back", "words": "", "signed": "De Krook"}),
        ("note_kept_back_is_gone", {"state": "shown", "words": ""}),
        ("note_knows_its_quarter", {"quarter": date(2026, 11, 1)}),
        ("note_knows_its_quarter", {"quarter": date(2026, 10, 2)}),
    ],
)
def test_what_may_never_be_is_refused(gent, rule, fields):
    with refused_by(rule):
        make_note(**{"chapter": gent} | fields)


def test_a_quarter_asks_three_questions_once(gent):
    with refused_by("circle_asks_three"):
        CircleQuarter.objects.create(chapter=gent, quarter=WINTER, questions=[{"nl": "Eén?"}, {"nl": "Twee?"}])
    CircleQuarter.objects.create(chapter=gent, quarter=WINTER, questions=questions_for(WINTER))
    with refused_by("circle_asks_once_a_quarter"):
        CircleQuarter.objects.create(chapter=gent, quarter=WINTER, questions=questions_for(WINTER))


def test_the_same_form_twice_is_one_and_who_skips_writes_nothing(gent):
    key = uuid4()

    for _twice in range(2):
        actions.answer_circle(chapter=gent, key=key, answers={1: "Vanzelf.", 3: "Soep."}, language="nl")

    assert sorted(CircleNote.objects.values_list("question", "words", "signed", "state")) == [
        (1, "Vanzelf.", "", "to_read"),
        (3, "Soep.", "", "to_read"),
    ]
    assert key not in CircleNote.objects.values_list("key", flat=True)


def test_questions_change_until_somebody_answers_and_then_stay(gent):
    actions.change_circle_questions(chapter=gent, questions=OWN)
    assert actions.asked_in(gent, this_quarter()) == OWN
    assert actions.asked_in(make_chapter("brussel"), this_quarter()) == questions_for(this_quarter())

    actions.answer_circle(chapter=gent, key=uuid4(), answers={1: "Alles."}, language="nl")

    with pytest.raises(actions.AnsweredAlready):
        actions.change_circle_questions(chapter=gent, questions=questions_for(this_quarter()))
    assert actions.asked_in(gent, this_quarter()) == OWN


def test_with_the_first_answer_the_questions_of_the_kit_stay_too(gent):
    actions.answer_circle(chapter=gent, key=uuid4(), answers={2: "Niets."}, language="nl")

    assert CircleQuarter.objects.get().questions == questions_for(this_quarter())


def test_what_is_kept_back_is_gone_and_is_not_shown_any_more(gent):
    note = make_note("Jef was lastig.", chapter=gent, signed="De Krook")

    assert [actions.keep_note_back(note=note), actions.show_note(note=note), actions.keep_note_back(note=note)] == [True, False, False]
    assert CircleNote.objects.values_list("words", "signed", "state").get() == ("", "", "kept_back")


def test_what_was_shown_can_be_kept_back_after_all(gent):
    note = make_note(chapter=gent)

    assert [actions.show_note(note=note), actions.show_note(note=note), actions.keep_note_back(note=note)] == [True, False, True]


def test_notes_go_in_their_time_and_what_was_asked_with_them(gent):
    def quarter(days_ago):
        return quarter_of(timezone.localdate() - timedelta(days_ago))

    stays = [("to_read", 250), ("shown", 600), ("kept_back", 0)]
    for state, days in [*stays, ("to_read", 500), ("shown", 850), ("kept_back", 200)]:
        make_note("" if state == "kept_back" else "Soep.", chapter=gent, state=state, quarter=quarter(days))
    for days in (600, 850):
        CircleQuarter.objects.create(chapter=gent, quarter=quarter(days), questions=questions_for(quarter(days)))

    assert forget()["notes of the circle"] == 3
    assert set(CircleNote.objects.values_list("state", "quarter")) == {(state, quarter(days)) for state, days in stays}
    assert CircleQuarter.objects.get().quarter == quarter(600)


@pytest.mark.django_db(transaction=True)
def test_at_night_the_table_forgets_which_answers_came_together(gent):
    for _form in range(3):
        actions.answer_circle(chapter=gent, key=uuid4(), answers={1: "Soep.", 2: "Brood."}, language="nl")
    assert len(execute("SELECT DISTINCT xmin::text FROM encounters_circlenote")) > 1

    actions.shuffle_answers()

    assert execute("SELECT count(DISTINCT xmin::text), count(*) FROM encounters_circlenote") == [(1, 6)]
    assert execute("SELECT key FROM encounters_circlenote") == execute("SELECT key FROM encounters_circlenote ORDER BY key")


def change_and_answer_at_once(gent, monkeypatch):
    """One changes what is asked while another, who read the questions of the kit, answers them. Returns what is asked in the end."""
    seen = actions.mark_of(questions_for(this_quarter()))
    answered = {"chapter": gent, "key": uuid4(), "answers": {1: "Vanzelf."}, "language": "nl", "seen": seen}
    # The one found that nobody answered, and is about to write; so is the other.
    meet(monkeypatch, (CircleQuarter.objects, "update_or_create"), (circle_actions, "key_of_answer"))
    at_once(
        lambda: actions.change_circle_questions(chapter=gent, questions=OWN),
        lambda: actions.answer_circle(**answered),
    )
    return actions.asked_in(gent, this_quarter())


@pytest.mark.django_db(transaction=True)
def test_no_answer_stands_under_a_question_that_nobody_asked_them(gent, monkeypatch):
    asked = change_and_answer_at_once(gent, monkeypatch)

    assert (asked == OWN) == (not CircleNote.objects.exists())


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_one_would(gent, monkeypatch):
    monkeypatch.setattr(circle_actions, "_lock", lambda chapter: None)

    asked = change_and_answer_at_once(gent, monkeypatch)

    assert asked == OWN and CircleNote.objects.exists()


# The pages


@pytest.mark.usefixtures("lut")
def test_a_merchant_answers_and_nothing_says_who(client, gent):
    sent = form_of(client.get(HERE)) | {"antwoord-1": "Een gesprek over soep.", "antwoord-2": "", "antwoord-3": ""}

    for _twice in range(2):
        page = client.post(HERE, sent, follow=True)

    note = CircleNote.objects.get()
    assert (note.chapter, note.kind, note.question, note.signed, note.quarter) == (gent, "answer", 1, "", this_quarter())
    assert "Dank je wel." in said(page)[0]
    assert "Een gesprek over soep." not in words_of(page)  # A coordinator reads it first.
    assert {field.name for field in CircleNote._meta.get_fields()} == {
        *["key", "chapter", "kind", "quarter", "question", "words", "language", "signed", "state"]
    }


@pytest.mark.usefixtures("lut")
def test_answers_to_questions_that_changed_meanwhile_are_asked_about_once_more(client, gent):
    sent = form_of(client.get(HERE)) | {"antwoord-1": "Soep."}
    actions.change_circle_questions(chapter=gent, questions=OWN)

    page = client.post(HERE, sent)
    assert "Wat lukte?" in words_of(page) and "Wat je schreef staat er nog" in words_of(page)
    assert form_of(page)["antwoord-1"] == ["Soep."]
    assert not CircleNote.objects.exists()

    client.post(HERE, form_of(page))
    assert CircleNote.objects.get().words == "Soep."


@pytest.mark.usefixtures("lut")
def test_who_ticks_signs_with_the_name_of_the_place(client):
    client.post(HERE, {"antwoord-2": "Soep.", "signs": "on"})

    assert CircleNote.objects.get().signed == "De Krook"


@pytest.mark.usefixtures("lut")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"antwoord-1": ""}, "Beantwoord er minstens één van de drie."),
        ({"antwoord-1": "x" * 2000}, "Hier passen hoogstens 300 tekens; dit zijn er 2000."),
        ({"antwoord-1": "Bel 0470 12 34 56."}, "Er staat een telefoonnummer"),
        ({"antwoord-1": "Goed.", "nickname": "robot"}, "Er was iets ingevuld dat leeg moet blijven."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(client, typed, told):
    page = client.post(HERE, typed)

    assert told in words_of(page)
    assert form_of(page)["antwoord-1"] == [typed.get("antwoord-1", "")]
    assert not CircleNote.objects.exists()


@pytest.mark.usefixtures("lut")
@pytest.mark.parametrize("address", [HERE, f"{HERE}tips/", f"{HERE}bedankt/"])
def test_too_many_are_asked_to_come_back_with_their_words(client, monkeypatch, address):
    monkeypatch.setattr(circle, "FORMS_A_DAY", 0)

    page = client.post(address, {"antwoord-1": "Soep.", "words": "Soep."})

    assert page.status_code == 429
    assert ["Soep."] in form_of(page).values()


@pytest.mark.usefixtures("lut")
@pytest.mark.parametrize(("address", "kind"), [("tips", "tip"), ("bedankt", "thanks")])
def test_a_tip_and_a_thank_you_are_shared_once(client, address, kind):
    page = client.get(f"{HERE}{address}/")
    sent = {"words": "Zet de kan water op de toog.", "signs": "on", "key": value_of(page, "key")}

    for _twice in range(2):
        client.post(f"{HERE}{address}/", sent)

    assert CircleNote.objects.values_list("kind", "words", "signed").get() == (kind, sent["words"], "De Krook")
    assert "Schrijf eerst een zin of twee." in words_of(client.post(f"{HERE}{address}/", {"words": " "}))


@pytest.mark.usefixtures("lut")
def test_only_what_was_shown_in_this_city_is_read_of_two_quarters(client, gent):
    now, before = this_quarter(), quarter_before(this_quarter())
    shown = {"chapter": gent, "state": "shown", "kind": "answer"}
    make_note("Nu, ondertekend.", signed="De Krook", quarter=now, **shown)
    make_note("Het vorige kwartaal.", quarter=before, **shown)
    make_note("Lang geleden.", quarter=quarter_before(before), **shown)
    make_note("Nog te lezen.", chapter=gent, kind="answer")
    make_note("Van elders.", **shown | {"chapter": make_chapter("brussel")})

    page = words_of(client.get(HERE))

    assert "Nu, ondertekend. De Krook" in page and "Het vorige kwartaal." in page
    assert [words in page for words in ("Lang geleden.", "Nog te lezen.", "Van elders.")] == [False] * 3


@pytest.mark.usefixtures("lut")
@pytest.mark.parametrize(("address", "kind"), [("", "answer"), ("tips/", "tip"), ("bedankt/", "thanks"), ("tips/papier/", "tip")])
def test_a_page_costs_the_same_for_one_note_and_for_three_and_tells_no_number(client, gent, address, kind):
    def cost():
        with statements() as sent:
            client.get(HERE + address)
        return len(sent)

    make_note("Eerste.", chapter=gent, kind=kind, state="shown")
    one = cost()
    for _more in range(2):
        make_note("Nog een.", chapter=gent, kind=kind, state="shown")

    assert cost() == one


@pytest.mark.usefixtures("lut")
def test_the_tip_sheet_holds_what_fits_on_it(client, gent):
    for number in range(14):
        make_note(f"Tip {number:02}.", chapter=gent, state="shown")
    make_note("Dank aan de buren.", chapter=gent, kind="thanks", state="shown")

    page = words_of(client.get(f"{HERE}tips/papier/"))

    assert page.count("Tip ") == circle.MOST_ON_PAPER
    assert "Dank aan de buren." not in page


@pytest.mark.usefixtures("lut")
def test_a_note_in_another_language_says_in_which(client, gent):
    make_note("Une chaise près de la porte.", chapter=gent, state="shown", language="fr")
    make_note("<script>alert(1)</script>", chapter=gent, state="shown")

    page = client.get(f"{HERE}tips/").text

    assert '<blockquote lang="fr"' in page
    assert "<script>alert" not in page


def test_no_circle_opens_for_whoever_looks_after_no_place_there(client, gent):
    make_merchant("De Krook", slug="krook", chapter=gent)
    client.force_login(make_user())

    assert {client.get(f"{HERE}{page}").status_code for page in ("", "tips/", "bedankt/", "tips/papier/")} == {404}
