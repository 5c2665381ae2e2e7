"""Letters: written in the same transaction as what they tell about, sent after it, never twice for one event.

`write` puts a letter in the outbox. After the commit a thread of its own takes it to the mail server, so that a slow one never holds
whoever waits for the page. What did not go then, goes with `manage.py send_letters`: a mail server that was away loses nothing.
"""

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from email.utils import parseaddr

from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from merchants.chapter_texts import SIGNATURE, filled_in, own_words
from merchants.mails import mail
from merchants.texts import TEXTS

log = logging.getLogger(__name__)

# After so many failures in one round the mail server itself is away, and the rest waits without knocking.
PATIENCE = 3
# An event that begins so is on no list: what is told in private about a place must never be counted per place, by HQ neither.
UNLISTED = "unlisted-"
# An event that begins so is of somebody we know nothing else of: its letter is emptied as it goes.
FLEETING = "fleeting-"
postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")


class LetterQuerySet(models.QuerySet):
    def waiting(self):
        """Least tried first: a letter nobody can deliver does not hold up the others. One that was emptied waits no more."""
        return self.filter(sent_at=None).exclude(to="").order_by("tries", "pk")

    def idle(self, before):
        """Still full, though it went before this moment, or was written before it and never could go."""
        return self.exclude(to="").filter(Q(sent_at__lt=before) | Q(sent_at=None, written_at__lt=before))

    def listed(self):
        return self.exclude(event__startswith=UNLISTED)


class Letter(models.Model):
    """A mail in the outbox. `event` names what it tells about, so that no event is told twice."""

    event = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to whom"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=7, default="nl", db_default="nl")
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, db_index=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        app_label = "merchants"
        verbose_name = _("letter")
        verbose_name_plural = _("letters")

    def __str__(self):
        return self.subject


def write(*, event, to, template, language="nl", chapter=None, **context):
    """Put a letter in the outbox; the same event a second time changes nothing.

    `template` names one of the texts that were registered (see `merchants.texts`), and `context` is what that one asks for. `chapter` is
    the city it is about.
    """
    if to:
        post(event=event, to=to, words=worded(template, chapter, language, **context), language=language)


def post(*, event, to, words, language):
    """Put these Words in the outbox as they are; the same event a second time changes nothing."""
    # One line: a name of two would begin a header of its own.
    subject, body = next(iter(words.subject.splitlines()), "").strip(), re.sub(r"\n{3,}", "\n\n", words.body.strip())
    letter = Letter(event=event, to=to, subject=subject[:200], body=f"{body}\n", language=language)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    transaction.on_commit(lambda: postman.submit(_go_round))


def worded(name, chapter, language, /, **context):
    """The Words of a letter, in those of the city, or for None of the network, where it has some, with its closing words below."""
    text = TEXTS[name]
    is_said = text.may_be_said_by(chapter) or text.is_of_network
    own = own_words(chapter, [name, SIGNATURE], language, or_of_network=text.is_of_network) if is_said else {}
    words = own.get(name) or text.shipped(language)
    with translation.override(language):
        return _signed(text, words.filled_in(text.values(**context)), chapter, own)


def signed(text, words, chapter, language):
    """These Words, ready to read, with the closing words of the city below where this text has them."""
    return _signed(text, words, chapter, own_words(chapter, [SIGNATURE], language))


def _signed(text, words, chapter, own):
    if text.is_signed and SIGNATURE in own:
        return words._replace(body=f"{words.body.strip()}\n\n{filled_in(SIGNATURE, own[SIGNATURE], chapter)}")
    return words


def write_to_team(city, /, **letter):
    """To the team of a Chapter; where none of it answers or it has no address, or there is no Chapter, to the network."""
    write(to=address_of(city), chapter=city, **letter)


def address_of(city):
    """Where a team gets its mail; else, as long as nobody of it answers too, the network."""
    return city and city.mailbox or network_address()


def addresses_of(merchant):
    """Whom of a place one can write to: its contact, else everybody who looks after it."""
    return (
        [merchant.contact_email] if merchant.contact_email else list(merchant.people.order_by("pk").values_list("user__email", flat=True))
    )


def write_to(merchant, **letter):
    """To the contact of a place, in the language that its contact reads; to nobody where there is no address."""
    write(to=merchant.contact_email, language=merchant.letter_language, chapter=merchant.chapter, merchant=merchant, **letter)


def write_to_place(merchant, /, **letter):
    """To a place, in its language; where it has no address, to its team, which gives it a call."""
    addresses = addresses_of(merchant)
    if addresses:
        write(to=addresses[0], language=merchant.letter_language, chapter=merchant.chapter, merchant=merchant, **letter)
    else:
        write_to_team(merchant.chapter, merchant=merchant, **letter)


def network_address():
    """Where whatever has no team of its own arrives."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _go_round():
    try:
        send_waiting()
    except DatabaseError:
        log.warning("The outbox could not be read; its letters wait for the next round.")
    finally:
        connection.close()


def send_waiting():
    """Send what waits in the outbox and return how many went. A letter that fails stays for the next round."""
    sent = failed = 0
    for pk in list(Letter.objects.waiting().values_list("pk", flat=True)):
        went = _send(pk)
        sent += went is True
        failed += went is False
        if failed == PATIENCE:
            break
    return sent


def _send(pk):
    """True when it went, False when it failed, None when somebody else is sending it or did."""
    with transaction.atomic():
        letter = Letter.objects.waiting().select_for_update(skip_locked=True).filter(pk=pk).first()
        if letter is None:
            return None
        try:
            mail(letter.subject, letter.body, letter.to, language=letter.language).send()
            letter.sent_at = timezone.now()
            if letter.event.startswith(FLEETING):
                letter.to = letter.subject = letter.body = ""
        except Exception:  # the mail server is somebody else's: whatever it throws, the letter waits
            log.warning("Letter %s could not be sent and waits for the next round.", pk)
        letter.tries += 1
        letter.save(update_fields=["sent_at", "tries", "to", "subject", "body"])
        return letter.sent_at is not None
