"""The three short questions of each quarter, in turns. A coordinator may ask something else before the first answer comes."""

from .models.circle import number_of

LANGUAGES = ["nl", "fr", "en"]

# Each quarter of the year has its own three, in Dutch, French and English.
QUESTIONS = [
    [
        ("Wat ging vanzelf deze winter?", "Qu’est-ce qui est allé tout seul cet hiver ?", "What went by itself this winter?"),
        ("Wat bracht warmte in jouw zaak?", "Qu’est-ce qui a apporté de la chaleur chez vous ?", "What brought warmth to your place?"),
        ("Wat zou je team graag beter kunnen?", "Que voudrait mieux savoir faire votre équipe ?", "What would your staff like to be better at?"),
    ],
    [
        ("Welke zin gebruik je vaak als iemand binnenkomt?", "Quelle phrase dites-vous souvent quand quelqu’un entre ?", "Which sentence do you often say when somebody comes in?"),
        ("Waar aarzelde je over?", "Sur quoi avez-vous hésité ?", "What were you unsure about?"),
        ("Wat veranderde je aan je deur, bord of toog?", "Qu’avez-vous changé à la porte, au tableau ou au comptoir ?", "What did you change at your door, board or counter?"),
    ],
    [
        ("Wat maakte iemand blij, denk je?", "Qu’est-ce qui a fait plaisir, d’après vous ?", "What made somebody glad, do you think?"),
        ("Wat kostte meer tijd dan je dacht?", "Qu’est-ce qui a pris plus de temps que prévu ?", "What took more time than you thought?"),
        ("Met welke buur zou je iets samen doen?", "Avec quel voisin feriez-vous quelque chose ?", "With which neighbour would you do something together?"),
    ],
    [
        ("Wat zou je vertellen aan een zaak die begint?", "Que diriez-vous à un lieu qui commence ?", "What would you tell a place that begins?"),
        ("Wanneer is het druk, en wat helpt dan?", "Quand y a-t-il du monde, et qu’est-ce qui aide ?", "When is it busy, and what helps then?"),
        ("Waar kijk je naar uit in het nieuwe jaar?", "Qu’attendez-vous de la nouvelle année ?", "What do you look forward to in the new year?"),
    ],
]  # fmt: skip


def questions_for(quarter):
    return [dict(zip(LANGUAGES, words, strict=True)) for words in QUESTIONS[number_of(quarter) - 1]]
