from django.core.management.base import BaseCommand, CommandError, no_translations

from vouchers import gateways
from vouchers.actions import compare


class Command(BaseCommand):
    help = "Compares the payments of the last days with the provider's own list, settles what settles itself, and says what differs still."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=14, help="how many days back (14)")

    @no_translations
    def handle(self, *, days, **options):
        if not gateways.can_pay_online():
            self.stdout.write("Nobody pays online here, so there is nothing to compare.")
            return
        try:
            differences = compare(days=days)
        except gateways.GatewayTrouble:
            raise CommandError("The provider gave no answer, so nothing was compared. Run this again later.") from None
        for difference in differences:
            self.stdout.write(str(difference))
        if differences:
            raise CommandError(f"The provider and we do not agree: {len(differences)} differences.")
        self.stdout.write("The provider and we agree.")
