"""/beheer/catalogus/…: HQ says that two services, or two kinds of treat, are the same."""

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from enchante.merging_kinds import MERGE, AlreadyOne
from merchants.admin.base import Who

MODELS = {model._meta.model_name: model for model in MERGE}


class MergeForm(forms.Form):
    stays = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Which one stays?"),
        empty_label=gettext_lazy("Choose one"),
        error_messages={"required": gettext_lazy("Choose which one stays.")},
    )

    def __init__(self, data, *, row):
        super().__init__(data)
        self.fields["stays"].queryset = type(row).objects.current().exclude(pk=row.pk)


@never_cache
def catalogue_merge(request, what, pk):
    if not request.user.is_staff or not Who.HQ.includes(request.user) or what not in MODELS:
        raise Http404
    row = get_object_or_404(MODELS[what].objects.select_related("merged_into"), pk=pk)
    if row.merged_into:
        return _merged_before(request, row)
    form = MergeForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        stays = form.cleaned_data["stays"]
        try:
            MERGE[type(row)](goes=row, stays=stays)
        except AlreadyOne:
            form.add_error(None, _("One of the two became another meanwhile. Have another look."))
        else:
            site.get_model_admin(type(row)).log_change(request, row, _("Became one with another."))
            messages.success(request, _("“%(name)s” is “%(other)s” from now on, everywhere.") % {"name": row, "other": stays})
            return redirect(_list_of(row))
    return render(request, "team/catalogue_merge.html", {"row": row, "list_url": _list_of(row), "form": form, "team_page": True})


def _merged_before(request, row):
    """By a colleague, or by the same button pressed twice."""
    messages.info(request, _("“%(name)s” is “%(other)s” already.") % {"name": row, "other": row.merged_into})
    return redirect(_list_of(row))


def _list_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
