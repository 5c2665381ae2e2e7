"""Method kits for the team: reading those of other cities, copying from them, seeing what changed since, and bringing out one's own."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from encounters import actions, pieces
from encounters.comparing_kits import Since, changed_for, differences
from encounters.format_forms import NoteForm
from encounters.models import CopiedPiece, KitVersion
from merchants.admin.base import Who
from merchants.models import Chapter

from .team import chapter_of, chapters_of


@never_cache
def team_kits(request):
    """All kits there are; what the own cities copied, and what changed since."""
    chapters = chapters_of(request.user, Who.TEAM)
    own = chapters_of(request.user, Who.COORDINATORS)
    context = {
        "kits": KitVersion.objects.latest_of_each(),
        "own": own,
        "copied_from": _copied_from(chapters),
        "team_page": True,
    }
    return render(request, "encounters/team_kits.html", context)


@never_cache
def team_kit(request, slug, number):
    """One version: read it, choose pieces, copy them."""
    chapters_of(request.user, Who.TEAM)
    version = get_object_or_404(KitVersion.objects.select_related("chapter"), chapter__slug=slug, number=number)
    own = [chapter for chapter in chapters_of(request.user, Who.COORDINATORS) if chapter != version.chapter]
    if request.method == "POST":
        into = next((chapter for chapter in own if chapter.slug == request.POST.get("stad")), None)
        if not into:
            raise Http404
        chosen = set(request.POST.getlist("stuk"))
        if not chosen & {piece.name for piece in version.all_pieces}:
            messages.info(request, _("Tick what you would like to copy first."))
            return redirect("encounters:team-kit", slug, number)
        _say(request, actions.copy_pieces(chapter=into, version=version, chosen=chosen))
        return redirect("encounters:team-kit-since", into.slug, slug)
    context = {"version": version, "groups": grouped(version.all_pieces), "own": own, "team_page": True}
    return render(request, "encounters/team_kit.html", context)


@never_cache
def team_kit_since(request, slug, source):
    """What changed in the kit of another city since this city copied from it."""
    chapter = chapter_of(request.user, Who.TEAM, slug)
    newest, found = differences(chapter, get_object_or_404(Chapter, slug=source))
    if not newest:
        raise Http404
    context = {
        "chapter": chapter,
        "version": newest,
        "groups": [(since, [each for each in found if each.since == since]) for since in Since],
        "may_decide": chapter in chapters_of(request.user, Who.COORDINATORS),
        "team_page": True,
    }
    return render(request, "encounters/team_kit_since.html", context)


@never_cache
@require_POST
def team_kit_step(request, slug, source):
    """About one piece: take the new one, or keep ours. Of the version that was shown, so that nobody takes what they did not see."""
    chapter = chapter_of(request.user, Who.COORDINATORS, slug)
    copied = get_object_or_404(CopiedPiece, chapter=chapter, source__slug=source, pk=_number(request.POST.get("stuk")))
    version = get_object_or_404(KitVersion, chapter__slug=source, number=_number(request.POST.get("versie")))
    if request.POST.get("what") == "take" and actions.take_the_new_one(copied=copied, version=version):
        messages.success(request, _("The new one is yours now."))
    elif request.POST.get("what") == "keep" and actions.keep_ours(copied=copied, version=version):
        messages.success(request, _("Yours stays. You hear when it changes there again."))
    return redirect("encounters:team-kit-since", slug, source)


@never_cache
def team_kit_publish(request, slug):
    """The next version of the kit of one's own city."""
    chapter = chapter_of(request.user, Who.COORDINATORS, slug)
    last = chapter.kit_versions.order_by("-number").first()
    there = pieces.of(chapter)
    form = NoteForm(request.POST or None)
    chosen = set(request.POST.getlist("stuk")) if request.method == "POST" else {piece.name for piece in last.all_pieces} if last else set()
    if form.is_valid() and _publish(request, chapter, chosen, form):
        return redirect("encounters:team-kits")
    context = {"chapter": chapter, "last": last, "groups": grouped(there), "chosen": chosen, "form": form, "team_page": True}
    return render(request, "encounters/team_kit_publish.html", context)


def grouped(there):
    """[(Kind, [(Piece, its title, its lines)])], only kinds of which there are some."""
    told = {name: [] for name in pieces.KINDS}
    for piece in there:
        # A version may hold a kind that is no more.
        if piece.kind in told:
            told[piece.kind].append((piece, pieces.title(piece), pieces.say(piece)))
    return [(pieces.KINDS[name], rows) for name, rows in told.items() if rows]


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _copied_from(chapters):
    """[(city, the city it copied from, how many pieces changed there, address)], each pair once."""
    changed = changed_for(chapters)
    pairs = (
        CopiedPiece.objects.filter(chapter__in=chapters)
        .values_list("chapter_id", "source_id", "chapter__name", "chapter__slug", "source__name", "source__slug")
        .order_by("chapter__name", "source__name")
        .distinct()
    )
    return [
        (name, other, changed[pk, source_pk], reverse("encounters:team-kit-since", args=[slug, source]))
        for pk, source_pk, name, slug, other, source in pairs
    ]


def _publish(request, chapter, chosen, form):
    """Bring it out and say so, or say at the form what stands in the way."""
    try:
        version = actions.publish_kit(chapter=chapter, chosen=chosen, note=form.cleaned_data["note"])
    except actions.NothingChosen:
        form.add_error(None, _("Tick at least one thing for your kit."))
    except actions.TooManyPieces:
        form.add_error(None, _("At most sixty things fit in a kit. Leave some out."))
    except actions.NothingNew:
        form.add_error(None, _("All of this is in your last version already, word for word. Nothing was brought out."))
    else:
        messages.success(request, _("Version %d is out. Every town can read and copy it.") % version.number)
        return True
    return False


def _say(request, copied):
    if copied.new:
        text = ngettext("%d piece is copied. It is yours to adapt.", "%d pieces are copied. They are yours to adapt.", copied.new)
        messages.success(request, text % copied.new)
    if copied.there:
        text = ngettext(
            "%d piece was copied before, and stays as it is.", "%d pieces were copied before, and stay as they are.", copied.there
        )
        messages.info(request, text % copied.there)
    if copied.kept:
        text = ngettext(
            "Your city says %d of these in words of its own already. These stay.",
            "Your city says %d of these in words of its own already. These stay.",
            copied.kept,
        )
        messages.info(request, text % copied.kept)
