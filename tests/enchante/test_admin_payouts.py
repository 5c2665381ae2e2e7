"""Rounds of payouts at /beheer/: one proposes, one approves, another seals with the second lock, and the bank's answer is noted."""

from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from merchants.letters import network_address
from merchants.models import Letter
from tests.factories import make_team_member
from tests.logins import code_of, come_in
from tests.queries import statements
from tests.team import address, said
from tests.vouchers.payouts import make_account, make_paid_place, make_run, sell
from vouchers.models import ChapterAccount, Payout, PayoutRun, Seller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RUNS = "/beheer/vouchers/payoutrun/"


def words(response):
    return " ".join(unescape(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())


def press(client, run, button, **data):
    return client.post(reverse(f"admin:vouchers_payoutrun_{button}", args=[run.pk]), data, follow=True)


def propose(client, chapter):
    return client.post(reverse("admin:vouchers_payoutrun_propose"), {"chapter": chapter.pk}, follow=True)


def show_second_lock(client, user, sent_to):
    """Type what the app of this person shows now, on the page one was sent to."""
    page, _status = sent_to.redirect_chain[-1]
    return client.post(page, {"code": code_of(user), "next": parse_qs(urlsplit(page).query)["next"][0]}, follow=True)


@pytest.fixture
def other(client, gent):
    """A second coordinator of Gent; `client` stays the first one's."""
    return make_team_member("coordinator", chapter=gent)


# The story


def test_one_proposes_and_approves_and_another_seals_with_the_second_lock(client, coordinator, other, gent):
    make_account(gent)
    sell(make_paid_place("Krook", chapter=gent, contact_email="krook@example.org"), 3)
    assert "Uitbetalingen voorstellen voor Gent" in words(client.get(RUNS))

    page = words(propose(client, gent))
    assert "Krook" in page and "€ 15,00" in page and "BE … 6769" in page
    assert "Kijk naar de bedragen" in page
    run = PayoutRun.objects.get()
    assert "1 ronde uitbetalingen goed te keuren" in words(client.get("/beheer/"))
    assert said(press(client, run, "approve")) == ["Goedgekeurd. Nu verzegelt iemand anders."]
    assert "Jij keurde deze ronde goed" in words(client.get(address(run)))
    assert "ronde uitbetalingen" not in words(client.get("/beheer/"))

    come_in(client, other)
    assert "1 ronde uitbetalingen te verzegelen" in words(client.get("/beheer/"))
    asked = press(client, run, "seal")
    assert "/accounts/2fa/reauthenticate/" in asked.redirect_chain[-1][0]
    assert PayoutRun.objects.get().state == "approved"
    sealed = show_second_lock(client, other, asked)
    assert said(sealed) == ["Verzegeld. Elke plek krijgt een brief."]
    assert PayoutRun.objects.get().sealed_by == other and Letter.objects.get().to == "krook@example.org"

    files = [client.get(reverse("admin:vouchers_payoutrun_file", args=[run.pk])) for _ in range(2)]
    assert files[0].content == files[1].content == bytes(PayoutRun.objects.get().file)
    assert files[0]["Content-Disposition"] == f'attachment; filename="{run.message_id}.xml"'
    assert said(press(client, run, "mark", mark="all done")) == ["Genoteerd."]
    assert "Deze ronde is klaar" in words(client.get(address(run)))
    assert [entry.change_message for entry in LogEntry.objects.order_by("pk")][1:] == ["Goedgekeurd.", "Verzegeld.", "Genoteerd."]


def test_the_team_notes_what_came_back_and_hears_that_it_goes_out_again(client, coordinator, gent):
    run = make_run(gent)
    payout = run.payouts.get()

    press(client, run, "mark", mark=f"{payout.pk} returned")

    assert Payout.objects.get().state == "returned"
    assert "kwam terug van de bank" in words(client.get(address(run)))
    assert Letter.objects.filter(event=f"payout-returned-{payout.pk}").exists()


# Strangers


def test_buttons_do_nothing_for_another_city_nor_for_volunteers(client, volunteer, gent, brussel):
    elsewhere, own = make_run(brussel, "proposed"), make_run(gent, "proposed")
    coordinator = make_team_member("coordinator", chapter=gent)

    for user, run in [(coordinator, elsewhere), (volunteer, own), (volunteer, elsewhere)]:
        come_in(client, user)
        for button in ("approve", "seal", "drop", "mark"):
            assert press(client, run, button).status_code == 404, button
        assert client.get(reverse("admin:vouchers_payoutrun_file", args=[run.pk])).status_code == 404
        assert propose(client, run.chapter).status_code == 404
    assert set(PayoutRun.objects.values_list("state", flat=True)) == {"proposed"}


def test_nobody_edits_amounts_not_even_hq(client, hq, gent):
    run = make_run(gent, "proposed")

    client.post(address(run), {"state": "sealed", "route": "invoice"})
    assert PayoutRun.objects.get().state == "proposed"
    assert client.get(f"{RUNS}add/").status_code == client.get(address(run, "delete")).status_code == 404


# Slips


def test_whoever_approved_cannot_seal(client, coordinator, gent, recently_shown):
    run = make_run(gent, "proposed")
    press(client, run, "approve")

    assert said(press(client, run, "seal")) == [
        "Jij keurde deze ronde goed. Vraag iemand anders om te verzegelen: twee mensen bekijken elke uitbetaling."
    ]


@pytest.fixture
def recently_shown(monkeypatch):
    """The second lock was shown just now."""
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.did_recently_reauthenticate", lambda request: True)


def test_a_button_pressed_twice_says_how_it_stands(client, coordinator, gent):
    run = make_run(gent, "proposed")
    press(client, run, "approve")

    assert said(press(client, run, "approve")) == ["Iemand was je voor. Zo staat het er nu voor."]
    for mark in ["", "all", "all done", "9 done", "abc done", "9" * 30 + " done"]:
        assert said(press(client, run, "mark", mark=mark)) == ["Iemand was je voor. Zo staat het er nu voor."]


def test_a_second_proposal_and_one_of_nothing_are_told(client, coordinator, gent):
    (nothing,) = said(propose(client, gent))
    assert nothing.startswith("Geen enkele plek in Gent heeft nu genoeg tegoed. Wordt er maandelijks uitbetaald,")
    make_run(gent, "proposed")
    assert said(propose(client, gent)) == ["Gent heeft nog een ronde die niet verzegeld is: verzegel of verwerp die eerst."]
    assert "voorstellen voor" not in words(client.get(RUNS))


@pytest.mark.parametrize("chapter", ["", "abc", "-1", "9" * 30, "²"])
def test_an_odd_city_is_not_there(client, coordinator, chapter):
    assert client.post(reverse("admin:vouchers_payoutrun_propose"), {"chapter": chapter}).status_code == 404


def test_a_dropped_round_is_gone_and_its_money_waits(client, coordinator, gent):
    run = make_run(gent, "approved")

    assert said(press(client, run, "drop")) == ["Verworpen. Wat erin zat, wacht op de volgende ronde."]
    assert not PayoutRun.objects.exists()


def test_what_stands_in_the_way_of_sealing_is_told(client, coordinator, gent, recently_shown):
    run = make_run(gent, "approved")
    ChapterAccount.objects.update(iban="", account_holder="")
    assert "Er is nog geen rekening" in words(client.get(address(run)))
    assert "Er is nog geen rekening" in said(press(client, run, "seal"))[0]

    ChapterAccount.objects.update(iban="BE71096123456760", account_holder="Enchanté vzw")
    assert "Enchanté vzw" in said(press(client, run, "seal"))[0]
    make_account(gent)
    Seller.objects.update(iban="", account_holder="")
    assert "Krook BV" in said(press(client, run, "seal"))[0]
    assert PayoutRun.objects.get().state == "approved"


# The account of a city


def account_form(gent, **fields):
    usual = {"chapter": gent.pk, "route": "sepa", "rhythm": "monthly", "threshold": "10,00"}
    return {**usual, "account_holder": "Enchanté vzw", "iban": "be68 5390 0754 7034", **fields}


def test_a_coordinator_fills_in_the_account_of_the_own_city(client, coordinator, gent, brussel, recently_shown):
    add = reverse("admin:vouchers_chapteraccount_add")
    client.post(add, account_form(gent))
    client.post(add, account_form(brussel))

    assert ChapterAccount.objects.values_list("chapter__slug", "iban", "threshold").get() == ("gent", "BE68539007547034", 1000)


def test_another_account_is_told_to_the_city_and_to_the_network(client, coordinator, gent, recently_shown):
    account = make_account(gent)
    change = reverse("admin:vouchers_chapteraccount_change", args=[account.pk])
    client.post(change, account_form(gent, threshold="20,00"))
    assert not Letter.objects.exists()

    client.post(change, account_form(gent, iban="BE71 0961 2345 6769"))

    letters = Letter.objects.all()
    assert {letter.to for letter in letters} == {gent.email, network_address()}
    assert all("BE … 6769" in letter.body and str(coordinator) in letter.body for letter in letters)
    assert not any("09612345" in letter.body for letter in letters)


def test_without_the_second_lock_no_account_changes(client, coordinator, gent):
    change = reverse("admin:vouchers_chapteraccount_change", args=[make_account(gent).pk])

    response = client.post(change, account_form(gent, iban="BE71 0961 2345 6769"))

    assert response["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert ChapterAccount.objects.get().iban == "BE68539007547034"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"iban": "BE68 5390 0754 7035"}, "BE71 0961 2345 6769"),
        ({"iban": ""}, "Vul zowel de rekening in als op wiens naam ze staat"),
        ({"threshold": "0,50"}, "Kies minstens één euro"),
    ],
)
def test_an_odd_account_comes_back_with_a_sentence(client, coordinator, gent, typed, sentence, recently_shown):
    response = client.post(reverse("admin:vouchers_chapteraccount_add"), account_form(gent, **typed))

    assert sentence in words(response) and not ChapterAccount.objects.exists()


def test_the_page_of_a_round_costs_the_same_for_one_place_and_for_many(client, coordinator, gent):
    def cost(run):
        with statements() as sent:
            client.get(address(run))
        return len(sent)

    one = make_run(gent)
    for _ in range(4):
        sell(make_paid_place(chapter=gent))
    many = make_run(gent)

    assert many.payouts.count() == 5
    assert cost(one) == cost(many)
