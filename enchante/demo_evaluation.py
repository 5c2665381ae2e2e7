"""How it goes in the demo town: an evaluation that is closed, and one that runs."""

from datetime import timedelta

from encounters.actions import answer, begin_evaluation, close_round, show_words
from encounters.half_years import HalfYear
from encounters.models import Audience, Evaluation, OwnWords

# How many forms came, of each audience; and of each sentence how many chose each face, from very true on.
HEARD = {
    Audience.PEOPLE: [(10, 9, 2, 1, 0), (5, 6, 6, 5, 0), (7, 5, 5, 5, 0)],
    Audience.PEERS: [(5, 2, 0, 0, 0), (2, 5, 0, 0, 0), (6, 1, 0, 0, 0)],
    Audience.OTHERS: [(5, 6, 1, 0, 0), (7, 5, 0, 0, 0), (3, 5, 3, 1, 0)],
}
# words, language, whether a coordinator showed them
WRITTEN = {
    Audience.PEOPLE: [
        ("In het theehuis weten ze al dat ik graag bij het raam zit.", "nl", True),
        ("Je demande maintenant sans la carte.", "fr", True),
        ("Bij Jan aan de hoek is het altijd goed.", "nl", False),
    ],
    Audience.PEERS: [("Samen binnengaan is voor mij ook makkelijker.", "nl", True)],
    Audience.OTHERS: [("Het kost me een kan water per dag, en ik krijg er gezelschap voor.", "nl", True)],
}
# So many answered in the half year that runs, so far.
SO_FAR = 6


def tell(key, chapter, today):
    """An evaluation stays what it was on the day it was told first. `key` works out the key of a step from its words."""
    if Evaluation.objects.filter(chapter=chapter).exists():
        return
    over, _is_new = begin_evaluation(chapter=chapter, today=HalfYear.of(today).before.last_day - timedelta(25))
    for asked in over.rounds.all():
        _answer(key, asked, HEARD[asked.audience], WRITTEN[asked.audience])
        close_round(listening_round=asked, today=over.half_year.last_day)
    running, _is_new = begin_evaluation(chapter=chapter, today=today)
    _answer(key, running.rounds.get(audience=Audience.PEOPLE), [(SO_FAR, 0, 0, 0, 0)] * 3, [])


def _answer(key, asked, scales, written):
    questions = list(asked.questions.prefetch_related("choices"))
    wrote = questions[-1]
    # Form by form: the first ones chose the first face of each sentence, the next ones the next.
    columns = [
        [choice.pk for choice, number in zip(question.choices.all(), numbers, strict=True) for _form in range(number)]
        for question, numbers in zip(questions[:-1], scales, strict=True)
    ]
    for number, ticked in enumerate(zip(*columns, strict=True)):
        words, language, _is_shown = written[number] if number < len(written) else ("", "nl", False)
        answer(listening_round=asked, key=key("evaluation", asked.slug, number), ticked=ticked, words={wrote.pk: words}, language=language)
    for words, _language, is_shown in written:
        if is_shown:
            show_words(own_words=OwnWords.objects.get(question=wrote, words=words))
