"""Other help comes in from a file, is shown in a city and goes again. Who of the team did what stands in the history of the admin."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from merchants.models import Chapter
from referrals.models import OtherHelp, OtherHelpImport, OtherHelpList, OtherHelpShown
from referrals.other_help.comparing import FIELDS, plan_of


class HelpMovedOn(Exception):
    """Accepted or put away already, or the list changed since somebody looked."""


def bring_help(*, key, chapter, user, name, read, source, licence, dated):
    """A file comes in, to be looked at. The same key twice is one."""
    told = {"source": source, "licence": licence, "dated": dated, "spots": read.spots, "left_out": read.left_out}
    return OtherHelpImport.objects.get_or_create(key=key, defaults={"chapter": chapter, "user": user, "name": name[:120]} | told)[0]


@transaction.atomic
def accept_help(*, help_import, mark, user, today=None):
    """Do exactly what was shown, or nothing. Locks the city. Raises HelpMovedOn. Returns the import with its numbers."""
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=help_import.chapter_id)
    waiting = OtherHelpImport.objects.select_for_update().waiting().filter(pk=help_import.pk).first()
    plan = waiting and plan_of(waiting)
    if not plan or plan.mark != mark:
        raise HelpMovedOn
    about = {"licence": waiting.licence, "dated": waiting.dated}
    told_by, _is_new = OtherHelpList.objects.update_or_create(chapter=chapter, source=waiting.source, defaults=about)
    for spot in plan.comes:
        spot.told_by = told_by
    OtherHelp.objects.bulk_create(plan.comes)
    OtherHelp.objects.bulk_update(plan.changes, FIELDS, batch_size=200)
    OtherHelp.objects.filter(pk__in=[spot.pk for spot in plan.goes]).delete()
    waiting.came, waiting.changed, waiting.went = len(plan.comes), len(plan.changes), len(plan.goes)
    waiting.spots, waiting.left_out, waiting.written_on = [], [], today or timezone.localdate()
    waiting.save(update_fields=["came", "changed", "went", "spots", "left_out", "written_on"])
    _note(chapter, user, _("Accepted a list of other help nearby: %(source)s.") % {"source": waiting.source})
    return waiting


@transaction.atomic
def put_help_away(*, help_import):
    """Nobody wants it any more. Raises HelpMovedOn where it was accepted or put away meanwhile."""
    if not OtherHelpImport.objects.waiting().filter(pk=help_import.pk).delete()[0]:
        raise HelpMovedOn


@transaction.atomic
def take_help_off(*, help_list, user):
    """A list goes, with all it told."""
    chapter = Chapter.objects.select_for_update(no_key=True).get(pk=help_list.chapter_id)
    if OtherHelpList.objects.filter(pk=help_list.pk).delete()[0]:
        _note(chapter, user, _("Took a list of other help nearby away: %(source)s.") % {"source": help_list.source})


@transaction.atomic
def show_help(*, chapter, user):
    """From now on guests see it in this city. Twice is once."""
    if OtherHelpShown.objects.get_or_create(chapter=chapter, defaults={"user": user})[1]:
        _note(chapter, user, _("Showed other help nearby."))


@transaction.atomic
def hide_help(*, chapter, user):
    """Its lists stay, for the team."""
    if OtherHelpShown.objects.filter(chapter=chapter).delete()[0]:
        _note(chapter, user, _("Hid other help nearby."))


def _note(chapter, user, words):
    LogEntry.objects.log_actions(user.pk, [chapter], CHANGE, change_message=words, single_object=True)
