import asyncio
import signal
from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

# A long night's work holds up no letter. Each takes a connection of Django's pool.
AT_ONCE = 4


class Command(BaseCommand):
    help = "Does what runs by itself, everything at its moment (enchante/tasks.py), and long work that pages hand over."

    def handle(self, **options):
        asyncio.run(_work())


async def _work():
    """Until somebody asks it to stop; then what is being done is finished first."""
    # Connections of its own, straight to the database: it listens there for work.
    with app.replace_connector(PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=AT_ONCE)):
        async with app.open_async():
            # What succeeded leaves no trace; what failed stays for a month (enchante/retention.py).
            work = asyncio.create_task(app.run_worker_async(concurrency=AT_ONCE, delete_jobs="successful", install_signal_handlers=False))
            for end in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(end, work.cancel)
            with suppress(asyncio.CancelledError):
                await work
                raise CommandError("The database could not be reached any more. Start this again.")
