"""Paying places: a round from proposal to account, who lets it go, and what becomes of it."""

import xml.etree.ElementTree as ET
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from sepaxml import SepaTransfer

from merchants.models import Letter, User
from tests.factories import make_chapter, make_seller, make_team_member
from tests.refusals import refused_by
from vouchers import sepa
from vouchers.actions import paying_out
from vouchers.models import GivenBack, Payout, PayoutLine, PayoutRun, Seller

from .payouts import TODAY, give_back, make_account, make_paid_place, pay_out, sell

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_chapter("gent")


@pytest.fixture
def account(gent):
    return make_account(gent)


@pytest.fixture
def coffee(account):
    return make_paid_place("’t Hoekje", slug="hoekje", contact_email="hoekje@example.org")


@pytest.fixture
def lut(gent):
    return make_team_member(chapter=gent)


@pytest.fixture
def jef(gent):
    return make_team_member(chapter=gent)


def proposed(gent, today=TODAY):
    """Which place gets how much in the next round."""
    try:
        run = paying_out.propose(chapter=gent, today=today)
    except paying_out.NothingToPayOut:
        return {}
    return {payout.merchant.name: payout.amount for payout in run.payouts.select_related("merchant")}


# The story


def test_a_round_goes_from_proposal_to_account(gent, coffee, lut, jef):
    line = sell(coffee, 3)
    run = paying_out.propose(chapter=gent, today=TODAY)
    payout = run.payouts.get()
    assert (payout.amount, payout.seller.iban, payout.end_to_end) == (1500, "BE71096123456769", f"{run.message_id}-001")
    assert list(payout.lines.values_list("line", "amount")) == [(line.pk, 1500)]

    paying_out.approve(run=run, by=lut)
    assert run.payouts.get().state == "waiting" and not Letter.objects.exists()

    sealed = paying_out.seal(run=run, by=jef)
    assert bytes(PayoutRun.objects.get().file) == sealed.file
    assert "<CtrlSum>15.00</CtrlSum>" in sealed.file.decode()
    letter = Letter.objects.get()
    assert letter.to == "hoekje@example.org"
    assert f"/mijn-plek/hoekje/uitbetalingen/{payout.pk}/" in letter.body
    assert "BE … 6769" in letter.body and "BE71096123456769" not in letter.body

    assert paying_out.mark(payout=payout, state="done", day=date(2026, 12, 4)).ended_on == date(2026, 12, 4)


def test_the_file_of_a_round_is_made_once_and_its_bytes_stay(gent, coffee, lut, jef, monkeypatch):
    asked, export = [], SepaTransfer.export
    monkeypatch.setattr(SepaTransfer, "export", lambda order, **options: asked.append(1) or export(order, **options))
    sell(coffee)
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)
    paying_out.seal(run=run, by=jef)

    with pytest.raises(paying_out.NotNow):
        paying_out.seal(run=run, by=jef)
    assert len(asked) == 1
    with refused_by("payout_sealed"):
        PayoutRun.objects.update(file=b"another")


@pytest.mark.slow
def test_two_hundred_places_are_one_file_that_holds_what_the_rows_say(gent, account, lut, jef):
    for number in range(200):
        sell(make_paid_place(f"Café ’t Hoekje & co {number}", price=1000 + number))
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)
    file = ET.fromstring(paying_out.seal(run=run, by=jef).file)  # noqa: S314

    space = f"{{urn:iso:std:iso:20022:tech:xsd:{sepa.SCHEMA}}}"
    told = [element.text for element in file.iter(f"{space}EndToEndId")]
    assert told == list(run.payouts.order_by("pk").values_list("end_to_end", flat=True)) and len(told) == 200
    assert file.find(f".//{space}GrpHdr/{space}CtrlSum").text == "2199.00"
    assert file.find(f".//{space}GrpHdr/{space}NbOfTxs").text == "200"


def test_what_was_sold_for_places_of_two_cities_goes_out_in_two_rounds(gent, coffee):
    soup = make_paid_place("Het Huis", chapter=make_chapter("brussel"))
    sell(coffee, 2)
    sell(soup, 4)

    assert {run.chapter.slug: run.payouts.get().amount for run in paying_out.propose_everywhere(TODAY)} == {"gent": 1000, "brussel": 2000}


