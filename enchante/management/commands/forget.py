from django.core.management.base import BaseCommand

from enchante.retention import forget, shuffle_the_ledger
from encounters.actions import shuffle_answers


class Command(BaseCommand):
    help = "Erase what nobody needs any more: old letters, ended logins, the order of hand-outs and answers. Every night; safe to repeat."

    def handle(self, **options):
        shuffle_the_ledger()
        shuffle_answers()
        self.stdout.write("erased " + ", ".join(f"{number} {what}" for what, number in forget().items()))
