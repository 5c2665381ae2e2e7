from django.core.management.base import BaseCommand

from enchante.retention import forget


class Command(BaseCommand):
    help = "Erase what nobody needs any more: letters sent a month ago, logins that ended. Runs every night; safe to repeat."

    def handle(self, **options):
        self.stdout.write("erased " + ", ".join(f"{number} {what}" for what, number in forget().items()))
