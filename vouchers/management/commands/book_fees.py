from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from merchants.money import euro
from vouchers import gateways
from vouchers.actions import book_fees


class Command(BaseCommand):
    help = "Books what the payment provider keeps for its work as costs of the cities, once for each of its settlements."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=62, help="how old a settlement may be (62)")

    @no_translations
    def handle(self, *, days, **options):
        if not settings.MOLLIE_ACCESS_TOKEN:
            self.stdout.write("MOLLIE_ACCESS_TOKEN is empty, so no fees are booked.")
            return
        try:
            found = book_fees(since=timezone.now() - timedelta(days=days))
        except gateways.GatewayTrouble:
            raise CommandError("The provider did not tell all its settlements. Run this again later.") from None
        for fees in found:
            self.stdout.write(
                f"Settlement {fees.settlement}: {euro(fees.booked)} booked, {euro(fees.unexplained)} explained by no payment of ours."
            )
        self.stdout.write(f"{len(found)} settlements that were not booked yet.")
