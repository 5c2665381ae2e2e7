"""The method for everybody: kits of cities, to read, to print and to download. Any town may begin with them."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from encounters import kit, pieces
from encounters.format_kit import FORMATS
from encounters.models import CopiedPiece, KitVersion
from encounters.models.words import told
from merchants.models import Chapter

from .method_kit import grouped


@login_not_required
@require_safe
def method(request):
    """What the network ships, and the kits of cities."""
    sets = [(each.icon, told(each.title, get_language()), len(each.questions)) for each in kit.KITS.values()]
    formats = [(told(each.title, get_language()), pieces.KINDS["formats"].say(each.content)[3:]) for each in FORMATS.values()]
    context = {"kits": KitVersion.objects.latest_of_each(), "sets": sets, "formats": formats}
    return render(request, "encounters/method.html", context)


@login_not_required
@require_safe
def kit_version(request, slug, number):
    version = _find(slug, number)
    context = {
        "version": version,
        "chapter": version.chapter,
        "groups": grouped(version.all_pieces),
        "versions": version.chapter.kit_versions.order_by("-number"),
        # Cities that work with it, whichever version; a city is no person, and nobody is compared.
        "used_in": Chapter.objects.filter(pk__in=CopiedPiece.objects.filter(source=version.chapter).values("chapter")),
    }
    return render(request, "encounters/kit_version.html", context)


@login_not_required
@require_safe
def kit_download(request, slug, number):
    version = _find(slug, number)
    content = {
        "city": version.chapter.name,
        "version": version.number,
        "month": f"{version.month:%Y-%m}",
        "note": version.note,
        "pieces": [each | {"fingerprint": piece.fingerprint} for each, piece in zip(version.pieces, version.all_pieces, strict=True)],
    }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1, "sort_keys": True})
    answer["Content-Disposition"] = f'attachment; filename="methode-{slug}-{number}.json"'
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _find(slug, number):
    return get_object_or_404(KitVersion.objects.select_related("chapter"), chapter__slug=slug, number=number)
