"""Pages for when something went wrong: what happened, that nothing is lost, what to do."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
