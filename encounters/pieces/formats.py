"""Ways of doing something together."""

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from encounters.models import Activity, ActivityFormat
from encounters.models.method_kit import Piece
from encounters.models.words import told

from .kinds import Kind, Told


def read(chapter):
    return [Piece(KIND.name, str(each.pk), each.content) for each in chapter.activity_formats.all()]


def find(chapter, own):
    there = chapter.activity_formats.filter(pk=own).first()
    return there and there.content


def put(chapter, content, _source):
    return str(ActivityFormat.objects.create(chapter=chapter, **content).pk)


def replace(chapter, own, content, _source):
    chapter.activity_formats.filter(pk=own).update(**content)
    return own


def title(content):
    return str(told(content["title"]) or "…")


def say(content):
    takes = ngettext("%d minute", "%d minutes", content["minutes"]) % content["minutes"]
    lines = [Told(_("Kind"), str(Activity.Kind(content["kind"]).label)), Told(_("Takes"), takes)]
    for label, name in [(_("Title"), "title"), (_("What one may expect"), "about"), (_("What is needed"), "needs")]:
        lines += [Told(label, words.words)] if (words := told(content[name], get_language())) else []
    return [*lines, *(Told(_("Step %d") % number, step) for number, step in enumerate(steps_in(content["steps"], get_language()), start=1))]


def steps_in(steps, language):
    """The lines in this language, else in one there is."""
    return steps.get(language) or next(filter(None, steps.values()), [])


def address(_chapter, own):
    return reverse("encounters:team-format", args=[own])


KIND = Kind(
    "formats",
    "clipboard-list",
    gettext_lazy("Ways of doing something together"),
    gettext_lazy("becomes a format of your city, to adapt and begin an activity with"),
    read, find, put, replace, title, say, address,
)  # fmt: skip
