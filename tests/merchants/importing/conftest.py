"""What every test of importing finds: the two cities of the demo town, and a coordinator's hands."""

import pytest
from django.core.management import call_command
from django.utils import translation

from merchants.catalogue import load_services
from tests.factories import make_chapter


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def cities(db):
    load_services()
    make_chapter("gent")
    make_chapter("brussel", lat=50.85, lng=4.35)


@pytest.fixture
def bring(capsys):
    """Import a file as a coordinator does; what is said, line by line."""

    def bring(path, *options, chapter="gent"):
        call_command("import_merchants", str(path), "--chapter", chapter, *options)
        return capsys.readouterr().out.splitlines()

    return bring


@pytest.fixture
def write(tmp_path):
    """A file with this content."""

    def write(content, name="places.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write
