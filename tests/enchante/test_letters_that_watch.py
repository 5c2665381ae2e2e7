"""Letters that keep watch: a city may write around what happened, and never soften, hide or lose it."""

from html import unescape

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags

from merchants import actions, letters
from merchants.mails import as_page
from merchants.models import ChapterText, Letter
from merchants.texts import TEXTS, Words
from tests.factories import make_chapter_text, make_merchant, make_user
from tests.pages import form_of, words_of
from vouchers.actions.paying_out import tell_of_account
from vouchers.models import ChapterAccount

pytestmark = pytest.mark.django_db
WATCHING = [name for name, text in TEXTS.items() if text.keeps_watch]
LANGUAGES = [code for code, _name in settings.WHOLE_LANGUAGES]
SAME_EVERYWHERE = "Deze woorden komen van het netwerk. Ze zijn in elke stad dezelfde."


@pytest.fixture
def krook(gent):
    return make_merchant("De Krook", slug="krook", chapter=gent, contact_email="lut@example.org")


def facts(name, place):
    """What the letter asks for."""
    return {
        "seller_account_changed": {"merchant": place, "account": "… 6769"},
        "city_account_changed": {"city": place.chapter, "account": "… 6769", "holder": "Vzw", "by": "Greet"},
        "second_lock_gone": {"name": "Lut", "by": "Greet"},
        "team_alone": {"city": place.chapter},
    }[name]


def sent(name, place, language="nl"):
    event = f"watch-{Letter.objects.count()}"
    letters.write(event=event, to="lut@example.org", template=name, language=language, chapter=place.chapter, **facts(name, place))
    return Letter.objects.get(event=event)


def fixed(name, place, language="nl"):
    with translation.override(language):
        return TEXTS[name].values(**facts(name, place))["what_happened"]


def say(chapter, name, body, subject="Niets aan de hand", language="nl"):
    seen = actions.mark_of(actions.words_now(chapter, name, language))
    actions.say_otherwise(chapter=chapter, name=name, language=language, words=Words(subject, body), seen=seen)


def test_what_somebody_could_do_harm_with_is_watched():
    assert set(WATCHING) == {"seller_account_changed", "city_account_changed", "second_lock_gone", "team_alone"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WATCHING)
def test_a_city_writes_around_what_happened_and_the_fixed_words_stand_whole(krook, name, language):
    usual = sent(name, krook, language)
    say(krook.chapter, name, "Dag allemaal,\n\n{what_happened}\n\nGroet uit de stad", language=language)

    own = sent(name, krook, language)

    assert own.subject == usual.subject
    assert own.body == f"Dag allemaal,\n\n{fixed(name, krook, language)}\n\nGroet uit de stad\n"
    assert usual.body.endswith(f"\n\n{fixed(name, krook, language)}\n")


@pytest.mark.parametrize("name", WATCHING)
def test_as_a_page_it_holds_the_fixed_words_whole_too(krook, name):
    say(krook.chapter, name, "Dag: https://enchante.example/\n{what_happened}\nGroet: http://127.0.0.1:8000/plekken/")

    letter = sent(name, krook)
    page = " ".join(unescape(strip_tags(as_page(letter.subject, letter.body, "nl"))).split())

    assert " ".join(fixed(name, krook).split()) in page


@pytest.mark.parametrize("name", WATCHING)
@pytest.mark.parametrize(
    "body",
    [
        "Er is niets aan de hand.",
        "Het klopt niet dat {what_happened}",
        "> {what_happened}",
        "{what_happened} was een test.",
        "Eerste regel\nTweede regel\n{what_happened}",
        "Eerste regel\n\n \n\n{what_happened}",
        "\u200b\n\u200b\n\u200b\n{what_happened}",
        "Een\vtwee\u2028drie\n{what_happened}",
        f"{'x' * 121}\n{{what_happened}}",
    ],
    ids=["lost", "denied", "quoted", "taken back", "far down", "white lines", "empty letters", "odd lines", "a long line"],
)
def test_words_that_lose_or_hide_it_are_refused_and_where_stored_never_sent(krook, name, body):
    usual = sent(name, krook)
    with pytest.raises(actions.CannotBeSaid):
        say(krook.chapter, name, body)
    make_chapter_text(krook.chapter, name=name, subject="Niets", body=body)

    assert (sent(name, krook).subject, sent(name, krook).body) == (usual.subject, usual.body)


def test_the_subject_stays_also_where_a_row_says_another(krook):
    usual = sent("seller_account_changed", krook)
    make_chapter_text(krook.chapter, name="seller_account_changed", subject="Reclame", body="{what_happened}")

    assert sent("seller_account_changed", krook).subject == usual.subject


