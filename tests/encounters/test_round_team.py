"""A team makes a round, opens it, writes a stack of paper down, reads what people wrote, and closes it."""

from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters import actions
from encounters.models import ListeningRound, OwnWords, Sheet, Threshold, Tick
from tests.factories import make_chapter, make_listening_round, make_own_words, make_team_member
from tests.logins import come_in
from tests.pages import form_of, value_of, words_of
from tests.team import act, address, said

pytestmark = pytest.mark.django_db
TEAM = "/beheer/luisteren/"


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def greet(client, gent):
    return come_in(client, make_team_member("coordinator", chapter=gent))


@pytest.fixture
def johan(client, gent):
    return come_in(client, make_team_member("volunteer", chapter=gent))


def step(client, asked, name, **sent):
    return client.post(f"{TEAM}{asked.slug}/{name}/", sent, follow=True)


# Making it


@pytest.mark.usefixtures("greet")
def test_a_coordinator_begins_with_a_ready_set_and_opens_it(client):
    assert "Binnenstappen 4 vragen" in words_of(client.get(TEAM))

    page = client.post(f"{TEAM}begin/", {"stad": "gent", "met": "binnenstappen"}, follow=True)
    draft = ListeningRound.objects.get()
    assert "Hier is ze." in said(page)[0]
    assert "Wat maakt het moeilijk om ergens binnen te stappen?" in words_of(page)

    assert "Ze is open." in said(step(client, draft, "open"))[0]
    assert client.get(f"/luister/{draft.slug}/").status_code == 200


@pytest.mark.usefixtures("greet")
def test_another_city_copies_the_questions_of_a_round_but_not_those_of_a_draft(client):
    elsewhere = make_listening_round(chapter=make_chapter("brussel"), title="Wat helpt?")
    draft = make_listening_round(chapter=make_chapter("brussel"), state="draft")
    assert "Wat helpt? Brussel" in words_of(client.get(TEAM))

    client.post(f"{TEAM}begin/", {"stad": "gent", "met": elsewhere.slug})

    copied = ListeningRound.objects.get(chapter__slug="gent")
    assert copied.title == {"nl": "Wat helpt?"}
    assert [each.words for each in copied.questions.all()] == [each.words for each in elsewhere.questions.all()]
    assert copied.questions.get(is_split=True).choices.count() == 3
    assert client.post(f"{TEAM}begin/", {"stad": "gent", "met": draft.slug}).status_code == 404
    assert client.post(f"{TEAM}begin/", {"stad": "brussel", "met": "binnenstappen"}).status_code == 404


@pytest.mark.usefixtures("greet")
def test_a_round_without_questions_is_told_so_and_stays(client, gent):
    draft = make_listening_round(chapter=gent, state="draft", questions=())

    assert said(step(client, draft, "open")) == ["Er is nog geen vraag. Voeg er een toe, en open ze dan."]
    step(client, draft, "vraag", kind="more")
    assert "Vraag 1 is niet klaar" in said(step(client, draft, "open"))[0]


@pytest.mark.usefixtures("greet")
def test_a_question_is_changed_in_each_language_and_may_go(client, gent):
    draft = make_listening_round(chapter=gent, state="draft", languages=["nl", "ps"])
    question = draft.questions.first()
    here = f"{TEAM}{draft.slug}/vragen/{question.pk}/"
    form = {name: values[0] for name, values in form_of(client.get(here)).items()}
    form |= {f"icon-{number}": choice.icon for number, choice in enumerate(question.choices.all())}

    client.post(here, form | {"words-ps": "څه مرسته کوي؟", "choice-0-nl": "", "choice-8-nl": "Iets anders"})

    question.refresh_from_db()
    assert (question.words["ps"], question.kind) == ("څه مرسته کوي؟", "more")
    assert [choice.words["nl"] for choice in question.choices.all()][-1] == "Iets anders"
    assert (question.choices.count(), question.choices.first().words["nl"]) == (8, "Ik weet niet waar het mag")

    client.post(here, {"what": "drop"})
    assert draft.questions.count() == 3


