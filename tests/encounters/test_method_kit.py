"""Kits: brought out once and never changed, copied once, and later compared piece by piece with what the source says now."""

from datetime import date

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from encounters import pieces
from encounters.actions import (
    NothingChosen,
    NothingNew,
    TooManyPieces,
    begin_evaluation,
    copy_pieces,
    drop_round,
    keep_ours,
    publish_kit,
    take_the_new_one,
)
from encounters.actions import method_kit as acting
from encounters.comparing_kits import changed_for, differences
from encounters.format_kit import FORMATS
from encounters.models import ActivityFormat, CopiedPiece, KitVersion, LearningCard, ListeningRound
from merchants import letters
from merchants.chapter_texts import ChapterText
from merchants.models import Letter
from tests.factories import make_card, make_chapter, make_chapter_text, make_format, make_listening_round, make_team_member
from tests.races import at_once, meet
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def mechelen():
    """A city with a round that was asked, a format, a card and a letter of its own."""
    city = make_chapter("mechelen", name="Mechelen")
    make_card(chapter=city, adapted_from=make_card(), slug="ons-kaartje")
    make_listening_round(chapter=city)
    ActivityFormat.objects.create(chapter=city, **FORMATS["samen-soep"].content)
    make_chapter_text(city, subject="Welkom!", body="Fijn dat {name} meedoet.\n\n{url}")
    return city


@pytest.fixture
def lier():
    return make_chapter("lier", name="Lier")


def publish(city, *, note="Het begin.", without=()):
    chosen = {piece.name for piece in pieces.of(city) if piece.kind not in without}
    return publish_kit(chapter=city, chosen=chosen, note=note, today=date(2026, 11, 27))


def copy(city, version, *kinds):
    chosen = {piece.name for piece in version.all_pieces if piece.kind in (kinds or pieces.KINDS)}
    return copy_pieces(chapter=city, version=version, chosen=chosen)


def since(city, source):
    return {each.piece.kind: each.since.value for each in differences(city, source)[1]}


def change_format(city, **fields):
    city.activity_formats.update(**fields)


# Pieces


def test_a_city_has_pieces_of_each_kind(mechelen):
    assert [piece.kind for piece in pieces.of(mechelen)] == ["questions", "formats", "cards", "letters"]


def test_what_is_put_in_another_city_is_read_there_to_the_letter(mechelen, lier):
    for piece in pieces.of(mechelen):
        kind = pieces.KINDS[piece.kind]
        own = kind.put(lier, piece.content, mechelen)
        assert kind.find(lier, own) == piece.content


def test_a_city_that_has_a_version_of_a_card_keeps_it(mechelen, lier):
    (card,) = [piece for piece in pieces.of(mechelen) if piece.kind == "cards"]
    network = LearningCard.objects.of_the_network().get()
    ours = make_card(chapter=lier, adapted_from=network, slug="van-lier")

    assert pieces.KINDS["cards"].put(lier, card.content, mechelen) is None
    assert LearningCard.objects.filter(chapter=lier).get() == ours


def test_a_card_that_comes_along_is_read_by_nobody_yet(mechelen, lier):
    (card,) = [piece for piece in pieces.of(mechelen) if piece.kind == "cards"]

    pieces.KINDS["cards"].put(lier, card.content, mechelen)

    assert not LearningCard.objects.shown().filter(chapter=lier).exists()


def test_every_piece_is_said_in_words_in_every_language(mechelen, settings):
    for language, _name in settings.WHOLE_LANGUAGES:
        with override(language):
            for piece in pieces.of(mechelen):
                assert pieces.title(piece)
                assert all(line.label and line.words for line in pieces.say(piece))


@pytest.mark.parametrize("words", ["Bel 0478 12 34 56.", "Schrijf naar an@example.org.", "Zie www.lier.be."])
def test_a_letter_with_contacts_stays_home(lier, words):
    make_chapter_text(lier, subject="Welkom!", body=f"{words} {{name}} {{url}}")

    assert pieces.of(lier) == []


