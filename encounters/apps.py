from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EncountersConfig(AppConfig):
    name = "encounters"
    verbose_name = _("Listening and going along")

    def ready(self):
        # Registers its letters.
        import_module("encounters.letter_texts")
        # Brings its question to the finder.
        import_module("encounters.finding")
