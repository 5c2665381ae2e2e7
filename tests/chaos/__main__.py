"""`make chaos`: a storm that counts, then its control; some minutes. `two-machines` loses machines instead, under the same checker."""

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
    from tests.chaos import scene, two_machines

    with_two = "two-machines" in sys.argv
    kind, kinds = (two_machines.TwoMachines, two_machines.KINDS) if with_two else (scene.House, scene.KINDS)
    asked = {"operations": ENOUGH, "strikes": OFTEN}
    with local_postgres.running(settings.LOCAL_POSTGRES, fsync="off"), scene.open_house(database.pattern(), kind) as (house, shops):
        storm = scene.storm(house, shops, kinds, **asked, seconds=LONGEST)
        print(scene.table(storm), flush=True)
        troubles = list(scene.troubles(storm, **asked))
        if not with_two:
            control = scene.control(house, shops)
            print(f"\nWithout the guards, where it must be seen:\n{scene.table(control)}", flush=True)
            troubles += scene.unseen(control)
    print("\n" + ("\n".join(troubles) or "Nothing was lost or doubled."))
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main()