def test_a_name_of_many_lines_pushes_nothing_out_of_sight(krook):
    context = facts("second_lock_gone", krook) | {"by": "Greet\n\n\n\nAlles is goed."}

    assert "Greet Alles is goed. haalde het tweede slot" in TEXTS["second_lock_gone"].values(**context)["what_happened"]


def test_a_name_in_braces_is_not_read_as_one(krook):
    krook.name = "{url}"

    assert "Iemand die voor {url} zorgt" in sent("seller_account_changed", krook).body


# The page


PAGE = "/beheer/teksten/gent/seller_account_changed/"


def tap(client, what="save", page=PAGE, **changes):
    given = {name: values[0] for name, values in form_of(client.get(page)).items()}
    return client.post(page, given | {"what": what} | changes, follow=True)


def test_a_coordinator_words_it_sees_how_it_reads_and_takes_the_usual_text_again(client, coordinator, gent):
    assert "Aan plekken" in words_of(client.get("/beheer/teksten/gent/"))
    body = "Dag {name},\n\n{what_happened}\n\nBel ons gerust."

    page = words_of(tap(client, "look", body=body))
    assert "De Krook heeft een ander rekeningnummer Dag De Krook, Iemand die voor De Krook zorgt" in page
    assert f"{SAME_EVERYWHERE} Bel ons gerust." in page
    assert "Vanaf nu gaat de brief weg in jullie woorden." in words_of(tap(client, body=body))
    assert ChapterText.objects.get().body == body
    tap(client, "shipped")
    assert not ChapterText.objects.exists()


def test_the_example_is_in_the_language_of_the_letter(client, coordinator, gent):
    page = words_of(tap(client, "look", page=f"{PAGE}?taal=fr", body="{what_happened}"))

    assert "Une personne qui s’occupe de De Krook" in page and "Iemand die voor" not in page


def test_the_subject_cannot_be_changed_by_whoever_sends_one(client, coordinator, gent):
    tap(client, subject="Reclame", body="{what_happened}\n\nBel ons gerust.")

    assert ChapterText.objects.get().subject == TEXTS["seller_account_changed"].shipped("nl").subject


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("Alles is goed.", "{what_happened} moet in de tekst blijven: wat er gebeurde en wat je kan doen"),
        ("Onzin: {what_happened}", "{what_happened} moet alleen op een regel staan, met hoogstens één korte regel erboven."),
    ],
)
def test_a_slip_is_told_and_what_was_typed_stays(client, coordinator, gent, body, sentence):
    page = tap(client, body=body)

    assert sentence in words_of(page)
    assert form_of(page)["body"] == [body]
    assert not ChapterText.objects.exists()


def test_an_earlier_text_is_begun_with_under_the_subject_that_stays(client, coordinator, gent):
    make_chapter_text(gent, name="seller_account_changed", subject="Reclame", body="{what_happened}\n\nEerder.")
    tap(client, "shipped")
    version = ChapterText.pgh_event_model.objects.latest("pgh_id")

    page = form_of(client.get(f"{PAGE}?vanaf={version.pk}"))

    assert page["body"] == ["{what_happened}\n\nEerder."]
    assert "Reclame" not in page.get("subject", [""])[0]


# Whom it reaches


def test_the_network_hears_of_another_account_in_its_own_words_and_the_team_in_those_of_the_city(krook):
    gent = krook.chapter
    gent.email = "gent@example.org"
    gent.save(update_fields=["email"])
    say(gent, "city_account_changed", "{what_happened}\n\nWij van Gent")

    tell_of_account(account=ChapterAccount(chapter=gent, iban="BE71096123456769", account_holder="Vzw"), by="Greet")

    ours, theirs = (Letter.objects.get(to=to) for to in (letters.network_address(), "gent@example.org"))
    assert "Wij van Gent" in theirs.body and "Wij van Gent" not in ours.body
    assert ours.subject == theirs.subject


def test_that_a_city_is_alone_goes_to_the_network_whatever_the_city_says(gent):
    say(gent, "team_alone", "{what_happened}\n\nTot later")
    role = gent.team.create(user=make_user("laatste@example.org"), role="coordinator")

    actions.leave_team(role=role)

    letter = Letter.objects.get(event__startswith="team-alone-")
    assert letter.to == letters.network_address()
    assert "ligt de stad" not in letter.subject and "De laatste coördinator van Gent is gestopt." in letter.body
    assert letter.body.endswith("Tot later\n")
