from django.core.management.base import BaseCommand

from enchante.retention import forget, shuffle_the_ledger


class Command(BaseCommand):
    help = "Erase what nobody needs any more: old letters, logins that ended, the order of hand-outs. Runs every night; safe to repeat."

    def handle(self, **options):
        shuffle_the_ledger()
        self.stdout.write("erased " + ", ".join(f"{number} {what}" for what, number in forget().items()))
