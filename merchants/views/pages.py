"""Pages of words only: what one may expect of us."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def charter(request):
    return render(request, "pages/charter.html")


@login_not_required
def privacy(request):
    return render(request, "pages/privacy.html")


@login_not_required
def accessibility(request):
    return render(request, "pages/accessibility.html")


@login_not_required
def terms(request):
    return render(request, "pages/terms.html")
