"""The words of what every installation starts with: in English in code, and in all other languages as their files in locale/ say them."""

from django.conf import settings
from django.utils.translation import override, pgettext


def pgettext_noop(_context, english):
    """Marks English words for whoever gathers and translates them."""
    return english


def load(model, rows, there):
    """Make the rows that are missing, and let the others say what they do not say yet. Returns how many were missing.

    `rows` are (slug, words, other columns) with the English words by field; `there` are the rows by slug.
    """
    made = [model(slug=slug, **columns, **_in_every_language(words)) for slug, words, columns in rows if slug not in there]
    model.objects.bulk_create(made)
    for slug, words, _columns in rows:
        if slug in there:
            _fill_in(there[slug], words)
    return len(made)


def _in_every_language(words):
    """{column: words}; modeltranslation keeps one more column beside those of the languages."""
    told = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            told |= {f"{field}_{code}": pgettext("catalogue", english) for field, english in words.items()}
    return told | {field: told[f"{field}_{settings.LANGUAGE_CODE}"] for field in words}


def _fill_in(row, words):
    """What somebody changed stays: where even the English is another, ours would say something else."""
    ours = {field: english for field, english in words.items() if getattr(row, f"{field}_en") == english}
    lacking = {column: said for column, said in _in_every_language(ours).items() if not getattr(row, column)}
    for column, said in lacking.items():
        setattr(row, column, said)
    if lacking:
        row.save(update_fields=lacking)
