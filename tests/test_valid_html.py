"""Every page of every role is HTML as the standard has it, says the Nu checker; all of them in one run of it."""

import re

import pytest

from tests import nu, skips
from tests.every_page import WALKS, behind, every_page, street

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


# French and Arabic come by the templates of Dutch; words bring markup of their own only where there is something to tell.
WALKS_IN = {"nl": WALKS, "fr": [street, behind], "ar": [street]}


def test_every_page_is_valid(tmp_path, settings):
    settings.DEBUG = True  # For the door of the demo.
    jar = nu.checker() or pytest.skip(skips.NO_NU)
    names = {}
    for language, walk in ((language, walk) for language, walks in WALKS_IN.items() for walk in walks):
        for page in every_page(walk, language):
            file = tmp_path / f"{len(names)}.html"
            names[file.name] = f"{page} in {language}"
            file.write_text(page.html, "utf-8")

    found = {trouble: {names[name] for name in files} for trouble, files in nu.errors(jar, tmp_path).items() if not is_reviewed(*trouble)}

    assert {name.rpartition(" ")[2] for name in names.values()} == set(WALKS_IN)
    assert found == {}


def is_reviewed(message, markup):
    return any(re.search(about, message) and re.search(where, markup) for about, where in REVIEWED)


def test_a_page_that_is_not_valid_is_found(tmp_path):
    jar = nu.checker() or pytest.skip(skips.NO_NU)
    for name, words in (("good", "<p>Dag"), ("slip", "<p>Dag</b>")):
        (tmp_path / f"{name}.html").write_text(f"<!DOCTYPE html><html lang=nl><title>Dag</title>{words}", "utf-8")

    assert {name for files in nu.errors(jar, tmp_path).values() for name in files} == {"slip.html"}
