"""The two banks a payment may go through, side by side: what a test says of one, it says of the other in the same words."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

from django.core.management import call_command
from django.utils import timezone

from tests.fake_mollie_books import left_of
from vouchers import actions
from vouchers.gateways.demo import DemoGateway
from vouchers.gateways.mollie import MollieGateway
from vouchers.models import DemoPayment, Payment


class DemoBank:
    gateway = DemoGateway

    def end(self, payment, status):
        DemoPayment.objects.filter(key=payment.provider_key).update(status=status)

    def made(self):
        """How many payments were ever made there."""
        return DemoPayment.objects.count()

    def left(self, payment):
        """How many cents of it can still go back."""
        there = DemoPayment.objects.get(key=payment.provider_key)
        return there.amount - sum(refund["amount"] for refund in there.refunds.values())


class MollieBank:
    gateway = MollieGateway

    def __init__(self, mollie):
        self.books = mollie.books

    def end(self, payment, status):
        for there in self.books.payments.values():
            if there["metadata"] == {"token": payment.token}:
                self.books.end(there["id"], status)

    def made(self):
        return len(self.books.payments)

    def left(self, payment):
        return left_of(self.books.payments[payment.provider_id])


def bought(*treats, quantity=1):
    """The payment of so many of each treat, written down and not opened yet."""
    return actions.buy(quantities={treat.pk: quantity for treat in treats}, word="", key=uuid4()).payments.get()


def opened(*treats, quantity=1):
    payment = bought(*treats, quantity=quantity)
    actions.start_payment(payment=payment)
    return payment


def now(payment):
    return Payment.objects.get(pk=payment.pk)


def age(payment, **ago):
    """As if it was made so long ago."""
    Payment.objects.filter(pk=payment.pk).update(made_at=timezone.now() - timedelta(**ago))


def poll():
    out = StringIO()
    call_command("reconcile_payments", stdout=out)
    return out.getvalue().strip().splitlines()[-1]
