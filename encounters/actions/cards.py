"""A card is written, made a city's own, shown; and merchants say what they would like one about."""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from encounters.models import CardWish, LearningCard
from encounters.models.thresholds import this_month
from encounters.models.words import told
from merchants.keys import broke, fresh_token
from merchants.models import Chapter

State = LearningCard.State
# Pages that stand where a card of this name would.
TAKEN = {"nieuw", "papier"}


class LastWords(Exception):
    """A card without words in any language is no card."""


@transaction.atomic
def write_card(*, key, chapter, kind, audience, icon, language, words, wish=None):
    """A new card, not shown yet; of the network where `chapter` is None. The same key twice is one. With a wish, it is its answer."""
    about = {"chapter": chapter, "kind": kind, "audience": audience, "icon": icon, "words": {language: words}}
    card = _written(key, chapter, words["title"], about)
    if wish:
        answer_wish(wish=wish, card=card)
    return card


def _written(key, chapter, title, about):
    while True:
        try:
            return LearningCard.objects.get_or_create(key=key, defaults=about | {"slug": _free_slug(chapter, title)})[0]
        except IntegrityError as error:
            # Another of this title was saved at this very moment: look once more for an address that is free.
            if not broke(error, "encounters_learningcard_slug_key"):
                raise


@transaction.atomic
def change_card(*, card, language, words, audience, icon):
    """Its words in this language, the others stay; without words (None) it has none any more in it. Raises LastWords."""
    row = _lock(card)
    said = {code: each for code, each in row.words.items() if code != language} | ({language: words} if words else {})
    if not said:
        raise LastWords
    LearningCard.objects.filter(pk=row.pk).update(words=said, audience=audience, icon=icon)


@transaction.atomic
def make_ours(*, card, chapter):
    """The version of this city of a card of the network, to be changed; the one it has already, if it has one.

    Until it is shown, the city goes on reading the network's.
    """
    Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if ours := LearningCard.objects.filter(chapter=chapter, adapted_from=card).first():
        return ours
    copied = {name: getattr(card, name) for name in ("kind", "audience", "icon", "words")}
    return LearningCard.objects.create(chapter=chapter, adapted_from=card, slug=_free_slug(chapter, card.slug), **copied)


@transaction.atomic
def adopt_card(*, chapter, adapted_from, **about):
    """A card from elsewhere, not shown yet. None where the city has a version of that card of the network already: that stays."""
    city = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if adapted_from and LearningCard.objects.filter(chapter=city, adapted_from=adapted_from).exists():
        return None
    title = told(about["words"], "nl").words["title"]
    return LearningCard.objects.create(chapter=city, adapted_from=adapted_from, slug=_free_slug(city, title), **about)


def show_card(*, card):
    LearningCard.objects.filter(pk=card.pk).update(state=State.SHOWN)


def hide_card(*, card):
    """Nobody reads it but the team. In place of a city's version the network's stands again."""
    LearningCard.objects.filter(pk=card.pk).update(state=State.DRAFT)


def drop_card(*, card):
    """It is gone; what a city made of it stays, as a card of its own."""
    LearningCard.objects.filter(pk=card.pk).delete()


def wish_for_card(*, key, chapter, words, language):
    """A merchant would like a card about this. The same key twice is one. No letter goes: it would know the hour."""
    return CardWish.objects.get_or_create(key=key, defaults={"chapter": chapter, "words": words, "language": language})[0]


def answer_wish(*, wish, card):
    """This card is the answer; the words of the question are gone. Returns whether this did it."""
    return bool(CardWish.objects.to_read().filter(pk=wish.pk).update(card=card, words="", settled_in=this_month()))


def lay_aside_wish(*, wish):
    """There will be no card; the words of the question are gone. Returns whether this did it."""
    return bool(CardWish.objects.to_read().filter(pk=wish.pk).update(words="", settled_in=this_month()))


def _lock(card):
    return LearningCard.objects.select_for_update().get(pk=card.pk)


def _free_slug(chapter, title):
    slug = f"{chapter.slug[:30]}-{slugify(title)[:40]}" if chapter else slugify(title)[:60]
    slug = slug.strip("-") or "kaart"
    is_free = slug not in TAKEN and not LearningCard.objects.filter(slug=slug).exists()
    return slug if is_free else f"{slug}-{fresh_token()[:4].lower()}"
