from django.core.management.base import BaseCommand

from merchants.catalogue import load_services
from vouchers.catalogue import load_themes, load_treat_kinds


class Command(BaseCommand):
    help = "Add the services, kinds of treat and themes the network starts with. Safe to repeat; changes nothing that is there."

    def handle(self, **options):
        self.stdout.write(f"added {load_services()} services, {load_treat_kinds()} kinds of treat, {load_themes()} themes")
