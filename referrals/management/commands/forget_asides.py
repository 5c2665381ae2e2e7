from django.core.management.base import BaseCommand

from referrals.models import SettingAside


class Command(BaseCommand):
    help = "Erases what was set aside until now, with its colour or animal. Runs every quarter of an hour; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"{SettingAside.objects.over().delete()[0]} ended.")
