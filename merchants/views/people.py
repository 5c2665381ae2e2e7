"""Who looks after a place: colleagues come in by mail, and whoever wants leaves in one step. So does the place itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from merchants import actions
from merchants.colleague_form import ColleagueForm
from merchants.models import Merchant


@never_cache
def place_people(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        try:
            actions.let_in_colleague(merchant=merchant, **form.cleaned_data)
        except actions.TooManyPeople:
            form.add_error(None, _("Twenty people look after this place already. Take somebody off the list first."))
        except actions.TooManyLetters:
            form.add_error(None, _("Many letters went out for this place today. Try again tomorrow, or ask the team."))
        else:
            messages.success(request, _("%(email)s gets a letter with the way in.") % {"email": form.cleaned_data["email"]})
            return redirect("merchants:place-people", slug)
    people = merchant.people.select_related("user").order_by("user__name", "user__email")
    context = {"merchant": merchant, "people": people, "form": form, "team_page": True}
    return render(request, "merchants/place_people.html", context)


@require_POST
def place_person_remove(request, slug, pk):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    person = merchant.people.filter(pk=pk).select_related("user").first()
    if person:
        actions.stop_looking_after(merchant=merchant, user=person.user)
    # Whoever is not on the list any more was taken off by somebody else: then it is as asked.
    messages.success(request, _("The list is as it should be. Did they use the counter? Make a new link there if you like."))
    is_gone = person and person.user == request.user
    return redirect("merchants:my-places") if is_gone else redirect("merchants:place-people", slug)


@require_POST
def place_return(request, slug):
    merchant = get_object_or_404(Merchant.objects.left_by(request.user) | Merchant.objects.run_by(request.user), slug=slug)
    actions.come_back(merchant=merchant)
    messages.success(request, _("Welcome back! Your place is on the map again, as it was."))
    return redirect("merchants:place-home", slug)


@never_cache
def place_leave(request, slug):
    merchant = get_object_or_404(Merchant.objects.run_by(request.user), slug=slug)
    if request.method == "POST":
        actions.stop_taking_part(merchant=merchant)
        messages.success(request, _("Your place is off the map. Thank you for every time your door was open."))
        return redirect("merchants:my-places")
    context = {"merchant": merchant, "others": merchant.people.exclude(user=request.user).count(), "team_page": True}
    return render(request, "merchants/place_leave.html", context)
