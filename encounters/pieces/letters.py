"""Letters and pieces of pages a city says in words of its own.

A version that is out stays for good. So words stay home that hold a phone number, an address of mail, a link, or a name of the team; and
those that name the city they came from, until somebody looked.
"""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from encounters.models.method_kit import Piece
from merchants.actions.naming import names_in
from merchants.chapter_texts import SIGNATURE, ChapterText
from merchants.free_text import given_away
from merchants.languages import name_of_language
from merchants.page_texts import REACH_US
from merchants.texts import TEXTS, Words

from .kinds import Kind, Told

# Where and how one reaches a city is of no use to another.
STAYS_HOME = {REACH_US, SIGNATURE}


def read(chapter):
    own, named = chapter.texts.exclude(name__in=STAYS_HOME), names_in(chapter)
    return [Piece(KIND.name, f"{each.name}.{each.language}", _content(each)) for each in own if _may_travel(each, named, chapter)]


def find(chapter, own):
    there = _named(chapter, own).first()
    return there and _content(there)


def put(chapter, content, source):
    """What a city says in words of its own already stays so."""
    text = TEXTS.get(content["name"])
    if not text or not text.may_be_said_by(chapter) or any(text.troubles(Words(content["subject"], content["body"]))):
        return None
    _there, is_new = ChapterText.objects.get_or_create(
        chapter=chapter, name=content["name"], language=content["language"], defaults=_words(content, source)
    )
    return f"{content['name']}.{content['language']}" if is_new else None


def replace(chapter, own, content, source):
    _named(chapter, own).update(**_words(content, source))
    return own


def title(content):
    text = TEXTS.get(content["name"])
    about = str(text.about) if text else content["name"]
    return f"{content['subject'] or about} ({name_of_language(content['language'])})"


def say(content):
    lines = [Told(_("Subject"), content["subject"])] if content["subject"] else []
    return [*lines, *(Told(_("Text"), line) for line in content["body"].splitlines() if line.strip())]


def address(chapter, own):
    name, _dot, language = own.rpartition(".")
    return reverse("text-edit", args=[chapter.slug, name], query={"taal": language})


def _named(chapter, own):
    name, _dot, language = own.rpartition(".")
    return ChapterText.objects.filter(chapter=chapter, name=name, language=language)


def _content(text):
    return {"name": text.name, "language": text.language, "subject": text.subject, "body": text.body}


def _words(content, source):
    """With what of the other city is named in them, for somebody to look at."""
    subject, body = content["subject"], content["body"]
    return {"subject": subject, "body": body, "names": names_in(source)(f"{subject}\n{body}")}


def _may_travel(text, named, chapter):
    words, city = f"{text.subject} {text.body}", chapter.name.casefold()
    return text.stands and not text.names and not given_away(words) and all(each.casefold().startswith(city) for each in named(words))


KIND = Kind(
    "letters",
    "mail",
    gettext_lazy("Letters and texts"),
    gettext_lazy("is said by your city, unless it has words of its own already; one that names the other city waits until somebody looked"),
    read, find, put, replace, title, say, address,
)  # fmt: skip
