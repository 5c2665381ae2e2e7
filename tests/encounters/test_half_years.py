"""Half a year, as people and addresses call it."""

from datetime import date

import pytest

from encounters.half_years import HalfYear


@pytest.mark.parametrize(
    ("day", "slug", "first", "last", "before"),
    [
        (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 6, 30), "2025-2"),
        (date(2026, 6, 30), "2026-1", date(2026, 1, 1), date(2026, 6, 30), "2025-2"),
        (date(2026, 7, 1), "2026-2", date(2026, 7, 1), date(2026, 12, 31), "2026-1"),
        (date(2026, 12, 31), "2026-2", date(2026, 7, 1), date(2026, 12, 31), "2026-1"),
    ],
)
def test_each_day_is_in_one(day, slug, first, last, before):
    half_year = HalfYear.of(day)

    assert (half_year.slug, half_year.days, half_year.before.slug) == (slug, (first, last), before)
    assert HalfYear.read(slug) == half_year


@pytest.mark.parametrize("odd", ["", "2026", "2026-3", "2026-0", "1926-1", "2026-1 ", "２０２６-1", "2026-1\n"])
def test_an_odd_address_is_none(odd):
    assert HalfYear.read(odd) is None


def test_it_is_called_by_its_months():
    assert [str(HalfYear(2026, half)) for half in (1, 2)] == ["januari tot en met juni 2026", "juli tot en met december 2026"]
