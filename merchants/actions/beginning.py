"""A city in a box: it begins with what another one worked out, and with a list of things to do."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop, override

from merchants.chapter_texts import SIGNATURE
from merchants.models import Chapter, ChapterText, ChecklistItem
from merchants.page_texts import REACH_US
from merchants.texts import TEXTS

from .naming import names_in

# What every new city does; a city that begins as another one takes over the list of that one, as it is by then.
FIRST_STEPS = [
    gettext_noop("Find two people to begin with, and put them on the team."),
    gettext_noop("Fill in the mail address, the phone and the address of your team."),
    gettext_noop("Read the letters and texts, and say them in your own words."),
    gettext_noop("Look up the help lines of your city, and call each of them once."),
    gettext_noop("Find five places that open their door."),
    gettext_noop("Print stickers and boards, and bring them round."),
    gettext_noop("Make a first round: drink something at each place."),
    gettext_noop("Show two organisations how to point the way."),
    gettext_noop("Tell the newspaper, and celebrate: your city is active."),
]
# A team writes its list in one language.
LANGUAGE = "nl"
LOOK_FIRST = 1
LONGEST_STEP = ChecklistItem._meta.get_field("words").max_length


class Brought(NamedTuple):
    """How many of each came along from another city."""

    texts: int
    steps: int
    questions: int = 0
    # Of these so many name the other city, or somebody there.
    looks: int = 0


@transaction.atomic
def begin_city(*, slug, like=None, **details):
    """Make a city that is forming: with the letters, texts, list, colour and name of the network of `like`, another Chapter, where given.

    People and ways to reach them do not come along. Returns (Chapter, Brought); the second time the same city, and None.
    """
    if like:
        details = {"colour": like.colour, "public_name": like.public_name} | details
    chapter, is_new = Chapter.objects.get_or_create(slug=slug, defaults={"state": Chapter.State.FORMING} | details)
    return chapter, _bring(like, chapter) if is_new else None


def tick(*, item, by):
    """It is done. Returns whether it was done by this; of two at once one did it."""
    return bool(ChecklistItem.objects.filter(pk=item.pk, done_on=None).update(done_on=timezone.localdate(), done_by=by))


def untick(*, item):
    """It is still to do."""
    ChecklistItem.objects.filter(pk=item.pk).update(done_on=None, done_by=None)


def texts_to_look_at(chapters):
    """{(key of a city, what its list says): the ChapterText that is meant}, of those nobody looked at yet. One query."""
    with override(LANGUAGE):
        waiting = ChapterText.objects.filter(chapter__in=chapters, names__len__gt=0).select_related("chapter")
        return {(text.chapter_id, _look_at_text(text)[:LONGEST_STEP]): text for text in waiting}


def _bring(like, chapter):
    named = names_in(like) if like else None
    texts, steps = _texts_of(like, chapter, named), _steps_of(like)
    ChapterText.objects.bulk_create(texts)
    rows = [ChecklistItem(chapter=chapter, position=position, words=words) for position, words in steps]
    with override(LANGUAGE):
        looks = [*(_look_at_text(text) for text in texts if text.names), *_look_at_steps(steps, named)]
    # First: what another city is called in should go out to nobody.
    shortened = dict.fromkeys(words[:LONGEST_STEP] for words in looks)
    rows += [ChecklistItem(chapter=chapter, position=LOOK_FIRST, words=words) for words in shortened]
    ChecklistItem.objects.bulk_create(rows)
    return Brought(len(texts), len(steps), looks=len(looks))


def _texts_of(like, chapter, named):
    # How to reach a team, and who greets below its letters, is its own to say.
    texts = ChapterText.objects.filter(chapter=like).exclude(name__in=[REACH_US, SIGNATURE]) if like else []
    return [
        ChapterText(
            chapter=chapter,
            name=text.name,
            language=text.language,
            subject=text.subject,
            body=text.body,
            names=named(f"{text.subject}\n{text.body}"),
        )
        for text in texts
    ]


def _steps_of(like):
    steps = list(like.checklist.values_list("position", "words")) if like else []
    if not steps:
        with override(LANGUAGE):
            steps = [(10 * place, gettext(words)) for place, words in enumerate(FIRST_STEPS, start=1)]
    return steps


def _look_at_text(row):
    about = TEXTS[row.name].about if row.name in TEXTS else row.name
    about, named = f"{about} ({row.language})", ", ".join(row.names)
    return gettext("Look at this, it names %(named)s: “%(about)s”") % {"about": about, "named": named}


def _look_at_steps(steps, named):
    for _position, words in steps:
        if found := named and named(words):
            yield gettext("Look at this, it names %(named)s: “%(about)s”") % {"about": words, "named": ", ".join(found)}
