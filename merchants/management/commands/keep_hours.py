from django.core.management.base import BaseCommand

from merchants.actions import rebuild_all_open_minutes


class Command(BaseCommand):
    help = "Work out anew when places are open in the coming fourteen days. Runs every night; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"worked out the hours of {rebuild_all_open_minutes()} places")
