"""Every page of every role is HTML as the standard has it, says the Nu checker; all pages of a walk in one run of it."""

import re

import pytest

from tests import nu, skips
from tests.every_page import WALKS, every_page

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# What is not ours, or is meant so: the message, the markup it is about, and why it stays.
REVIEWED = [
    # What somebody typed stays in the field beside the word on what is wrong with it.
    (r"Bad value “(veel|geen adres|gisteren|straks)” for attribute “value”", r"<input"),
    # Django writes the help and the error of a field beside its hidden copy too.
    (r"“type” attribute whose value is “hidden” must not have any “aria-", r"<input type=\"hidden\""),
    # The admin writes a label beside a field that is hidden, and hides both.
    (r"value of the “for” attribute of the “label” element must be the ID of a non-hidden form control", r"<label for=\"id_seen\">"),
    # The admin's fields to search in begin without anything to choose; its script fills them.
    (r"Element “option” without attribute “label” must not be empty", r'value=""></option>'),
    (r"must have a descendant “option” element", r"</select>"),
]


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("walk", WALKS)
def test_every_page_is_valid(tmp_path, settings, walk, language):
    settings.DEBUG = True  # For the door of the demo.
    jar = nu.checker() or pytest.skip(skips.NO_NU)
    names = {}
    for n, page in enumerate(every_page(walk, language)):
        names[f"{n}.html"] = str(page)
        (tmp_path / f"{n}.html").write_text(page.html, "utf-8")

    found = {trouble: {names[name] for name in files} for trouble, files in nu.errors(jar, tmp_path).items() if not is_reviewed(*trouble)}

    assert names
    assert found == {}


def is_reviewed(message, markup):
    return any(re.search(about, message) and re.search(where, markup) for about, where in REVIEWED)


def test_a_page_that_is_not_valid_is_found(tmp_path):
    jar = nu.checker() or pytest.skip(skips.NO_NU)
    for name, words in (("good", "<p>Dag"), ("slip", "<p>Dag</b>")):
        (tmp_path / f"{name}.html").write_text(f"<!DOCTYPE html><html lang=nl><title>Dag</title>{words}", "utf-8")

    assert {name for files in nu.errors(jar, tmp_path).values() for name in files} == {"slip.html"}
