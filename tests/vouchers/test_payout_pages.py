"""Payouts on the pages of one's own place: what came, what each is made of, and what is still with the network."""

import re
from html import unescape

import pytest

from merchants.models import Letter, Merchant
from tests.factories import make_merchant, make_seller, make_treat, make_user
from tests.queries import statements
from vouchers.actions import paying_out
from vouchers.models import Payout
from vouchers.statements import Rate, statement_of

from .payouts import TODAY, give_back, make_account, make_paid_place, make_sealed_payout, pay_out, sell

pytestmark = pytest.mark.django_db
PAYOUTS, OVERVIEW = "/mijn-plek/hoekje/uitbetalingen/", "/mijn-plek/hoekje/overzicht/"


@pytest.fixture
def hoekje():
    merchant = make_merchant("’t Hoekje", slug="hoekje", people=[make_user("lut@example.org")])
    make_seller(merchant, legal_name="Hoekje BV", company_number="0123456749", iban="BE71096123456769")
    make_account(merchant.chapter)
    return merchant


@pytest.fixture
def coffee(hoekje):
    return make_treat(merchant=hoekje, price=242, vat_rate=21)


@pytest.fixture
def owner(client, hoekje):
    client.force_login(hoekje.people.get().user)
    return client


def words(response):
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def rows_of(response):
    """The rows of its tables, in words, with a bar between two cells."""
    text = unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    rows = [re.split(r"</t[hd]>", row)[:-1] for row in re.findall(r"<tr>(.*?)</tr>", text, re.S)]
    return [" | ".join(" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row) for row in rows]


# The story


def test_a_place_follows_its_money_from_the_gift_to_its_account(owner, hoekje, coffee):
    assert "Er werd nog niets uitbetaald" in words(owner.get(PAYOUTS))
    sell(coffee, 4)
    waiting = words(owner.get(PAYOUTS))
    assert "€ 9,68 is nog bij ons." in waiting and "naar je rekening BE … 6769" in waiting
    paying_out.propose(chapter=hoekje.chapter, today=TODAY)
    assert "Er werd nog niets uitbetaald" in words(owner.get(PAYOUTS))
    paying_out.drop(run=hoekje.chapter.payout_runs.get())

    payout = pay_out(hoekje.chapter).payouts.get()

    assert Letter.objects.get().to == "lut@example.org"
    shown = words(owner.get(PAYOUTS))
    assert "€ 9,68" in shown and "onderweg" in shown and "nog bij ons" not in shown
    paying_out.mark(payout=payout, state="done", day=TODAY)
    assert "aangekomen op 2 december 2026" in words(owner.get(PAYOUTS))


def test_a_statement_tells_each_line_what_went_back_and_the_vat(owner, hoekje, coffee):
    soup = make_treat(merchant=hoekje, kind="soep", price=530, vat_rate=6)
    earlier = sell(coffee, 2)
    pay_out(hoekje.chapter)
    give_back(earlier)
    give_back(sell(coffee, 3))
    sell(soup)

    payout = pay_out(hoekje.chapter).payouts.get()
    page = owner.get(f"{PAYOUTS}{payout.pk}/")

    assert rows_of(page) == [
        "Betaald op | Wat | Btw | Bedrag",
        "20 november 2026 | 3 koffies € 7,26 werd betaald, daarvan ging € 2,42 terug of naar de pot | 21 % | € 4,84",
        "20 november 2026 | 1 soep | 6 % | € 5,30",
        "20 november 2026 | 1 koffie ging terug na een vorige uitbetaling | 21 % | € -2,42",
        "Samen | € 7,72",
        "Tarief | Samen | waarvan btw",
        "6 % | € 5,30 | € 0,30",
        "21 % | € 2,42 | € 0,42",
    ]
    assert payout.end_to_end in words(page) and "Hoekje BV (0123.456.749)" in words(page) and "BE … 6769" in words(page)
    assert "BE71096123456769" not in words(page)


def test_what_came_back_and_was_sent_again_is_told_on_both(owner, hoekje, coffee):
    sell(coffee)
    first = pay_out(hoekje.chapter).payouts.get()
    paying_out.mark(payout=first, state="returned")
    assert "het vertrekt opnieuw met de volgende ronde" in words(owner.get(PAYOUTS))
    again = pay_out(hoekje.chapter).payouts.get()

    assert "werd opnieuw verstuurd" in words(owner.get(PAYOUTS))
    assert f"opnieuw verstuurd: {first.end_to_end}, dat terugkwam" in words(owner.get(f"{PAYOUTS}{again.pk}/"))


def test_a_small_enterprise_reads_nothing_of_vat(owner, hoekje, coffee):
    make_seller(hoekje, legal_name="Hoekje BV", company_number="0123456749", vat_regime="small", iban="BE71096123456769")
    sell(coffee)

    payout = pay_out(hoekje.chapter).payouts.get()
    assert "btw" not in words(owner.get(f"{PAYOUTS}{payout.pk}/")).lower()


def test_along_the_route_of_invoices_a_place_reads_that_its_invoice_is_awaited(owner, hoekje, coffee):
    make_account(hoekje.chapter, route="invoice")
    sell(coffee)
    assert "Jouw stad vraagt je een factuur" in words(owner.get(PAYOUTS))
    payout = pay_out(hoekje.chapter).payouts.get()

    page = words(owner.get(f"{PAYOUTS}{payout.pk}/"))
    assert "wacht op je factuur" in page and "BE … 6769" not in page


def test_without_an_account_the_page_asks_for_it(owner, hoekje, coffee):
    make_seller(hoekje, legal_name="Hoekje BV", company_number="0123456749", iban="", account_holder="")
    sell(coffee)

    assert "We kennen je rekening nog niet" in words(owner.get(PAYOUTS))
    assert "/mijn-plek/hoekje/verkopen/" in owner.get(PAYOUTS).text


def test_the_overview_tells_what_was_paid_out_by_month_and_leads_there(owner, hoekje, coffee):
    sell(coffee, 2)
    assert "€ 4,84 werd op de site betaald voor jouw plek" in words(owner.get(OVERVIEW))
    pay_out(hoekje.chapter)

    shown = words(owner.get(OVERVIEW))
    assert "Aan jou uitbetaald</dt> <dd>€ 4,84" in shown and "nog bij ons" not in shown
    assert f'href="{PAYOUTS}"' in shown


def test_the_overview_tells_what_a_place_has_too_much(owner, hoekje, coffee):
    line = sell(coffee, 2)
    pay_out(hoekje.chapter)
    give_back(line)

    assert "€ 2,42 ging terug naar trakteerders nadat het aan jou was uitbetaald" in words(owner.get(OVERVIEW))


def test_in_french_the_letter_and_the_page_are_in_french(client, hoekje, coffee):
    type(hoekje).objects.update(letter_language="fr")
    sell(coffee)
    payout = pay_out(hoekje.chapter).payouts.get()

    letter = Letter.objects.get()
    assert letter.subject.endswith("est en route vers ’t Hoekje")
    assert f"/fr/mijn-plek/hoekje/uitbetalingen/{payout.pk}/" in letter.body
    client.force_login(hoekje.people.get().user)
    assert "Versement de" in words(client.get(f"/fr{PAYOUTS}{payout.pk}/"))


def test_a_place_without_an_address_is_told_by_its_team(hoekje, coffee):
    hoekje.people.all().delete()
    sell(coffee)
    pay_out(hoekje.chapter)

    assert Letter.objects.get().to == hoekje.chapter.email


# Strangers


@pytest.mark.parametrize("state", ["left", "closed"])
def test_a_place_that_stopped_still_follows_its_money_and_says_where_it_goes(owner, hoekje, coffee, state):
    sell(coffee, 4)
    payout = pay_out(hoekje.chapter).payouts.get()
    Merchant.objects.update(state=state)

    page = owner.get(PAYOUTS)
    statement = f"{PAYOUTS}{payout.pk}/"

    assert statement in page.text
    assert owner.get(statement).status_code == 200
    assert '/mijn-plek/hoekje/"' not in page.text
    assert owner.get("/mijn-plek/hoekje/verkopen/").status_code == 200


def test_whoever_left_finds_what_was_paid_out_from_the_page_of_own_places(owner, hoekje):
    Merchant.objects.update(state="left")

    assert PAYOUTS in owner.get("/mijn-plek/").text


def test_a_stranger_and_another_place_find_nothing_there(client, hoekje, coffee):
    sell(coffee)
    payout = pay_out(hoekje.chapter).payouts.get()
    other = make_merchant(slug="huis", people=[make_user()])

    for user in (make_user(), other.people.get().user):
        client.force_login(user)
        assert client.get(PAYOUTS).status_code == client.get(f"{PAYOUTS}{payout.pk}/").status_code == 404
    assert client.get(f"/mijn-plek/huis/uitbetalingen/{payout.pk}/").status_code == 404


def test_what_is_not_sealed_is_not_there(owner, hoekje, coffee):
    sell(coffee)
    run = paying_out.propose(chapter=hoekje.chapter, today=TODAY)

    assert owner.get(f"{PAYOUTS}{run.payouts.get().pk}/").status_code == 404
    assert owner.get(f"{PAYOUTS}{'9' * 30}/").status_code == 404


# Many


def test_payouts_are_paged_and_cost_the_same_for_one_and_for_many(owner, hoekje):
    def cost(address=PAYOUTS):
        with statements() as sent:
            owner.get(address)
        return len(sent)

    make_sealed_payout(hoekje)
    one = cost()
    for _ in range(21):
        make_sealed_payout(hoekje)

    assert cost() == one
    assert words(owner.get(PAYOUTS)).count("€ 5,00") == 20
    assert words(owner.get(f"{PAYOUTS}?pagina=2")).count("€ 5,00") == 2
    assert words(owner.get(f"{PAYOUTS}?pagina=x")).count("€ 5,00") == 20


def test_a_statement_costs_the_same_for_one_line_and_for_many(hoekje, coffee):
    def cost_with(number):
        """Of a payout with so many lines, and so many that went back after an earlier one."""
        earlier = [sell(coffee) for _ in range(number)]
        pay_out(hoekje.chapter)
        for line in earlier:
            give_back(line)
            sell(coffee, 3)
        payout = Payout.objects.select_related("seller").get(pk=pay_out(hoekje.chapter).payouts.get().pk)
        with statements() as sent:
            assert len(statement_of(payout).rows) == 2 * number
        return len(sent)

    assert cost_with(1) == cost_with(4)


@pytest.mark.parametrize(("percent", "amount", "vat"), [(21, 121, 21), (6, 250, 14), (12, -112, -12), (0, 500, 0)])
def test_the_vat_inside(percent, amount, vat):
    assert Rate(percent, amount).vat == vat


def test_nothing_of_another_place_is_in_a_statement(hoekje, coffee):
    sell(coffee)
    sell(make_paid_place("Krook", chapter=hoekje.chapter))

    run = pay_out(hoekje.chapter)

    assert {(payout.merchant.name, statement_of(payout).total) for payout in run.payouts.all()} == {("’t Hoekje", 242), ("Krook", 500)}
