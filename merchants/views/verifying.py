"""Behind the secret link in the letter that asks whether all is still true. Opening it changes nothing: mail scanners open links."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from merchants import actions
from merchants.models import Verification

ANSWERS = [answer for answer in Verification.Answer.choices if answer[0]]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        choices=ANSWERS, error_messages=dict.fromkeys(["required", "invalid_choice"], _("Nothing was chosen. Please tap one of the three."))
    )
    words = forms.CharField(
        label=_("What is different?"),
        help_text=_("Only if you like; the team gladly calls you. Please leave out the names of other people."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@login_not_required
@never_cache
def verification(request, token):
    question = Verification.objects.opening(token, timezone.localdate()).select_related("merchant__chapter").first()
    if question is None:
        return render(request, "merchants/verification_gone.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.answer_whether_true(question=question, **form.cleaned_data)
        except actions.LinkIsOver:
            return render(request, "merchants/verification_gone.html", status=404)
        return HttpResponseRedirect(reverse("merchants:verification", args=[token]), status=303)
    context = {"question": question, "merchant": question.merchant, "form": form, "today": timezone.localdate()}
    return render(request, "merchants/verification.html", context)
