"""What runs by itself, and when. `manage.py work` does it; on several machines each thing is still started once.

The hours are UTC: in Belgium one hour later in winter, two in summer. So no night has an hour twice, or lacks one.
"""

from io import StringIO

from django.core.management import CommandError, call_command
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

# Command and moment: minute, hour, day of the month, month, day of the week (0 is Sunday).
TIMETABLE = [
    ("send_letters", "*/5 * * * *"),
    ("reconcile_payments", "*/5 * * * *"),
    # Exactly when what was set aside ends.
    ("forget_asides", "*/15 * * * *"),
    ("note_erasures", "*/15 * * * *"),
    ("keep_hours", "5 1 * * *"),
    ("keep_map", "20 1 * * *"),
    ("compare_with_provider", "35 1 * * *"),
    ("book_fees", "50 1 * * *"),
    ("propose_payouts", "5 2 * * *"),
    ("check_books", "20 2 * * *"),
    ("tell_teams_of_signals", "35 2 * * *"),
    ("forget", "50 2 * * *"),
    # What was erased this night is not in it.
    ("backup", "58 2 * * *"),
    # Letters to places and givers leave in the morning.
    ("keep_rounds", "5 8 * * *"),
    ("ask_whether_true", "10 8 * * 2"),
    ("ask_about_idle_treats", "10 8 * * 3"),
    ("tell_givers", "10 8 1 * *"),
]
# A job whose worker was killed is taken up again, but one that kills its worker each time must stop some day.
TRIES = 3


@app.task(name="run_command")
def run_command(timestamp, command):
    """Run it as by hand. What it said goes along with what went wrong."""
    said = StringIO()
    try:
        call_command(command, stdout=said, stderr=said)
    except CommandError as error:
        raise CommandError(f"{command}: {error}\n{said.getvalue()}") from error


for command, cron in TIMETABLE:
    # While it runs one more waits at most, and is not started beside it.
    app.periodic(cron=cron, periodic_id=command, lock=command, queueing_lock=command, task_kwargs={"command": command})(run_command)


@app.periodic(cron="* * * * *", queueing_lock="take_up_again")
@app.task(name="take_up_again")
async def take_up_again(timestamp):
    """What a worker was doing when it was killed."""
    for job in await app.job_manager.get_stalled_jobs():
        if job.attempts + 1 >= TRIES:
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
            continue
        try:
            await app.job_manager.retry_job(job)
        except exceptions.UniqueViolation:
            # The same is waiting already, for its next time.
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
