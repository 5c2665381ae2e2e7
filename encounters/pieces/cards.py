"""Learning cards a city wrote, or made of one of the network."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from encounters.actions.cards import adopt_card
from encounters.models import LearningCard
from encounters.models.method_kit import Piece
from encounters.models.words import told

from .kinds import Kind, Told


def read(chapter):
    """Those everybody there can read; a draft is still being made."""
    return [Piece(KIND.name, str(card.pk), _content(card)) for card in _of(chapter).shown()]


def find(chapter, own):
    there = _of(chapter).filter(pk=own).first()
    return there and _content(there)


@transaction.atomic
def put(chapter, content, _source):
    """A draft; of a card of the network the city may have a version already, and that stays."""
    card = adopt_card(chapter=chapter, **_row(content))
    return card and str(card.pk)


def replace(chapter, own, content, _source):
    about = _row(content)
    _of(chapter).filter(pk=own).update(**{name: about[name] for name in ("kind", "audience", "icon", "words")})
    return own


def title(content):
    return _in_words(content)["title"]


def say(content):
    words = _in_words(content)
    lines = [Told(_("Kind"), str(LearningCard.Kind(content["kind"]).label))]
    lines += [Told(_("For whom"), str(LearningCard.Audience(content["audience"]).label))]
    lines += [Told(_("Title"), words["title"]), Told(_("Situation"), words["situation"])]
    for number, part in enumerate(words["parts"], start=1):
        lines.append(
            Told(_("Choice %d") % number if content["kind"] == LearningCard.Kind.SHOES else _("Sentence %d") % number, part["say"])
        )
        lines += [Told(_("What others found"), part["found"])] if part.get("found") else []
    return lines


def _of(chapter):
    return LearningCard.objects.filter(chapter=chapter).select_related("adapted_from")


def _content(card):
    about = {name: getattr(card, name) for name in ("kind", "audience", "icon", "words")}
    return about | {"instead_of": card.adapted_from.slug if card.adapted_from else ""}


def _row(content):
    """What `adopt_card` wants to know."""
    network = LearningCard.objects.of_the_network().filter(slug=content["instead_of"]).first()
    return {name: value for name, value in content.items() if name != "instead_of"} | {"adapted_from": network}


def _in_words(content):
    return told(content["words"], get_language()).words


def address(chapter, own):
    card = _of(chapter).filter(pk=own).first()
    return reverse("encounters:team-card", args=[card.slug]) if card else reverse("encounters:team-cards")


KIND = Kind(
    "cards",
    "lightbulb",
    gettext_lazy("Learning cards"),
    gettext_lazy("becomes a card of your city that nobody reads yet; a version of your own stays as it is"),
    read, find, put, replace, title, say, address,
)  # fmt: skip
