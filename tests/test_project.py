"""The whole: what must hold for every app, page and word at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template

ROOT = settings.BASE_DIR
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt", ".xml", ".svg"})

# A load from elsewhere; a link one may follow is fine.
LOADS = re.compile(
    r"""(?:\b(?:src|srcset|action|data|poster)\s*=\s*["']?|<link\b[^>]*\bhref\s*=\s*["']?|url\(\s*["']?|@import\s+["'])(?:https?:)?//""",
    re.I,
)


def named(path):
    return str(path.relative_to(ROOT))


def files(*patterns):
    ours = ("enchante", "merchants", "vouchers", "referrals", "encounters", "templates", "static", "locale")
    return sorted(
        path for folder in ours for pattern in patterns for path in (ROOT / folder).rglob(pattern) if "migrations" not in path.parts
    )


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_knows_only_the_floors_below_it():
    done = subprocess.run([Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_template_can_be_read(path):
    assert get_template(str(path.relative_to(ROOT / "templates")))


@pytest.mark.parametrize("path", [path for path in files("*.html", "*.css", "*.js", "*.svg")], ids=named)
def test_nothing_is_loaded_from_another_host(path):
    # The names of SVG and XML are addresses that nobody visits.
    assert not LOADS.findall(path.read_text("utf-8").replace("http://www.w3.org/", ""))


def test_a_load_from_elsewhere_is_recognised_and_a_link_is_not():
    assert LOADS.search('<script src="https://example.org/a.js">')
    assert LOADS.search('<link rel="stylesheet" href="//example.org/a.css">')
    assert LOADS.search("background: url(https://example.org/a.png)")
    assert not LOADS.search('<a href="https://example.org/">')
    assert not LOADS.search('<link rel="icon" href="/static/favicon.svg">')


def test_the_readme_tells_every_setting_and_no_other():
    told = re.search(r"## Settings\n(.*?)\n## ", (ROOT / "README.md").read_text("utf-8"), re.S)[1]
    told = [name for row in re.findall(r"^\|([^|]*)\|", told, re.M) for name in re.findall(r"`([A-Z_]+)`", row)]
    read = set(re.findall(r"""\benv(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (ROOT / "enchante" / "settings.py").read_text("utf-8")))

    assert sorted(told) == sorted(read)


def test_what_the_readme_starts_as_a_module_is_there_and_needs_no_settings_from_outside():
    told = set(re.findall(r"`python -m (tests\.\w+)`", (ROOT / "README.md").read_text("utf-8")))
    bare = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    assert told
    for name in told:
        done = subprocess.run([sys.executable, "-c", f"import {name}"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_every_make_target_the_readme_tells_is_there():
    told = set(re.findall(r"\bmake\s+([a-z]+)`", (ROOT / "README.md").read_text("utf-8")))
    targets = set(re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1].split())

    assert told <= targets
