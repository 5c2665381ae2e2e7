"""Sets of questions to begin a round with. They are copied into the round, and changed there as a team likes.

Short words, a pictogram with each, and never a question about who somebody is: what helps is asked, not what is wrong.
"""

from dataclasses import dataclass

from .kit_words import further

# What a round begins in; the words of further languages are there as soon as its team chooses them.
LANGUAGES = ["nl", "fr", "en"]


@dataclass(frozen=True)
class Offered:
    icon: str
    words: dict


@dataclass(frozen=True)
class Asked:
    kind: str
    words: dict
    choices: tuple[Offered, ...] = ()
    is_split: bool = False


@dataclass(frozen=True)
class Kit:
    """A ready set: its title becomes that of the round."""

    icon: str
    title: dict
    questions: tuple[Asked, ...]


def asked_in(listening_round):
    """What this round asks, to begin another one with: its title, questions and languages."""
    questions = [
        Asked(each.kind, each.words, tuple(Offered(choice.icon, choice.words) for choice in each.choices.all()), each.is_split)
        for each in listening_round.questions.prefetch_related("choices")
    ]
    return {"title": listening_round.title, "questions": questions, "languages": listening_round.languages}


def _said(*words):
    said = dict(zip(LANGUAGES, words, strict=True))
    return said | further(said["en"])


def _asked(kind, words, *choices, is_split=False):
    return Asked(kind, _said(*words), tuple(Offered(icon, _said(*said)) for icon, *said in choices), is_split)


_ANYTHING_ELSE = _asked("words", ["Wat wil je nog zeggen?", "Que voulez-vous dire encore ?", "What else would you like to say?"])
_LANGUAGE = _asked(
    "one",
    ["Welke taal spreek je het liefst?", "Quelle langue préférez-vous parler ?", "Which language do you like to speak most?"],
    ["message-circle", "Nederlands", "Néerlandais", "Dutch"],
    ["message-circle", "Frans", "Français", "French"],
    ["languages", "Een andere taal", "Une autre langue", "Another language"],
    is_split=True,
)

KITS = {
    "binnenstappen": Kit(
        "door-open",
        _said("Binnenstappen", "Entrer", "Coming in"),
        (
            _asked(
                "more",
                ["Wat maakt het moeilijk om ergens binnen te stappen?", "Qu’est-ce qui rend difficile d’entrer quelque part ?", "What makes it hard to come in somewhere?"],
                ["message-circle-question-mark", "Ik durf niet te vragen", "Je n’ose pas demander", "I do not dare to ask"],
                ["map-pin", "Ik weet niet waar het mag", "Je ne sais pas où c’est possible", "I do not know where I may"],
                ["languages", "De taal", "La langue", "The language"],
                ["clock", "De uren", "Les heures", "The hours"],
                ["volume-2", "Het is er druk", "Il y a du monde", "It is busy there"],
                ["accessibility", "De drempel of de trap", "Le seuil ou l’escalier", "The step or the stairs"],
                ["eye", "Ik voel me bekeken", "Je me sens regardé·e", "I feel looked at"],
                ["smile", "Niets, het gaat goed", "Rien, cela va bien", "Nothing, it goes well"],
            ),
            _asked(
                "more",
                ["Wat zou helpen?", "Qu’est-ce qui aiderait ?", "What would help?"],
                ["footprints", "Iemand die meegaat", "Quelqu’un qui m’accompagne", "Somebody who comes along"],
                ["hand", "Een kaartje dat voor mij vraagt", "Une carte qui demande pour moi", "A card that asks for me"],
                ["sticker", "Een duidelijk teken aan de deur", "Un signe clair à la porte", "A clear sign at the door"],
                ["armchair", "Een rustig uur", "Une heure calme", "A calm hour"],
                ["toilet", "Langer een toilet", "Des toilettes plus longtemps", "A toilet for longer"],
                ["message-circle", "Een babbel", "Un brin de causette", "A chat"],
            ),
            _ANYTHING_ELSE,
            _LANGUAGE,
        ),
    ),
    "een-dag-in-de-stad": Kit(
        "sun",
        _said("Een dag in de stad", "Une journée en ville", "A day in town"),
        (
            _asked(
                "more",
                ["Wanneer zoek je een plek om binnen te zijn?", "Quand cherchez-vous un lieu où entrer ?", "When do you look for a place to be inside?"],
                ["sunrise", "’s Morgens", "Le matin", "In the morning"],
                ["sun", "’s Middags", "L’après-midi", "In the afternoon"],
                ["sunset", "Na zes uur", "Après six heures", "After six"],
                ["calendar", "In het weekend", "Le week-end", "At the weekend"],
            ),
            _asked(
                "more",
                ["Wat zoek je dan?", "Que cherchez-vous alors ?", "What do you look for then?"],
                ["toilet", "Een toilet", "Des toilettes", "A toilet"],
                ["glass-water", "Water", "De l’eau", "Water"],
                ["flame", "Warmte", "De la chaleur", "Warmth"],
                ["plug-zap", "Stroom voor mijn telefoon", "Du courant pour mon GSM", "Power for my phone"],
                ["armchair", "Rust", "Du calme", "Rest"],
                ["users", "Gezelschap", "De la compagnie", "Company"],
            ),
            _ANYTHING_ELSE,
        ),
    ),
    "samen-doen": Kit(
        "users",
        _said("Samen doen", "Faire ensemble", "Doing things together"),
        (
            _asked(
                "more",
                ["Wat zou je graag eens samen doen?", "Que voudriez-vous faire ensemble ?", "What would you like to do together?"],
                ["coffee", "Koffie drinken", "Boire un café", "Have a coffee"],
                ["footprints", "Wandelen", "Se promener", "Go for a walk"],
                ["cooking-pot", "Koken", "Cuisiner", "Cook"],
                ["music", "Muziek", "De la musique", "Music"],
                ["languages", "Een taal oefenen", "Pratiquer une langue", "Practise a language"],
                ["wrench", "Iets herstellen", "Réparer quelque chose", "Mend something"],
            ),
            _asked(
                "one",
                ["Wanneer past het?", "Quand cela convient-il ?", "When does it suit you?"],
                ["sunrise", "’s Morgens", "Le matin", "In the morning"],
                ["sun", "’s Middags", "L’après-midi", "In the afternoon"],
                ["sunset", "’s Avonds", "Le soir", "In the evening"],
            ),
            _ANYTHING_ELSE,
        ),
    ),
}  # fmt: skip

# The pictograms a team chooses from: each once, called by words of the sets above.
PICTOGRAMS = {choice.icon: choice.words for kit in KITS.values() for asked in kit.questions for choice in asked.choices}
