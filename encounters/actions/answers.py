"""A form comes in, falls apart, and can be sent again while its sender still holds it."""

from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import connection, transaction

from encounters.models import CardWish, Choice, CircleNote, FirstVisit, ListeningRound, OwnWords, Sheet, SignUp, Story, Threshold, Tick

from .thresholds import show_threshold, tell_threshold

# A round is bounded, and paper fits in when a machine filled what comes by link.
MOST_BY_LINK, MOST = 3000, 6000


class RoundIsOver(Exception):
    """It is not open any more, or not yet."""


class RoundIsFull(Exception):
    """More forms than this are not read by anybody."""


class NotRead(Exception):
    """Nobody has read these words and shown them yet."""


@transaction.atomic
def answer(*, listening_round, key, ticked=(), words=None, language="nl", most=MOST):
    """Take in one form: the choices ticked (their keys), and own words by question. The same key again takes its place.

    Locks the round. Raises RoundIsOver, RoundIsFull.
    """
    row = ListeningRound.objects.select_for_update(no_key=True).get(pk=listening_round.pk)
    if not row.is_open:
        raise RoundIsOver
    there = Choice.objects.filter(question__listening_round=row).values_list("pk", "question__is_split")
    ticked = set(ticked)
    group = next((pk for pk, is_split in there if is_split and pk in ticked), None)
    _keep_sheet(row, _part(key, "sheet"), group, most)
    # What stood on it before, if it was sent before, gives way.
    Tick.objects.filter(pk__in=[_part(key, pk) for pk, _is_split in there]).delete()
    Tick.objects.bulk_create(Tick(key=_part(key, pk), choice_id=pk, group_id=group) for pk, _is_split in there if pk in ticked)
    for question in row.questions.filter(kind="words"):
        _keep_words(question, _part(key, f"words {question.pk}"), (words or {}).get(question.pk, ""), language)


@transaction.atomic
def take_back_form(*, listening_round, key):
    """A form that was written down by mistake. Words that somebody read meanwhile stay. Raises RoundIsOver."""
    row = ListeningRound.objects.select_for_update(no_key=True).get(pk=listening_round.pk)
    if not row.is_open:
        raise RoundIsOver
    choices = Choice.objects.filter(question__listening_round=row).values_list("pk", flat=True)
    Tick.objects.filter(pk__in=[_part(key, pk) for pk in choices]).delete()
    words = [_part(key, f"words {pk}") for pk in row.questions.values_list("pk", flat=True)]
    OwnWords.objects.to_read().filter(pk__in=words).delete()
    return bool(Sheet.objects.filter(pk=_part(key, "sheet"), listening_round=row).delete()[0])


def show_words(*, own_words):
    """Read, and without names: everybody may read them when the round is closed. Returns whether this did it."""
    return bool(OwnWords.objects.to_read().filter(pk=own_words.pk).update(state=OwnWords.State.SHOWN))


def strike_words(*, own_words):
    """Nobody reads them, and they are erased at once. Returns whether this did it."""
    here = OwnWords.objects.filter(pk=own_words.pk).exclude(state=OwnWords.State.STRUCK)
    return bool(here.update(state=OwnWords.State.STRUCK, words=""))


@transaction.atomic
def make_threshold_of(*, own_words):
    """What somebody said becomes a threshold of the city, on the page at once: it was read. The same words are one. Raises NotRead."""
    said = OwnWords.objects.select_for_update().select_related("question__listening_round__chapter").get(pk=own_words.pk)
    if said.state != OwnWords.State.SHOWN:
        raise NotRead
    told = {"chapter": said.question.listening_round.chapter, "words": said.words, "language": said.language}
    return _on_the_page(key_of_words(said), **told)


@transaction.atomic
def make_threshold_of_choice(*, choice, number):
    """What many ticked waits among the thresholds to be read, known by as many as the page of the round tells. The same choice is one.

    A coordinator words it first: it may be what helps, or stand there already.
    """
    own, ours = choice.told_in(), [code for code, _name in settings.WHOLE_LANGUAGES]
    told = {"chapter": choice.question.listening_round.chapter, "words": own.words, "language": own.language, "me_too": number}
    short = {f"short_{code}": choice.words.get(code, "") for code in ours}
    return tell_threshold(key=key_of_choice(choice), **told, **short)


def key_of_words(own_words):
    """Of the threshold that these words become."""
    return uuid5(own_words.pk, "threshold")


def key_of_choice(choice):
    return uuid5(NAMESPACE_URL, f"choice {choice.pk}")


def shuffle_answers():
    """Write all that came in anew, in one go and in the order of random keys.

    PostgreSQL keeps with each row which transaction wrote it, and rows lie as they came: both would tell what was on one form, beside
    which letter somebody spoke up or knew it too, who told a story, or said that they come, after whom, which notes came together, and
    when a first visit was agreed.
    """
    with connection.cursor() as cursor:
        for model in (Sheet, Tick, OwnWords, Threshold, SignUp, Story, CircleNote, CardWish, FirstVisit):
            table = model._meta.db_table
            cursor.execute(f"UPDATE {table} SET key = key")  # noqa: S608 - our own tables
            # By itself, so that the rows as they were before are gone with it.
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")


def _on_the_page(key, **told):
    """What a team did with it meanwhile, if it was made before, stays."""
    is_new = not Threshold.objects.filter(pk=key).exists()
    threshold = tell_threshold(key=key, **told)
    if is_new:
        show_threshold(threshold=threshold)
    return threshold


def _part(key, name):
    """The key of one row of a form. Only who holds the form's own key can work it out, and that is kept nowhere."""
    return uuid5(key, str(name))


def _keep_sheet(row, key, group, most):
    if Sheet.objects.filter(pk=key).update(group=group):
        return
    if Sheet.objects.filter(listening_round=row).count() >= most:
        raise RoundIsFull
    Sheet.objects.create(key=key, listening_round=row, group_id=group)


def _keep_words(question, key, words, language):
    """What a coordinator read already stays as it is."""
    kept = OwnWords.objects.filter(pk=key).first()
    if kept and kept.state == OwnWords.State.TO_READ:
        kept.delete()
        kept = None
    if words and kept is None:
        OwnWords.objects.create(key=key, question=question, words=words, language=language)
