"""What was bought and how it was paid: read only, for coordinators. Volunteers see no money."""

from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from merchants.admin.base import ReadOnlyAdmin, TeamInline, Turn, Waiting, Who
from merchants.money import euro
from vouchers import actions
from vouchers.models import Payment, Purchase, PurchaseLine
from vouchers.models.payments import BY_HAND

from .refunds import GivesBack
from .transfers import MatchesTransfers, RequestFilter


def _shown(number):
    return ngettext("%d kind word is shown.", "%d kind words are shown.", number) % number


def _kept(number):
    return ngettext("%d kind word is not shown.", "%d kind words are not shown.", number) % number


def _to_read(number):
    return ngettext("%d kind word to read", "%d kind words to read", number) % number


def _held(number):
    return ngettext("%d payment that does not match", "%d payments that do not match", number) % number


class WordFilter(admin.SimpleListFilter):
    title = _("kind word")
    parameter_name = "word"

    def lookups(self, request, model_admin):
        return [("waiting", _("waits for a nod")), ("shown", _("on the board")), ("kept", _("not shown"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.words_to_read()
        return queryset.filter(word_state=self.value()) if self.value() else queryset


class PurchaseLineInline(TeamInline):
    model = PurchaseLine
    seen_by = Who.COORDINATORS
    changed_by = added_by = Who.NOBODY
    fields = ["treat", "quantity", "price_in_euro", "vat_rate"]
    readonly_fields = ["price_in_euro"]

    @admin.display(description=_("price"))
    def price_in_euro(self, line):
        return euro(line.unit_price)


@admin.register(Purchase)
class PurchaseAdmin(ReadOnlyAdmin):
    chapter_path = "chapter"
    list_display = ["made_at", "word", "word_state", "places", "kind", "total_in_euro", "is_paid"]
    list_filter = [WordFilter, ("chapter", admin.RelatedOnlyFieldListFilter)]
    fields = ["chapter", "made_at", "kind", "total_in_euro", "is_paid", "word", "word_state"]
    readonly_fields = ["made_at", "total_in_euro", "is_paid"]
    inlines = [PurchaseLineInline]
    actions = ["show_words", "keep_words"]
    ordering = ["-made_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("lines__treat__merchant", "payments")

    @admin.display(description=_("place"))
    def places(self, purchase):
        return ", ".join(dict.fromkeys(line.treat.merchant.name for line in purchase.lines.all()))

    @admin.display(description=_("total"))
    def total_in_euro(self, purchase):
        return euro(sum(line.amount for line in purchase.lines.all()) + purchase.for_pot)

    @admin.display(description=_("paid"), boolean=True)
    def is_paid(self, purchase):
        return any(payment.is_paid for payment in purchase.payments.all())

    def what_waits(self, request):
        words = self.rows_for(request.user, Who.COORDINATORS).words_to_read().count()
        return [Waiting(_to_read(words), words, reverse("admin:vouchers_purchase_changelist") + "?word=waiting", Turn.WORDS)]

    @admin.action(description=_("Show these kind words on the board"), permissions=["decide"])
    def show_words(self, request, queryset):
        self._answer(request, queryset, actions.show_words, Purchase.WordState.SHOWN, _shown)

    @admin.action(description=_("Do not show these kind words"), permissions=["decide"])
    def keep_words(self, request, queryset):
        self._answer(request, queryset, actions.keep_words, Purchase.WordState.KEPT, _kept)

    def _answer(self, request, queryset, answer, state, sentence):
        number = answer(Purchase.objects.filter(pk__in=queryset.values("pk")))
        for purchase in queryset.with_word().paid():
            self.log_change(request, purchase, state.label)
        self.message_user(request, sentence(number), messages.SUCCESS)


@admin.register(Payment)
class PaymentAdmin(GivesBack, MatchesTransfers, ReadOnlyAdmin):
    chapter_path = "purchase__chapter"
    list_display = ["made_at", "amount_in_euro", "status", "held_because", "gateway", "asked_for"]
    list_select_related = ["purchase"]
    list_filter = [
        "status",
        RequestFilter,
        ("held_because", admin.EmptyFieldListFilter),
        ("purchase__chapter", admin.RelatedOnlyFieldListFilter),
    ]
    fields = ["purchase", "amount_in_euro", "status", "given_back_in_euro", "held_because", "gateway", "asked_for", "provider_id"]
    fields += ["made_at", "paid_at"]
    readonly_fields = ["amount_in_euro", "given_back_in_euro", "asked_for", "made_at"]
    actions = ["arrived", "ask_again", "stop"]
    ordering = ["-made_at"]

    @admin.display(description=_("amount"), ordering="amount")
    def amount_in_euro(self, payment):
        return euro(payment.amount)

    @admin.display(description=_("given back"))
    def given_back_in_euro(self, payment):
        return euro(payment.given_back)

    @admin.action(description=_("Ask the bank how these stand"), permissions=["decide"])
    def ask_again(self, request, queryset):
        self._tell(request, actions.reconcile_all(queryset.exclude(gateway__in=BY_HAND)))

    @admin.action(description=_("Stop these payments that nobody finished"), permissions=["decide"])
    def stop(self, request, queryset):
        self._tell(request, actions.cancel_all(queryset.filter(status=Payment.Status.OPEN).exclude(gateway__in=BY_HAND)))

    def _tell(self, request, told):
        numbers = {"moved": told["moved"], "same": told["same"], "away": told["no answer"]}
        sentence = _("%(moved)d changed, %(same)d stand as they stood, of %(away)d there is no answer now.") % numbers
        self.message_user(request, sentence, messages.SUCCESS)

    def what_waits(self, request):
        held = self.rows_for(request.user, Who.COORDINATORS).exclude(held_because="").count()
        address = reverse("admin:vouchers_payment_changelist") + "?held_because__isempty=0"
        return [*super().what_waits(request), Waiting(_held(held), held, address, Turn.MONEY)]
