"""A quiet afternoon after a storm, as a program: what waits is done, then the books are looked at. Says what they say, and ends so."""

import sys

import django
from django.core.management import CommandError, call_command


def main():
    django.setup()
    for command in ["reconcile_payments", "send_letters"]:
        call_command(command, stdout=sys.stderr)
    try:
        call_command("check_books")
    except CommandError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
