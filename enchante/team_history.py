"""The "history" of a place, a treat, a city and the catalogue in the admin: every change kept, the way back, and what was tapped there.

It stands at the address of Django's own history, in its stead (see `enchante/urls.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from enchante import history
from enchante.own_pages import CHANGES_A_PAGE, moment_of
from merchants.admin.base import Who
from merchants.models import User


@dataclass(frozen=True)
class Note:
    """What somebody did with a button, such as welcoming a place: no field changed, or none that is put back."""

    moment: datetime
    user: int
    words: str


@never_cache
def row_history(request, pk, model):
    if not request.user.is_staff:
        raise Http404
    model_admin = site.get_model_admin(model)
    row = get_object_or_404(model_admin.get_queryset(request), pk=pk)
    decides = model_admin.may(request, Who.COORDINATORS, row) and model_admin.has_change_permission(request, row)
    if request.method == "POST":
        if not decides:
            raise Http404
        messages.success(request, history.put_back(row=row, moment=moment_of(request.POST.get("moment")), by_team=True))
        return redirect(request.path)
    changes = history.changes_of(row, by_team=True, leave_out=() if decides else history.PRIVATE)
    page = Paginator(_with_notes(changes, row), CHANGES_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"row": row, "opts": model._meta, "changes": page, "told": _told(request.user, page), "decides": decides}
    return render(request, "team/row_history.html", context | {"team_page": True})


def _with_notes(changes, row):
    """In one row with what was tapped. What Django writes of a form is left out: it says less than the change beside it."""
    entries = LogEntry.objects.filter(
        content_type__app_label=row._meta.app_label, content_type__model=row._meta.model_name, object_id=row.pk
    )
    entries = entries.exclude(change_message="").exclude(change_message__startswith="[").order_by("-action_time")[: history.LOOKED_AT]
    notes = [Note(entry.action_time, entry.user_id, entry.change_message) for entry in entries]
    return sorted([*changes, *notes], key=lambda each: each.moment, reverse=True)


def _told(reader, page):
    """Each with who did it: by name for those this person may know, "" where nobody with a login did."""
    asked = {each.user for each in page if each.user}
    known = site.get_model_admin(User).rows_for(reader, Who.COORDINATORS).filter(pk__in=asked)
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=known.values("pk"))}
    hq = set(User.objects.filter(pk__in=asked, is_superuser=True).values_list("pk", flat=True))

    def who(user):
        if user == reader.pk:
            return _("you")
        return names.get(user) or (_("HQ") if user in hq else _("somebody else"))

    return [(each, who(each.user) if each.user else "") for each in page]
