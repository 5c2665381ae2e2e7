"""What a city tells whoever gives it money, in numbers."""

from collections import Counter
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from enchante.report import Line, Money, Period, lines, report_on
from encounters.actions import answer, close_round
from tests.factories import (
    make_activity,
    make_bons,
    make_chapter,
    make_evaluation,
    make_merchant,
    make_own_words,
    make_pot,
    make_purchase,
    make_service,
    make_threshold,
    make_treat,
)
from tests.queries import statements
from vouchers import actions
from vouchers.models import Payment, ServiceTally

JULY, AUGUST, BEFORE, AFTER = date(2026, 7, 1), date(2026, 8, 31), date(2026, 6, 30), date(2026, 9, 1)
SUMMER = Period.of_months(JULY, AUGUST)


def test_a_period_is_of_whole_months():
    assert Period.of_months(date(2026, 1, 31), date(2026, 2, 2)) == Period(date(2026, 1, 1), date(2026, 2, 28))
    assert Period.of_months(date(2027, 12, 5), date(2027, 12, 5)) == Period(date(2027, 12, 1), date(2027, 12, 31))


# What stands together


def at(number, places, first=0):
    """So many, at so many places of which the first is called so."""
    return Counter({place: number // places + (place - first < number % places) for place in range(first, first + places)})


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ({}, []),
        ({"a": at(9, 6), "b": at(20, 5)}, [(["b"], 20), (["a"], 9)]),
        # Two that are of too few places are enough together.
        ({"a": at(30, 8), "b": at(6, 3), "c": at(9, 3, first=3)}, [(["a"], 30), (["c", "b"], 15)]),
        # One alone would be found by subtraction: the smallest joins it.
        ({"a": at(30, 8), "b": at(7, 7), "c": at(6, 3)}, [(["a"], 30), (["b", "c"], 13)]),
        ({"a": at(30, 8), "c": at(6, 3)}, [(["a", "c"], 36)]),
        ({"a": at(400, 4)}, []),
        ({"a": at(4, 4)}, []),
        ({"a": at(30, 8), "b": Counter({1: 0})}, [(["a"], 30)]),
    ],
)
def test_what_is_of_few_places_stands_together_with_others(kinds, expected):
    found = lines(kinds, {name: name for name in kinds})

    assert [(line.names, line.number) for line in found] == expected


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.integers(0, 9), st.integers(0, 6), max_size=8).map(Counter), max_size=6)
)
def test_no_line_is_of_fewer_than_five_places_and_no_kind_is_missing_alone(kinds):
    found = lines(kinds, {name: name for name in kinds})
    told = {name for line in found for name in line.names}
    happened = {name for name, places in kinds.items() if any(places.values())}

    for line in found:
        together = sum((kinds[name] for name in line.names), Counter())
        assert line.number == sum(together.values()) >= 5
        assert sum(1 for number in together.values() if number) >= 5
    # All or nothing: what is left out cannot be found beside what is told.
    assert told in (happened, set())


# From the books


@pytest.fixture
def gent(db):
    return make_chapter("gent")


@pytest.fixture
def coffees(gent):
    return [make_treat(merchant=make_merchant(chapter=gent), price=250) for _ in range(5)]


def give(treat, times, day):
    for _ in range(times):
        actions.add_at_counter(treat=treat, key=uuid4(), day=day)


def test_treats_and_services_of_the_period_are_counted_to_its_edges(gent, coffees):
    for coffee in coffees:
        for number, day in [(7, BEFORE), (2, JULY), (1, AUGUST), (9, AFTER)]:
            give(coffee, number, day)
        for day in [BEFORE, AUGUST]:
            actions.hand_out(treat=coffee, key=uuid4(), day=day)
            ServiceTally.objects.create(merchant=coffee.merchant, service=make_service("toilet"), day=day, count=6)

    report = report_on([gent], SUMMER)

    assert (report.given, report.handed_out) == ([Line(["koffie"], 15)], [Line(["koffie"], 5)])
    assert report.ways == [Line(["aan de toog"], 15)]
    assert report.services == [Line(["toilet"], 30)]
    assert (report.places, report.waiting) == (5, 85)


def test_activities_of_the_period_are_told_kind_by_kind_with_the_chairs_taken(gent, coffees):
    for number, coffee in enumerate(coffees):
        at = {"chapter": gent, "merchant": coffee.merchant, "headcount": 10}
        make_activity(begins_at=datetime(2026, 7, 1 + number, 18, tzinfo=UTC), **at)
        make_activity(begins_at=datetime(2026, 6, 30, 18, tzinfo=UTC), **at)
        make_activity(begins_at=datetime(2026, 7, 1, 18, tzinfo=UTC), **at | {"headcount": None})
    make_activity(kind="walk", begins_at=datetime(2026, 8, 31, 18, tzinfo=UTC), chapter=gent, elsewhere="Buurthuis", headcount=3)

    report = report_on([gent], SUMMER)

    assert report.activities == [Line(["maaltijd", "wandeling langs warme plekken"], 6)]
    assert report.chairs == [Line(["maaltijd", "wandeling langs warme plekken"], 53)]


def paid_on(purchase, *moment):
    Payment.objects.filter(purchase=purchase).update(paid_at=datetime(*moment, tzinfo=UTC))


