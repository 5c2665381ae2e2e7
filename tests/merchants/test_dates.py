"""Every language says a date its own way."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from merchants.dates import date_format

FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("language", "day", "month", "weekday"),
    [
        ("nl", "27 november", "november 2026", "vrijdag 27 november"),
        ("fr", "27 novembre", "novembre 2026", "vendredi 27 novembre"),
        ("en", "27 November", "November 2026", "Friday 27 November"),
        ("de", "27. November", "November 2026", "Freitag, 27. November"),
        ("ar", "27 نوفمبر", "نوفمبر 2026", "الجمعة 27 نوفمبر"),
        ("uk", "27 листопада", "листопад 2026", "п’ятниця, 27 листопада"),
        ("tr", "27 Kasım", "Kasım 2026", "27 Kasım Cuma"),
        ("fa", "27 نوامبر", "نوامبر 2026", "جمعه 27 نوامبر"),
        ("es", "27 de noviembre", "noviembre de 2026", "viernes, 27 de noviembre"),
        ("ro", "27 noiembrie", "noiembrie 2026", "vineri, 27 noiembrie"),
        ("bg", "27 ноември", "ноември 2026", "петък, 27 ноември"),
        ("pl", "27 listopada", "listopad 2026", "piątek, 27 listopada"),
        ("pt", "27 de novembro", "novembro de 2026", "sexta-feira, 27 de novembro"),
    ],
)
def test_a_date_is_said_as_the_language_says_it(language, day, month, weekday):
    with override(language):
        assert [date_format(FRIDAY, form) for form in ("j F", "F Y", "l j F")] == [day, month, weekday]
        page = Template('{{ day|date:"j F" }}|{{ day|date:"l j F"|capfirst }}|{{ nothing|date:"j F" }}').render(Context({"day": FRIDAY}))

    assert page == f"{day}|{weekday[:1].upper()}{weekday[1:]}|"


def test_turkish_with_the_year_keeps_the_weekday_last():
    with override("tr"):
        assert date_format(FRIDAY, "l j F Y") == "27 Kasım 2026 Cuma"


def test_what_machines_read_stays_as_it_is():
    with override("es"):
        assert Template('{{ day|date:"Y-m-d\\TH:i" }}').render(Context({"day": datetime(2026, 11, 27, 9, 5)})) == "2026-11-27T09:05"
