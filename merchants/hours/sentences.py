"""What is said about a moment: open, closed, ask first or on a break, and until when."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from merchants.dates import date_format


class State(TextChoices):
    OPEN = "open", gettext_lazy("open")
    CLOSED = "closed", gettext_lazy("closed")
    ASK = "ask", gettext_lazy("ask first")
    # Never in a string: a break is told beside it.
    PAUSE = "pause", gettext_lazy("takes a break")


@dataclass(frozen=True)
class Answer:
    """What a place's hours say at a moment. `until` is the next change (aware, Brussels), or None when none comes within a year.

    For a closed door and for a break that is the moment when somebody may be there again.
    """

    state: State
    until: datetime | None
    asked_at: datetime

    @property
    def sentence(self):
        """ "open until 18:00", "closed until Tuesday 9:00", "ask first": a whole sentence in the active language."""
        if self.state == State.ASK or self.until is None:
            return str(self.state.label)
        return self._filled_in(_SENTENCES[self.state]()[self._distance])

    @property
    def service_sentence(self):
        """The same of a service with times of its own: "today until 18:00", "takes a break"; "" where there is nothing to tell.

        Only for a place that takes no break itself: then that says it all.
        """
        if self.state in {State.ASK, State.PAUSE}:
            return self.sentence
        if self.state == State.OPEN and self.until is None:
            return ""
        if self.until is None:
            return _("not now")
        return self._filled_in((_until() if self.state == State.OPEN else _from())[self._distance])

    def _filled_in(self, sentence):
        return sentence % _Words(self)

    @property
    def _distance(self):
        days = (self.until.date() - self.asked_at.date()).days
        # Who goes out tonight calls two o'clock tonight as well.
        if days == 0 or (days == 1 and self.state == State.OPEN and self.until.hour < 6):
            return "today"
        if days == 1:
            return "tomorrow"
        return "this week" if days < 7 else "later"


def until_in_words(until, now):
    """ "today until 18:00", "until tomorrow 14:00", "until Tuesday 9:00"; both moments aware, in Brussels."""
    answer = Answer(State.CLOSED, until, now)
    return answer._filled_in(_until()[answer._distance])


class _Words:
    """The words a sentence asks for, worked out as it asks: a list of twenty places takes as long to date as to find."""

    def __init__(self, answer):
        self.answer = answer

    def __getitem__(self, name):
        until = self.answer.until
        if name == "time" and until.time() == time.min and self.answer._distance == "today":
            return "24:00"
        return f"{until.hour}:{until:%M}" if name == "time" else date_format(until, {"day": "l", "date": "j F"}[name])


def _open_sentences():
    return {
        "today": _("open until %(time)s"),
        "tomorrow": _("open until tomorrow %(time)s"),
        "this week": _("open until %(day)s %(time)s"),
        "later": _("open until %(date)s"),
    }


def _closed_sentences():
    return {
        "today": _("closed until %(time)s"),
        "tomorrow": _("closed until tomorrow %(time)s"),
        "this week": _("closed until %(day)s %(time)s"),
        "later": _("closed until %(date)s"),
    }


def _until():
    return {
        "today": _("today until %(time)s"),
        "tomorrow": _("until tomorrow %(time)s"),
        "this week": _("until %(day)s %(time)s"),
        "later": _("until %(date)s"),
    }


def _from():
    return {
        "today": _("not now: from %(time)s"),
        "tomorrow": _("not now: from tomorrow %(time)s"),
        "this week": _("not now: from %(day)s %(time)s"),
        "later": _("not now: from %(date)s"),
    }


def _break_sentences():
    on_that_day = _("takes a break until %(date)s")
    return {"tomorrow": _("takes a break until tomorrow"), "this week": on_that_day, "later": on_that_day}


_SENTENCES = {State.OPEN: _open_sentences, State.CLOSED: _closed_sentences, State.PAUSE: _break_sentences}
