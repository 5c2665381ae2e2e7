"""/beheer/werk/: what runs by itself, when it last began, and what waits, stands still or went wrong. For HQ alone.

A job that succeeded leaves no trace; that it began is kept (`procrastinate_periodic_defers`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from croniter import croniter
from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinatePeriodicDefer, ProcrastinateWorker

from enchante.doctor import WORKER_SILENT
from enchante.tasks import TIMETABLE
from merchants.models import Letter

# What is due so short a time is not late.
SLACK = timedelta(minutes=5)
# What each of the timetable does, and what pages hand over.
WORDS = {
    "send_letters": _("Sends letters that did not get through"),
    "reconcile_payments": _("Asks the payment service how payments ended"),
    "forget_asides": _("Hangs back what was set aside until now"),
    "note_erasures": _("Notes what was erased, for the backups"),
    "keep_hours": _("Works out when places are open"),
    "keep_map": _("Counts the places on the map again"),
    "compare_with_provider": _("Lays our payments beside those of the payment service"),
    "book_fees": _("Books what the payment service keeps"),
    "propose_payouts": _("Puts together what places have coming"),
    "check_books": _("Checks the books"),
    "tell_teams_of_signals": _("Writes to teams about new questions"),
    "forget": _("Erases what nobody needs any more"),
    "backup": _("Makes the backup of the night"),
    "keep_rounds": _("Reminds places of a round of checking"),
    "ask_whether_true": _("Asks places whether all is still true"),
    "ask_about_idle_treats": _("Asks places about treats that hang long"),
    "tell_givers": _("Writes to givers that treats were enjoyed"),
}
HANDED_OVER = {
    "bring_places_in": _("Brings lists of places in"),
    "write_to_places_of_round": _("Writes to places of a round of checking"),
    "take_up_again": _("Takes up what broke off"),
}


@dataclass
class Line:
    """One thing that runs by itself: since when it waits or runs, and when it last went wrong."""

    words: str
    began_at: datetime | None = None
    waits_since: datetime | None = None
    runs_since: datetime | None = None
    failed_at: datetime | None = None


@never_cache
@require_safe
def work(request):
    if not request.user.is_superuser:
        raise Http404
    now = timezone.now()
    lines = work_lines(now)
    seen_at = ProcrastinateWorker.objects.aggregate(at=Max("last_heartbeat"))["at"]
    told = {
        "lines": lines,
        "oldest": min((line.waits_since for line in lines if line.waits_since), default=None),
        "is_somebody_there": seen_at is not None and now - seen_at < WORKER_SILENT,
        "seen_at": seen_at,
    }
    return render(request, "team/work.html", told | {"team_page": True})


def work_lines(now):
    """What waits longest stands first, then what went wrong, then the rest as in the timetable. Three queries."""
    began = dict(ProcrastinatePeriodicDefer.objects.values_list("periodic_id").annotate(Max("defer_timestamp")))
    lines = {command: _of_timetable(command, cron, began.get(command), now) for command, cron in TIMETABLE}
    lines |= {task: Line(words) for task, words in HANDED_OVER.items()}
    jobs = ProcrastinateJob.objects.filter(status__in=["todo", "doing", "failed"]).annotate(at=Max("procrastinateevent__at"))
    for job in jobs:
        _note(lines.setdefault(job.args.get("command", job.task_name), Line(job.task_name)), job, now)
    letters = Letter.objects.waiting().aggregate(since=Min("written_at"))["since"]
    waiting = Line(_("Letters that wait to be sent"), waits_since=letters)
    return sorted([*lines.values(), waiting], key=lambda line: (line.waits_since or now, line.failed_at is None))


def _of_timetable(command, cron, began, now):
    """Late, where nobody began it at its last moment; what never began is not, for nobody knows since when it should."""
    if began is None:
        return Line(WORDS[command])
    due = datetime.fromtimestamp(croniter(cron).get_next(float, start_time=began), UTC)
    return Line(WORDS[command], began_at=datetime.fromtimestamp(began, UTC), waits_since=due if due < now - SLACK else None)


def _note(line, job, now):
    if job.status == "doing":
        line.runs_since = job.at
    elif job.status == "failed":
        # Since it began anew nothing went wrong, or it would stand here again.
        if line.began_at is None or job.at >= line.began_at:
            line.failed_at = max(job.at, line.failed_at or job.at)
    else:
        since = max(job.at, job.scheduled_at or job.at)
        if since < now:
            line.waits_since = min(since, line.waits_since or since)
