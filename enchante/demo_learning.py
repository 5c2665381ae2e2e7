"""Learning cards that Gent made its own, a question that waits for one, and what its merchants tell each other."""

from encounters import actions
from encounters.models import CardWish, CircleNote, LearningCard
from encounters.models.circle import quarter_before, quarter_of

# address of the card of the network, what Gent says differently in Dutch: title, and its last sentence or choice
OURS = [
    ("het-is-druk", "Het is druk aan de toog", {"say": "In De Krook, om de hoek, zit je nu rustiger.", "found": ""}),
    ("alweer", "Alweer koffie?", {"say": "Je schenkt voor alle drie, ook voor jezelf.", "found": "In een café aan de Brugse Poort werd het zo een vaste ochtendkoffie."}),
]  # fmt: skip

ANSWERED = "Wat zeg ik als er geld gevraagd wordt aan de toog?"
WAITS = "Hoe leg ik een stagiair uit dat iedereen mag blijven zitten?"

# kind, question, words, signed, how many quarters ago, whether a coordinator showed it
NOTES = [
    ("answer", 1, "Dat je niet alles hoeft uit te leggen. Het bord doet het werk.", "", 0, True),
    ("answer", 2, "Tussen twaalf en één. Een stoel bij het raam houden helpt.", "", 0, False),
    ("tip", None, "Wij zetten de kan water op de toog. Niemand moet er nog om vragen.", "Koffiebar De Eerste Zon", 0, True),
    ("thanks", None, "Dank aan wie vorige week de buggy mee over de drempel tilde.", "", 1, True),
]


def tell(key, chapter, today):
    """Safe to tell twice; what a team did with it meanwhile stays. `key` works out the key of a step from its words."""
    cards = {card.slug: card for card in LearningCard.objects.of_the_network()}
    for slug, title, last in OURS:
        if slug in cards:
            _make_ours(chapter, cards[slug], title, last)
    _ask(key, chapter, cards)
    for kind, question, words, signed, ago, is_shown in NOTES:
        form = key("note", words)
        name = actions.key_of_answer(form, question) if question else form
        if CircleNote.objects.filter(pk=name).exists():
            continue
        quarter = quarter_before(quarter_of(today)) if ago else quarter_of(today)
        told = {"chapter": chapter, "key": form, "language": "nl", "signed": signed, "quarter": quarter}
        if question:
            actions.answer_circle(answers={question: words}, **told)
        else:
            actions.write_note(kind=kind, words=words, **told)
        if is_shown:
            actions.show_note(note=CircleNote.objects.get(pk=name))


def _make_ours(chapter, card, title, last):
    if LearningCard.objects.filter(chapter=chapter, adapted_from=card).exists():
        return
    ours = actions.make_ours(card=card, chapter=chapter)
    words = ours.words["nl"]
    said = {**words, "title": title, "parts": [*words["parts"][:-1], last]}
    actions.change_card(card=ours, language="nl", words=said, audience=ours.audience, icon=ours.icon)
    actions.show_card(card=ours)


def _ask(key, chapter, cards):
    """One question was answered with a card that was there; another waits."""
    for words in (ANSWERED, WAITS):
        if not CardWish.objects.filter(pk=key("wish", words)).exists():
            actions.wish_for_card(key=key("wish", words), chapter=chapter, words=words, language="nl")
    if card := cards.get("iemand-vraagt-geld"):
        actions.answer_wish(wish=CardWish.objects.get(pk=key("wish", ANSWERED)), card=card)
