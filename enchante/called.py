"""Somebody called: the team writes down what a place tells on the phone. Three letters, the place, and one button; then it is so."""

from uuid import uuid5

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from merchants import actions
from merchants.admin.base import Who
from merchants.hours import in_a_sentence
from merchants.hours_forms import TextForm
from merchants.keys import fresh_key, read_key
from merchants.models import Merchant, Verification
from merchants.pause_forms import Until
from vouchers.actions import MOST_COUNTED, recount
from vouchers.forms import WholeNumberField
from vouchers.models import Treat

FEWEST_LETTERS = 3
MOST_FOUND = 12


class CountForm(forms.Form):
    """What hangs on the board of this place, kind by kind; a field that was left alone counts nothing."""

    key = forms.Field(widget=forms.HiddenInput, required=False, initial=fresh_key)

    def __init__(self, data=None, *, treats):
        super().__init__(data, initial={str(treat.pk): treat.waiting for treat in treats}, prefix="hangt")
        self.treats = treats
        for treat in treats:
            field = WholeNumberField(
                min_value=0, max_value=MOST_COUNTED, required=False, label=capfirst(treat.name), show_hidden_initial=True
            )
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[str(treat.pk)] = field

    def clean_key(self):
        return read_key(self.cleaned_data["key"]) or fresh_key()

    @property
    def counted(self):
        """(treat, how many) of what somebody filled in."""
        changed = [treat for treat in self.treats if str(treat.pk) in self.changed_data]
        return [(treat, count) for treat in changed if (count := self.cleaned_data[str(treat.pk)]) is not None]


@never_cache
def called(request):
    places = _places(request.user)
    text = " ".join(request.GET.get("wie", "").replace("\0", "").split())[:120]
    found = list(_alike(places, text)[: MOST_FOUND + 1]) if len(text) >= FEWEST_LETTERS else []
    context = {"text": text, "found": found[:MOST_FOUND], "is_more": len(found) > MOST_FOUND, "fewest": FEWEST_LETTERS, "team_page": True}
    return render(request, "team/called.html", context)


@never_cache
def called_place(request, pk):
    merchant = get_object_or_404(_places(request.user), pk=pk)
    tapped = request.POST.get("what")
    count = CountForm(request.POST if tapped == "count" else None, treats=list(Treat.objects.filter(merchant=merchant).on_the_board()))
    hours = TextForm(request.POST if tapped == "hours" else None, stored=merchant.opening_hours)
    if (act := TAPS.get(tapped)) and (said := act(request, merchant, count=count, hours=hours)):
        messages.success(request, said)
        return redirect("called-place", pk)
    context = {
        "merchant": merchant,
        "count": count,
        "hours": hours,
        "seen": actions.marks(merchant, "opening_hours") if tapped != "hours" else _seen(request),
        "answer": merchant.hours_at(timezone.localtime()),
        "now": merchant.pauses.on(timezone.localdate()).first(),
        "breaks": [until for until in Until if until != Until.DATES],
        "team_page": True,
    }
    return render(request, "team/called_place.html", context)


def _places(user):
    """Those this person may change; whoever is of no team finds no such page."""
    if not user.is_staff:
        raise Http404
    return site.get_model_admin(Merchant).rows_for(user, Who.TEAM).listed().select_related("chapter")


def _alike(places, text):
    """By the name of the place, or of whom we know there; names that begin so first."""
    begins = Case(When(name__istartswith=text, then=0), default=1)
    return places.filter(Q(name__icontains=text) | Q(contact_name__icontains=text)).order_by(begins, "name", "pk")


def _seen(request):
    return {"opening_hours": request.POST.get("seen-opening_hours")}


# What each button does: a sentence that says so, or None where something must be mended first.


def _count(request, merchant, count, **_forms):
    """A count knows its day and nothing finer, so nothing is written in the history of the admin."""
    if not count.is_valid():
        return None
    for treat, number in count.counted:
        recount(treat=treat, count=number, key=uuid5(count.cleaned_data["key"], str(treat.pk)))
    hangs = ", ".join(treat.kind.counted(number) for treat, number in count.counted)
    return _("Counted: %(hangs)s.") % {"hangs": hangs} if hangs else _("Nothing was filled in, so nothing changed.")


def _hours(request, merchant, hours, **_forms):
    if not hours.is_to_be_saved:
        return None
    try:
        actions.change_place(merchant=merchant, seen=_seen(request), wanted={"opening_hours": hours.made})
    except actions.ChangedMeanwhile as meanwhile:
        theirs = {"words": in_a_sentence(meanwhile.merchant.opening_hours, timezone.localdate())}
        hours.add_error("text", _("Somebody changed these hours meanwhile. Now it says: %(words)s Open this page anew to go on.") % theirs)
        return None
    _checked(request, merchant, _("Hours, told by phone."))
    return _("Saved: %(hours)s") % {"hours": in_a_sentence(hours.made, timezone.localdate())}


def _rest(request, merchant, **_forms):
    until = request.POST.get("until")
    if until not in set(Until) - {Until.DATES}:
        return None
    today = timezone.localdate()
    actions.rest(merchant=merchant, first_day=today, last_day=Until(until).last_day(today))
    _log(request, merchant, _("Takes a break."))
    return _("The break is on the map. Whoever looks for this place sees what is open nearby.")


def _back(request, merchant, **_forms):
    actions.end_breaks(Merchant.objects.filter(pk=merchant.pk))
    _log(request, merchant, _("Is back."))
    return _("That is how it stands on the map now.")


def _right(request, merchant, **_forms):
    _checked(request, merchant, _("Checked."))
    return _("Written down: all is right today.")


def _checked(request, merchant, note):
    actions.check_today([merchant], channel=Verification.Channel.PHONE)
    _log(request, merchant, note)


def _log(request, merchant, note):
    site.get_model_admin(Merchant).log_change(request, merchant, note)


TAPS = {"count": _count, "hours": _hours, "rest": _rest, "back": _back, "right": _right}
