"""The words people read are found, kept and ready, without the gettext programs."""

from textwrap import dedent

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command
from django.utils import translation

from enchante import words


@pytest.fixture
def house(tmp_path, settings):
    """A place for templates and languages of one's own, without the apps."""
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [{"DIRS": [tmp_path / "templates"]}]
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    settings.LANGUAGES = [("nl", "Dutch"), ("fr", "French"), ("en", "English")]
    (tmp_path / "templates").mkdir()
    return tmp_path


def found_in(house, template):
    (house / "templates" / "page.html").write_text(dedent(template), "utf-8")
    return words.gather()


def translate(language, before, after):
    """Change what stands in a language's file, as a person with an editor would."""
    file = words.po_file(language)
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


@pytest.mark.parametrize(
    ("template", "id", "context"),
    [
        ("<p>{% translate 'Come in' %}</p>", "Come in", None),
        ('  {% if a %}\n {% translate "It\'s open" %}\n    {% endif %}', "It's open", None),
        ("{% translate 'Open' context 'a shop' %}", "Open", "a shop"),
        ("{% card title=_('A place') %}{% endcard %}", "A place", None),
        ("{{ name|default:_('nobody') }}", "nobody", None),
        ("{% blocktranslate %}Hello {{ name }}, 100%{% endblocktranslate %}", "Hello %(name)s, 100%%", None),
        ("{% blocktranslate trimmed %}\n  One\n  line\n{% endblocktranslate %}", "One line", None),
        ("{% blocktranslate %}Two\n  lines\n{% endblocktranslate %}", "Two\n  lines\n", None),
        (
            "{% blocktranslate count n=n trimmed %}\n {{ n }} coffee\n{% plural %}\n {{ n }} coffees\n{% endblocktranslate %}",
            ("%(n)s coffee", "%(n)s coffees"),
            None,
        ),
        ("“Quotes’ \u00a0(and { brackets” {% translate 'remain readable' %}", "remain readable", None),
    ],
)
def test_a_template_gives_its_words(house, template, id, context):
    assert found_in(house, template).get(id, context).id == id


def test_a_language_that_has_only_the_pages_for_guests_gets_only_their_words(house):
    (house / "templates" / "404.html").write_text("{% translate 'Not here' %}", "utf-8")
    found = found_in(house, "{% translate 'For the team' %}")

    assert [message.id for message in words.needed(found, "fr")] == ["Not here", "For the team"]
    assert [message.id for message in words.needed(found, "de")] == ["Not here"]
    assert "For the team" not in words.merged(found, Catalog(), "de")


def test_python_gives_its_words_too():
    assert words.gather().get("may log in")  # on the model of a person


def test_what_is_translated_stays_and_what_is_gone_goes(house):
    known = Catalog(locale="nl")
    known.add("Come in", "Kom binnen")
    known.add("Gone", "Weg")

    text = words.merged(found_in(house, "{% translate 'Come in' %}{% translate 'Come out' %}"), known, "nl")

    assert 'msgid "Come in"\nmsgstr "Kom binnen"\n' in text
    assert 'msgid "Come out"\nmsgstr ""\n' in text  # not guessed from its neighbour
    assert "Gone" not in text


def test_the_file_is_the_same_on_every_day_and_machine(house):
    found = found_in(house, "{% translate 'b' %}{% translate 'a' %}")

    text = words.merged(found, words.known("nl"), "nl")

    assert "Date" not in text and str(house) not in text and "page.html" not in text
    assert text.index('msgid "a"') < text.index('msgid "b"')


def test_english_needs_no_file(house):
    assert words.languages() == ["nl", "fr"]


def test_check_tells_what_is_not_up_to_date(house):
    with pytest.raises(CommandError, match="The words of nl are not up to date"):
        call_command("words", check=True)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_check_tells_what_is_not_translated_in_any_language(house, language):
    found = found_in(house, "{% translate 'Come in' %}")
    words.update(language, found)

    assert list(words.troubles(language, found)) == [f"{language}: not translated yet: 'Come in'"]


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_check_wants_the_plural_as_well(house, language):
    found = found_in(house, "{% blocktranslate count n=n %}{{ n }} door{% plural %}{{ n }} doors{% endblocktranslate %}")
    words.update(language, found)
    translate(language, 'msgstr[0] ""', 'msgstr[0] "%(n)s"')

    assert list(words.troubles(language, found)) == [f"{language}: not translated yet: '%(n)s door'"]


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_check_wants_no_doubt_in_any_language(house, language):
    found = found_in(house, "{% translate 'Come in' %}")
    words.update(language, found)
    translate(language, 'msgid "Come in"\nmsgstr ""', '#, fuzzy\nmsgid "Come in"\nmsgstr "?"')

    assert f"{language}: marked as doubtful (fuzzy): 'Come in'" in list(words.troubles(language, found))


def test_check_tells_of_a_placeholder_that_was_lost(house):
    found = found_in(house, "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}")
    words.update("fr", found)
    translate("fr", 'msgid "Hello %(name)s"\nmsgstr ""', 'msgid "Hello %(name)s"\nmsgstr "Bonjour %(nom)s"')

    assert any("Hello %(name)s" in trouble for trouble in words.troubles("fr", found))


def test_an_unfinished_merge_is_told_in_a_sentence(house):
    words.po_file("nl").parent.mkdir(parents=True)
    words.po_file("nl").write_text("<<<<<<< HEAD\n")

    with pytest.raises(CommandError, match="unfinished merge"):
        call_command("words")


def test_a_changed_file_is_made_ready_and_spoken_at_once(house):
    words.update("nl", found_in(house, "{% translate 'Come in' %}"))
    words.compile_stale()
    assert {path.stat().st_mode & 0o777 for path in words.po_file("nl").parent.glob("*.mo")} == {0o644}  # Whoever serves reads it.
    with translation.override("nl"):
        assert translation.gettext("Come in") == "Come in"

    file = words.po_file("nl")
    translate("nl", 'msgid "Come in"\nmsgstr ""', 'msgid "Come in"\nmsgstr "Kom binnen"')
    words.compile_stale()

    with translation.override("nl"):
        assert translation.gettext("Come in") == "Kom binnen"
    assert [path.name for path in sorted(file.parent.iterdir())] == ["django.mo", "django.po"]
