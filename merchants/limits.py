"""How often one form may be sent from one corner of the internet in a day, or by all together, without keeping which corner that was.

What is stored is an HMAC of the form and the address, made with a secret of that day. Rows of earlier days are erased.
"""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Knock(models.Model):
    """So many times this form came from one corner today."""

    mark = models.CharField(max_length=64, unique=True)
    day = models.DateField(db_index=True)
    times = models.PositiveSmallIntegerField(default=0)

    class Meta:
        app_label = "merchants"

    def __str__(self):
        return f"{self.day:%Y-%m-%d}: {self.times}"


def allows(request, form, *, per_day):
    """Count one sending of this form; False when its corner sent it so often today already."""
    return allows_all(f"{form} {_corner(request)}", per_day=per_day)


def allows_all(form, *, per_day):
    """Count one sending of this form, wherever it comes from; False when it was sent so often today already."""
    today = timezone.localdate()
    mark = salted_hmac(f"knock {today}", form, algorithm="sha256").hexdigest()
    _, is_new = Knock.objects.get_or_create(mark=mark, defaults={"day": today})
    if is_new:
        Knock.objects.filter(day__lt=today).delete()
    return bool(Knock.objects.filter(mark=mark, times__lt=per_day).update(times=F("times") + 1))


def _corner(request):
    """The address as login knows it too (behind a proxy: ALLAUTH_TRUSTED_PROXY_COUNT). One house has a whole /64 of IPv6."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    return address if address.version == 4 else ip_network((address, 64), strict=False)
