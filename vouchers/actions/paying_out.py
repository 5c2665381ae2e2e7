"""Paying places: a round is proposed, approved by one person, sealed by another, and then each payout arrives or comes back.

propose  lock the city; one open round at a time; lock the lines, then see what there is of each
approve  one coordinator of the city, or HQ
seal     another one; the file for the bank is made once, and every place gets its statement
drop     before that: the lines are free again
mark     what the bank tells afterwards; what came back goes out again in the next round
"""

import re
import secrets

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from merchants import letters
from merchants.keys import broke, fresh_key
from merchants.models import Chapter, TeamRole
from vouchers import coming, sepa
from vouchers.ibans import ending
from vouchers.models import ChapterAccount, GivenBack, Payout, PayoutLine, PayoutRun, PurchaseLine, Seller


class RunIsOpen(Exception):
    """This city has a round that is not sealed yet."""


class NothingToPayOut(Exception):
    """No place of this city has enough coming."""


class NotNow(Exception):
    """It was approved, sealed, dropped or marked before, or not yet."""


class NotOfTheTeam(Exception):
    """Only a coordinator of this city, or HQ, decides about its money."""


class SamePerson(Exception):
    """Whoever approved it cannot seal it too."""


class NoAccount(Exception):
    """Neither the city nor the network has an account to pay from."""


class WentBackMeanwhile(Exception):
    """Something in this round went back to its giver since it was proposed."""


class AccountChanged(Exception):
    """Some enterprise gave another account since this was proposed; `seller` is the row the proposal has."""

    def __init__(self, seller):
        super().__init__(seller)
        self.seller = seller


@transaction.atomic
def propose(*, chapter, today=None):
    """Put together what the places of this city have coming. Locks the city and the lines. Raises RunIsOpen, NothingToPayOut."""
    today = today or timezone.localdate()
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=chapter.pk)
    if chapter.payout_runs.unsealed().exists():
        raise RunIsOpen
    dues = coming.in_city(chapter, today)
    if not dues:
        raise NothingToPayOut
    try:
        with transaction.atomic():
            return _write_down(chapter, dues, today)
    except IntegrityError as error:
        if broke(error, "one_open_payout_run_per_city"):
            raise RunIsOpen from None
        raise


def propose_everywhere(today=None):
    """In every city at work, where there is something to pay out. Returns the rounds. Safe to repeat."""
    runs = []
    for chapter in Chapter.objects.order_by("pk"):
        try:
            runs.append(propose(chapter=chapter, today=today))
        except (RunIsOpen, NothingToPayOut):
            continue
    return runs


@transaction.atomic
def drop(*, run):
    """Let go of a round that is not sealed: its lines are free, as if it had never been. Locks both. Raises NotNow."""
    run = _locked(run)
    if run.is_sealed:
        raise NotNow
    lines = coming.lock(PurchaseLine.objects.filter(payout_line__payout__run=run))
    run.delete()
    # What went back while they stood in it went back before any payout after all.
    GivenBack.objects.filter(line__in=lines, after_payout=True).update(after_payout=False)


@transaction.atomic
def approve(*, run, by):
    """One of the team has looked at it. Raises NotNow, NotOfTheTeam."""
    run = _locked(run)
    if not run.waits_for_approval:
        raise NotNow
    _must_decide(by, run)
    run.state, run.approved_by, run.approved_on = PayoutRun.State.APPROVED, by, timezone.localdate()
    run.save(update_fields=["state", "approved_by", "approved_on"])
    return run


@transaction.atomic
def seal(*, run, by):
    """Make the file, once, and write to the places. Nothing of it changes any more. Locks the run.

    Raises NotNow, NotOfTheTeam, SamePerson, NoAccount, AccountChanged, WentBackMeanwhile, sepa.FileRefused; then nothing is sealed.
    """
    run = _locked(run)
    if run.is_sealed or run.waits_for_approval:
        raise NotNow
    _must_decide(by, run)
    if run.approved_by_id == by.pk:
        raise SamePerson
    payouts = list(run.payouts.select_related("seller", "merchant__chapter").order_by("pk"))
    _accounts_must_stand(payouts)
    # It could be taken off later, but only if the place sells again.
    if GivenBack.objects.filter(line__payout_line__payout__run=run, after_payout=True).exists():
        raise WentBackMeanwhile
    run.state, run.sealed_by, run.sealed_on = PayoutRun.State.SEALED, by, timezone.localdate()
    run.file = _file(run, payouts) if run.route == ChapterAccount.Route.SEPA else None
    run.save(update_fields=["state", "sealed_by", "sealed_on", "file"])
    for payout in payouts:
        template = "payout_invoice" if run.route == ChapterAccount.Route.INVOICE else "payout_sealed"
        letters.write_to_place(payout.merchant, event=f"payout-{payout.pk}", template=template, payout=payout, run=run)
    return run


