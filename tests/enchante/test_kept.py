"""What the page about privacy says is kept, and for how long, is what the sweeper does: it stands until then, and no longer."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.utils import timezone
from django.utils.translation import override

from enchante.kept import KEPT
from enchante.retention import KEPT_FOR, NEWS_WITHIN, forget
from encounters.models import CardWish, CircleNote, FirstVisit, ListeningRound, SignUp, Story, Threshold
from encounters.models.circle import quarter_of
from merchants.models import Letter, Merchant
from referrals.models import SettingAside, Signal
from referrals.models.asides import LONGEST_HOURS
from tests.factories import (
    make_activity,
    make_aside,
    make_card_wish,
    make_listening_round,
    make_merchant,
    make_note,
    make_purchase,
    make_sign_up,
    make_signal,
    make_story,
    make_threshold,
    make_treat,
    make_user,
    make_visit,
)
from tests.pages import words_of
from vouchers.models import Payment, Purchase

pytestmark = pytest.mark.django_db
A_DAY, A_MONTH, A_QUARTER = timedelta(days=1), timedelta(days=31), timedelta(days=92)


def ago(age):
    return timezone.now() - age


def day(age):
    return timezone.localdate() - age


def address(age, **fields):
    make_purchase(make_treat(merchant=make_merchant()), paid=True)
    Purchase.objects.update(email="an@voorbeeld.be", made_at=ago(age), **fields)
    Payment.objects.update(paid_at=ago(age))
    return Purchase.objects.exclude(email="")


def address_for_news(age):
    """In the letter, where a giver waited as long as one can, and it never could go."""
    Letter.objects.create(event="fleeting-enjoyed-1", to="an@voorbeeld.be", subject="Dag", body="Dag")
    Letter.objects.update(written_at=ago(age - NEWS_WITHIN))
    return Letter.objects.exclude(to="", subject="", body="")


def waiting_for_news(age):
    """Nothing was enjoyed."""
    return address(age - KEPT_FOR, wants_news=True)


def sign_up(age):
    """Of an activity that ended so long ago."""
    make_sign_up(make_activity(begins_at=ago(age) - timedelta(hours=2)))
    return SignUp.objects


def visit(age):
    make_visit(begins_at=ago(age).replace(minute=0, second=0, microsecond=0))
    return FirstVisit.objects


def aside(age):
    """Asked for as long as one may."""
    make_aside(make_treat(merchant=make_merchant(), waiting=1), within=timedelta(hours=LONGEST_HOURS) - age)
    return SettingAside.objects


def threshold(age):
    """It knows its month and no day."""
    make_threshold(state="eased", settled_in=day(age).replace(day=1))
    return Threshold.objects


def shared(age):
    """It knows its quarter and no day."""
    make_note(state="shown", quarter=quarter_of(day(age)))
    return CircleNote.objects


def wish(age):
    """Answered in that month."""
    make_card_wish(words="", told_in=day(age).replace(day=1), settled_in=day(age).replace(day=1))
    return CardWish.objects


def told(age):
    make_signal()
    Signal.objects.update(day=day(age))
    return Signal.objects


def answers(age):
    make_listening_round(state="closed")
    ListeningRound.objects.update(closed_on=day(age))
    return ListeningRound.objects


def story(age):
    """It knows its month and no day."""
    make_story(settled_in=day(age).replace(day=1))
    return Story.objects


def letter(age):
    Letter.objects.create(event="one", to="an@voorbeeld.be", subject="Dag", body="Dag", sent_at=ago(age))
    return Letter.objects.exclude(body="")


def letter_that_never_went(age):
    """Its mail server or address never answered."""
    Letter.objects.create(event="one", to="an@voorbeeld.be", subject="Dag", body="Dag", tries=9)
    Letter.objects.update(written_at=ago(age))
    return Letter.objects.exclude(to="", subject="", body="")


def change(age):
    Merchant.objects.filter(pk=make_merchant(phone="1").pk).update(phone="2")
    versions = Merchant.pgh_event_model.objects
    versions.update(pgh_created_at=ago(age))
    return versions


def done_in_the_admin(age):
    """By a team, in its own pages."""
    place = make_merchant()
    LogEntry.objects.log_actions(make_user().pk, [place], CHANGE, change_message="Houdt pauze.", single_object=True)
    LogEntry.objects.update(action_time=ago(age))
    return LogEntry.objects


# What the page calls it; something of that age, and the rows it is found among; and how finely its age is known.
AGED = [
    ("Your e-mail address, for the receipt", address, A_DAY),
    ("Your e-mail address, for the letter that it was enjoyed", address_for_news, A_DAY),
    ("Your e-mail address, for the letter that it was enjoyed", waiting_for_news, A_DAY),
    ("Your sign, the place, the hour and how many chairs. Not your name", sign_up, A_DAY),
    ("Your sign, the place, the hour and how many chairs. Not your name", visit, A_DAY),
    ("Which treat is kept, for which organisation, perhaps with a colour or an animal", aside, A_DAY),
    ("Your sentence, once it became easier", threshold, A_MONTH),
    ("What you share in the circle, without your name", shared, A_QUARTER),
    ("What you share in the circle, without your name", wish, A_MONTH),
    ("What you told the team about a place", told, A_DAY),
    ("Answers of a listening round", answers, A_DAY),
    ("Your story", story, A_MONTH),
    ("Letters we sent you", letter, A_DAY),
    ("Letters we sent you", letter_that_never_went, A_DAY),
    ("Who changed what", change, A_DAY),
    ("Who changed what", done_in_the_admin, A_DAY),
]
# Of guests there is nothing to erase (tests/test_privacy.py); backups are erased where they are made (test_backups.py),
# and whoever stops by a person (test_erasing.py); bookkeeping stays.
NOT_SWEPT = {
    "Nothing",
    "For the bookkeeping: the name of your company, club or school",
    "Your name, your e-mail address, perhaps a phone number",
    "Everything, under lock",
}


def shown():
    """{what: erased after}, as the page has it in English."""
    with override("en"):
        return {str(row.what): row.erased_after for row in KEPT}


def test_every_row_of_the_page_is_tried():
    assert shown().keys() == {what for what, _make, _finely in AGED} | NOT_SWEPT


@pytest.mark.parametrize(("what", "make", "finely"), AGED)
def test_a_day_before_the_time_on_the_page_it_stands(what, make, finely):
    rows = make(shown()[what] - finely)

    forget()

    assert rows.exists()


@pytest.mark.parametrize(("what", "make", "finely"), AGED)
def test_a_day_after_the_time_on_the_page_it_is_gone(what, make, finely):
    rows = make(shown()[what] + finely)
    assert rows.exists()

    forget()

    assert not rows.exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/privacy/", "Je komt ergens binnen Niets – Je laat een stoel klaarzetten, of stapt binnen met een maatje"),
        ("/privacy/", "Je teken, de plek, het uur en hoeveel stoelen. Niet je naam 1 dag Je trakteert iemand"),
        ("/privacy/", "misschien met een kleur of een dier 2 dagen"),
        ("/privacy/", "Voor de boekhouding: de naam van je bedrijf, club of school Blijft"),
        ("/fr/privacy/", "peut-être un numéro de téléphone Dès que vous nous dites que vous arrêtez"),
        ("/fr/privacy/", "Vous racontez une histoire Votre histoire 3 ans"),
        ("/de/privacy/", "Eine Kopie für schlechte Tage Alles, verschlossen 2 Monate"),
    ],
)
def test_the_page_shows_it_as_a_table(client, address, words):
    assert words in words_of(client.get(address)).replace("\xa0", " ")
