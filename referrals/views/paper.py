"""Paper for an organisation: what it prints itself, and what it asks its team for."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from referrals import actions
from referrals.models import Organisation
from referrals.paper_form import PaperForm

ORDERS_A_PAGE = 20


@never_cache
def organisation_paper(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user).select_related("chapter"), pk=pk)
    form = PaperForm(request.POST or None)
    if form.is_valid():
        try:
            actions.order_paper(organisation=organisation, **form.order())
        except actions.TooManyOrders:
            form.add_error(None, _("Ten orders of yours wait already. Call the team if you need more soon."))
        else:
            messages.success(request, _("It is ordered. Here you see when it is on its way."))
            return redirect("referrals:organisation-paper", pk)
    orders = Paginator(organisation.paper_orders.all(), ORDERS_A_PAGE).get_page(request.GET.get("pagina"))
    context = {"organisation": organisation, "form": form, "orders": orders, "team_page": "organisation"}
    return render(request, "referrals/organisation_paper.html", context)
