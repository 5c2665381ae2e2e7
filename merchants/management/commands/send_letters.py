from django.core.management.base import BaseCommand

from merchants import letters


class Command(BaseCommand):
    help = "Send the letters that still wait in the outbox. Safe to repeat, also beside itself."

    def handle(self, **options):
        self.stdout.write(f"sent {letters.send_waiting()}, waiting {letters.Letter.objects.waiting().count()}")
