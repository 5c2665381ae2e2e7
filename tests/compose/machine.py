"""The machine that a volunteer has: Docker, compose.yaml and all that stands beside it, and an `.env` of six lines."""

import http.client
import json
import secrets
import subprocess
import sys
import time
from pathlib import Path

WORK = Path(sys.argv[1])
# Beside what else is made for the occasion, a copy of this house; its name is that of the project.
HERE = WORK / "enchante"
SENDER = "hallo@enchante.example"
# As in the README, On a server.
LINES = {
    "DOMAIN": "localhost",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "POSTGRES_PASSWORD": secrets.token_hex(20),
    "EMAIL_URL": "smtp://mail:2525",
    "DEFAULT_FROM_EMAIL": f"Enchanté <{SENDER}>",
    "BACKUP_RECIPIENT": "",
}


def run(*command, **options):
    """(what it said, its code)"""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, **options)
    return done.stdout, done.returncode


def did(*command, **options):
    said, code = run(*command, **options)
    assert code == 0, f"{' '.join(command)}\n{said}"
    return said.strip()


def compose(*words, how=did):
    (HERE / ".env").write_text("".join(f"{name}={value}\n" for name, value in LINES.items()), "utf-8")
    return how("docker-compose", *words, cwd=HERE)


def inside(service, *command, how=did):
    return compose("exec", "-T", service, *command, how=how)


def manage(*words, service="work", how=did):
    return inside(service, "./manage.py", *words, how=how)


def ask(expression):
    """What this is worth, where the models of the ground floor have their names."""
    return manage("shell", "-c", f"from merchants.models import *; print({expression})").splitlines()[-1]


def container(service):
    """All that Docker knows of it, also when it has ended."""
    name = did(
        "docker",
        "ps",
        "--all",
        "--quiet",
        "--filter",
        "label=com.docker.compose.project=enchante",
        "--filter",
        f"label=com.docker.compose.service={service}",
    )
    return json.loads(did("docker", "inspect", name))[0]


def state(service):
    return container(service)["State"]


def to_mend():
    """What doctor says."""
    return [line.removeprefix("mend").strip() for line in manage("doctor", how=run)[0].splitlines() if line.startswith("mend")]


def open_mailbox():
    """A mail server that takes everything and writes it in its log."""
    serves = ["python3", "-u", "-W", "ignore", "-m", "smtpd", "-n", "-c", "DebuggingServer", "0.0.0.0:2525"]
    did("docker", "run", "--detach", "--name", "mail", "--network", "enchante_default", "enchante", *serves)


def until(seen, seconds=120):
    """(what `seen` gave at last, after how many seconds)"""
    began = time.monotonic()
    while True:
        try:
            if found := seen():
                return found, time.monotonic() - began
        except (OSError, AssertionError, http.client.HTTPException) as error:
            found = error
        assert time.monotonic() - began < seconds, f"still {found!r} after {seconds} seconds"
        time.sleep(0.5)
