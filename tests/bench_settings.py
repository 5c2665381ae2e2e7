"""The installation as it is, with two addresses more: the bare views that pages and hand-outs are compared with."""

from enchante.settings import *  # noqa: F403 - the same installation, but for the line below

ROOT_URLCONF = "tests.bench_bare"
