from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from merchants.money import EuroFormField, PriceField, euro, shared_out, to_cents

NARROW = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("cents", "words"),
    [(250, "€ 2,50"), (5, "€ 0,05"), (0, "€ 0,00"), (-250, "€ -2,50"), (50_000, "€ 500,00"), (123_456_789, "€ 1.234.567,89")],
)
def test_euro_in_dutch(cents, words):
    assert euro(cents) == words.replace(" ", NARROW)


def test_euro_follows_the_language_of_the_reader():
    with override("en"):
        assert euro(123_456) == f"€{NARROW}1,234.56"


@pytest.mark.parametrize(
    ("amount", "cents"),
    [("2.5", 250), ("0.005", 1), ("0.0049", 0), ("-0.005", -1), ("2.675", 268), ("1000000", 100_000_000)],
)
def test_to_cents_rounds_halves_away_from_zero(amount, cents):
    assert to_cents(Decimal(amount)) == cents


@pytest.mark.parametrize(
    ("cents", "parts", "shares"),
    [
        (100, {"a": 2, "b": 1}, {"a": 67, "b": 33}),
        (100, {"a": 3, "b": 3, None: 2}, {"a": 38, "b": 37, None: 25}),
        (100, {"a": 1, "b": 1, "c": 1}, {"a": 34, "b": 33, "c": 33}),
        (1, {"a": 1, "b": 2}, {"a": 0, "b": 1}),
        (-100, {"a": 2, "b": 1}, {"a": -67, "b": -33}),
        (0, {"a": 1}, {"a": 0}),
        (7, {"a": 1, "b": 0}, {"a": 7, "b": 0}),
    ],
)
def test_cents_are_shared_out_whole(cents, parts, shares):
    assert shared_out(cents, parts) == shares
    assert sum(shares.values()) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("2,50", 250),
        ("2.5", 250),
        ("€ 3", 300),
        (" 3 € ", 300),
        (f"€{NARROW}3,00", 300),
        ("0,10", 10),
        ("500", 50_000),
        ("٢,٥٠", 250),
    ],
)
def test_price_is_read_the_way_people_write_it(typed, cents):
    assert PriceField().formfield().clean(typed) == cents


@pytest.mark.parametrize("typed", ["two", "2,505", "0.001", "-3", "1.000,00", "2,", "2 50", "€", "nan", "1e3", "2\n50"])
def test_price_that_is_no_amount_is_explained(typed):
    with pytest.raises(forms.ValidationError, match="2,50"):
        PriceField().formfield().clean(typed)


@pytest.mark.parametrize("typed", ["0", "0,09", "500,01", "10000", "999999,99"])
def test_price_beyond_the_limits_says_which_they_are(typed):
    with pytest.raises(forms.ValidationError) as refused:
        PriceField().formfield().clean(typed)

    assert [euro(10) in message and euro(50_000) in message for message in refused.value.messages] == [True]


def test_price_of_a_page_full_is_refused_without_reading_it():
    with pytest.raises(forms.ValidationError, match="16"):
        PriceField().formfield().clean("9" * 10_000)


def test_price_may_be_left_out_where_the_form_says_so():
    assert EuroFormField(required=False).clean("") is None


def test_price_is_shown_again_as_it_was_typed():
    class PriceForm(forms.Form):
        price = PriceField().formfield()

    assert 'value="2,50"' in str(PriceForm(initial={"price": 250})["price"])
    assert 'value="2,505"' in str(PriceForm({"price": "2,505"})["price"])
    assert not PriceForm({"price": "2,50"}, initial={"price": 250}).has_changed()
