"""The shortlist."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals import directory, sending, shortlists, sketches


@login_not_required
@require_safe
def shortlist(request):
    now = timezone.now()
    wanted = shortlists.read(request.GET, directory=directory.look(), now=now)
    context = {"shortlist": wanted, "today": timezone.localdate(now)}
    if wanted.entries:
        context |= {
            "qr": wanted.qr(request.path),
            "sketch": sketches.draw(wanted.places, wanted.start),
            "ways_to_send": sending.ways(wanted.address(request.path)),
        }
    return render(request, "referrals/shortlist.html", context)
