"""What is erased by itself, with `manage.py forget`, every night. tests/columns.py tells how long each column is kept."""

from datetime import timedelta

import pgtrigger
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from enchante.cache import forget_expired
from encounters.actions import (
    forget_agenda_letters,
    forget_days_away,
    forget_rounds,
    forget_unread_words,
    write_down_eased,
)
from encounters.models import (
    Activity,
    CardWish,
    CircleNote,
    CircleQuarter,
    Evaluation,
    FirstVisit,
    ListeningRound,
    SignUp,
    Story,
    Threshold,
)
from merchants import actions, versions
from merchants.models import (
    ColumnMapping,
    Erasure,
    ImportedRow,
    Invitation,
    Knock,
    Letter,
    Notice,
    PaperRequest,
    Pause,
    Photo,
    PlaceImport,
    Proposal,
    ServiceOffer,
    User,
    Verification,
    VerificationRound,
)
from referrals.models import OtherHelpImport, PaperOrder, SettingAside, Signal
from vouchers.models import Payment, Purchase, ServiceTally
from vouchers.models.payments import REQUEST_STANDS

KEPT_FOR = timedelta(days=30)
# Twice as long as any backup (enchante/backups.py).
ERASURES_KEPT_FOR = timedelta(days=120)
VERSIONS_KEPT_FOR = timedelta(days=730)
# So long a phone may keep a tap that was counted already without hearing of it.
TAPS_KEPT_FOR = timedelta(days=7)
# So long a giver may have to wait for the one letter that it was enjoyed: a year, with what it may wait in the outbox.
NEWS_WITHIN = timedelta(days=365) - KEPT_FOR
PAPER_KEPT_FOR = timedelta(days=365)
# Shorter than the half year from round to round.
UNANSWERED_KEPT_FOR = timedelta(days=150)
# So long a list waits for somebody to have it written; and so long one that was written can be undone.
LISTS_WAIT_FOR = timedelta(days=14)
LISTS_KEPT_FOR = timedelta(days=60)
# So long whoever asked can read the answer; and so long a question stands at most, answered or not.
ANSWERS_KEPT_FOR = timedelta(days=90)
QUESTIONS_KEPT_FOR = timedelta(days=365)
# So long a threshold that is not shown can still be shown; and so long one stands that became easier.
KEPT_BACK_FOR = timedelta(days=90)
THRESHOLDS_KEPT_FOR = timedelta(days=365)
# So long the calendar still tells who welcomed people.
HOSTS_KEPT_FOR = timedelta(days=365)
# So long after a round closed a coordinator may still show what somebody wrote; and so long one reads what came of it.
UNREAD_WORDS_KEPT_FOR = timedelta(days=90)
ROUNDS_KEPT_FOR = timedelta(days=730)
# So long a note of the circle or a question for a card waits to be read; and so long one is read, or told as answered.
UNREAD_NOTES_KEPT_FOR = timedelta(days=365)
NOTES_KEPT_FOR = timedelta(days=730)

# So long a story nobody read waits, the link of one that is not shown tells so, and one that is shown stands.
UNREAD_STORIES_KEPT_FOR = timedelta(days=365)
KEPT_BACK_STORIES_KEPT_FOR = timedelta(days=365)
STORIES_KEPT_FOR = timedelta(days=3 * 365)


