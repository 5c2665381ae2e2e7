from django.conf import settings
from django.core.management.base import BaseCommand

from enchante import backups


class Command(BaseCommand):
    help = "Writes the numbers of what was erased beside the backups, so that no file from before brings anybody back."

    def handle(self, **options):
        if settings.BACKUP_RECIPIENT:
            self.stdout.write(f"{backups.note_erasures(settings.BACKUP_FOLDER)} numbers.")
