"""The words people read: gathered from code and templates, kept in locale/<language>/LC_MESSAGES/django.po, made ready for use.

Works without the gettext programs. The files are made to merge well: sorted by the English, without places, line numbers and dates;
nothing obsolete is kept and nothing is guessed. What Django and allauth say comes from their own files. A language that has only the
pages for guests has only their words (`enchante/guest_pages.py`).
"""

import re
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

from enchante import guest_pages

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "pgettext_noop": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def languages():
    """Which languages need a file: all but English, in which the words are written."""
    return [code for code, _name in settings.LANGUAGES if code.partition("-")[0] != "en"]


def po_file(language):
    return Path(settings.LOCALE_PATHS[0]) / language.replace("-", "_") / "LC_MESSAGES" / "django.po"


def gather():
    """Every string in our own apps and templates that is marked for translation, with the files it stands in."""
    catalog = Catalog()
    for path in _sources():
        file = path.relative_to(settings.BASE_DIR).as_posix()
        for line, message, comments, context in extract("python", BytesIO(_as_python(path)), KEYWORDS, ["Translators"]):
            catalog.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    return catalog


def needed(found, language):
    """Those of the strings found that this language has to say."""
    is_whole = language in dict(settings.WHOLE_LANGUAGES)
    return [message for message in found if message.id and (is_whole or guest_pages.is_word_of(message))]


def merged(found, known, language):
    """The text of a language's file: the strings found, with the translations known."""
    catalog = Catalog(locale=language)
    for message in needed(found, language):
        before = known.get(message.id, message.context)
        if not before or before.pluralizable != message.pluralizable:
            before = message
        flags = message.flags | before.flags & {"fuzzy"}
        catalog.add(message.id, before.string, flags=flags, auto_comments=message.auto_comments, context=message.context)
    text = BytesIO()
    write_po(text, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.format(language=language, plurals=catalog.plural_forms) + text.getvalue().decode().strip() + "\n"


def known(language):
    """What is translated so far."""
    path = po_file(language)
    return _read(path.read_text("utf-8"), path, language) if path.exists() else Catalog(locale=language)


def update(language, found):
    """Write the language's file anew, where that changes it."""
    path, text = po_file(language), merged(found, known(language), language)
    if not path.exists() or path.read_text("utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def troubles(language, found):
    """What must be mended, one sentence each. Every language has to be complete: half a page in English helps nobody."""
    path, catalog = po_file(language), known(language)
    if not path.exists() or path.read_text("utf-8") != merged(found, catalog, language):
        yield f"The words of {language} are not up to date: run `manage.py words` and fill in what is empty."
    for message in catalog:
        if message.id:
            yield from (f"{language}: {trouble}: {_name(message)!r}" for trouble in _troubles(message, catalog))


def compile_stale():
    """Make ready for use (.mo) what was changed since."""
    for language in languages():
        source = po_file(language)
        target = source.with_suffix(".mo")
        if source.exists() and (not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns):
            # Written beside it and then moved: tests in several processes do this at the same moment.
            with NamedTemporaryFile(dir=target.parent, suffix=".mo", delete=False) as compiled:
                write_mo(compiled, known(language))
            Path(compiled.name).chmod(0o644)  # Whoever serves is not always who made it.
            Path(compiled.name).replace(target)
            translation_file_changed(None, target)  # Else what was read before, or found missing, would go on being said.


def _sources():
    ours = [Path(config.path) for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    for folder in sorted(ours):
        yield from sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)
    for folder in sorted([*settings.TEMPLATES[0]["DIRS"], *(app / "templates" for app in ours)]):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".xml", ".svg"})


def _as_python(path):
    """A template becomes calls of gettext among rubbish; without its indents and odd spaces Python's tokens can be read from it."""
    if path.suffix == ".py":
        return path.read_bytes()
    lines = templatize(path.read_text("utf-8"), origin=str(path)).splitlines()
    return "\n".join(re.sub(r"\s", " ", line).strip() for line in lines).encode()


def _read(text, path, language):
    if re.search(r"^(<<<<<<<|>>>>>>>)", text, re.MULTILINE):
        raise ValueError(f"{path} holds an unfinished merge: keep both sides, take the marks out, and run `manage.py words` again.")
    return read_po(BytesIO(text.encode()), locale=language)


def _troubles(message, catalog):
    if message.fuzzy:
        yield "marked as doubtful (fuzzy)"
    if all(message.string if message.pluralizable else [message.string]):
        yield from message.check(catalog)
    else:
        yield "not translated yet"


def _name(message):
    return message.id[0] if message.pluralizable else message.id
