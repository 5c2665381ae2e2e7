"""A make-believe bank for trying things out: only where no real provider is configured and DEBUG is on."""

from django.db import transaction
from django.urls import reverse

from merchants.keys import fresh_token
from vouchers.models import DemoPayment, Payment

from .seam import Answer, GatewayTrouble, Opened, Refunding, RefundNews, Refused


class DemoGateway:
    name = "demo"
    mode = "test"

    def create(self, *, payment, return_url):
        made, _ = DemoPayment.objects.get_or_create(
            key=payment.provider_key,
            defaults={"amount": payment.amount, "currency": payment.currency, "token": payment.token, "return_url": return_url},
        )
        return Opened(made.id, reverse("vouchers:demo-checkout", args=[made.id]))

    def fetch(self, provider_id):
        return self._answer(self._find(DemoPayment.objects, provider_id))

    def cancel(self, provider_id):
        if not DemoPayment.objects.filter(pk=provider_id, status=Payment.Status.OPEN).update(status=Payment.Status.CANCELED):
            raise Refused
        return self.fetch(provider_id)

    @transaction.atomic
    def refund(self, *, payment, key, amount, description):
        there = self._find(DemoPayment.objects.select_for_update(), payment.provider_id)
        if str(key) not in there.refunds:
            left = there.amount - sum(refund["amount"] for refund in there.refunds.values() if refund["status"] != Refunding.FAILED)
            if there.status != Payment.Status.PAID or not 0 < amount <= left:
                raise Refused
            there.refunds[str(key)] = {"id": fresh_token(), "amount": amount, "status": Refunding.DONE}
            there.save(update_fields=["refunds"])
        return there.refunds[str(key)]["id"]

    def listed(self, since):
        ours = Payment.objects.filter(gateway=self.name, made_at__gte=since).values("provider_key")
        return [self._answer(there)._replace(refunds={}, charged_back=0) for there in DemoPayment.objects.filter(key__in=ours)]

    def _find(self, payments, provider_id):
        try:
            return payments.get(pk=provider_id)
        except DemoPayment.DoesNotExist:
            raise GatewayTrouble from None

    def _answer(self, there):
        refunds = {refund["id"]: RefundNews(Refunding(refund["status"]), key) for key, refund in there.refunds.items()}
        status = Payment.Status(there.status)
        back = there.charged_back + sum(refund["amount"] for refund in there.refunds.values() if refund["status"] != Refunding.FAILED)
        return Answer(there.id, status, there.amount, there.currency, self.mode, there.token, refunds, there.charged_back, back)
