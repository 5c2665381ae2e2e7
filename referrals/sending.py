"""The ways to send a list from one's own device. Its message apps open with a sentence and the link; nothing passes through us."""

from urllib.parse import quote

from django.utils.translation import gettext as _


def ways(address):
    """(name, pictogram, link) for each kind of app. Every link ends with the address, so that a script can put own sentences behind it."""
    sentence = _("Places where you can just step in, with their hours and how to ask:")
    text = _quoted(f"{sentence}\n{address}")
    subject, body = _quoted(_("Places where you can just step in")), _quoted(f"{sentence}\r\n{address}")
    return [
        (_("Text message"), "message-square-text", f"sms:?body={text}"),
        ("WhatsApp", "message-circle", f"https://wa.me/?text={text}"),
        (_("Mail"), "mail", f"mailto:?subject={subject}&body={body}"),
    ]


def _quoted(text):
    return quote(text, safe="")