@pytest.mark.usefixtures("greet")
def test_words_of_the_kit_in_a_further_language_stay_as_long_as_they_say_the_same(client, gent):
    draft = make_listening_round(chapter=gent, state="draft", languages=["nl", "fr"])
    question = draft.questions.first()
    here = f"{TEAM}{draft.slug}/vragen/{question.pk}/"
    form = {name: values[0] for name, values in form_of(client.get(here)).items()}
    form |= {f"icon-{number}": choice.icon for number, choice in enumerate(question.choices.all())}

    client.post(here, form | {"choice-0-nl": "Ik durf het niet"})

    question.refresh_from_db()
    first, second = question.choices.all()[:2]
    assert question.words["uk"] == "Що заважає кудись увійти?"
    assert ("uk" in first.words, second.words["uk"]) == (False, "Я не знаю, куди можна")


@pytest.mark.usefixtures("greet")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "more", "words-nl": "Wat helpt?"}, "Geef minstens twee dingen om aan te kruisen"),
        ({"kind": "words", "words-nl": ""}, "Schrijf de vraag in minstens één taal."),
        ({"kind": "words", "words-nl": "Bel 0478 12 34 56"}, "telefoonnummer"),
        ({"kind": "words", "words-nl": "Wat helpt?", "is_split": "on"}, "Alleen een vraag met één antwoord"),
        ({"kind": "words", "words-nl": "x" * 161}, "Nog niet helemaal"),
    ],
)
def test_a_slip_in_a_question_is_told_and_nothing_is_lost(client, gent, typed, told):
    draft = make_listening_round(chapter=gent, state="draft", languages=["nl"], questions=())
    question = actions.add_question(listening_round=draft, kind="more")
    icons = {f"icon-{number}": "sun" for number in range(3)}

    page = client.post(f"{TEAM}{draft.slug}/vragen/{question.pk}/", icons | typed)

    assert told in words_of(page)
    assert typed["words-nl"] in page.content.decode()


@pytest.mark.usefixtures("greet")
def test_its_title_languages_and_last_day_may_change_until_it_is_closed(client, gent):
    asked = make_listening_round(chapter=gent)
    here = f"{TEAM}{asked.slug}/"

    client.post(here, {"title-nl": "Warm binnen", "title-fr": "Au chaud", "closes_on": "2027-01-31", "languages": ["ar", "fr", "nl"]})

    asked.refresh_from_db()
    assert (asked.title["fr"], str(asked.closes_on), asked.languages) == ("Au chaud", "2027-01-31", ["nl", "fr", "ar"])
    page = client.post(here, {"title-nl": "", "languages": []})
    assert "Kies minstens één taal." in words_of(page)
    step(client, asked, "sluiten")
    assert client.post(here, {"title-nl": "Anders", "languages": ["nl"]}).status_code == 404


@pytest.mark.usefixtures("greet")
def test_a_button_on_a_page_that_lay_open_says_that_the_round_moved_on(client, gent):
    asked = make_listening_round(chapter=gent)

    for name in ("open", "weg", "vraag"):
        assert "Deze ronde ging intussen verder." in said(step(client, asked, name))[0]
    assert ListeningRound.objects.get().is_open


# Paper


@pytest.mark.usefixtures("johan")
def test_a_volunteer_writes_down_one_form_after_the_other(client, gent):
    asked = make_listening_round(chapter=gent)
    here = f"{TEAM}{asked.slug}/papier/"
    page = client.get(here)

    for number, letters in enumerate(["a", "A, c", "b"], start=1):
        form = {name: values[0] for name, values in form_of(page).items()}
        page = client.post(here, {**form, "nr": number - 1, "v1": letters, "v4": "a"})
        assert f"Formulier {number} is opgeschreven." in words_of(page)

    first = list(asked.questions.first().choices.values_list("pk", flat=True))[:3]
    assert sorted(Tick.objects.filter(choice__question__position=1).values_list("choice", flat=True)) == sorted([*first, first[0]])
    assert Sheet.objects.count() == 3


@pytest.mark.usefixtures("johan")
def test_the_last_form_can_be_taken_back_and_reloading_writes_nothing_twice(client, gent):
    asked = make_listening_round(chapter=gent)
    here = f"{TEAM}{asked.slug}/papier/"
    form = {"key": str(uuid4()), "nr": "36", "v1": "ab", "nickname": ""}
    for _time in range(2):
        page = client.post(here, form)
    assert "Formulier 37 is opgeschreven." in words_of(page)
    assert Sheet.objects.count() == 1
    assert value_of(page, "key") != form["key"]

    page = client.post(here, {"nr": "37", "weg": form["key"]})

    assert "Formulier 37 is teruggenomen." in said(page)[0]
    assert 'name="nr" value="36"' in page.content.decode()
    assert not Sheet.objects.exists()