# Who lets it go


def test_one_person_approves_and_another_seals(gent, coffee, lut, jef):
    sell(coffee)
    run = paying_out.propose(chapter=gent, today=TODAY)
    with pytest.raises(paying_out.NotNow):
        paying_out.seal(run=run, by=jef)
    paying_out.approve(run=run, by=lut)

    with pytest.raises(paying_out.SamePerson):
        paying_out.seal(run=run, by=lut)
    with pytest.raises(paying_out.NotNow):
        paying_out.approve(run=run, by=jef)
    with refused_by("payout_four_eyes"):
        PayoutRun.objects.update(state="sealed", sealed_by=lut, sealed_on=TODAY, file=b"x")
    assert paying_out.seal(run=run, by=User.objects.create_superuser("hq@example.org")).is_sealed


def test_when_whoever_approved_is_gone_somebody_approves_anew(gent, coffee, lut, jef):
    sell(coffee)
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)
    lut.delete()
    assert not PayoutRun.objects.to_seal_by(jef).exists()
    with pytest.raises(paying_out.NotNow):
        paying_out.seal(run=run, by=jef)

    assert PayoutRun.objects.to_approve().get() == run
    paying_out.approve(run=run, by=make_team_member(chapter=gent))
    assert paying_out.seal(run=run, by=jef).is_sealed


@pytest.mark.parametrize("stranger", ["volunteer", "elsewhere"])
def test_nobody_else_decides(gent, coffee, lut, stranger):
    chapter, role = (gent, "volunteer") if stranger == "volunteer" else (make_chapter("brussel"), "coordinator")
    person = make_team_member(role, chapter=chapter)
    sell(coffee)
    run = paying_out.propose(chapter=gent, today=TODAY)

    with pytest.raises(paying_out.NotOfTheTeam):
        paying_out.approve(run=run, by=person)
    paying_out.approve(run=run, by=lut)
    with pytest.raises(paying_out.NotOfTheTeam):
        paying_out.seal(run=run, by=person)


def sealing(gent, lut, jef):
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)
    return lambda: paying_out.seal(run=run, by=jef)


def test_an_account_that_was_changed_meanwhile_is_not_paid(gent, coffee, lut, jef):
    sell(coffee)
    seal = sealing(gent, lut, jef)
    make_seller(coffee.merchant, iban="BE62510007547061")

    with pytest.raises(paying_out.AccountChanged):
        seal()
    assert PayoutRun.objects.get().state == "approved" and not Letter.objects.filter(event__startswith="payout-").exists()


def test_a_file_the_bank_would_refuse_seals_nothing(gent, coffee, lut, jef):
    sell(coffee)
    seal = sealing(gent, lut, jef)
    coffee.merchant.sellers.update(iban="", account_holder="")

    with pytest.raises((paying_out.AccountChanged, sepa.FileRefused)):
        seal()
    assert PayoutRun.objects.get().state == "approved" and not Letter.objects.exists()


def test_without_an_account_of_the_city_that_of_the_network_pays(gent, coffee, account, lut, jef, settings):
    account.iban = account.account_holder = ""
    account.save()
    sell(coffee)
    seal = sealing(gent, lut, jef)
    with pytest.raises(paying_out.NoAccount):
        seal()

    settings.PAYOUT_ACCOUNT_HOLDER, settings.PAYOUT_IBAN = "Enchanté vzw", "BE68539007547034"
    assert b"<IBAN>BE68539007547034</IBAN>" in seal().file


# Letting go, and what the bank tells


def test_a_round_that_is_dropped_was_never_there(gent, coffee, lut):
    line = sell(coffee, 3)
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)
    assert give_back(line).after_payout is True

    paying_out.drop(run=run)

    assert not PayoutRun.objects.exists() and not PayoutLine.objects.exists()
    assert GivenBack.objects.get().after_payout is False
    assert proposed(gent) == {"’t Hoekje": 1000}
    with pytest.raises(paying_out.NotNow):
        paying_out.approve(run=run, by=lut)


def test_dropping_frees_what_it_took_off_for_an_earlier_payout_too(gent, coffee):
    line = sell(coffee, 2)
    pay_out(gent)
    back = give_back(line)
    sell(coffee, 3)
    paying_out.drop(run=paying_out.propose(chapter=gent, today=TODAY))

    assert GivenBack.objects.get(pk=back.pk).after_payout is True
    assert proposed(gent) == {"’t Hoekje": 1000}


