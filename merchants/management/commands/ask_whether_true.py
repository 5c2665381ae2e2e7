from django.core.management.base import BaseCommand

from merchants.actions import ask_all_whether_true


class Command(BaseCommand):
    help = "Write to places nobody looked at for half a year, whether all is still true. Runs every week; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"wrote to {ask_all_whether_true()} places")
