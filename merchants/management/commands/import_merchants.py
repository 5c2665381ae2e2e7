from argparse import RawDescriptionHelpFormatter
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from merchants import importing
from merchants.importing import layouts
from merchants.importing.rows import LONGEST
from merchants.models import Chapter


class Command(BaseCommand):
    help = f"Import places from a CSV, XLSX, GeoJSON, .osm or HSDS file; the same file twice changes nothing.\n\n{layouts.__doc__}"

    def create_parser(self, *arguments, **options):
        return super().create_parser(*arguments, formatter_class=RawDescriptionHelpFormatter, **options)

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--chapter", required=True, metavar="SLUG", help="the city to which the places belong")
        parser.add_argument(
            "--agreed-on",
            metavar="YYYY-MM-DD",
            help="the day on which all of them said yes: without it they are suggestions that only the team sees",
        )
        parser.add_argument("--source", default="", metavar="NAME", help="whose list it is, where the file does not say so")
        parser.add_argument("--licence", default="", metavar="NAME", help="under which licence it may be used")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")

    def handle(self, *, file, chapter, agreed_on, source, licence, dry_run, **options):
        try:
            report = importing.import_places(
                path=file,
                chapter=_chapter(chapter),
                agreed_on=_day(agreed_on),
                source=_short(source),
                licence=_short(licence),
                dry_run=dry_run,
            )
        except (importing.FileNotUnderstood, importing.AgreementRefused) as error:
            raise CommandError(error) from error
        for place, sentence in report.said:
            self.stdout.write(f"{place}: {sentence}")
        self.stdout.write(f"created {report.created}, updated {report.updated}, unchanged {report.unchanged}, refused {report.refused}")


def _chapter(slug):
    if chapter := Chapter.objects.filter(slug=slug).first():
        return chapter
    if there_are := ", ".join(Chapter.objects.order_by("slug").values_list("slug", flat=True)):
        raise CommandError(_("There is no city “%(slug)s”. There are: %(there_are)s.") % {"slug": slug, "there_are": there_are})
    raise CommandError(_("There is no city yet: make one in the admin first."))


def _day(text):
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        raise CommandError(_("“%(text)s” is no day: write it as 2026-11-22.") % {"text": text}) from None


def _short(text):
    if len(text) > LONGEST["source"]:
        raise CommandError(_("A source and a licence have at most %(limit)d characters.") % {"limit": LONGEST["source"]})
    return text
