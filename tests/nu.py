"""The Nu HTML checker, fetched once by npm into var/ and run by Java."""

import json
import shutil
import subprocess
import tarfile
from collections import Counter, defaultdict
from pathlib import Path

from django.conf import settings

PACKAGE = "vnu-jar@26.9.27"
HOME = settings.VAR / "nu"


def checker():
    """The jar, or None where Java or npm is missing or npm gets no answer."""
    if not (shutil.which("java") and shutil.which("npm")):
        return None
    jar = HOME / f"{PACKAGE}.jar"
    if not jar.exists():
        _fetch(jar)
    return jar if jar.exists() else None


def _fetch(jar):
    HOME.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", PACKAGE, "--pack-destination", HOME, "--silent"], check=False, cwd=HOME)
    for package in HOME.glob("vnu-jar-*.tgz"):
        with tarfile.open(package) as files, files.extractfile("package/build/dist/vnu.jar") as inside:
            jar.write_bytes(inside.read())
        package.unlink()


def errors(jar, folder):
    """What is wrong with the pages in this folder: {(message, markup): names of files}."""
    command = [
        "java",
        "-Xmx600m",
        "-jar",
        jar,
        "--format",
        "json",
        "--stdout",
        "--errors-only",
        "--exit-zero-always",
        "--skip-non-html",
        folder,
    ]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["messages"]
    found = defaultdict(Counter)
    for trouble in told:
        found[trouble["message"], " ".join(trouble.get("extract", "").split())][Path(trouble["url"]).name] += 1
    return found
