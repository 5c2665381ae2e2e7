"""What people of the demo town said makes it hard, and what came of it."""

from datetime import timedelta

from encounters import kit
from encounters.actions import answer, begin_round, close_round, ease, know_it_too, open_round, show_threshold, show_words, tell_threshold
from encounters.models import ListeningRound, OwnWords, Threshold
from merchants.models import Service

# words, language, service, how many know it too, (what is being done: nl, fr, en), state
THRESHOLDS = [
    ("Ik durf niet te vragen.", "nl", "", 23, ("Er zijn vraagkaartjes: je toont er een, zonder een woord.", "Il y a des cartes-demandes : vous en montrez une, sans un mot.", "There are ask cards: show one, without a word."), "shown"),
    ("Na zes uur is er nergens een toilet open.", "nl", "toilet", 11, ("Drie cafés aan de Brugse Poort laten hun toilet open tot tien uur.", "Trois cafés de la Brugse Poort laissent leurs toilettes ouvertes jusqu’à dix heures.", "Three cafés at Brugse Poort keep their toilet open until ten."), "shown"),
    ("Je ne lis pas le néerlandais.", "fr", "", 6, ("", "", ""), "shown"),
    ("Ik weet niet of ik iets moet kopen.", "nl", "", 3, ("Op de nieuwe sticker staat: binnenkomen mag altijd.", "Le nouvel autocollant le dit : entrer est toujours permis.", "The new sticker says: coming in is always fine."), "eased"),
    ("Met de buggy raak ik de trap niet op.", "nl", "", 2, ("", "", ""), "shown"),
    ("Aan de toog is het zo druk dat ik weer buiten ga.", "nl", "", 0, ("", "", ""), "to_read"),
]  # fmt: skip

FORMS = 43
# What was ticked on the forms of the round that is over: at question, choice, on every so many of the forms, from this one on.
TICKED = [
    *[(1, 1, 2, 0), (1, 3, 3, 1), (1, 4, 4, 0), (1, 5, 5, 2), (1, 6, 20, 3), (1, 8, 15, 4)],
    *[(2, 1, 3, 0), (2, 2, 2, 1), (2, 3, 4, 1), (2, 4, 6, 0)],
    *[(4, 1, 3, 0), (4, 2, 3, 1), (4, 3, 3, 2)],
]
# words, language, whether a coordinator showed them
WRITTEN = [
    ("Een stoel bij de deur zou al helpen, dan kan ik eerst kijken.", "nl", True),
    ("J’ai osé une fois, et la dame a souri. Depuis, je reviens.", "fr", True),
    ("Als het regent wil ik ook gewoon even droog staan.", "nl", True),
    ("Mijn dochter vertaalt voor mij.", "nl", False),
]


def tell(key, chapter, today):
    """Safe to tell twice; what a team did with it meanwhile stays. `key` works out the key of a step from its words."""
    _tell_thresholds(key, chapter)
    # A round stays what it was on the day it was told first.
    if not ListeningRound.objects.filter(chapter=chapter).exists():
        _tell_a_round_that_is_over(key, chapter, today)
        asking = _begin(chapter, "een-dag-in-de-stad")
        open_round(listening_round=asking, today=today)


def _begin(chapter, name):
    ready = kit.KITS[name]
    return begin_round(chapter=chapter, title=ready.title, questions=ready.questions, languages=kit.LANGUAGES)


def _tell_a_round_that_is_over(key, chapter, today):
    over = _begin(chapter, "binnenstappen")
    open_round(listening_round=over, today=today - timedelta(60))
    choices = {(question.position, choice.position): choice.pk for question in over.questions.all() for choice in question.choices.all()}
    wrote = over.questions.get(kind="words")
    for number in range(FORMS):
        ticked = [choices[question, place] for question, place, every, first in TICKED if number % every == first]
        words, language, _is_shown = WRITTEN[number] if number < len(WRITTEN) else ("", "nl", False)
        answer(listening_round=over, key=key("form", number), ticked=ticked, words={wrote.pk: words}, language=language)
    for words, _language, is_shown in WRITTEN:
        if is_shown:
            show_words(own_words=OwnWords.objects.get(question=wrote, words=words))
    close_round(listening_round=over, today=today - timedelta(30))


def _tell_thresholds(key, chapter):
    for said, language, service, others, doing, state in THRESHOLDS:
        name = key("threshold", said)
        if Threshold.objects.filter(pk=name).exists():
            continue
        about = {"service": Service.objects.filter(slug=service).first(), **_in_each_language("doing", doing)}
        threshold = tell_threshold(key=name, chapter=chapter, words=said, language=language, **about)
        if state == "to_read":
            continue
        show_threshold(threshold=threshold)
        for _other in range(others):
            know_it_too(key=name, chapter=chapter)
        if state == "eased":
            ease(threshold=threshold)


def _in_each_language(name, words):
    return {f"{name}_{language}": text for language, text in zip(("nl", "fr", "en"), words, strict=True)}
