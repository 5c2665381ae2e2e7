"""For whoever watches over the server: `/healthz` says the process lives, `/readyz` that it can serve people, and since when work waits."""

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

DUE = """
    SELECT min(since) FROM (
        SELECT greatest(event.at, job.scheduled_at) AS since
        FROM procrastinate_jobs AS job JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
        WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
        UNION ALL SELECT written_at FROM merchants_letter WHERE sent_at IS NULL AND "to" <> ''
    ) AS due"""
_migrated = False  # Once all migrations were seen applied they stay so for as long as this process and its code live.


@login_not_required
@never_cache
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
def readyz(request):
    trouble = _what_is_missing()
    told = trouble or f"ready\n{_told(oldest_due_work())}"
    return HttpResponse(f"{told}\n", content_type="text/plain", status=503 if trouble else 200)


def oldest_due_work():
    """Since when the oldest work waits that nobody has begun, jobs and letters alike; None where nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(DUE)
        return cursor.fetchone()[0]


def _told(since):
    if since is None:
        return "nothing waits"
    return f"the oldest work waits for {max(0, (timezone.now() - since).total_seconds() // 60):.0f} minutes"


def _what_is_missing():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return None if is_migrated() else "migrations are waiting"
    except OperationalError:
        return "the database does not answer"


def is_migrated():
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated
