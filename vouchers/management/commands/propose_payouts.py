from django.core.management.base import BaseCommand

from vouchers.actions.paying_out import propose_everywhere


class Command(BaseCommand):
    help = "Puts together, for every city, what its places have coming; people approve and seal it. Runs every night; safe to repeat."

    def handle(self, **options):
        number = len(propose_everywhere())
        self.stdout.write(f"proposed {number} round{'s' if number != 1 else ''}")
