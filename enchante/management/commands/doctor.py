from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from enchante import doctor


class Command(BaseCommand):
    help = "Says in plain words what is wrong with this installation, and how to mend it; then it ends non-zero. Changes nothing."
    requires_system_checks = []

    def handle(self, **options):
        found = 0
        try:
            for looked_at, to_mend in doctor.look():
                found += len(to_mend)
                for sentence in to_mend:
                    self.stdout.write(self.style.ERROR(f"mend  {sentence}"))
                if not to_mend:
                    self.stdout.write(f"well  {looked_at}")
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).strip()} Mend DATABASE_URL, or start the database.") from None
        if found:
            raise CommandError(f"{found} to mend.")
        self.stdout.write("All is well.")
