from django.core.management.base import BaseCommand

from encounters.actions import forget_rounds
from referrals.models import SettingAside


class Command(BaseCommand):
    help = "Erases what was set aside until now, for organisations and for activities. Runs every quarter of an hour; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"{SettingAside.objects.over().delete()[0] + forget_rounds()} ended.")
