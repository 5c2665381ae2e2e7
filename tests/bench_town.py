"""A great many invented places around Ghent, always the same, for measuring. Django must be set up before `fill_to` is called."""

import random
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db import connection

BATCH = 5_000


def fill_to(size):
    """Add places until there are so many, all with water and hours.

    Four in ten have a toilet, one in 500 gives first aid, one in ten has three coffees waiting, one in a hundred is easy with a wheelchair
    and one in a hundred speaks Arabic.
    """
    model = {name: apps.get_model(name) for name in ["merchants.Chapter", "merchants.Merchant", "merchants.Service", "vouchers.TreatKind"]}
    gent, _ = model["merchants.Chapter"].objects.get_or_create(slug="gent", defaults={"name": "Gent", "lat": 51.05, "lng": 3.72})
    services = {service.slug: service for service in model["merchants.Service"].objects.all()}
    coffee = model["vouchers.TreatKind"].objects.get(slug="koffie")
    there = model["merchants.Merchant"].objects.count()
    chance = random.Random(there)  # noqa: S311 - invented places, not secrets
    for start in range(there, size, BATCH):
        _add(gent, services, coffee, range(start, min(start + BATCH, size)), chance)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _add(gent, services, coffee, numbers, chance):
    merchant, offer, minutes, treat, movement = (
        apps.get_model(name)
        for name in ["merchants.Merchant", "merchants.ServiceOffer", "merchants.OpenMinutes", "vouchers.Treat", "vouchers.Movement"]
    )
    today = date.today()
    places = merchant.objects.bulk_create(
        merchant(
            chapter=gent,
            state="active",
            slug=f"plek-{number}",
            name=f"Plek {number}",
            kind="cafe",
            street=f"Straat {number}",
            postcode="9000",
            town="Gent",
            lat=51.05 + chance.gauss(0, 0.08),
            lng=3.72 + chance.gauss(0, 0.12),
            opening_hours="Mo-Sa 09:00-18:00",
            agreed_on=today,
            checked_on=today,
            wheelchair="yes" if number % 100 == 3 else "",
            languages=["nl", "ar"] if number % 100 == 5 else ["nl"],
        )
        for number in numbers
    )
    offer.objects.bulk_create(offer(merchant=place, service=services["water"]) for place in places)
    offer.objects.bulk_create(offer(merchant=place, service=services["toilet"]) for place in places if place.pk % 10 < 4)
    offer.objects.bulk_create(offer(merchant=place, service=services["ehbo"]) for place in places if place.pk % 500 == 1)
    minutes.objects.bulk_create(minutes.of(place, today) for place in places)
    treats = treat.objects.bulk_create(treat(merchant=place, kind=coffee, price=250) for place in places if place.pk % 10 == 0)
    movement.objects.bulk_create(movement(treat=hung, kind="counter", delta=3, key=UUID(int=hung.pk)) for hung in treats)
