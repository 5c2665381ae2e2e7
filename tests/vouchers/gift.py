"""Filling in the page where one treats someone, as a person would."""

from uuid import uuid4

from tests.pages import words_of
from vouchers.models import Purchase


def address(merchant):
    return f"/plek/{merchant.slug}/trakteren/"


def filled_in(*treats, total=None, key=None, word="", email="", wants_news="", **numbers):
    """What the form of this place sends: the prices it showed, and how many of each (koffie=2)."""
    chosen = {treat: numbers.get(treat.kind.slug, 0) for treat in treats}
    together = sum(treat.price * number for treat, number in chosen.items() if isinstance(number, int))
    return {
        "key": key or uuid4(),
        "word": word,
        "email": email,
        **({"wants_news": wants_news} if wants_news else {}),
        "totaal": together if total is None else total,
        **{f"aantal-{treat.pk}": number for treat, number in chosen.items()},
        **{f"prijs-{treat.pk}": treat.price for treat in treats},
    }


def give(client, *treats, **choices):
    """Send the form and read what comes of it."""
    return client.post(address(treats[0].merchant), filled_in(*treats, **choices), follow=True)


def refused(response, sentence):
    """Whether the page came back with this sentence, and nothing was written down."""
    return sentence in words_of(response) and not Purchase.objects.exists()
