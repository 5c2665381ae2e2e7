"""A story is told, read by the team, shown or not, and taken back by whoever told it."""

from encounters.models import Story
from encounters.models.stories import CONSENT, key_of
from encounters.models.thresholds import this_month

State = Story.State


def tell_story(*, chapter, token, words, title="", pseudonym="", language="nl"):
    """Keep it until somebody reads it. The same token twice is one. No letter goes: it would know the hour."""
    told = {"chapter": chapter, "words": words, "title": title, "pseudonym": pseudonym, "language": language, "consent": CONSENT}
    return Story.objects.get_or_create(key=key_of(token), defaults=told)[0]


def show_story(*, story):
    """Read, and without names: everybody may read it. Returns whether this did it."""
    return bool(Story.objects.to_read().filter(pk=story.pk).update(state=State.SHOWN, settled_in=this_month()))


def keep_story_back(*, story):
    """Nobody else reads it, and its words are erased at once. Returns whether this did it."""
    here = Story.objects.filter(pk=story.pk).exclude(state=State.KEPT_BACK)
    return bool(here.update(state=State.KEPT_BACK, settled_in=this_month(), words="", title="", pseudonym=""))


def reword_story(*, story, **words):
    """Other words in place of those told, without names. Returns whether it is still there, and was not kept back meanwhile."""
    return bool(Story.objects.filter(pk=story.pk).exclude(state=State.KEPT_BACK).update(**words))


def take_story_back(*, token):
    """Erase it, whatever became of it, and nobody asks why. Returns whether it was still there."""
    return bool(Story.objects.told_with(token).delete()[0])
