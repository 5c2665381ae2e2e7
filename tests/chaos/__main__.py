"""`make chaos`: a storm that counts, then its control; some minutes."""

import os
import sys

import django

from enchante import local_postgres

ENOUGH, OFTEN, LONGEST = 1_000, 5, 420


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    from tests import database
    from tests.chaos import scene

    asked = {"operations": ENOUGH, "strikes": OFTEN}
    with local_postgres.running(settings.LOCAL_POSTGRES, fsync="off"), scene.open_house(database.pattern()) as (house, shops):
        storm = scene.storm(house, shops, **asked, seconds=LONGEST)
        print(scene.table(storm), flush=True)
        control = scene.control(house, shops)
        print(f"\nWithout the guards, where it must be seen:\n{scene.table(control)}", flush=True)
    troubles = [*scene.troubles(storm, **asked), *scene.unseen(control)]
    print("\n" + ("\n".join(troubles) or "Nothing was lost or doubled, and without the guards it was seen."))
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
