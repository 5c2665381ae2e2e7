"""What people of the demo town told of an open door."""

from encounters.actions import show_story, tell_story
from encounters.models import Story
from encounters.models.stories import key_of

# title, words, pseudonym, language, whether a coordinator showed it
GENT = [
    (
        "Een uur droog",
        "Het regende en ik liep al een tijd rond. Op het raam hing een sticker, dus ik ging binnen.\n\nIk vroeg een glas water. "
        "De vrouw aan de toog zei: er wacht nog een koffie, heb je zin? Ik had zin.\n\nIk bleef een uur, bij het raam. "
        "Niemand vroeg iets. Toen ik wegging, zei iemand: tot de volgende.",
        "Merel",
        "nl",
        True,
    ),
    (
        "La première fois",
        "La première fois, je suis passée trois fois devant la porte. La quatrième, une dame m’a tenu la porte.\n\n"
        "J’ai bu une soupe. Elle était trop salée, et c’était la meilleure de l’hiver.",
        "",
        "fr",
        True,
    ),
    (
        "",
        "Mijn zoon deed zijn huiswerk aan een tafel van de bibliotheek. Jan van de bar bracht hem een choco.",
        "Mama van twee",
        "nl",
        False,
    ),
]
BRUSSEL = [
    (
        "Een kapper die luistert",
        "Er hing een knipbeurt op het bord. Ik dacht: die is voor iemand anders. "
        "De kapper lachte en zei dat ze voor iemand was, en dat ik iemand ben.",
        "",
        "nl",
        True,
    ),
]


def tell(key, gent, brussel):
    """Safe to tell twice; what a team did with one meanwhile stays. `key` works out the key of a step from its words."""
    for chapter, stories in [(gent, GENT), (brussel, BRUSSEL)]:
        for title, words, pseudonym, language, is_shown in stories:
            token = key("story", words)
            if Story.objects.filter(pk=key_of(token)).exists():
                continue
            story = tell_story(chapter=chapter, token=token, words=words, title=title, pseudonym=pseudonym, language=language)
            if is_shown:
                show_story(story=story)
