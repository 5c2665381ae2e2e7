from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = _("Pointing the way")

    def ready(self):
        # Registers its letters.
        import_module("referrals.letter_texts")
