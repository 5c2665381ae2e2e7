from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class EnchanteConfig(AppConfig):
    name = "enchante"
    default = True

    def ready(self):
        # Registers its letters.
        import_module("enchante.letter_texts")


class TeamAdminConfig(admin_apps.AdminConfig):
    """Django's admin, with our own front page and door."""

    default = False
    default_site = "enchante.team_site.TeamSite"
