from django.core.management.base import BaseCommand

from merchants.actions import compact_map, mend_map


class Command(BaseCommand):
    help = "Count the places of the map again, mend what differs and make it small. Runs every night; safe to repeat."

    def handle(self, **options):
        differed = mend_map()
        compact_map()
        self.stdout.write(f"squares of the map that differed from their places, and were mended: {differed}")
