"""The office of a team on /components/: pages of the admin itself, over rows of a city that is gone again once they are drawn."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.contrib import admin, messages
from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from merchants.models import Chapter, User
from referrals.models import Organisation, Referrer
from vouchers.models import Cost

ALONE = {"is_nav_sidebar_enabled": False}


def _list(about, asked):
    asked.GET = QueryDict(f"chapter__id__exact={about.city.pk}")
    return _admin_of(Organisation).changelist_view(asked, ALONE)


def _empty_list(about, asked):
    asked.GET = QueryDict("q=nowhere")
    messages.success(asked, "The organisation “CAW” was changed successfully.")
    messages.warning(asked, "Nobody can log in for CAW yet.")
    messages.error(asked, "The bank refused. What was taken off hangs again.")
    return _admin_of(Organisation).changelist_view(asked, ALONE)


def _form(about, asked):
    return _admin_of(Organisation).change_view(asked, str(about.welcomed.pk), extra_context=ALONE)


def _slip(about, asked):
    """What was typed cannot be kept, so nothing is."""
    asked.method = "POST"
    rows = {"referrers-TOTAL_FORMS": 2, "referrers-INITIAL_FORMS": 1, "referrers-0-id": about.person.pk, "referrers-1-email": "lut@"}
    asked.POST = QueryDict(urlencode(rows | {"chapter": about.city.pk, "name": ""}))
    return _admin_of(Organisation).change_view(asked, str(about.welcomed.pk), extra_context=ALONE)


def _delete(about, asked):
    return _admin_of(Organisation).delete_view(asked, str(about.welcomed.pk), ALONE)


def _money(about, asked):
    return _admin_of(Cost).change_view(asked, str(about.cost.pk), extra_context=ALONE)


# name -> (what it is, how high its frame is, how it is drawn)
PIECES = {
    "list": ("A list, with what it can be narrowed to", 620, _list),
    "empty-list": ("A list with nothing in it, and what is said after a tap", 770, _empty_list),
    "form": ("A form, and rows below it", 730, _form),
    "slip": ("The same, after a slip of the finger", 880, _slip),
    "delete": ("Before something goes", 520, _delete),
    "money": ("A row of money, which nobody changes", 670, _money),
}


def draw(name, request):
    """This page of the admin, as HQ sees it, drawn."""
    _title, _height, drawn = PIECES[name]
    with _undone():
        about = _city()
        return drawn(about, _asked_by(about.hq, request)).render()


def _admin_of(model):
    return admin.site.get_model_admin(model)


@contextmanager
def _undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _city():
    today = timezone.localdate()
    city = Chapter.objects.create(slug="voorbeeldstad", name="Voorbeeldstad", email="team@voorbeeldstad.example", lat=51.05, lng=3.72)
    hq = User.objects.create_superuser("hq@voorbeeldstad.example", name="Lut")
    welcomed, *_others = Organisation.objects.bulk_create(
        Organisation(chapter=city, name=name, approved_on=approved_on)
        for name, approved_on in {"CAW Voorbeeldstad": today, "OCMW Voorbeeldstad": today, "Buurthuis De Lange Tafel": None}.items()
    )
    person = Referrer.objects.create(organisation=welcomed, user=User.objects.create_user("an@voorbeeldstad.example", name="An"))
    cost = Cost.objects.create(chapter=city, kind="fee", amount=39, reference="stl_example")
    return SimpleNamespace(city=city, hq=hq, welcomed=welcomed, person=person, cost=cost)


def _asked_by(person, request):
    """A question of this person, asked where the other one came in; a form in it needs no token."""
    asked = HttpRequest()
    asked.method, asked.user, asked.path, asked.resolver_match = "GET", person, request.path, request.resolver_match
    asked.META, asked.COOKIES, asked.session = dict(request.META), request.COOKIES, request.session
    asked._messages = default_storage(asked)
    asked._dont_enforce_csrf_checks = True
    return asked
