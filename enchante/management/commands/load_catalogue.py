from django.core.management.base import BaseCommand

from encounters.catalogue import load_cards
from merchants.catalogue import load_services
from referrals.catalogue import load_help_lines
from vouchers.catalogue import load_themes, load_treat_kinds


class Command(BaseCommand):
    help = (
        "Add the services, kinds of treat, themes, help lines and learning cards the network starts with. "
        "Safe to repeat; changes nothing that is there."
    )

    def handle(self, **options):
        things = f"{load_services()} services, {load_treat_kinds()} kinds of treat, {load_themes()} themes, {load_help_lines()} help lines"
        things += f", {load_cards()} learning cards"
        self.stdout.write(f"added {things}")
