"""How the tests use the admin: addresses of rows, what a list shows, what a button does, what a browser sends."""

from uuid import uuid4

from django.urls import reverse

from tests.factories import make_merchant, make_pot, make_purchase, make_treat
from vouchers import actions
from vouchers.models import Treat


def address(row, page="change"):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}"
    return reverse(name, args=[row.pk] if page in {"change", "delete", "history"} else [])


def listed(response):
    return set(response.context["cl"].queryset.values_list("pk", flat=True))


def act(client, action, *rows):
    return client.post(address(rows[0], "changelist"), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


def typed(merchant, **changes):
    """What the browser sends for the page of this place when nothing was touched, but for these changes."""
    fields = [
        "name",
        "kind",
        "description",
        "state",
        "street",
        "postcode",
        "town",
        "opening_hours",
        "quiet_hours",
        "wheelchair",
        "website",
        "phone",
        "note_for_referrers",
    ]
    fields += ["contact_name", "contact_email", "contact_phone", "remark", "checked_by"]
    data = {name: getattr(merchant, name) for name in fields} | {"chapter": merchant.chapter_id, "languages": ",".join(merchant.languages)}
    data |= {name: repr(getattr(merchant, name)) for name in ("lat", "lng")}
    data |= {name: getattr(merchant, name) or "" for name in ("checked_on", "agreed_on", "charter_accepted_on")}
    data |= {name: "on" for name in ("is_heated", "is_cool") if getattr(merchant, name)}
    for prefix in ("offers", "photos", "pauses", "notices", "people"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data | changes


def make_gift(chapter, *, word="Smakelijk!", paid=True):
    """A purchase of one treat at a place of this city."""
    treat = Treat.objects.filter(merchant__chapter=chapter).first() or make_treat(merchant=make_merchant(chapter=chapter))
    return make_purchase(treat, word=word, paid=paid)


def make_filled_pot(chapter):
    """The pot of this city after one more gift."""
    return make_pot(500, chapter=chapter)


def make_refund(chapter):
    """All of a gift at a place of this city, on its way back."""
    return actions.give_back(payment=make_gift(chapter).payments.get(), key=uuid4())


def make_redirection(chapter):
    """A place of this city asks another one to take over two coffees."""
    coffee = make_treat(merchant=make_merchant(chapter=chapter), waiting=3)
    return actions.ask_to_take_over(treat=coffee, to_merchant=make_merchant(chapter=chapter), quantity=2, key=uuid4())