def test_what_is_sealed_is_not_dropped(gent, coffee):
    sell(coffee)
    run = pay_out(gent)

    with pytest.raises(paying_out.NotNow):
        paying_out.drop(run=run)
    for rows in (run.payouts.get().lines, run.payouts, PayoutRun.objects):
        with refused_by("payout_sealed"):
            rows.all().delete()


def test_nothing_is_added_to_what_was_agreed_to(gent, coffee, lut):
    sell(coffee)
    run = paying_out.approve(run=paying_out.propose(chapter=gent, today=TODAY), by=lut)

    with refused_by("payout_sealed"):
        PayoutLine.objects.create(payout=run.payouts.get(), line=sell(coffee), amount=500)
    with refused_by("payout_sealed"):
        run.payouts.update(state="done", ended_on=TODAY)
    with refused_by("payout_sealed"):
        run.payouts.update(amount=1)


def test_a_payout_that_is_not_its_lines_is_not_sealed(gent, coffee, lut, jef):
    run = PayoutRun.objects.create(chapter=gent, route="invoice", message_id="X")
    Payout.objects.create(run=run, merchant=coffee.merchant, seller=Seller.objects.get(), amount=100, end_to_end="X-1")
    paying_out.approve(run=run, by=lut)

    with refused_by("payout_adds_up"):
        paying_out.seal(run=run, by=jef)


@pytest.mark.parametrize(
    ("before", "after", "goes"),
    [
        ("waiting", "done", True),
        ("waiting", "returned", True),
        ("done", "returned", True),
        ("done", "done", False),
        ("returned", "done", True),
        ("returned", "returned", False),
        ("waiting", "waiting", False),
        ("waiting", "nonsense", False),
    ],
)
def test_a_payout_arrives_or_comes_back(gent, coffee, before, after, goes):
    sell(coffee)
    payout = pay_out(gent).payouts.get()
    if before != "waiting":
        paying_out.mark(payout=payout, state=before)

    if goes:
        assert paying_out.mark(payout=payout, state=after).state == after
    else:
        with pytest.raises(paying_out.NotNow):
            paying_out.mark(payout=payout, state=after)


def test_what_was_sent_again_did_come_back(gent, coffee):
    sell(coffee)
    payout = pay_out(gent).payouts.get()
    paying_out.mark(payout=payout, state="returned")
    paying_out.propose(chapter=gent, today=TODAY)

    with pytest.raises(paying_out.NotNow):
        paying_out.mark(payout=payout, state="done")
    with refused_by("payout_sealed"):
        Payout.objects.filter(pk=payout.pk).update(state="done")


def test_what_arrived_after_all_is_not_sent_again(gent, coffee):
    sell(coffee)
    payout = pay_out(gent).payouts.get()
    for state in ("returned", "done"):
        paying_out.mark(payout=payout, state=state)

    assert proposed(gent) == {}


def test_before_it_is_sealed_nothing_arrives(gent, coffee):
    sell(coffee)

    with pytest.raises(paying_out.NotNow):
        paying_out.mark(payout=paying_out.propose(chapter=gent, today=TODAY).payouts.get(), state="done")


# Every night


def test_every_night_proposes_what_there_is_once(gent, coffee):
    sell(coffee)
    for told in ["proposed 1 round\n", "proposed 0 rounds\n"]:
        out = StringIO()
        call_command("propose_payouts", stdout=out)
        assert out.getvalue() == told

    assert PayoutRun.objects.count() == 1
    with pytest.raises(paying_out.RunIsOpen):
        paying_out.propose(chapter=gent)


def test_a_round_from_which_something_went_back_is_not_sealed(gent):
    make_account(gent)
    line = sell(make_paid_place(chapter=gent), quantity=2)
    run = paying_out.propose(chapter=gent, today=TODAY)
    paying_out.approve(run=run, by=make_team_member(chapter=gent))
    give_back(line)

    with pytest.raises(paying_out.WentBackMeanwhile):
        paying_out.seal(run=run, by=make_team_member(chapter=gent))
    paying_out.drop(run=run)

    assert pay_out(gent).payouts.get().amount == 500