@pytest.mark.usefixtures("johan")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"v1": "az"}, "“z” is hier geen vakje: ze gaan van a tot h."),
        ({"v4": "ab"}, "Hier telt maar één vakje."),
        ({"v1": "a" * 41}, "Dit zijn te veel letters."),
        ({"v3": "Bel 0478 12 34 56"}, "telefoonnummer"),
        ({"v1": ""}, "Dit formulier is leeg."),
        ({"v1": "é\u0661"}, "is hier geen vakje"),
    ],
)
def test_a_slip_on_paper_is_told_and_nothing_typed_is_lost(client, gent, typed, told):
    asked = make_listening_round(chapter=gent)
    others = {"v2": "bd"} if any(typed.values()) else {}

    page = client.post(f"{TEAM}{asked.slug}/papier/", {"key": uuid4(), "nr": "3", "nickname": ""} | others | typed)

    assert told in words_of(page)
    assert all(f'value="{value}"' in page.content.decode() for value in (others | typed).values())
    assert not Sheet.objects.exists()


@pytest.mark.usefixtures("johan")
def test_a_stack_beyond_what_a_round_holds_is_told_and_the_form_in_hand_is_not_lost(client, gent, monkeypatch):
    asked = make_listening_round(chapter=gent)
    monkeypatch.setattr(actions, "MOST", 0)

    page = client.post(f"{TEAM}{asked.slug}/papier/", {"key": uuid4(), "nr": "0", "v1": "ab", "nickname": ""})

    assert "In deze ronde passen 0 formulieren, en niet meer." in words_of(page)
    assert 'value="ab"' in page.content.decode()


@pytest.mark.usefixtures("johan")
def test_a_form_typed_while_the_round_was_closed_is_not_lost_from_the_screen(client, gent):
    asked = make_listening_round(chapter=gent)
    actions.close_round(listening_round=asked)
    here = f"{TEAM}{asked.slug}/papier/"

    page = client.post(here, {"key": uuid4(), "nr": "12", "v1": "ab", "nickname": ""})

    assert "Deze ronde werd intussen gesloten" in words_of(page)
    assert 'value="ab"' in page.content.decode()
    assert client.get(here).url == f"{TEAM}{asked.slug}/"


@pytest.mark.usefixtures("johan")
def test_a_volunteer_decides_nothing_and_reads_no_words(client, gent):
    asked, words = (
        make_listening_round(chapter=gent),
        make_own_words("Jef zucht.", listening_round=make_listening_round(chapter=gent, state="open")),
    )

    page = words_of(client.get(f"{TEAM}{asked.slug}/"))
    assert "Papieren formulieren opschrijven" in page
    assert "De ronde sluiten" not in page
    assert "Begin een ronde" not in words_of(client.get(TEAM))
    for name in ("open", "sluiten", "weg", "vraag", "drempel"):
        assert client.post(f"{TEAM}{asked.slug}/{name}/").status_code == 404
    assert client.post(f"{TEAM}{asked.slug}/", {"title-nl": "Anders", "languages": ["nl"]}).status_code == 404
    assert client.get(address(words)).status_code == 404


@pytest.mark.usefixtures("greet")
def test_how_many_came_in_is_told_in_fives_while_it_is_open(client, gent):
    asked = make_listening_round(chapter=gent)
    box = asked.questions.first().choices.first()
    assert "minder dan vijf formulieren" in words_of(client.get(f"{TEAM}{asked.slug}/"))

    for _form in range(8):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[box.pk])

    assert "Minstens 5 formulieren kwamen binnen." in words_of(client.get(f"{TEAM}{asked.slug}/"))


# What people wrote


