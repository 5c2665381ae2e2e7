#!/usr/bin/env python3
"""Django's door for commands. Without DATABASE_URL it uses the PostgreSQL that `make run` keeps in var/."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enchante.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
