"""Other help nearby, not of the network: a list apart from the finder."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals.models import OtherHelp
from referrals.open_data import licences
from referrals.other_help import finding
from referrals.remembering import while_nothing_changes


@login_not_required
@require_safe
@while_nothing_changes
def other_help(request, known):
    question = finding.read(request.GET, directory=known)
    found = finding.Found(question, directory=known, now=timezone.now(), number=request.GET.get("pagina"))
    context = {
        "question": question,
        "found": found,
        "kinds": [(kind, OtherHelp.ICONS[kind], question.of_kind(kind).query, kind == question.kind) for kind in found.kinds],
        "lists": [(each, licences.ADDRESSES.get(each.licence, "")) for each in found.lists],
    }
    return render(request, "referrals/other_help.html", context)
