"""A make-believe bank for trying things out: only where no real provider is configured and DEBUG is on."""

from django.urls import reverse

from vouchers.models import DemoPayment, Payment

from .seam import Answer, GatewayTrouble, Opened


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
        try:
            there = DemoPayment.objects.get(pk=provider_id)
        except DemoPayment.DoesNotExist:
            raise GatewayTrouble from None
        return Answer(there.id, Payment.Status(there.status), there.amount, there.currency, self.mode, there.token)