@pytest.mark.usefixtures("greet")
def test_names_are_struck_then_it_is_shown_then_it_becomes_a_threshold_in_one_tap(client, gent):
    asked = make_listening_round(chapter=gent)
    words = make_own_words("Bij Jef aan de deur staat geen stoel.", listening_round=asked)
    assert "1 zin uit een luisterronde te lezen" in words_of(client.get(reverse("admin:index")))

    client.post(address(words), {"words": "Aan de deur staat geen stoel.", "step": "show"})
    step(client, asked, "sluiten")
    assert "Aan de deur staat geen stoel." in words_of(client.get(f"{TEAM}{asked.slug}/"))
    assert "Zet het bij wat het moeilijk maakt" in words_of(client.get(f"{TEAM}{asked.slug}/"))
    page = step(client, asked, "drempel", woorden=words.key)

    threshold = Threshold.objects.get()
    assert (threshold.said, threshold.state, threshold.chapter) == ("Aan de deur staat geen stoel.", "shown", gent)
    assert page.redirect_chain[-1][0] == address(threshold)
    made = client.get(f"{TEAM}{asked.slug}/")
    assert "Zet het bij wat het moeilijk maakt" not in words_of(made)
    assert f'href="{address(threshold)}"' in made.text
    assert "Jef" not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))


@pytest.mark.usefixtures("greet")
def test_what_many_ticked_waits_among_thresholds_in_every_language_known_by_as_many_as_told(client, gent):
    asked = make_listening_round(chapter=gent)
    dare, where = asked.questions.first().choices.all()[:2]
    for number in range(12):
        actions.answer(listening_round=asked, key=uuid4(), ticked=[dare.pk, *([where.pk] if number < 4 else [])])
    assert client.post(f"{TEAM}{asked.slug}/drempel/", {"keuze": dare.pk}).status_code == 404
    step(client, asked, "sluiten")

    for _time in range(2):
        step(client, asked, "drempel", keuze=dare.pk)

    threshold = Threshold.objects.get()
    assert (threshold.said, threshold.short_fr, threshold.me_too) == ("Ik durf niet te vragen", "Je n’ose pas demander", 10)
    page = client.get(f"{TEAM}{asked.slug}/")
    assert words_of(page).count("Staat bij wat het moeilijk maakt") == 1
    assert f'href="{address(threshold)}"' in page.text
    assert threshold.state == "to_read"  # To be worded: what helps is ticked often too.
    assert client.post(f"{TEAM}{asked.slug}/drempel/", {"keuze": where.pk}).status_code == 404


@pytest.mark.usefixtures("greet")
def test_words_are_shown_or_struck_by_the_dozen(client, gent):
    asked = make_listening_round(chapter=gent)
    one, two = make_own_words("Een stoel.", listening_round=asked), make_own_words("Jef zucht.", listening_round=asked)

    assert "1 zin is gelezen." in said(act(client, "show_them", one))
    act(client, "strike_them", two)

    assert set(OwnWords.objects.values_list("words", "state")) == {("Een stoel.", "shown"), ("", "struck")}
    assert client.get(address(two)).status_code == 200


@pytest.mark.usefixtures("greet")
def test_what_nobody_read_and_what_is_of_another_round_becomes_no_threshold(client, gent):
    asked, elsewhere = make_listening_round(chapter=gent), make_listening_round(chapter=make_chapter("brussel"))
    unread, others = make_own_words(listening_round=asked), make_own_words(listening_round=elsewhere, state="shown")

    for key in (unread.key, others.key, uuid4(), "x"):
        assert client.post(f"{TEAM}{asked.slug}/drempel/", {"woorden": key}).status_code == 404


@pytest.mark.usefixtures("greet")
def test_rounds_of_another_city_are_not_there(client):
    elsewhere = make_listening_round(chapter=make_chapter("brussel"))

    for page in ("", "papier/", f"vragen/{elsewhere.questions.first().pk}/"):
        assert client.get(f"{TEAM}{elsewhere.slug}/{page}").status_code == 404
    assert elsewhere.slug in client.get(TEAM).content.decode()  # Its questions can be copied.


@pytest.mark.usefixtures("greet")
def test_many_words_come_page_by_page(client, gent):
    asked = make_listening_round(chapter=gent)
    for number in range(21):
        make_own_words(f"Een stoel {number:02}.", listening_round=asked, state="shown")
    step(client, asked, "sluiten")
    here = f"{TEAM}{asked.slug}/"

    pages = [words_of(client.get(f"{here}?pagina={number}")).count("Een stoel") for number in (1, 2)]

    assert pages == [20, 1]
