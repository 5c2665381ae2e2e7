"""No key, token or password stands in a file of this house: whoever reads it here could use it there."""

import re
import subprocess

import pytest
from django.conf import settings

SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|AGE-SECRET-KEY-1[0-9A-Z]{40,}|\b(?:live|access)_[A-Za-z0-9]{30,}|\bAKIA[0-9A-Z]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[abp]-\d|\beyJ[\w-]{20,}\.eyJ|[a-z]://\w+:(?!password@)[\w!%&*+-]{6,}@"
)


def test_no_file_holds_a_secret():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    texts = {name: (settings.BASE_DIR / name).read_bytes().decode("utf-8", "ignore") for name in listed.stdout.split("\0") if name}

    assert len(texts) > 100
    assert {name: found[0] for name, text in texts.items() if (found := SECRET.search(text))} == {}


@pytest.mark.parametrize(
    ("text", "is_secret"),
    [
        ("-----BEGIN RSA PRIVATE " + "KEY-----", True),
        ("key = 'live_" + "a1B2" * 8 + "'", True),
        ("postgres://enchante:" + "s3cr3tw0rd@db/enchante", True),
        ("AGE-SECRET-KEY-1" + "Q" * 58, True),
        ("MOLLIE_API_KEY=live_…", False),
        ("smtp+tls://user:password@mail.example:587", False),
    ],
)
def test_a_secret_is_known_when_seen(text, is_secret):
    assert bool(SECRET.search(text)) == is_secret
