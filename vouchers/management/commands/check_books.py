from django.core.management.base import BaseCommand, CommandError

from vouchers.books import differences


class Command(BaseCommand):
    help = "Checks that what hangs adds up to what happened, and what was paid to what was bought. Changes nothing."

    def handle(self, **options):
        found = 0
        for found, difference in enumerate(differences(), start=1):  # noqa: B007 - the number is told below
            self.stdout.write(difference)
        if found:
            raise CommandError(f"The books do not add up: {found} differences.")
        self.stdout.write("The books add up.")
