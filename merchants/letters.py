"""Letters: written in the same transaction as what they tell about, sent after it, never twice for one event.

`write` puts a letter in the outbox; `send_waiting` takes what is there. It runs right after the commit and again from
`manage.py send_letters`, so a mail server that was away loses nothing.
"""

import logging

from django.core.mail import EmailMessage
from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

log = logging.getLogger(__name__)


class Letter(models.Model):
    """A mail in the outbox. `event` names what it tells about, so that no event is told twice."""

    event = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        app_label = "merchants"

    def __str__(self):
        return self.subject


def write(*, event, to, template, language="nl", **context):
    """Put a letter in the outbox; the same event a second time changes nothing.

    `templates/letters/<template>.txt` holds the subject on its first line and the text below it.
    """
    if not to:
        return
    with translation.override(language):
        subject, _, body = render_to_string(f"letters/{template}.txt", context).strip().partition("\n")
    Letter.objects.bulk_create([Letter(event=event, to=to, subject=subject.strip()[:200], body=body.strip() + "\n")], ignore_conflicts=True)
    transaction.on_commit(send_waiting)


def send_waiting(limit=100):
    """Send what waits in the outbox and return how many went. A letter that fails stays for the next round."""
    sent = 0
    for pk in Letter.objects.filter(sent_at=None).order_by("pk").values_list("pk", flat=True)[:limit]:
        sent += _send(pk)
    return sent


def _send(pk):
    with transaction.atomic():
        letter = Letter.objects.select_for_update(skip_locked=True).filter(pk=pk, sent_at=None).first()
        if letter is None:
            return False
        try:
            EmailMessage(letter.subject, letter.body, to=[letter.to]).send()
        except Exception:  # the mail server is somebody else's: whatever it throws, the letter waits
            log.warning("Letter %s could not be sent and waits for the next round.", pk)
            return False
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])
        return True
