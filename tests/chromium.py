"""Which Chromium the browser tests use. `python -m tests.chromium` installs one where none is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # Root and most containers have no sandbox to offer; the tests open nothing but our own pages.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOW_TO = "Please install Chromium for the browser tests (Debian: apt-get install chromium), then try again."


def find():
    """The machine's own Chromium, else the one Playwright downloaded, else None."""
    return next(filter(None, map(shutil.which, NAMES)), None) or _of_playwright()


def install():
    """Debian's package as root, else Playwright's own download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
    if not find():
        _try(sys.executable, "-m", "playwright", "install", "chromium")


def _of_playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _try(*command):
    print("Installing Chromium for the browser tests:", *command, flush=True)  # noqa: T201
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=environment)  # noqa: S603 - our own words, whatever comes of them `find` tells


if __name__ == "__main__":
    if not find():
        install()
    sys.exit(None if find() else HOW_TO)
