"""How one asks."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from referrals import directory


@login_not_required
@require_safe
def how_it_works(request):
    services = directory.look().choices.services.values()
    return render(request, "referrals/how_it_works.html", {"services": services})
