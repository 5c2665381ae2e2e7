"""The installation as it is, with a Mollie of our own: `https` is asked of any other."""

import os

from enchante.settings import *  # noqa: F403 - the same installation, but for the lines below

MOLLIE_API_BASE = os.environ["MOLLIE_OF_OUR_OWN"]
# Nobody gathers files for it.
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Whoever calls is on this machine.
SECURE_SSL_REDIRECT = False
