from django.core.management.base import BaseCommand

from vouchers.actions import reconcile_all
from vouchers.models import Payment


class Command(BaseCommand):
    help = "Asks the provider about every payment whose end we have not heard. Safe to run at any time, as often as you like."

    def handle(self, **options):
        told = reconcile_all(Payment.objects.to_ask_about())
        self.stdout.write(f"{told.total()} asked: {told['moved']} moved, {told['same']} the same, {told['no answer']} without an answer.")
