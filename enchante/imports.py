"""/beheer/invoer/: a list of places comes in. What each row would do is shown before anything is written, and all of it can be undone.

The work itself is done in the background (merchants/importing/steps.py); a page says how far it is and asks for itself again.
"""

from django.contrib import messages
from django.contrib.admin import site
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from enchante.history_words import in_words
from enchante.imports_forms import ColumnsForm, FileForm
from merchants.admin.base import Who
from merchants.importing import steps, taps
from merchants.importing.settling import settle
from merchants.models import Chapter, ImportedRow, Merchant, Neighbourhood, PlaceImport, Service

LISTS_A_PAGE, ROWS_A_PAGE = 20, 50
LOOK_AGAIN_AFTER = 3
Effect, State = ImportedRow.Effect, PlaceImport.State
# Where its questions can be settled.
ASKING = {State.SHOWN, State.WRITTEN}
# Where a place is tells its pin; tags of OpenStreetMap stand with the place as questions.
UNTOLD = {"lat", "lng", "source_tags"}


@never_cache
def imports(request):
    chapters = _own(request.user)
    form = FileForm(request.POST or None, request.FILES or None, chapters=chapters)
    if form.is_valid():
        given = form.cleaned_data
        place_import = taps.begin(
            key=given["key"],
            chapter=form.city,
            user=request.user,
            name=given["file"].name,
            content=given["file"].read(),
            language=get_language(),
        )
        return redirect("import-look", place_import.pk)
    lists = PlaceImport.objects.of_chapters(chapters).light().select_related("chapter", "user")
    page = Paginator(lists, LISTS_A_PAGE).get_page(request.GET.get("pagina"))
    return render(request, "team/imports.html", {"form": form, "lists": page, "team_page": True})


@never_cache
def import_look(request, pk):
    lists = PlaceImport.objects.of_chapters(_own(request.user)).light().select_related("chapter", "user")
    place_import = get_object_or_404(lists, pk=pk)
    what = request.POST.get("what")
    form = ColumnsForm(request.POST if what == "read" else None, place_import=place_import)
    if what in TAPS and (what != "read" or form.is_valid()):
        try:
            return TAPS[what](request, place_import, form)
        except taps.MovedOn:
            messages.info(request, _("That was tapped already. This is how it stands now."))
            return redirect("import-look", pk)
    context = {"import": place_import, "form": form, "team_page": True, **_shown(request, place_import)}
    response = render(request, f"team/{TEMPLATES.get(place_import.state, 'import_busy')}.html", context)
    if place_import.is_busy and not context["has_stopped"]:
        response["Refresh"] = LOOK_AGAIN_AFTER
    return response


def _own(user):
    """The cities this person coordinates, by name; whoever coordinates none finds no such page."""
    if not user.is_staff or not Who.COORDINATORS.includes(user):
        raise Http404
    return list(site.get_model_admin(Chapter).rows_for(user, Who.COORDINATORS).order_by("name"))


TEMPLATES = {
    State.OPENED: "import_columns",
    State.SHOWN: "import_rows",
    State.WRITTEN: "import_rows",
    State.UNDONE: "import_rows",
    State.REFUSED: "import_refused",
}


def _shown(request, place_import):
    """What the page of its state shows besides."""
    if place_import.is_busy:
        return {"has_stopped": taps.has_stopped(place_import)}
    if place_import.state == State.OPENED:
        return {"has_stopped": False, "has_first_row": steps.has_first_row(place_import)}
    if place_import.state == State.REFUSED:
        return {"has_stopped": False}
    asked = request.GET.get("wat")
    rows = place_import.rows.order_by("number").select_related("merchant")
    if asked in Effect.values:
        rows = rows.filter(effect=asked)
    elif asked == "blijft":
        rows = rows.exclude(stays_because="")
    elif asked == "gezegd":
        rows = rows.exclude(sentences=[], asked=[])
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("pagina"))
    words = _Words()
    counts = dict(place_import.rows.order_by().values_list("effect").annotate(Count("pk")))
    return {
        "has_stopped": False,
        "rows": page,
        "told": [(row, words.lines(row)) for row in page],
        "counts": [(effect, counts.get(effect, 0)) for effect in Effect],
        "all": sum(counts.values()),
        "does_something": any(counts.get(effect) for effect in (Effect.CREATED, Effect.UPDATED)),
        "told_of": place_import.rows.exclude(sentences=[], asked=[]).count(),
        "stays": place_import.rows.exclude(stays_because="").count(),
        "asked": asked,
        "may_settle": place_import.state in ASKING,
        "may_undo": place_import.state == State.WRITTEN and bool(counts),
    }


class _Words:
    """Fields and values as people say them."""

    def __init__(self):
        self.services = dict(Service.objects.values_list("slug", "name"))
        self.neighbourhoods = dict(Neighbourhood.objects.values_list("pk", "name"))

    def lines(self, row):
        """(what, before, after) of each field that differs."""
        return [self._line(name, *values) for name, values in row.changes.items() if name not in UNTOLD]

    def _line(self, name, before, after):
        column = Merchant._meta.get_field("services" if name == "offered" else name)
        return capfirst(column.verbose_name), self._value(name, column, before), self._value(name, column, after)

    def _value(self, name, column, value):
        if not value:
            return ""
        if name == "offered":
            return ", ".join(self.services.get(slug, slug) for slug in value)
        if name == "neighbourhood_id":
            return self.neighbourhoods.get(value, "")
        return in_words(column, value)


# What each button does


def _read(request, place_import, form):
    taps.read(place_import=place_import, **form.read)
    return redirect("import-look", place_import.pk)


def _header(request, place_import, _form):
    taps.read_without_header(place_import=place_import, has_header=not place_import.has_header)
    return redirect("import-look", place_import.pk)


def _columns(request, place_import, _form):
    taps.back_to_columns(place_import=place_import)
    return redirect("import-look", place_import.pk)


def _write(request, place_import, _form):
    taps.write(place_import=place_import)
    return redirect("import-look", place_import.pk)


def _undo(request, place_import, _form):
    taps.undo(place_import=place_import)
    return redirect("import-look", place_import.pk)


def _again(request, place_import, _form):
    taps.begin_again(place_import=place_import)
    return redirect("import-look", place_import.pk)


def _so(request, place_import, _form):
    merchant = _settled(request, place_import, is_so=True)
    messages.success(request, _("It stands at %(place)s now.") % {"place": merchant.name})
    return redirect(request.get_full_path())


def _not_so(request, place_import, _form):
    _settled(request, place_import, is_so=False)
    messages.success(request, _("What stands here stays. Nobody asks it again."))
    return redirect(request.get_full_path())


def _settled(request, place_import, *, is_so):
    number = request.POST.get("row", "")
    row = place_import.rows.filter(number=number).first() if number.isdecimal() and len(number) < 10 else None
    if not row or place_import.state not in ASKING:
        raise taps.MovedOn
    return settle(row=row, about=request.POST.get("about", ""), is_so=is_so)


def _away(request, place_import, _form):
    taps.put_away(place_import=place_import)
    messages.success(request, _("Put away. Nothing of it was written."))
    return redirect("imports")


TAPS = {
    **{"read": _read, "header": _header, "columns": _columns, "write": _write, "undo": _undo, "again": _again, "away": _away},
    **{"so": _so, "not-so": _not_so},
}
