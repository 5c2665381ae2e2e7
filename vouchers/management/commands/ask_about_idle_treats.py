from django.core.management.base import BaseCommand

from vouchers.actions import ask_about_idle_treats


class Command(BaseCommand):
    help = "Ask places whose treats hang for half a year what they would like to do with them. Runs every week; safe to repeat."

    def handle(self, **options):
        self.stdout.write(f"asked {ask_about_idle_treats()} places")
