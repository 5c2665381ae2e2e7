"""Rounds of payouts: read only, but for the steps from proposal to account. For coordinators; volunteers see no money."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from merchants.admin.base import ReadOnlyAdmin, TeamAdmin, Turn, Waiting, Who
from merchants.admin.once_more import AsksOnceMore
from merchants.models import Chapter
from merchants.money import euro
from vouchers import sepa
from vouchers.actions import paying_out
from vouchers.models import ChapterAccount, Payout, PayoutRun
from vouchers.seller_forms import IbanField


def _to_approve(number):
    return ngettext("%d round of payouts to approve", "%d rounds of payouts to approve", number) % number


def _to_seal(number):
    return ngettext("%d round of payouts to seal", "%d rounds of payouts to seal", number) % number


class AccountForm(forms.ModelForm):
    iban = IbanField(label=capfirst(gettext_lazy("account number (IBAN)")), required=False)


@admin.register(ChapterAccount)
class ChapterAccountAdmin(AsksOnceMore, TeamAdmin):
    """Givers pay to this account, and places are paid from it."""

    form = AccountForm
    chapter_path = "chapter"
    seen_by = Who.COORDINATORS
    list_display = ["chapter", "route", "rhythm", "threshold_in_euro", "account_holder"]
    list_select_related = ["chapter"]
    fields = ["chapter", "route", "rhythm", "threshold", "account_holder", "iban"]

    def get_readonly_fields(self, request, obj=None):
        return ["chapter"] if obj else []

    def save_model(self, request, obj, form, change):
        before = ChapterAccount.objects.of(obj.chapter)
        super().save_model(request, obj, form, change)
        if (before.iban, before.account_holder) != (obj.iban, obj.account_holder):
            paying_out.tell_of_account(account=obj, by=request.user)

    @admin.display(description=gettext_lazy("from how much"), ordering="threshold")
    def threshold_in_euro(self, account):
        return euro(account.threshold)


@admin.register(PayoutRun)
class PayoutRunAdmin(ReadOnlyAdmin):
    chapter_path = "chapter"
    list_display = ["message_id", "chapter", "state", "proposed_on", "places", "total_in_euro"]
    list_filter = ["state", ("chapter", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chapter"]
    fields = ["chapter", "route", "state", "proposed_on", "approved_by", "approved_on", "sealed_by", "sealed_on"]
    ordering = ["-pk"]

    def get_urls(self):
        steps = {"approve": self.approve, "seal": self.seal, "drop": self.drop, "mark": self.mark}
        opened = {f"<int:pk>/{name}/": (require_POST(answer), name) for name, answer in steps.items()}
        opened |= {"propose/": (require_POST(self.propose), "propose"), "<int:pk>/file/": (require_safe(self.file), "file")}
        return [
            path(address, self.admin_site.admin_view(view), name=f"vouchers_payoutrun_{name}") for address, (view, name) in opened.items()
        ] + super().get_urls()

    def get_queryset(self, request):
        return super().get_queryset(request).defer("file").annotate(number=Count("payouts"), total=Sum("payouts__amount"))

    @admin.display(description=gettext_lazy("places"))
    def places(self, run):
        return run.number

    @admin.display(description=gettext_lazy("amount"))
    def total_in_euro(self, run):
        return euro(run.total or 0)

    def what_waits(self, request):
        runs, address = self.rows_for(request.user, Who.COORDINATORS), reverse("admin:vouchers_payoutrun_changelist")
        to_approve, to_seal = runs.to_approve().count(), runs.to_seal_by(request.user).count()
        return [
            Waiting(_to_approve(to_approve), to_approve, f"{address}?state__exact=proposed", Turn.MONEY),
            Waiting(_to_seal(to_seal), to_seal, f"{address}?state__exact=approved", Turn.MONEY),
        ]

    def changelist_view(self, request, extra_context=None):
        ready = self._cities(request).exclude(payout_runs__in=PayoutRun.objects.unsealed()).order_by("name")
        return super().changelist_view(request, {"cities": ready} | (extra_context or {}))

    def render_change_form(self, request, context, obj=None, **kwargs):
        payouts = obj.payouts.select_related("merchant", "seller", "resends", "resent_by").annotate(number=Count("lines"))
        context |= {
            "run": obj,
            "payouts": payouts.order_by("merchant__name", "pk"),
            "has_account": obj.route == ChapterAccount.Route.INVOICE or _has_account(obj.chapter),
            "is_approver": obj.approved_by_id == request.user.pk,
            "on_its_way": any(payout.state == Payout.State.WAITING for payout in payouts),
        }
        return super().render_change_form(request, context, obj=obj, **kwargs)

    # What the buttons answer

    def propose(self, request):
        chapter = get_object_or_404(self._cities(request), pk=_number(request.POST.get("chapter")))
        try:
            run = paying_out.propose(chapter=chapter)
        except (paying_out.RunIsOpen, paying_out.NothingToPayOut) as obstacle:
            self.message_user(request, _in_words(obstacle, chapter), messages.WARNING)
            return redirect("admin:vouchers_payoutrun_changelist")
        self.log_addition(request, run, _("Proposed."))
        return redirect("admin:vouchers_payoutrun_change", run.pk)

    def approve(self, request, pk):
        run = self._run(request, pk)
        approved = _("It is approved. Now somebody else seals it.")
        return self._take(request, run, lambda: paying_out.approve(run=run, by=request.user), _("Approved."), approved)

    def seal(self, request, pk):
        return self._seal(request, self._run(request, pk))

    @method_decorator(reauthentication_required)
    def _seal(self, request, run):
        """Money goes out after this: whoever seals shows their second lock once more."""
        sealed = _("It is sealed, and every place gets a letter.")
        return self._take(request, run, lambda: paying_out.seal(run=run, by=request.user), _("Sealed."), sealed)

    def drop(self, request, pk):
        run = self._run(request, pk)
        dropped = _("It is dropped. What was in it waits for the next round.")
        self._take(request, run, lambda: paying_out.drop(run=run), _("Dropped."), dropped)
        return redirect("admin:vouchers_payoutrun_changelist")

    def mark(self, request, pk):
        """One payout, or all that are on their way, by what the button says: "17 done", "all done"."""
        run = self._run(request, pk)
        which, _space, state = request.POST.get("mark", "").partition(" ")
        waiting = run.payouts.filter(state=Payout.State.WAITING)
        payouts = waiting if which == "all" else run.payouts.filter(pk=_number(which))
        if not payouts:
            return self._take(request, run, _nothing_left, "", "")
        marked = _("It is noted.")
        return self._take(request, run, lambda: [paying_out.mark(payout=each, state=state) for each in payouts], marked, marked)

    def file(self, request, pk):
        run = self._run(request, pk)
        if not run.file:
            raise Http404
        name = {"Content-Disposition": f'attachment; filename="{run.message_id}.xml"'}
        return HttpResponse(bytes(run.file), content_type="application/xml", headers=name)

    def _take(self, request, run, step, noted, said):
        """Take this step and say so, or say why it cannot be taken."""
        try:
            step()
        except OBSTACLES as obstacle:
            self.message_user(request, _in_words(obstacle, run.chapter), messages.WARNING)
        else:
            self.log_change(request, run, noted)
            self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:vouchers_payoutrun_change", run.pk)

    def _run(self, request, pk):
        return get_object_or_404(self.rows_for(request.user, Who.COORDINATORS).select_related("chapter"), pk=pk)

    def _cities(self, request):
        return Chapter.objects.filter(pk__in=Who.COORDINATORS.chapters(request.user))


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else 0


def _has_account(chapter):
    try:
        return bool(paying_out.account_of(chapter))
    except paying_out.NoAccount:
        return False


def _nothing_left():
    raise paying_out.NotNow


OBSTACLES = (
    *[paying_out.NotNow, paying_out.SamePerson, paying_out.NoAccount, paying_out.AccountChanged, paying_out.WentBackMeanwhile],
    sepa.FileRefused,
)


def _in_words(obstacle, chapter):
    match obstacle:
        case paying_out.RunIsOpen():
            return _("%(city)s has a round that is not sealed yet: seal it or drop it first.") % {"city": chapter}
        case paying_out.NothingToPayOut():
            return _(
                "No place in %(city)s has enough coming now. Where places are paid every month, what was paid this month follows the next."
            ) % {"city": chapter}
        case paying_out.SamePerson():
            return _("You approved this round. Ask somebody else to seal it: two people look at every payout.")
        case paying_out.NoAccount():
            return _("There is no account to pay from yet. Fill in the account of the city, then seal it again.")
        case paying_out.AccountChanged():
            told = {"name": obstacle.seller}
            return _("%(name)s gave another account since this was proposed. Drop this round and propose it anew.") % told
        case paying_out.WentBackMeanwhile():
            return _("Something in this round went back to its giver meanwhile. Drop this round and propose it anew.")
        case sepa.FileRefused(holder=""):
            return _("A bank would not take this file, so nothing was sealed. Please tell whoever runs the site.")
        case sepa.FileRefused():
            told = {"name": obstacle.holder}
            return _("No bank can pay to or from the account of %(name)s, so nothing was sealed. Correct it, then propose anew.") % told
    return _("Somebody was here before you. This is how it stands now.")
