"""/beheer/uitvoer/: what a coordinator takes along of an own city, as XLSX, CSV or GeoJSON."""

from django import forms
from django.contrib.admin import site
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from enchante import exports, sheets
from merchants.admin.base import Who
from merchants.models import Chapter

PLACES, BOARDS, FIGURES = "plekken", "borden", "cijfers"
XLSX, CSV, GEOJSON = "xlsx", "csv", "geojson"
WHAT = {PLACES: gettext_lazy("places"), BOARDS: gettext_lazy("boards"), FIGURES: gettext_lazy("figures")}
TYPES = {CSV: "text/csv; charset=utf-8", GEOJSON: "application/geo+json"}


class ExportForm(forms.Form):
    stad = forms.ChoiceField(label=gettext_lazy("Which city?"))
    wat = forms.ChoiceField(
        label=gettext_lazy("What do you take along?"),
        choices=[
            (PLACES, gettext_lazy("Places: everything the team sees of them")),
            (BOARDS, gettext_lazy("Boards: which treats, their price, and what hangs today")),
            (FIGURES, gettext_lazy("Figures: the months everybody may read")),
        ],
        initial=PLACES,
        widget=forms.RadioSelect,
    )
    vorm = forms.ChoiceField(
        label=gettext_lazy("As which file?"),
        choices=[
            (XLSX, gettext_lazy("XLSX, for a spreadsheet")),
            (CSV, gettext_lazy("CSV: semicolons, decimal commas and UTF-8, as spreadsheets here open it")),
            (GEOJSON, gettext_lazy("GeoJSON, for a map")),
        ],
        initial=XLSX,
        widget=forms.RadioSelect,
    )
    contact = forms.BooleanField(
        label=gettext_lazy("With names, addresses and remarks of contacts"),
        help_text=gettext_lazy("They gave these to the team alone. Keep the file to yourself, and throw it away when you are done."),
        required=False,
    )

    def __init__(self, data=None, *, chapters):
        super().__init__(data)
        self.fields["stad"].choices = [(chapter.slug, chapter.name) for chapter in chapters]

    def clean(self):
        asked = super().clean()
        if asked.get("wat") == FIGURES and asked.get("vorm") == GEOJSON:
            self.add_error("vorm", _("Figures have no point on a map. Choose XLSX or CSV."))
        return asked


@never_cache
def export(request):
    if not request.user.is_staff or not Who.COORDINATORS.includes(request.user):
        raise Http404
    chapters = list(site.get_model_admin(Chapter).rows_for(request.user, Who.COORDINATORS).order_by("name"))
    form = ExportForm(request.POST if request.method == "POST" else None, chapters=chapters)
    if form.is_bound and form.data.get("stad") not in {chapter.slug for chapter in chapters}:
        raise Http404
    if form.is_valid():
        try:
            return _file(request, form.cleaned_data, next(each for each in chapters if each.slug == form.cleaned_data["stad"]))
        except exports.TooMany:
            form.add_error(None, _("There are more than %(most)d places: too many for one file.") % {"most": exports.MOST})
    return render(request, "team/export.html", {"form": form, "team_page": True})


def _file(request, asked, chapter):
    name = f"{asked['wat']}-{chapter.slug}-{timezone.localdate()}"
    with_contact = asked["contact"] and asked["wat"] == PLACES
    if asked["vorm"] == GEOJSON:
        features = exports.place_features(chapter, with_contact=with_contact) if asked["wat"] == PLACES else exports.board_features(chapter)
        answer = _download(name, GEOJSON, exports.as_geojson(features))
    else:
        rows = list(_rows(asked["wat"], chapter, with_contact))
        sheet = str(WHAT[asked["wat"]])
        answer = sheets.answer(name, [(sheet, rows)]) if asked["vorm"] == XLSX else _download(name, CSV, exports.as_csv(rows))
    if with_contact:
        site.get_model_admin(Chapter).log_change(request, chapter, _("Took a file with contacts along."))
    return answer


def _rows(what, chapter, with_contact):
    if what == PLACES:
        return exports.place_rows(chapter, with_contact=with_contact)
    return exports.board_rows(chapter) if what == BOARDS else exports.figure_rows(chapter, timezone.localdate())


def _download(name, form, content):
    return HttpResponse(content, content_type=TYPES[form], headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'})
