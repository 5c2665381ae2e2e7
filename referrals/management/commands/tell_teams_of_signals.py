from django.core.management.base import BaseCommand

from referrals.actions import tell_teams_of_signals


class Command(BaseCommand):
    help = "Writes to each team for which a question about a place is new, once a day. Runs every night; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"{tell_teams_of_signals()} teams told.")