def test_a_letter_that_names_somebody_of_the_team_stays_home_and_one_that_names_the_city_travels(lier):
    make_team_member("volunteer", chapter=lier, name="Lieselot Maes")
    make_chapter_text(lier, subject="Welkom!", body="Tot in Lier, {name}. {url}\n\nLieselot")
    assert pieces.of(lier) == []

    ChapterText.objects.update(body="Tot in Lier, {name}. {url}\n\nHet Lierse team")
    assert len(pieces.of(lier)) == 1


def test_a_draft_of_a_round_stays_home(lier):
    make_listening_round(chapter=lier, state="draft")

    assert pieces.of(lier) == []


def test_what_an_evaluation_asks_stays_home(lier):
    begin_evaluation(chapter=lier)

    assert pieces.of(lier) == []


# Bringing out


def test_versions_count_up_and_hold_what_was_chosen(mechelen):
    one = publish(mechelen, without=["letters"])
    two = publish(mechelen, note="Met een brief.")

    assert [(version.number, len(version.pieces)) for version in (one, two)] == [(1, 3), (2, 4)]
    assert two.month == date(2026, 11, 1)


def test_nothing_chosen_nothing_new_or_too_much_is_no_version(mechelen, monkeypatch):
    with pytest.raises(NothingChosen):
        publish_kit(chapter=mechelen, chosen={"formats:0"}, note="Leeg.")
    publish(mechelen)
    with pytest.raises(NothingNew):
        publish(mechelen, note="Nog eens.")
    monkeypatch.setattr(acting, "MOST_PIECES", 2)
    with pytest.raises(TooManyPieces):
        publish(mechelen)
    assert KitVersion.objects.count() == 1


def test_a_version_that_is_out_never_changes(mechelen):
    version = publish(mechelen)

    with refused_by("kit_version_stands"):
        KitVersion.objects.filter(pk=version.pk).update(note="Anders.")
    with refused_by("kit_version_stands"):
        version.delete()


def test_what_changes_in_the_city_changes_no_version(mechelen):
    version = publish(mechelen)

    change_format(mechelen, minutes=30)

    assert KitVersion.objects.get().piece("formats", version.all_pieces[1].key).content["minutes"] == 120


# Copying


def test_a_city_copies_what_it_chose_as_its_own_to_adapt(mechelen, lier):
    done = copy(lier, publish(mechelen), "questions", "formats")

    assert done == (2, 0, 0)
    assert ListeningRound.objects.get(chapter=lier).is_draft
    assert ActivityFormat.objects.get(chapter=lier).title["nl"] == "Samen soep"
    assert not ChapterText.objects.filter(chapter=lier).exists()


def test_copying_twice_doubles_nothing_and_writes_nothing_over(mechelen, lier):
    version = publish(mechelen)
    copy(lier, version)
    change_format(lier, minutes=45)

    assert copy(lier, version) == (0, 4, 0)

    assert [each.minutes for each in lier.activity_formats.all()] == [45]
    assert (lier.listening_rounds.count(), CopiedPiece.objects.count()) == (1, 4)


def test_what_was_taken_away_can_be_copied_again(mechelen, lier):
    version = publish(mechelen)
    copy(lier, version, "formats")
    lier.activity_formats.all().delete()

    assert copy(lier, version, "formats") == (1, 0, 0)
    assert (lier.activity_formats.count(), CopiedPiece.objects.count()) == (1, 1)


def test_a_letter_a_city_says_itself_stays(mechelen, lier):
    make_chapter_text(lier, subject="Dag!", body="Van ons, {name}. {url}")

    assert copy(lier, publish(mechelen), "letters") == (0, 0, 1)

    assert ChapterText.objects.get(chapter=lier).subject == "Dag!"
    assert not CopiedPiece.objects.exists()


# What changed since


def test_where_nothing_changed_all_is_the_same(mechelen, lier):
    copy(lier, publish(mechelen))

    assert since(lier, mechelen) == dict.fromkeys(pieces.KINDS, "same")
    assert not any(each.is_adapted for each in differences(lier, mechelen)[1])
    assert changed_for([lier]) == {}


