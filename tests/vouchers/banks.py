"""The two banks a payment may go through, side by side: what a test says of one, it says of the other in the same words."""

from datetime import timedelta
from io import StringIO
from uuid import uuid4

from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.fake_mollie_books import cents, euros, left_of
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

    def refunds(self, payment):
        """The cents of each refund made there."""
        return [refund["amount"] for refund in DemoPayment.objects.get(key=payment.provider_key).refunds.values()]

    def end_refunds(self, payment, status):
        """Every refund of this payment ends there: "done" or "failed"."""
        there = DemoPayment.objects.get(key=payment.provider_key)
        self._change(payment, refunds={key: refund | {"status": status} for key, refund in there.refunds.items()})

    def refund_there(self, payment, amount):
        """Somebody gives money back on the bank's own pages. Returns its number there."""
        there = DemoPayment.objects.get(key=payment.provider_key)
        self._change(payment, refunds=there.refunds | {str(uuid4()): {"id": "re_there", "amount": amount, "status": "done"}})
        return "re_there"

    def charge_back(self, payment, amount):
        self._change(payment, charged_back=amount)

    def reverse(self, payment):
        self._change(payment, charged_back=0)

    def have_as_amount(self, payment, cents):
        self._change(payment, amount=cents)

    def forget(self, payment):
        DemoPayment.objects.filter(key=payment.provider_key).delete()

    def _change(self, payment, **changes):
        DemoPayment.objects.filter(key=payment.provider_key).update(**changes)


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

    def refunds(self, payment):
        return [cents(refund["amount"]) for refund in self.books.payments[payment.provider_id]["_refunds"]]

    def end_refunds(self, payment, status):
        for refund in self.books.payments[payment.provider_id]["_refunds"]:
            self.books.finish_refund(refund["id"], {"done": "refunded"}.get(status, status))

    def refund_there(self, payment, amount):
        there = self.books.payments[payment.provider_id]
        refund = self.books._refund(there, {"amount": euros(amount)})
        self.books._tell(there)
        return refund["id"]

    def charge_back(self, payment, amount):
        self.books.charge_back(payment.provider_id, amount)

    def reverse(self, payment):
        self.books.reverse(payment.provider_id)

    def have_as_amount(self, payment, cents):
        self.books.payments[payment.provider_id]["amount"] = euros(cents)

    def forget(self, payment):
        del self.books.payments[payment.provider_id]


def bought(*treats, quantity=1):
    """The payment of so many of each treat, written down and not opened yet."""
    return actions.buy(quantities={treat.pk: quantity for treat in treats}, word="", key=uuid4()).payments.get()


def opened(*treats, quantity=1):
    payment = bought(*treats, quantity=quantity)
    actions.start_payment(payment=payment)
    return payment


def paid(bank, *treats, quantity=1):
    """The same, paid: so many of each hang."""
    payment = opened(*treats, quantity=quantity)
    bank.end(payment, "paid")
    return actions.reconcile(payment)


def now(payment):
    return Payment.objects.get(pk=payment.pk)


def age(payment, **ago):
    """As if it was made so long ago."""
    Payment.objects.filter(pk=payment.pk).update(made_at=timezone.now() - timedelta(**ago))


def poll():
    out = StringIO()
    call_command("reconcile_payments", stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def compared(days=14):
    """What the command says, line by line; its last sentence comes as an error where something differs."""
    out = StringIO()
    try:
        call_command("compare_with_provider", days=days, stdout=out)
    except CommandError as error:
        return [*out.getvalue().splitlines(), str(error)]
    return out.getvalue().splitlines()
