"""Saying it in one's own words: a letter or a piece of a page, in one city and one language."""

from django.db import transaction

from merchants.chapter_texts import ChapterText
from merchants.models import Chapter
from merchants.texts import TEXTS

from .changing import mark


class SaidMeanwhile(Exception):
    """Somebody else changed the same words since the page was opened; `words` are those of now."""

    def __init__(self, words):
        super().__init__(words)
        self.words = words


class CannotBeSaid(Exception):
    """These words lack a name that must stay, or no city changes this text."""


def words_now(chapter, name, language):
    """What stands now: the city's own Words, else those that were shipped."""
    own = ChapterText.objects.filter(chapter=chapter, name=name, language=language).first()
    return own.words if own else TEXTS[name].shipped(language)


def mark_of(words):
    """By which a page knows again the words it showed."""
    return mark("\n\n".join(words))


@transaction.atomic
def say_otherwise(*, chapter, name, language, words, seen):
    """From now on the city says it so; in the shipped words again where these are those. Locks the city.

    `seen` is the mark of what the page showed. Raises SaidMeanwhile, CannotBeSaid.
    """
    chapter, text = _locked(chapter), TEXTS[name]
    if text.is_same_everywhere or any(text.troubles(words)):
        raise CannotBeSaid
    now = words_now(chapter, name, language)
    if mark_of(now) not in {seen, mark_of(words)}:
        raise SaidMeanwhile(now)
    if words == text.shipped(language):
        return _as_shipped(chapter, name, language)
    said = {"subject": words.subject, "body": words.body}
    ChapterText.objects.update_or_create(chapter=chapter, name=name, language=language, defaults=said)
    return None


@transaction.atomic
def say_as_shipped(*, chapter, name, language):
    """The words of the network again; the city's own stay among its earlier ones. Locks the city. Twice is once."""
    _as_shipped(_locked(chapter), name, language)


def _as_shipped(chapter, name, language):
    ChapterText.objects.filter(chapter=chapter, name=name, language=language).delete()


def _locked(chapter):
    return Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