def test_what_changed_there_what_is_new_and_what_is_gone_is_told(mechelen, lier):
    copy(lier, publish(mechelen, without=["letters"]))
    change_format(mechelen, minutes=90)
    publish(mechelen, note="Korter.", without=["questions"])

    assert since(lier, mechelen) == {"formats": "changed", "letters": "new", "questions": "gone", "cards": "same"}
    assert changed_for([lier]) == {(lier.pk, mechelen.pk): 1}


def test_old_and_new_stand_side_by_side_with_what_differs_marked(mechelen, lier):
    copy(lier, publish(mechelen), "formats")
    change_format(mechelen, minutes=90)
    publish(mechelen, note="Korter.")

    changed = next(each for each in differences(lier, mechelen)[1] if each.since == "changed")
    ours, there = ([line.told.words for line in side if line.is_other] for side in changed.sides)

    assert (ours, there) == (["120 minuten"], ["90 minuten"])


def test_whether_ours_was_adapted_is_known(mechelen, lier):
    copy(lier, publish(mechelen), "formats", "questions")
    change_format(lier, minutes=45)

    found = [each for each in differences(lier, mechelen)[1] if each.copied]
    assert {each.piece.kind: each.is_adapted for each in found} == {"formats": True, "questions": False}


def changed_format(mechelen, lier):
    """Copied, then changed at its source. Returns what was copied, and the newest version."""
    copy(lier, publish(mechelen), "formats")
    change_format(mechelen, minutes=90)
    return CopiedPiece.objects.get(kind="formats"), publish(mechelen, note="Korter.")


def test_taking_the_new_one_makes_it_ours(mechelen, lier):
    copied, newest = changed_format(mechelen, lier)
    change_format(lier, minutes=45)

    assert take_the_new_one(copied=copied, version=newest)

    assert [each.minutes for each in lier.activity_formats.all()] == [90]
    assert since(lier, mechelen)["formats"] == "same"


def test_taking_it_twice_writes_nothing_over(mechelen, lier):
    copied, newest = changed_format(mechelen, lier)
    take_the_new_one(copied=copied, version=newest)
    change_format(lier, minutes=100)

    assert not take_the_new_one(copied=copied, version=newest)

    assert lier.activity_formats.get().minutes == 100


def test_keeping_ours_is_remembered_until_it_changes_there_again(mechelen, lier):
    copied, newest = changed_format(mechelen, lier)

    assert keep_ours(copied=copied, version=newest)

    assert lier.activity_formats.get().minutes == 120
    (ours,) = [each for each in differences(lier, mechelen)[1] if each.copied]
    assert (ours.since, ours.is_adapted) == ("same", True)
    change_format(mechelen, minutes=60)
    publish(mechelen, note="Nog korter.")
    assert since(lier, mechelen)["formats"] == "changed"


def test_taking_new_questions_replaces_a_draft_and_leaves_alone_what_was_asked(mechelen, lier):
    copy(lier, publish(mechelen), "questions")
    asked = mechelen.listening_rounds.get()
    ListeningRound.objects.filter(pk=asked.pk).update(title={"nl": "Welkom binnen"})
    newest, copied = publish(mechelen, note="Nieuwe titel."), CopiedPiece.objects.get()

    take_the_new_one(copied=copied, version=newest)
    assert [each.title["nl"] for each in lier.listening_rounds.all()] == ["Welkom binnen"]

    ListeningRound.objects.filter(chapter=lier).update(state="open", opened_on=date(2026, 11, 1))
    ListeningRound.objects.filter(pk=asked.pk).update(title={"nl": "Kom binnen"})
    take_the_new_one(copied=copied, version=publish(mechelen, note="Nog een titel."))
    assert sorted(lier.listening_rounds.values_list("state", flat=True)) == ["draft", "open"]


