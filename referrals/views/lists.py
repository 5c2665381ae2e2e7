"""The shortlist, and comparing."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from referrals import comparing, directory, sending, shortlists, sketches


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


@login_not_required
@require_safe
def compare(request):
    now = timezone.now()
    comparison = comparing.read(request.GET, directory=directory.look(), now=now)
    return render(request, "referrals/compare.html", {"comparison": comparison, "wishes": comparison.wishes})
