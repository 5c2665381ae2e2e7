"""A city in a box: what a new city takes along from another one, and what it does first."""

import pytest
from django.utils import timezone

from merchants.actions import begin_city, leave_as_is, mark_of, names_now, say_otherwise, texts_to_look_at, tick, untick
from merchants.actions.beginning import FIRST_STEPS, Brought
from merchants.chapter_texts import own_words
from merchants.models import Chapter, ChapterText, ChecklistItem
from merchants.page_texts import WELCOME
from merchants.texts import Words
from tests.factories import make_chapter, make_chapter_text, make_team_member, make_user
from tests.races import at_once

DEINZE = {"slug": "deinze", "name": "Deinze", "lat": 50.98, "lng": 3.53, "postcodes": ["9800"]}


@pytest.fixture
def gent(db):
    gent = make_chapter("gent", public_name="Hartelijke Plekken", colour="sea", phone="09 210 00 00", postcodes=["9000"])
    make_chapter_text(gent, name="approved", subject="Dag", body="{url}")
    make_chapter_text(gent, name="welcome", body="Welkom in {city}.")
    ChecklistItem.objects.create(chapter=gent, position=1, words="Bak een taart.", done_on=timezone.localdate(), done_by=make_user())
    return gent


def test_a_city_begins_with_what_another_one_worked_out(gent):
    deinze, brought = begin_city(like=gent, **DEINZE)

    assert brought == Brought(texts=2, steps=1)
    assert (deinze.state, deinze.public_name, deinze.colour) == ("forming", "Hartelijke Plekken", "sea")
    assert set(deinze.texts.values_list("name", "language", "subject", "body")) == set(
        gent.texts.values_list("name", "language", "subject", "body")
    )
    assert list(deinze.checklist.values_list("words", "done_on", "done_by")) == [("Bak een taart.", None, None)]


def test_people_and_ways_to_reach_them_do_not_come_along(gent):
    make_chapter_text(gent, name="signature", body="Groet van Fatma.")
    make_chapter_text(gent, name="reach_us", body="Bel Fatma: 09 210 00 00.")

    deinze, _brought = begin_city(like=gent, **DEINZE)

    assert (deinze.email, deinze.phone, deinze.phone_hours, deinze.address, deinze.social) == ("",) * 5
    assert not deinze.team.exists()
    assert not deinze.texts.filter(body__contains="Fatma").exists()


def test_what_names_the_other_city_or_its_people_is_to_be_looked_at(gent):
    Chapter.objects.filter(pk=gent.pk).update(email="gent@enchante.example")
    gent.refresh_from_db()
    make_team_member("volunteer", chapter=gent, email="fatma@example.org", name="Fatma, maatje")
    make_chapter_text(gent, name="declined", subject="Een Gentse groet", body="Bel Fatma op 09/210 00 00, of gent@enchante.example.")
    ChecklistItem.objects.create(chapter=gent, position=2, words="Vraag het aan fatma@example.org.")

    deinze, brought = begin_city(like=gent, **DEINZE)

    assert deinze.texts.get(name="declined").names == ["Gentse", "Fatma", "gent@enchante.example", "09/210 00 00"]
    assert not deinze.texts.exclude(name="declined").exclude(names=[]).exists()
    assert brought == Brought(texts=3, steps=2, looks=2)
    first, second = deinze.checklist.filter(words__startswith="Kijk hiernaar").values_list("words", flat=True)
    assert first.startswith("Kijk hiernaar, het noemt Gentse, Fatma, gent@enchante.example, 09/210 00 00: “")
    assert second == "Kijk hiernaar, het noemt fatma@example.org: “Vraag het aan fatma@example.org.”"
    assert texts_to_look_at([deinze]) == {(deinze.pk, first): deinze.texts.get(name="declined")}


def test_what_names_the_other_city_is_said_by_nobody_until_somebody_looked(gent):
    deinze = make_chapter("deinze", name="Deinze")
    text = ChapterText.objects.create(chapter=deinze, name=WELCOME, language="nl", body="Welkom in Gent!", names=["Gent"])
    assert own_words(deinze, [WELCOME], "nl") == {}

    leave_as_is(chapter=deinze, name=WELCOME, language="nl")

    assert own_words(deinze, [WELCOME], "nl") == {WELCOME: text.words}


def test_a_text_that_was_looked_at_is_not_asked_about_again(gent):
    which = {"chapter": gent, "name": "approved", "language": "nl"}
    seen = mark_of(ChapterText.objects.get(**which).words)
    for look in (lambda: leave_as_is(**which), lambda: say_otherwise(words=Words("Dag", "Kijk: {url}"), seen=seen, **which)):
        ChapterText.objects.filter(**which).update(names=["Fatma"])
        assert names_now(*which.values()) == ["Fatma"]
        look()
        assert names_now(*which.values()) == []


def test_a_city_that_begins_as_no_other_gets_the_usual_list(db):
    deinze, brought = begin_city(**DEINZE)

    assert brought == Brought(texts=0, steps=len(FIRST_STEPS))
    assert deinze.checklist.first().words == "Zoek twee mensen om mee te beginnen, en zet hen in het team."


def test_a_city_begins_once(gent):
    begin_city(like=gent, **DEINZE)
    Chapter.objects.filter(slug="deinze").update(state="active")

    deinze, brought = begin_city(like=gent, **DEINZE)

    assert (brought, deinze.state, deinze.texts.count(), deinze.checklist.count()) == (None, "active", 2, 1)


@pytest.mark.django_db(transaction=True)
def test_a_city_that_begins_twice_at_once_takes_everything_along_once():
    gent = make_chapter("gent")
    make_chapter_text(gent, body="{url}")

    told = at_once(*[lambda: begin_city(like=gent, **DEINZE)] * 2)

    assert sorted(brought is None for _city, brought in told) == [False, True]
    assert ChapterText.objects.filter(chapter__slug="deinze").count() == 1


def test_a_thing_is_done_once_and_can_be_to_do_again(gent):
    greet, johan = make_user("greet@example.org"), make_user("johan@example.org")
    item = ChecklistItem.objects.create(chapter=gent, words="Print stickers.")

    assert [tick(item=item, by=greet), tick(item=item, by=johan)] == [True, False]
    item.refresh_from_db()
    assert (item.done_on, item.done_by) == (timezone.localdate(), greet)

    untick(item=item)
    item.refresh_from_db()
    assert (item.done_on, item.done_by) == (None, None)