def test_another_round_at_the_address_of_a_copy_that_is_gone_is_no_copy(mechelen, lier):
    version = publish(mechelen)
    copy(lier, version, "questions")
    drop_round(listening_round=lier.listening_rounds.get())
    other = make_listening_round(chapter=lier, state="draft")
    assert other.slug == "lier-1"
    (lost,) = [each for each in differences(lier, mechelen)[1] if each.copied]
    assert lost.is_lost

    assert copy(lier, version, "questions") == (1, 0, 0)

    assert lier.listening_rounds.filter(pk=other.pk).exists()
    assert lier.listening_rounds.count() == 2


def test_a_letter_that_names_the_other_city_or_its_people_waits_for_a_look(mechelen, lier):
    text = {"subject": "Dag!", "body": "Welkom in Mechelen, {name}. {url}\n\nLieselot"}
    ChapterText.objects.filter(chapter=mechelen).update(**text)
    version = publish(mechelen)
    make_team_member("coordinator", chapter=mechelen, name="Lieselot Maes")
    copy(lier, version, "letters")
    assert ChapterText.objects.get(chapter=lier).names == ["Mechelen", "Lieselot"]
    assert [piece for piece in pieces.of(lier) if piece.kind == "letters"] == []

    ChapterText.objects.filter(chapter=mechelen).update(subject="Mechelse groeten", body="Fijn, {name}. {url}")
    take_the_new_one(copied=CopiedPiece.objects.get(), version=publish(mechelen, note="Korter."))
    assert ChapterText.objects.get(chapter=lier).names == []


def test_a_new_letter_takes_the_place_of_the_old_one(mechelen, lier):
    copy(lier, publish(mechelen), "letters")
    ChapterText.objects.filter(chapter=mechelen).update(subject="Van harte welkom!")
    newest = publish(mechelen, note="Warmer.")

    take_the_new_one(copied=CopiedPiece.objects.get(), version=newest)

    assert ChapterText.objects.get(chapter=lier).subject == "Van harte welkom!"


def test_a_letter_that_keeps_watch_comes_along_with_its_fixed_words_or_not_at_all(mechelen, lier):
    own = ChapterText.objects.filter(chapter=mechelen)
    own.update(name="second_lock_gone", subject="Niets aan de hand", body="Dag,\n\n{what_happened}\n\nTot straks!")
    whole = publish(mechelen)
    copy(lier, whole, "letters")
    letters.write(event="this", to="lut@example.org", template="second_lock_gone", chapter=lier, name="Lut", by="Greet")

    letter = Letter.objects.get(event="this")
    assert letter.subject == "Je tweede slot is weggehaald"
    assert "Greet haalde het tweede slot van je login weg" in letter.body and letter.body.endswith("\n\nTot straks!\n")

    content = next(piece.content for piece in whole.all_pieces if piece.kind == "letters")
    assert pieces.KINDS["letters"].put(lier, content | {"body": "Onzin: {what_happened}", "language": "fr"}, mechelen) is None


def test_a_version_of_another_city_changes_nothing(mechelen, lier):
    copied, _newest = changed_format(mechelen, lier)
    make_format("Anders", chapter=lier)
    own = publish(lier)

    assert not take_the_new_one(copied=copied, version=own)
    assert not keep_ours(copied=copied, version=own)


# Two at once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False])
def test_two_who_copy_at_once_copy_once(mechelen, lier, monkeypatch, locked):
    version = publish(mechelen)
    if not locked:
        monkeypatch.setattr(acting, "_locked", lambda chapter: chapter)
    meet(monkeypatch, (acting, "_note"))

    came = at_once(*[lambda: copy(lier, version, "formats")] * 2)

    assert (not any(isinstance(each, Exception) for each in came)) == locked
    assert lier.activity_formats.count() == 1 if locked else any(isinstance(each, IntegrityError) for each in came)


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_out_at_once_bring_out_one(mechelen):
    came = at_once(*[lambda: publish(mechelen)] * 2)

    assert [type(each) for each in came].count(NothingNew) == 1
    assert KitVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_meet_at_one_number(mechelen, monkeypatch):
    monkeypatch.setattr(acting, "_locked", lambda chapter: chapter)
    meet(monkeypatch, (KitVersion.objects, "create"))

    assert any(isinstance(each, IntegrityError) for each in at_once(*[lambda: publish(mechelen)] * 2))
