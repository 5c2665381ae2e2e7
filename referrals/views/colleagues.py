"""Who points the way for an organisation: colleagues come in by mail, and whoever wants leaves in one step."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from merchants.actions import TooManyLetters, TooManyPeople
from merchants.colleague_form import ColleagueForm
from referrals import actions
from referrals.models import Organisation


@never_cache
def organisation_people(request, pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    form = ColleagueForm(request.POST or None)
    if form.is_valid():
        try:
            actions.let_in_colleague(organisation=organisation, **form.cleaned_data)
        except TooManyPeople:
            form.add_error(None, _("Fifty people point the way for you already. Take somebody off the list first."))
        except TooManyLetters:
            form.add_error(None, _("Many letters went out for your organisation today. Try again tomorrow, or ask the team."))
        else:
            messages.success(request, _("%(email)s gets a letter with the way in.") % {"email": form.cleaned_data["email"]})
            return redirect("referrals:organisation-people", pk)
    people = organisation.referrers.select_related("user").order_by("user__name", "user__email")
    context = {"organisation": organisation, "people": people, "form": form, "team_page": "organisation"}
    return render(request, "referrals/organisation_people.html", context)


@require_POST
def organisation_person_remove(request, pk, person_pk):
    organisation = get_object_or_404(Organisation.objects.of(request.user), pk=pk)
    person = organisation.referrers.filter(pk=person_pk).select_related("user").first()
    if person:
        actions.stop_pointing_the_way(organisation=organisation, user=person.user)
    # Whoever is not on the list any more was taken off by somebody else: then it is as asked.
    if person and person.user == request.user:
        messages.success(request, _("You no longer point the way for this organisation. Thank you for all those times."))
        return redirect("referrals:my-organisations")
    left = (
        _("%(person)s no longer points the way for you. Was it a slip? Let them in again below.") % {"person": person.user}
        if person
        else ""
    )
    messages.success(request, left or _("The list is as it should be."))
    return redirect("referrals:organisation-people", pk)