@transaction.atomic
def mark(*, payout, state, day=None):
    """It arrived, or it came back; also the other way round, as long as it was not sent again. Locks the payout. Raises NotNow."""
    payout = Payout.objects.sealed().select_for_update(no_key=True, of=["self"]).filter(pk=payout.pk).first()
    if payout is None or state not in MARKS[payout.state] or Payout.objects.filter(resends=payout).exists():
        raise NotNow
    payout.state, payout.ended_on = state, day or timezone.localdate()
    payout.save(update_fields=["state", "ended_on"])
    if state == Payout.State.RETURNED:
        chapter = payout.run.chapter
        letters.write_to_team(chapter, event=f"payout-returned-{payout.pk}", template="payout_returned", payout=payout)
    return payout


MARKS = {
    Payout.State.WAITING: {Payout.State.DONE, Payout.State.RETURNED},
    Payout.State.DONE: {Payout.State.RETURNED},
    Payout.State.RETURNED: {Payout.State.DONE},
}


def _locked(run):
    """Raises NotNow where somebody dropped it."""
    try:
        return PayoutRun.objects.select_for_update(no_key=True, of=["self"]).select_related("chapter").get(pk=run.pk)
    except PayoutRun.DoesNotExist:
        raise NotNow from None


def _must_decide(person, run):
    if not (person.is_superuser or person.roles.filter(chapter=run.chapter_id, role=TeamRole.Role.COORDINATOR).exists()):
        raise NotOfTheTeam


def _write_down(chapter, dues, today):
    number = f"{re.sub('[^A-Z0-9]', '', chapter.slug.upper())[:12]}-{today:%Y%m%d}-{secrets.token_hex(3).upper()}"
    route = ChapterAccount.objects.of(chapter).route
    run = PayoutRun.objects.create(chapter=chapter, route=route, proposed_on=today, message_id=number)
    payouts = [
        Payout(
            run=run,
            merchant_id=due.seller.merchant_id,
            seller=due.seller,
            amount=due.amount,
            end_to_end=f"{number}-{place:03}",
            resends=due.resends,
        )
        for place, due in enumerate(dues, start=1)
    ]
    Payout.objects.bulk_create(payouts)
    for payout, due in zip(payouts, dues, strict=True):
        for line in due.lines:
            line.payout = payout
    PayoutLine.objects.bulk_create(line for due in dues for line in due.lines)
    return run


def _accounts_must_stand(payouts):
    """A place may give another account while a round lies there; nobody is paid on an account they left."""
    newest = {}
    for seller in Seller.objects.filter(merchant__in=[payout.merchant_id for payout in payouts]).order_by("pk"):
        newest[seller.merchant_id, seller.company_number] = seller
    for payout in payouts:
        now = newest[payout.merchant_id, payout.seller.company_number]
        if now.iban != payout.seller.iban:
            raise AccountChanged(payout.seller)


def _file(run, payouts):
    transfers = [
        sepa.Transfer(
            to=sepa.Account(payout.seller.account_holder or payout.seller.legal_name, payout.seller.iban),
            cents=payout.amount,
            reference=payout.end_to_end,
            words=f"{settings.NETWORK_NAME} {payout.end_to_end}",
        )
        for payout in payouts
    ]
    return sepa.payment_file(number=run.message_id, debtor=account_of(run.chapter), transfers=transfers, day=run.sealed_on)


def tell_of_account(*, account, by):
    """The city and the network hear that this ChapterAccount is another one: one person alone may change where money comes and goes."""
    chapter, key = account.chapter, fresh_key()
    words = {"city": chapter, "account": ending(account.iban) or "-", "holder": account.account_holder or "-", "by": by}
    letters.write(event=f"city-account-{key}", to=letters.network_address(), template="city_account_changed", **words)
    letters.write(event=f"city-account-{key}-team", to=chapter.email, template="city_account_changed", chapter=chapter, **words)


def account_of(chapter):
    """From which account this city pays: its own, else that of the network. Raises NoAccount."""
    own = ChapterAccount.objects.of(chapter)
    holder, iban = (own.account_holder, own.iban) if own.iban else (settings.PAYOUT_ACCOUNT_HOLDER, settings.PAYOUT_IBAN)
    if not iban:
        raise NoAccount
    return sepa.Account(holder, iban)
