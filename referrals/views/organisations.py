"""What somebody sees who points the way for an organisation."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from merchants.models import Merchant
from referrals.models import Organisation

PLACES_A_PAGE = 20


@never_cache
@require_safe
def my_organisations(request):
    """The way to the one organisation; where there are more, or one is not welcomed yet, a page that says so."""
    organisations = Organisation.objects.of(request.user).select_related("chapter")
    waiting = Organisation.objects.waiting().filter(referrers__user=request.user).select_related("chapter")
    if len(organisations) == 1 and not waiting:
        return redirect("referrals:organisation-home", organisations[0].pk)
    context = {"organisations": organisations, "waiting": waiting, "team_page": "organisation"}
    return render(request, "referrals/my_organisations.html", context)


@never_cache
@require_safe
def organisation_home(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user).select_related("chapter"), pk=pk)
    calm = Merchant.objects.listed().filter(chapter=organisation.chapter).calm().select_related("neighbourhood")
    places = Paginator(calm, PLACES_A_PAGE).get_page(request.GET.get("pagina"))
    return render(
        request, "referrals/organisation_home.html", {"organisation": organisation, "places": places, "team_page": "organisation"}
    )
