from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VouchersConfig(AppConfig):
    name = "vouchers"
    verbose_name = _("Treats")

    def ready(self):
        # Registers its letters.
        import_module("vouchers.letter_texts")
