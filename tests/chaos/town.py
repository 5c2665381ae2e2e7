"""What hangs in the town that is struck. Run as a program, on the database of the settings: it prints what clients must know, as JSON."""

import json
import sys

import django

SHOPS, PLENTY, SCARCE = 6, 5_000, 40


def main():
    django.setup()
    from tests.factories import make_chapter, make_merchant, make_treat
    from vouchers.models import CounterLink

    city = make_chapter(email="team@example.org")
    shops = []
    for _ in range(SHOPS):
        place = make_merchant(chapter=city)
        # Of soup so little hangs that clients run for the last ones.
        treats = [make_treat(merchant=place, waiting=PLENTY), make_treat(merchant=place, kind="soep", waiting=SCARCE, price=400)]
        prices = {treat.pk: treat.price for treat in treats}
        shops.append({"slug": place.slug, "counter": f"/toog/{CounterLink.objects.of(place).token}/", "prices": prices})
    json.dump(shops, sys.stdout)


if __name__ == "__main__":
    main()
