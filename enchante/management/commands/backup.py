from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from enchante import backups


class Command(BaseCommand):
    help = "Writes the whole database into one locked file in BACKUP_FOLDER, for whoever holds the secret of BACKUP_RECIPIENT."

    def add_arguments(self, parser):
        parser.add_argument("--new-key", action="store_true", help="print a new pair: for BACKUP_RECIPIENT, and the secret that opens")

    def handle(self, *, new_key, **options):
        if new_key:
            recipient, secret = backups.new_key()
            self.stdout.write(f"BACKUP_RECIPIENT={recipient}")
            self.stdout.write(f"The secret that opens it; keep it on paper and elsewhere, never on this machine:\n{secret}")
        elif not settings.BACKUP_RECIPIENT:
            self.stdout.write("No backup: BACKUP_RECIPIENT is not set (manage.py backup --new-key makes one).")
        else:
            try:
                path = backups.write(settings.BACKUP_FOLDER, settings.BACKUP_RECIPIENT)
            except backups.BackupError as error:
                raise CommandError(str(error)) from None
            self.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes.")
