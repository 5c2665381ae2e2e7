"""The installation as it is, with one address more: the bare view that hand-outs are compared with."""

from enchante.settings import *  # noqa: F403 - the same installation, but for the line below

ROOT_URLCONF = "tests.bench_bare"
