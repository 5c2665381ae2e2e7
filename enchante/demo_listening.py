"""What people of the demo town said makes it hard, and what came of it."""

from encounters.actions import ease, know_it_too, show_threshold, tell_threshold
from encounters.models import Threshold
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


def tell(key, chapter):
    """Safe to tell twice; what a team did with it meanwhile stays. `key` works out the key of a step from its words."""
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