def forget():
    """Erase what nobody needs any more. Returns how many of each. Safe to repeat."""
    forget_expired()
    before = timezone.now() - KEPT_FOR
    today = timezone.localdate()
    last_month = today - KEPT_FOR
    # What is over by itself is no change anybody made.
    with pgtrigger.ignore("merchants.Pause:keep_last_version", "merchants.ServiceOffer:keep_version"):
        ended = {
            "breaks that are over": Pause.objects.over_before(last_month).delete()[0],
            "breaks of services that are over": ServiceOffer.objects.rests_over_before(last_month).update(
                rests_from=None, rests_until=None
            ),
        }
    return ended | {
        # Their rows stay without a word: what was told once is never told again.
        "letters": Letter.objects.idle(before).update(to="", subject="", body=""),
        "kind words nobody reads": Purchase.objects.with_idle_word(before).update(word="", word_state=Purchase.WordState.NONE),
        # Before the addresses, for a request that waits needs the one its receipt goes to. Here and not in the poller: that asks banks,
        # every few minutes, and of a request no bank knows.
        "payment requests whose money never came": _end_requests(before=timezone.now() - REQUEST_STANDS),
        "addresses of givers": Purchase.objects.with_idle_address(before, timezone.now() - NEWS_WITHIN).update(email="", wants_news=False),
        "pictures that were taken away": _forget_pictures(before),
        "versions of two years ago": _erase_versions(before=timezone.now() - VERSIONS_KEPT_FOR),
        "what the team did two years ago": LogEntry.objects.filter(action_time__lt=timezone.now() - VERSIONS_KEPT_FOR).delete()[0],
        "questions whether all is true": _forget_whether_true(today),
        "proposals answered two years ago": Proposal.objects.answered_before(today - VERSIONS_KEPT_FOR).delete()[0],
        "notices that are over": Notice.objects.over_before(last_month).delete()[0],
        "invitations that are over": Invitation.objects.over_before(last_month).delete()[0],
        "paper sent a year ago": PaperRequest.objects.sent_before(today - PAPER_KEPT_FOR).delete()[0],
        "lists that nobody had written": PlaceImport.objects.unfinished().made_before(today - LISTS_WAIT_FOR).delete()[0],
        "rows of lists": ImportedRow.objects.filter(place_import__made_on__lt=today - LISTS_KEPT_FOR).delete()[0],
        "lists of two years ago": PlaceImport.objects.made_before(today - VERSIONS_KEPT_FOR).delete()[0],
        "lists of other help that nobody accepted": OtherHelpImport.objects.waiting().made_before(today - LISTS_WAIT_FOR).delete()[0],
        "lists of other help of two years ago": OtherHelpImport.objects.made_before(today - VERSIONS_KEPT_FOR).delete()[0],
        "meanings of columns": ColumnMapping.objects.filter(used_on__lt=today - VERSIONS_KEPT_FOR).delete()[0],
        "questions about places": _forget_questions(today),
        "half years over, their easier thresholds written down": write_down_eased(today),
        "thresholds that are over": Threshold.objects.over_before(
            kept_back=today - KEPT_BACK_FOR, others=today - THRESHOLDS_KEPT_FOR
        ).delete()[0],
        "words of rounds that nobody showed": forget_unread_words(closed_before=today - UNREAD_WORDS_KEPT_FOR),
        "rounds closed two years ago, with their answers": ListeningRound.objects.closed_before(today - ROUNDS_KEPT_FOR).delete()[0],
        "evaluations without rounds": Evaluation.objects.filter(rounds=None).delete()[0],
        "stories that are over": Story.objects.over_before(
            unread=today - UNREAD_STORIES_KEPT_FOR, kept_back=today - KEPT_BACK_STORIES_KEPT_FOR, shown=today - STORIES_KEPT_FOR
        ).delete()[0],
        "notes of the circle": _forget_circle(today),
        "questions for cards": CardWish.objects.over_before(unread=today - UNREAD_NOTES_KEPT_FOR, settled=today - NOTES_KEPT_FOR).delete()[
            0
        ],
        "paper orders sent a year ago": PaperOrder.objects.sent_before(today - PAPER_KEPT_FOR).delete()[0],
        "treats set aside until now": SettingAside.objects.over().delete()[0],
        "rounds kept for activities that are over": forget_rounds(),
        "first visits of a day before": FirstVisit.objects.over(today).delete()[0],
        "letters about agendas": forget_agenda_letters(today),
        "days on which a peer was away": forget_days_away(today),
        "signs of those who came": SignUp.objects.over(today).delete()[0],
        "names of those who welcomed people": _forget_hosts(timezone.now() - HOSTS_KEPT_FOR),
        "logins that ended": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0],
        "cold and hot weeks that ended": actions.forget_weather(today),
        "logins nobody used": _unused_logins(before).delete()[0],
        "jobs that failed": _failed_jobs(before).delete()[0],
        "counts of forms": Knock.objects.filter(day__lt=today).delete()[0],
        "numbers of what was erased": Erasure.objects.filter(day__lt=today - ERASURES_KEPT_FOR).delete()[0],
        "tallies whose taps are in": ServiceTally.objects.with_keys_of_before(today - TAPS_KEPT_FOR).update(keys=[]),
    }


def _failed_jobs(before):
    """What succeeded is gone already."""
    ended = ProcrastinateJob.objects.filter(status__in=["failed", "cancelled", "aborted"])
    return ended.exclude(procrastinateevent__at__gte=before)


def _forget_whether_true(today):
    """Those without an answer sooner, before anybody is asked anew: how often a place did not answer is nobody's to know."""
    unanswered = Verification.objects.filter(answer=Verification.Answer.NONE, asked_on__lt=today - UNANSWERED_KEPT_FOR)
    long_ago = Verification.objects.filter(asked_on__lt=today - VERSIONS_KEPT_FOR)
    VerificationRound.objects.begun_before(today - VERSIONS_KEPT_FOR).delete()
    return (unanswered | long_ago).delete()[0]


def _unused_logins(before):
    """Of people who never came in and whom nothing is open to any more."""
    idle = User.objects.filter(last_login=None, created_at__lt=before, is_superuser=False)
    return idle.filter(places=None, roles=None, referring=None)


def _end_requests(before):
    """One statement, so that whoever matches the money at this moment is either before it or after it."""
    return Payment.objects.requests_made_before(before).update(status=Payment.Status.EXPIRED)


def _forget_questions(today):
    over = Signal.objects.closed_before(today - ANSWERS_KEPT_FOR) | Signal.objects.told_before(today - QUESTIONS_KEPT_FOR)
    return over.delete()[0]


def _forget_hosts(before):
    """Of the team, and as they liked to be called."""
    long_ago = Activity.objects.filter(ends_at__lt=before)
    return Activity.team_hosts.through.objects.filter(activity__in=long_ago).delete()[0] + long_ago.exclude(hosts="").update(hosts="")


def _forget_circle(today):
    """Counted from the quarter they were written in; what was asked goes with the answers."""
    long_ago = today - NOTES_KEPT_FOR
    CircleQuarter.objects.filter(quarter__lt=long_ago).delete()
    over = CircleNote.objects.over_before(kept_back=today - KEPT_BACK_FOR, unread=today - UNREAD_NOTES_KEPT_FOR, shown=long_ago)
    return over.delete()[0]


def _forget_pictures(before):
    """Of versions: for a month a photo can be put back."""
    return Photo.pgh_event_model.objects.filter(pgh_created_at__lt=before).exclude(content=b"").update(content=b"")


def _erase_versions(before):
    """How many, of each kind of thing that has versions."""
    return sum(model.objects.filter(pgh_created_at__lt=before).delete()[0] for model in versions.models())


def shuffle_the_ledger():
    """Put the movements in the order of their random keys.

    They lie as they were written, also in a copy of the database; between the moments of payments that order tells when somebody came in.
    """
    with connection.cursor() as cursor:
        cursor.execute("CLUSTER vouchers_movement USING vouchers_movement_pkey")
