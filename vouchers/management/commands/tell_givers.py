from django.core.management.base import BaseCommand

from vouchers.actions import tell_givers


class Command(BaseCommand):
    help = "Tells givers who asked for it that treats like theirs were enjoyed. Run it once a month; more often does no harm."

    def handle(self, **options):
        self.stdout.write(f"{tell_givers()} givers told.")
