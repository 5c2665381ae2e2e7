"""Pages that stay readable without a connection, for whoever tapped "Keep on this phone".

The browser does the keeping (static/sw.js, static/keep.js); here are the two addresses it needs. Neither knows who asks.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def worker(request):
    """The script that keeps pages: at the root, because a browser lets it look after nothing above its own address."""
    code = (settings.BASE_DIR / "static" / "sw.js").read_bytes()
    return HttpResponse(code, "text/javascript", headers={"Cache-Control": "no-cache"})


@login_not_required
@require_safe
def page(request):
    return render(request, "offline.html")
