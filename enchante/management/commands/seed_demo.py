from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from enchante import seeding
from merchants.models import Merchant


class Command(BaseCommand):
    help = "Fill the database with the demo town. Safe to run twice: the second time changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="the day the story is told on, as 2026-11-23")

    def handle(self, *, today, **options):
        if not settings.DEBUG:
            raise CommandError(
                "The demo town has logins without a mailbox, so it is only for trying out. Set DEBUG=true if this is such a place."
            )
        seeding.tell(today or timezone.localdate())
        self.stdout.write(f"The demo town is there: {Merchant.objects.count()} places.")
