"""Questions of a listening round. Of answers nothing comes along."""

from contextlib import suppress

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from encounters import kit
from encounters.actions.rounds import MovedOn, begin_round, drop_round
from encounters.models import ListeningRound
from encounters.models.method_kit import Piece
from encounters.models.words import told

from .kinds import Kind, Told


def read(chapter):
    """Of rounds that were asked; a draft is still being made, and how it goes is asked with the same words everywhere."""
    asked = ListeningRound.objects.public().of_their_own().filter(chapter=chapter)
    return [Piece(KIND.name, str(each.pk), _content(each)) for each in asked]


def find(chapter, own):
    """By number: an address may be that of another round, once the first one is gone."""
    there = chapter.listening_rounds.filter(pk=own).first()
    return there and _content(there)


def put(chapter, content, _source):
    questions = [
        kit.Asked(each["kind"], each["words"], tuple(kit.Offered(**choice) for choice in each["choices"]), each["is_split"])
        for each in content["questions"]
    ]
    return str(begin_round(chapter=chapter, title=content["title"], questions=questions, languages=content["languages"]).pk)


def replace(chapter, own, content, source):
    """A draft makes way; what was asked of people stays, and the new questions are a draft beside it."""
    with suppress(MovedOn):
        drop_round(listening_round=chapter.listening_rounds.get(pk=own))
    return put(chapter, content, source)


def title(content):
    return str(told(content["title"]) or "…")


def say(content):
    lines = [Told(_("Title"), title(content))]
    for number, question in enumerate(content["questions"], start=1):
        lines.append(Told(_("Question %d") % number, _said(question["words"])))
        lines += [Told(_("To tick"), _said(choice["words"])) for choice in question["choices"]]
    return lines


def address(chapter, own):
    return reverse("encounters:team-round", args=[chapter.listening_rounds.get(pk=own).slug])


def _content(listening_round):
    asked = kit.asked_in(listening_round)
    questions = [
        {
            "kind": each.kind,
            "words": each.words,
            "is_split": each.is_split,
            "choices": [{"icon": choice.icon, "words": choice.words} for choice in each.choices],
        }
        for each in asked["questions"]
    ]
    return {"title": asked["title"], "languages": list(asked["languages"]), "questions": questions}


def _said(words):
    return str(told(words, get_language()) or "…")


KIND = Kind(
    "questions",
    "ear",
    gettext_lazy("Questions to listen with"),
    gettext_lazy("becomes a listening round that nobody sees yet, to adapt and open"),
    read, find, put, replace, title, say, address,
)  # fmt: skip
