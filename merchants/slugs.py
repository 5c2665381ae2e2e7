"""Addresses of places: "krookcafe", and "krookcafe-2" for the next of that name."""

from django.utils.text import slugify


def base_of(name):
    """What the address is made of; names without Latin letters become "plek"."""
    return slugify(name)[:120].strip("-") or "plek"


class FreeSlugs:
    """Gives out addresses that nobody has yet, each once."""

    def __init__(self, taken):
        self.taken, self.numbers = set(taken), {}

    def take(self, name):
        slug = base = base_of(name)
        while slug in self.taken:
            number = self.numbers[base] = self.numbers.get(base, 1) + 1
            slug = f"{base}-{number}"
        self.taken.add(slug)
        return slug
