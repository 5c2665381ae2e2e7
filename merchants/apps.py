from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MerchantsConfig(AppConfig):
    name = "merchants"
    verbose_name = _("Places")

    def ready(self):
        # Registers its letters and pieces of pages.
        import_module("merchants.letter_texts")
        import_module("merchants.page_texts")
