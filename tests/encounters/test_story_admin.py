"""The team reads stories, strikes names, shows them or not; and meets one that was taken back meanwhile."""

from uuid import uuid4

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from encounters import actions
from encounters.admin.stories import StoryForm
from encounters.models import Story
from tests.factories import make_story
from tests.pages import words_of
from tests.team import act, address, said

pytestmark = pytest.mark.django_db


def save(client, story, **changes):
    return client.post(
        address(story), {"title": story.title, "words": story.words, "pseudonym": story.pseudonym, "step": ""} | changes, follow=True
    )


def reread(story):
    return Story.objects.get(pk=story.pk)


def test_names_are_struck_and_it_is_shown_in_one_save(client, coordinator, gent):
    story = make_story("Jef schonk in.\n\nHet was warm.", chapter=gent, state="to_read", pseudonym="Jef")
    assert "1 verhaal te lezen" in words_of(client.get(reverse("admin:index")))

    save(client, story, words="Iemand schonk in.\r\n\r\nHet was warm.", pseudonym="", step="show")

    assert (reread(story).state, reread(story).words, reread(story).pseudonym) == ("shown", "Iemand schonk in.\n\nHet was warm.", "")
    assert "te lezen" not in words_of(client.get(reverse("admin:index")))
    assert "Jef" not in str(list(LogEntry.objects.values_list("object_repr", "change_message")))


def test_one_that_is_not_shown_is_erased_and_its_page_offers_nothing_more(client, coordinator, gent):
    story = make_story("Jef schonk in.", chapter=gent, state="shown")

    save(client, story, step="keep_back")

    assert (reread(story).state, reread(story).words) == ("kept_back", "")
    assert "Wat nu?" not in words_of(client.get(address(story)))


def test_several_are_shown_or_erased_at_once(client, coordinator, gent):
    first, second, third = (make_story(chapter=gent, state=state) for state in ("to_read", "to_read", "shown"))

    assert said(act(client, "show_them", first, second, third)) == ["2 verhalen zijn klaar."]
    assert said(act(client, "keep_them_back", first)) == ["1 verhaal is klaar."]

    assert [reread(story).state for story in (first, second, third)] == ["kept_back", "shown", "shown"]


def test_what_tells_who_somebody_is_is_refused_here_too(client, coordinator, gent):
    story = make_story(chapter=gent, state="to_read")

    page = save(client, story, words="Bel 0478 12 34 56", step="show")

    assert "telefoonnummer" in words_of(page)
    assert reread(story).state == "to_read"


def test_one_that_was_taken_back_while_its_page_lay_open_stays_gone_and_says_so(client, coordinator, gent, monkeypatch):
    token = uuid4()
    story = make_story(chapter=gent, token=token, state="to_read")
    clean = StoryForm.clean

    def taken_back_meanwhile(form):
        actions.take_story_back(token=token)
        return clean(form)

    monkeypatch.setattr(StoryForm, "clean", taken_back_meanwhile)

    page = save(client, story, words="Anders.", step="show")

    assert page.status_code == 200
    assert said(page) == ["Wie dit verhaal vertelde, nam het ondertussen terug. Het is weg, en er is niets veranderd."]
    assert not Story.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_volunteer_reads_none(client, volunteer, gent):
    story = make_story(chapter=gent, state="to_read")

    assert client.get(address(story)).status_code == 404
    assert "te lezen" not in words_of(client.get(reverse("admin:index")))
