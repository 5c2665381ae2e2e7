"""Half a year: January to June, or July to December."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

SLUG = re.compile(r"\A(20\d\d)-([12])\Z", re.A)


@dataclass(frozen=True, order=True)
class HalfYear:
    year: int
    half: int

    @classmethod
    def of(cls, day):
        return cls(day.year, 1 if day.month < 7 else 2)

    @classmethod
    def read(cls, text):
        """The one called so in an address ("2026-2"), or None."""
        found = SLUG.match(text)
        return found and cls(int(found[1]), int(found[2]))

    @property
    def slug(self):
        return f"{self.year}-{self.half}"

    @property
    def first_day(self):
        return date(self.year, 1 if self.half == 1 else 7, 1)

    @property
    def last_day(self):
        return date(self.year, 6, 30) if self.half == 1 else date(self.year, 12, 31)

    @property
    def days(self):
        return self.first_day, self.last_day

    @property
    def before(self):
        return HalfYear.of(self.first_day - timedelta(1))

    def __str__(self):
        words = _("January to June %(year)s") if self.half == 1 else _("July to December %(year)s")
        return words % {"year": self.year}
