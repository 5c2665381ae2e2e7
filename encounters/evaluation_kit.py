"""What is asked twice a year, of each audience: three sentences, from true to not, with faces; and one free word.

About doors, peers and the network, never about who somebody is. The words are copied into each round; those of earlier ones stay.
"""

from encounters.kit import LANGUAGES, Asked, Kit, Offered
from encounters.models.evaluations import Audience


def _said(*words):
    return dict(zip(LANGUAGES, words, strict=True))


SCALE = (
    Offered("laugh", _said("Helemaal waar", "Tout à fait vrai", "Very true")),
    Offered("smile", _said("Waar", "Vrai", "True")),
    Offered("meh", _said("Een beetje", "Un peu", "A little")),
    Offered("annoyed", _said("Eerder niet", "Plutôt pas", "Rather not")),
    Offered("frown", _said("Helemaal niet", "Pas du tout", "Not at all")),
)
FREE = Asked("words", _said("Wat wil je ons zeggen?", "Que voulez-vous nous dire ?", "What would you like to tell us?"))


def _kit(icon, title, *sentences):
    return Kit(icon, _said(*title), (*(Asked("one", _said(*words), SCALE) for words in sentences), FREE))


# fmt: off
EVALUATION = {
    Audience.PEOPLE: _kit(
        "door-open",
        ["Hoe gaat het? Voor wie ergens binnenkomt", "Comment ça va ? Pour qui entre quelque part", "How is it going? For whoever comes in"],
        ["Ik voel me welkom op deze plekken.", "Je me sens bienvenu·e dans ces lieux.", "I feel welcome at these places."],
        ["Ik durf binnenkomen en iets vragen.", "J’ose entrer et demander quelque chose.", "I dare to come in and ask for something."],
        ["Ik weet waar ik terechtkan.", "Je sais où je peux aller.", "I know where I can go."],
    ),
    Audience.PEERS: _kit(
        "footprints",
        ["Hoe gaat het? Voor maatjes", "Comment ça va ? Pour les pair·es", "How is it going? For peers"],
        ["Wat ik zelf meemaakte, komt van pas.", "Ce que j’ai vécu moi-même est utile.", "What I lived through myself is of use."],
        ["Ik sta er niet alleen voor.", "Je ne suis pas seul·e.", "I do not stand alone."],
        ["Samen maken we het makkelijker om binnen te komen.", "Ensemble, nous rendons l’entrée plus facile.", "Together we make it easier to come in."],
    ),
    Audience.OTHERS: _kit(
        "store",
        ["Hoe gaat het? Voor professionals en handelaars", "Comment ça va ? Pour les pros et les commerces", "How is it going? For professionals and merchants"],
        ["Ik weet wat ik kan aanbieden, of waarheen ik kan wijzen.", "Je sais ce que je peux offrir, ou vers où orienter.", "I know what I can offer, or where to point."],
        ["Het contact met wie binnenkomt, loopt goed.", "Le contact avec qui entre se passe bien.", "It goes well with whoever comes in."],
        ["Het team is er als ik iets vraag.", "L’équipe est là quand je demande quelque chose.", "The team is there when I ask something."],
    ),
}
# fmt: on
