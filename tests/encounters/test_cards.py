"""Learning cards: what the database keeps of them, which stand where, and what can happen to them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone

from enchante.retention import forget
from encounters import actions
from encounters.catalogue import LANGUAGES, SHOES, TALK, load_cards
from encounters.models import CardWish, LearningCard
from encounters.models.thresholds import this_month
from tests.factories import make_card, make_card_wish, make_chapter, words_of_card
from tests.races import at_once, meet
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


def reread(row):
    return type(row).objects.get(pk=row.pk)


def seen_in(chapter):
    return {str(card) for card in LearningCard.objects.seen_in(chapter)}


# What the database keeps


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"nl": words_of_card(parts=1)},
        {"nl": words_of_card(parts=5)},
        {"nl": words_of_card(), "fr": words_of_card(parts=1)},
        {"nl": words_of_card("")},
        {"nl": words_of_card("x" * 81)},
        {"nl": {"title": "Zonder situatie", "parts": words_of_card()["parts"]}},
        {"nl": words_of_card() | {"situation": "x" * 301}},
        {"nl": words_of_card() | {"parts": [{"say": "x" * 101, "found": "Ja."}, {"say": "Nee.", "found": "Ja."}]}},
        {"nl": words_of_card() | {"title": 7}},
    ],
)
def test_a_card_without_its_words_or_with_one_choice_is_refused(words):
    with refused_by("card_has_its_words"):
        make_card(words=words, kind="talk")


def test_step_into_the_shoes_tells_what_others_found_and_a_conversation_card_need_not():
    without = {"nl": words_of_card(found="")}

    make_card(words=without, kind="talk")
    with refused_by("card_tells_what_others_found"):
        make_card(words=without, kind="shoes")


def test_a_version_is_of_a_city_and_there_is_one(gent):
    card = make_card()
    make_card(chapter=gent, adapted_from=card)

    with refused_by("card_adapted_once_per_city"):
        make_card(chapter=gent, adapted_from=card)
    with refused_by("card_adapted_by_a_city"):
        make_card(adapted_from=card)


def test_a_question_that_is_settled_holds_no_words(gent):
    card = make_card()

    with refused_by("wish_settled_is_wordless"):
        make_card_wish(chapter=gent, card=card, settled_in=this_month())
    with refused_by("wish_settled_is_wordless"):
        make_card_wish("", chapter=gent)
    with refused_by("wish_settled_is_wordless"):
        make_card_wish("Wat?", chapter=gent, card=card)


# Which stand where


def test_a_city_reads_its_own_version_in_place_of_the_networks_and_another_city_does_not(gent):
    busy = make_card("Het is druk")
    make_card("Iemand blijft lang")
    make_card("Nog niet", state="draft")
    make_card("Druk in Gent", chapter=gent, adapted_from=busy)
    make_card("Van Gent alleen", chapter=gent)
    make_card("Elders", chapter=make_chapter("brussel"))

    assert seen_in(None) == {"Het is druk", "Iemand blijft lang"}
    assert seen_in(gent) == {"Druk in Gent", "Iemand blijft lang", "Van Gent alleen"}


def test_while_its_version_is_not_shown_a_city_reads_the_networks(gent):
    card = make_card("Het is druk")
    ours = actions.make_ours(card=card, chapter=gent)
    assert [reread(card).is_shown, seen_in(gent)] == [True, {"Het is druk"}]

    actions.change_card(card=ours, language="nl", words=words_of_card("Druk in Gent"), audience="both", icon="clock")
    actions.show_card(card=ours)
    assert seen_in(gent) == {"Druk in Gent"}

    actions.hide_card(card=ours)
    assert seen_in(gent) == {"Het is druk"}


def test_making_it_ours_twice_is_once_and_taken_away_the_networks_stands_again(gent):
    card = make_card("Het is druk", slug="druk")

    first, second = (actions.make_ours(card=card, chapter=gent) for _time in range(2))
    assert (first, first.slug, first.words) == (second, "gent-druk", card.words)
    actions.show_card(card=first)
    actions.drop_card(card=first)

    assert seen_in(gent) == {"Het is druk"}


def test_a_version_stays_when_the_network_takes_its_card_away(gent):
    card = make_card("Het is druk")
    ours = make_card("Druk in Gent", chapter=gent, adapted_from=card)

    actions.drop_card(card=card)

    assert reread(ours).adapted_from is None
    assert seen_in(gent) == {"Druk in Gent"}


def test_it_is_told_in_one_language_throughout_the_readers_if_it_can(settings):
    card = make_card(words={"fr": words_of_card("Il y a du monde")})

    assert (card.told.language, card.told.is_foreign, str(card)) == ("fr", True, "Il y a du monde")
    assert card.lacking == ["Nederlands", "Engels"]


# What can happen


def write(gent, **changes):
    typed = {"kind": "talk", "audience": "both", "icon": "clock", "language": "nl", "words": words_of_card("Twee deuren")}
    return actions.write_card(**{"key": uuid4(), "chapter": gent} | typed | changes)


def test_a_card_is_written_once_with_an_address_that_nobody_has(gent):
    key = uuid4()

    first, again = write(gent, key=key), write(gent, key=key)
    other, network, signs = write(gent), write(None), write(None, words=words_of_card("？！"))

    assert first == again and not first.is_shown
    assert first.slug == "gent-twee-deuren" != other.slug
    assert (network.slug, signs.slug) == ("twee-deuren", "kaart")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of", ["a city", "the network"])
def test_two_cards_of_one_title_saved_at_once_are_two(monkeypatch, of):
    chapter = make_chapter("gent") if of == "a city" else None
    about = {"chapter": chapter, "kind": "shoes", "audience": "both", "icon": "coffee", "language": "nl", "words": words_of_card()}
    meet(monkeypatch, (LearningCard.objects, "get_or_create"))

    made = at_once(*(lambda key=key: actions.write_card(key=key, **about) for key in (uuid4(), uuid4())))

    assert len({card.slug for card in made}) == 2


def test_a_language_comes_beside_the_others_and_the_last_one_stays(gent):
    card = write(gent)
    about = {"audience": "merchants", "icon": "sun"}

    actions.change_card(card=card, language="fr", words=words_of_card("Deux portes"), **about)
    assert set(reread(card).words) == {"nl", "fr"}
    actions.change_card(card=card, language="nl", words=None, **about)
    with pytest.raises(actions.LastWords):
        actions.change_card(card=card, language="fr", words=None, **about)

    assert (list(reread(card).words), reread(card).audience, reread(card).icon) == (["fr"], "merchants", "sun")


def test_a_question_is_asked_once_and_answered_once_and_its_words_are_gone(gent):
    key = uuid4()
    wish, _again = (actions.wish_for_card(key=key, chapter=gent, words="Wat zeg ik?", language="nl") for _time in range(2))
    card = make_card()

    assert [actions.answer_wish(wish=wish, card=card), actions.lay_aside_wish(wish=wish)] == [True, False]

    answered = CardWish.objects.get()
    assert (answered.words, answered.card, answered.settled_in, str(answered)) == ("", card, this_month(), "een vraag om een kaart")
    assert list(LearningCard.objects.asked_for_in(gent)) == [card]
    assert not LearningCard.objects.asked_for_in(make_chapter("brussel"))


def test_a_card_that_is_written_for_a_question_answers_it(gent):
    wish = make_card_wish(chapter=gent)

    card = write(gent, wish=wish)

    assert (reread(wish).card, reread(wish).words) == (card, "")


def test_what_nobody_read_goes_after_a_year_and_an_answer_after_two(gent):
    card = make_card()

    def a_month(days_ago):
        return (timezone.localdate() - timedelta(days_ago)).replace(day=1)

    for name, days in {"lately": 300, "long ago": 400}.items():
        make_card_wish(name, chapter=gent, told_in=a_month(days))
    for days in (400, 800):
        make_card_wish("", chapter=gent, told_in=a_month(900), settled_in=a_month(days), card=card)

    assert forget()["questions for cards"] == 2
    assert sorted(CardWish.objects.values_list("words", "settled_in")) == [("", a_month(400)), ("lately", None)]
    assert LearningCard.objects.exists()


# What comes with the network


def test_the_first_cards_come_once_in_three_languages_and_what_hq_made_of_them_stays():
    assert [load_cards(), load_cards()] == [12, 0]

    cards = LearningCard.objects.all()
    assert {card.kind for card in cards.filter(kind="shoes")} == {"shoes"}
    assert [cards.filter(kind="shoes", audience=audience).count() for audience in ("merchants", "professionals")] == [3, 3]
    assert cards.filter(kind="talk", state="shown").count() == 6
    assert all(set(card.words) == set(LANGUAGES) for card in cards)


def test_each_of_them_says_as_much_in_every_language():
    for _slug, _audience, _icon, *said in SHOES + TALK:
        assert len({len(words) for words in said}) == 1


def test_the_catalogue_brings_them(capsys):
    call_command("load_catalogue")

    assert "12 learning cards" in capsys.readouterr().out
