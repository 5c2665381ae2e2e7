from django.core.management.base import BaseCommand, CommandError

from enchante import words


class Command(BaseCommand):
    help = "Gathers every translatable string into locale/, keeping what is translated, and makes the translations ready for use."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a file is out of date or incomplete")

    def handle(self, check, **options):
        try:
            found = words.gather()
            if not check:
                for language in words.languages():
                    words.update(language, found)
                words.compile_stale()
            self.report([trouble for language in words.languages() for trouble in words.troubles(language, found)], check)
        except (ValueError, SyntaxError) as error:
            raise CommandError(error) from error

    def report(self, troubles, check):
        if troubles and check:
            raise CommandError("\n".join(troubles))
        for trouble in troubles:
            self.stdout.write(trouble)
