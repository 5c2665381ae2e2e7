"""Saying it in one's own words: a letter or a piece of a page, in one city and one language. Without a city it is of the network."""

from django.db import connection, transaction

from merchants.chapter_texts import ChapterText, usual_words
from merchants.models import Chapter
from merchants.texts import TEXTS

from .changing import mark

# Any number will do, as long as nothing else locks the same one.
_ONE_AT_A_TIME = 5_011_896


class SaidMeanwhile(Exception):
    """Somebody else changed the same words since the page was opened; `words` are those of now."""

    def __init__(self, words):
        super().__init__(words)
        self.words = words


class CannotBeSaid(Exception):
    """These words lack a name that must stay, or it is not theirs to say."""


def words_now(chapter, name, language):
    """What stands now: the city's own Words, else the usual ones."""
    own = ChapterText.objects.filter(chapter=chapter, name=name, language=language).first()
    return own.words if own else usual_words(TEXTS[name], chapter, language)


def names_now(chapter, name, language):
    """What of the city it came along from stands in it still, where nobody looked yet."""
    return ChapterText.objects.filter(chapter=chapter, name=name, language=language).values_list("names", flat=True).first() or []


def mark_of(words):
    """By which a page knows again the words it showed."""
    return mark("\n\n".join(words))


@transaction.atomic
def say_otherwise(*, chapter, name, language, words, seen):
    """From now on the city says it so; in the usual words again where these are those. Somebody looked at it. Locks the city.

    `seen` is the mark of what the page showed. Raises SaidMeanwhile, CannotBeSaid.
    """
    chapter, text = _locked(chapter), TEXTS[name]
    if not text.may_be_said_by(chapter) or any(text.troubles(words)):
        raise CannotBeSaid
    now = words_now(chapter, name, language)
    if mark_of(now) not in {seen, mark_of(words)}:
        raise SaidMeanwhile(now)
    if words == usual_words(text, chapter, language):
        return _as_shipped(chapter, name, language)
    said = {"subject": words.subject, "body": words.body, "names": []}
    ChapterText.objects.update_or_create(chapter=chapter, name=name, language=language, defaults=said)
    return None


@transaction.atomic
def say_as_shipped(*, chapter, name, language):
    """The words of the network again; the city's own stay among its earlier ones. Locks the city. Twice is once."""
    _as_shipped(_locked(chapter), name, language)


@transaction.atomic
def leave_as_is(*, chapter, name, language):
    """Somebody looked at words that came along from another city, and they may stay so. Locks the city. Twice is once."""
    ChapterText.objects.filter(chapter=_locked(chapter), name=name, language=language).update(names=[])


def _as_shipped(chapter, name, language):
    ChapterText.objects.filter(chapter=chapter, name=name, language=language).delete()


def _locked(chapter):
    if chapter is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        return None
    return Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
