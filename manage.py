#!/usr/bin/env python3
"""Django's door for commands. Without DATABASE_URL it brings its own PostgreSQL, for as long as the command runs."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enchante.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        folder = settings.LOCAL_POSTGRES
    except ImproperlyConfigured as error:
        sys.exit(f"{error} To try things out, `make .env` sets what is needed.")
    if not folder:
        return execute_from_command_line(sys.argv)

    from enchante import local_postgres

    try:
        with local_postgres.running(folder):
            execute_from_command_line(sys.argv)
    except local_postgres.LocalPostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
