"""Packed files that we leave packed: with a password, or packed in another way. The import says why, and waits for nothing."""

import zipfile
from io import BytesIO

import pytest

from merchants.models import Merchant, PlaceImport
from tests.merchants.importing.test_import_steps import upload

pytestmark = pytest.mark.django_db
IN_IT = pytest.mark.parametrize("name", ["locations.csv", "xl/worksheets/sheet1.xml"], ids=["tables of HSDS", "spreadsheet"])


def packed(name, text, way=zipfile.ZIP_DEFLATED, *, signs=0, says=None):
    """A ZIP file with one part, about which its list of parts may say something else."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        archive.writestr(name, text)
        part = archive.getinfo(name)
        part.flag_bits |= signs
        part.file_size = len(text) if says is None else says
    return file.getvalue()


def refusal(content):
    refused = upload(content, name="plekken.zip")
    assert refused.state == PlaceImport.State.REFUSED
    assert not Merchant.objects.exists()
    return refused.refusal


@IN_IT
def test_a_file_with_a_password_asks_for_one_without(name):
    assert refusal(packed(name, "id,name\n", signs=0x1)) == "This file has a password. Save it without one, and try again."


@IN_IT
@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_another_way_of_packing_is_not_unpacked(name, way):
    content = packed(name, "id,name\n" * 1000, way)

    for whole_or_damaged in (content, content.replace(content[60:80], bytes(20))):
        assert refusal(whole_or_damaged) == "This file is packed in an unusual way. Pack it as a plain ZIP file, please."


def test_a_way_of_packing_that_nobody_knows_is_not_unpacked():
    content = packed("locations.csv", "id,name\n", zipfile.ZIP_STORED)
    at = content.index(b"PK\x01\x02") + 10  # Where the list of parts says how it is packed.

    assert "unusual way" in refusal(content[:at] + b"\x63\x00" + content[at + 2 :])


def test_a_part_unfolds_no_further_than_it_says():
    content = packed("locations.csv", "id,name\n" + "a,b\n" * 1_000_000, says=20)

    assert refusal(content) == "The tables of this HSDS file cannot be read (Bad CRC-32 for file 'locations.csv')."
