from django.core.management.base import BaseCommand

from merchants.actions import end_overdue_rounds, remind_all


class Command(BaseCommand):
    help = "Remind places of the rounds that run, at most twice, and end rounds whose day has gone by. Runs every morning; safe to repeat."

    def handle(self, **options):
        ended = end_overdue_rounds()
        self.stdout.write(f"reminded {remind_all()} places, ended {ended} rounds")