def test_the_money_is_counted_to_the_cent(gent):
    """
    | what happens                                      | treats | pots  | back |
    |---------------------------------------------------|--------|-------|------|
    | three coffees on 1 July, here just past midnight  |   7,50 |       |      |
    | one on 1 September, here just past midnight       |        |       |      |
    | a gift to the pot                                 |        | 10,00 |      |
    | of which a coffee is bought                       |        |       |      |
    | two vouchers for oneself                          |        |       |      |
    | a coffee, given back                              |   2,50 |       | 2,50 |
    """
    coffee = make_treat(merchant=make_merchant(chapter=gent), price=250)
    paid_on(make_purchase(coffee, quantity=3, paid=True), 2026, 6, 30, 22, 30)
    paid_on(make_purchase(coffee, paid=True), 2026, 8, 31, 22, 30)
    make_pot(1000, chapter=gent)
    Payment.objects.filter(purchase__kind="pot").update(paid_at=datetime(2026, 7, 5, tzinfo=UTC))
    actions.spend(chapter=gent, quantities={coffee.pk: 1}, key=uuid4())
    Payment.objects.filter(gateway="pot").update(paid_at=datetime(2026, 7, 6, tzinfo=UTC))
    paid_on(make_bons(coffee, 2)[0].line.purchase, 2026, 7, 7)
    back = make_purchase(coffee, paid=True)
    paid_on(back, 2026, 7, 8)
    refund = actions.give_back(payment=back.payments.get(), key=uuid4())
    type(refund).objects.update(asked_on=AUGUST)

    money = report_on([gent], SUMMER).money

    assert money == Money(treats=1000, pots=1000, back=250)
    assert money.stays == 1750


def test_what_a_bank_refused_to_give_back_did_not_go_back(gent):
    coffee = make_treat(merchant=make_merchant(chapter=gent), price=250)
    purchase = make_purchase(coffee, paid=True)
    refund = actions.give_back(payment=purchase.payments.get(), key=uuid4())
    this_month = Period.of_months(refund.asked_on, refund.asked_on)
    assert report_on([gent], this_month).money == Money(250, 0, 250)

    actions.fail_refund(refund)

    assert report_on([gent], this_month).money == Money(250, 0, 0)


def test_of_another_city_nothing_is_in_it(gent, coffees):
    elsewhere = make_chapter("brussel")
    make_purchase(make_treat(merchant=make_merchant(chapter=elsewhere), waiting=9), paid=True)

    report = report_on([gent], SUMMER)

    assert (report.given, report.money, report.places, report.waiting) == ([], Money(0, 0, 0), 5, 0)


def test_it_costs_the_same_for_few_and_for_many(gent, coffees):
    def cost():
        with statements() as sent:
            report_on([gent], SUMMER)
        return len(sent)

    one = cost()
    for coffee in coffees:
        give(coffee, 1, JULY)
        give(make_treat(merchant=coffee.merchant, kind=f"soort-{coffee.pk}"), 1, JULY)

    assert cost() == one == 11


# How it went


def make_heard(chapter, *, forms=7, words="Een stoel is genoeg."):
    """An evaluation of this summer: so many of whoever comes in choose the second face at each sentence. Nobody else is closed yet."""
    evaluation = make_evaluation(chapter=chapter, today=AUGUST)
    asked = evaluation.rounds.get(audience="people")
    ticked = [question.choices.get(position=2).pk for question in asked.questions.exclude(kind="words")]
    for _form in range(forms):
        answer(listening_round=asked, key=uuid4(), ticked=ticked)
    make_own_words(words, listening_round=asked, state="shown")
    close_round(listening_round=asked)
    return evaluation


def test_what_people_said_of_the_half_year_stands_in_it(gent):
    evaluation = make_heard(gent)
    make_heard(make_chapter("brussel"))
    make_evaluation(chapter=gent, today=BEFORE)

    (told,) = report_on([gent], SUMMER).evaluations

    assert told.evaluation == evaluation
    (heard,) = told.heard
    assert (heard.audience, heard.results.forms, len(heard.scales)) == ("people", 5, 3)
    assert [[line.number for line in scale.lines] for scale in heard.scales] == [[0, 5, 0, 0, 0]] * 3
    assert [each.words for each in heard.own_words] == ["Een stoel is genoeg."]
    assert report_on([gent], Period.of_months(date(2027, 1, 1), date(2027, 6, 1))).evaluations == []


def test_thresholds_that_became_easier_are_counted_where_they_are_still_known(gent, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 27, 12, tzinfo=UTC))
    for month in [JULY, AUGUST.replace(day=1), AFTER]:
        make_threshold(chapter=gent, state="eased", settled_in=month)

    assert report_on([gent], SUMMER).eased == 2
    assert report_on([gent], Period.of_months(date(2025, 1, 1), date(2025, 6, 1))).eased is None


def test_evaluations_of_many_cities_cost_the_same_as_of_one(gent):
    def cost(chapters):
        with statements() as sent:
            report_on(chapters, SUMMER)
        return len(sent)

    cities = [gent, make_chapter("brussel"), make_chapter("aalst")]
    for chapter in cities:
        make_heard(chapter)

    assert cost(cities) == cost([gent])
