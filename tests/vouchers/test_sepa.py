"""The file for the bank: as its standard says, to the cent, and asked for once."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from sepaxml import SepaTransfer

from enchante import payment_settings
from vouchers import ibans, sepa

ENCHANTE = sepa.Account("Enchanté vzw", "BE68539007547034")
DAY = date(2026, 12, 1)


def transfer(number=1, *, holder="Café ’t Hoekje & Zonen", iban="BE71096123456769", cents=250, words="Enchanté"):
    return sepa.Transfer(sepa.Account(holder, iban), cents, f"GENT-20261201-ABCDEF-{number:03}", words)


def write(*transfers, debtor=ENCHANTE):
    return sepa.payment_file(number="GENT-20261201-ABCDEF", debtor=debtor, transfers=transfers, day=DAY)


def texts(file, name):
    """What stands in every element of this name, in order."""
    return [element.text for element in ET.fromstring(file).iter(f"{{urn:iso:std:iso:20022:tech:xsd:{sepa.SCHEMA}}}{name}")]  # noqa: S314


@pytest.fixture
def asked(monkeypatch):
    """How often sepaxml was asked for its file."""
    times, export = [], SepaTransfer.export
    monkeypatch.setattr(SepaTransfer, "export", lambda order, **options: times.append(order) or export(order, **options))
    return times


@pytest.mark.slow
def test_two_hundred_transfers_are_one_file_with_their_sum_and_number_asked_for_once(asked):
    file = write(*[transfer(number, cents=number) for number in range(1, 201)])

    assert texts(file, "NbOfTxs") == ["200", "200"]
    assert texts(file, "CtrlSum") == ["201.00", "201.00"]
    assert texts(file, "InstdAmt")[:2] == ["0.01", "0.02"] and len(texts(file, "InstdAmt")) == 200
    assert len(set(texts(file, "EndToEndId"))) == 200
    assert len(asked) == 1


def test_it_names_the_run_the_day_both_accounts_and_both_names_in_letters_of_banks():
    file = write(transfer())

    assert texts(file, "MsgId") == ["GENT-20261201-ABCDEF"]
    assert texts(file, "Dt") == ["2026-12-01"]
    assert texts(file, "IBAN") == ["BE68539007547034", "BE71096123456769"]
    assert texts(file, "Nm") == ["Enchante vzw", "Enchante vzw", "Cafe 't Hoekje + Zonen"]
    assert texts(file, "Ustrd") == ["Enchante"]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Crème & Brûlée", "Creme + Brulee"),
        ("‘De Zwarte’ <Kat>", "'De Zwarte' Kat"),
        ("//Bar/Tabac", "Bar/Tabac"),
        ("Ünal\nÖzgür", "Unal Ozgur"),
        ("€5 ☕ bar", "EUR5 ? bar"),
        ("Enge " * 20, ("Enge " * 14).strip()),
    ],
)
def test_names_come_out_in_letters_every_bank_reads(typed, written):
    assert sepa.in_sepa_letters(typed, 70) == written


def test_a_file_that_does_not_fit_the_schema_is_refused():
    with pytest.raises(sepa.FileRefused) as refused:
        sepa.payment_file(number="A" * 36, debtor=ENCHANTE, transfers=[transfer()], day=DAY)

    assert refused.value.holder == ""


@pytest.mark.parametrize("wrong", [{"iban": "BE71096123456760"}, {"iban": ""}, {"iban": "QA54QNBA000000000000693123456"}, {"holder": "☕"}])
def test_an_account_that_cannot_be_paid_is_named(wrong):
    with pytest.raises(sepa.FileRefused) as refused:
        write(transfer(1), transfer(2, **wrong))

    assert refused.value.holder == wrong.get("holder", "Café ’t Hoekje & Zonen")


def test_the_account_of_the_network_is_both_or_neither_and_one_that_banks_know():
    assert payment_settings.payout_account("", "") == ("", "")
    assert payment_settings.payout_account("Enchanté vzw", "be68 5390 0754 7034") == ("Enchanté vzw", "BE68539007547034")
    for holder, iban, names in [
        ("Enchanté vzw", "", "PAYOUT_ACCOUNT_HOLDER and PAYOUT_IBAN"),
        ("", "BE68539007547034", "PAYOUT_ACCOUNT_HOLDER and PAYOUT_IBAN"),
        ("Enchanté vzw", "BE68539007547035", "Set PAYOUT_IBAN to"),
    ]:
        with pytest.raises(ImproperlyConfigured, match=names):
            payment_settings.payout_account(holder, iban)


def test_an_account_number_is_read_as_people_type_it_and_shown_by_its_end():
    assert ibans.read_iban(" be71 0961 2345 6769 ") == "BE71096123456769"
    assert ibans.ending("BE71096123456769") == "BE … 6769"
    assert [ibans.read_iban(text) for text in ["BE71096123456769", "BE71096123456760", "", "x"]] == ["BE71096123456769", None, None, None]
