"""Inviting: somebody gets a login, and a letter that says what for and where the door is. Nobody gets a password."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from merchants import letters
from merchants.models import Merchant, User

from .ending_logins import end_logins

# Letters a place may send in a day: enough for any counter, and too few for a whole street.
MOST_A_DAY = 20
MOST_AT_A_PLACE = 20


class TooManyLetters(Exception):
    """So many people were let in here today already."""


class TooManyPeople(Exception):
    """The list of people is full."""


def let_in(*, email, name="", what, event, chapter=None):
    """The person with this address, made when new, and a letter that says what they look after. An event is told once to a person."""
    user = _person(email, name)
    _write(user, what, f"{user.pk}-{event}", chapter)
    return user


@transaction.atomic
def let_in_colleague(*, merchant, email, name="", today=None):
    """Somebody looks after this place too, from now on; a letter says so. Who does already gets none. Locks the place.

    Raises TooManyPeople or TooManyLetters.
    """
    merchant = Merchant.objects.select_for_update(no_key=True).get(pk=merchant.pk)
    of = {"what": merchant.name, "event": f"colleague-{merchant.pk}", "chapter": merchant.chapter}
    list_up(merchant.people, email=email, name=name, most=MOST_AT_A_PLACE, today=today, **of)


def list_up(people, *, email, name, what, event, chapter, most, today=None):
    """One more person on this list (rows that tie a `user`), which holds so many at most, and a letter to whoever is new.

    Whoever calls this has locked what the list is of. Raises TooManyPeople or TooManyLetters.
    """
    person, is_new = people.get_or_create(user=_person(email, name))
    if not is_new:
        return
    today = f"{event}-{today or timezone.localdate()}-"
    if people.count() > most:
        raise TooManyPeople
    if letters.Letter.objects.filter(event__startswith=f"let-in-{today}").count() >= MOST_A_DAY:
        raise TooManyLetters
    _write(person.user, what, f"{today}{person.pk}", chapter)


def _person(email, name):
    return User.objects.get_or_create(email=email.strip().lower(), defaults={"name": name, "password": make_password(None)})[0]


def _write(user, what, event, chapter):
    url = settings.SITE_URL + reverse("account_login")
    letters.write(event=f"let-in-{event}", to=user.email, template="let_in", chapter=chapter, name=user.name, what=what, url=url)


@transaction.atomic
def invite_hq(*, email, what):
    """Make this person HQ, who may do everything. The second time nothing changes. Returns whether it was new."""
    user = let_in(email=email, what=what, event="hq")
    is_new = not user.is_superuser
    user.is_superuser = user.is_active = True
    user.save(update_fields=["is_superuser", "is_active"])
    if is_new:
        end_logins(user)
    return is_new
