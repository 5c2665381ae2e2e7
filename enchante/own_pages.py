"""Pages of whoever has a login that show what stands in several rooms of the house."""

from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from enchante import history
from merchants.models import Merchant, User

CHANGES_A_PAGE = 20


@never_cache
def place_history(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    if request.method == "POST":
        messages.success(request, history.put_back(row=merchant, moment=moment_of(request.POST.get("moment"))))
        return redirect("place-history", slug)
    changes = Paginator(history.changes_of(merchant), CHANGES_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"merchant": merchant, "changes": changes, "told": _told(merchant, changes), "team_page": True}
    return render(request, "own_pages/place_history.html", context)


def _told(merchant, changes):
    """Each Change with who did it: by name for people of the place itself, "" where nobody with a login did."""
    names = {user.pk: str(user) for user in User.objects.filter(places__merchant=merchant)}
    team = set(User.objects.filter(Q(is_superuser=True) | Q(roles__chapter=merchant.chapter_id)).values_list("pk", flat=True))

    def who(user):
        return names.get(user) or (_("the local team") if user in team else _("somebody who looked after it before"))

    return [(change, who(change.user) if change.user else "") for change in changes]


def moment_of(text):
    """None where it is none: then there is no such change."""
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
