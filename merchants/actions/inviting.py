"""Inviting: somebody gets a login, and a letter that says what for and where the door is. Nobody gets a password."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse

from merchants import letters
from merchants.models import MerchantPerson, User


def let_in(*, email, name="", what, event):
    """The person with this address, made when new, and a letter that says what they look after. An event is told once to a person."""
    user, _ = User.objects.get_or_create(email=email.strip().lower(), defaults={"name": name, "password": make_password(None)})
    letters.write(
        event=f"let-in-{user.pk}-{event}",
        to=user.email,
        template="let_in",
        name=user.name,
        what=what,
        url=settings.SITE_URL + reverse("account_login"),
    )
    return user


@transaction.atomic
def let_in_colleague(*, merchant, email, name=""):
    """Somebody looks after this place too, from now on; a letter says so. The second time nothing changes."""
    user = let_in(email=email, name=name, what=merchant.name, event=f"place-{merchant.pk}")
    MerchantPerson.objects.get_or_create(merchant=merchant, user=user)


@transaction.atomic
def invite_hq(*, email, what):
    """Make this person HQ, who may do everything. The second time nothing changes. Returns whether it was new."""
    user = let_in(email=email, what=what, event="hq")
    is_new = not user.is_superuser
    user.is_superuser = user.is_active = True
    user.save(update_fields=["is_superuser", "is_active"])
    return is_new
