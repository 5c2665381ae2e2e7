"""manage.py write_error_pages FOLDER: the pages for when the site itself does not answer, for whatever stands before it (Caddyfile)."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from enchante.errors import alone


class Command(BaseCommand):
    help = "Writes <status>/<language>.html into this folder: pages that need nothing beside them."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, folder, **options):
        for status in (413, 503):
            (folder / str(status)).mkdir(parents=True, exist_ok=True)
            for language, _name in settings.LANGUAGES:
                (folder / str(status) / f"{language}.html").write_text(alone(status, language), "utf-8")
