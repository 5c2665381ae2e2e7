"""What a city, or the network, says in words of its own. No row stands for what was shipped: taking a row away brings that back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from merchants.texts import TEXTS, Words
from merchants.versions import keep_versions

# Stands below every letter to somebody outside the team.
SIGNATURE = "signature"
LONGEST_SUBJECT, LONGEST_BODY = 120, 4_000


class ChapterTextQuerySet(models.QuerySet):
    def broken(self):
        """Those of which the shipped words are used, because a name that must stay is not in them."""
        return [text for text in self if not text.stands]


@keep_versions("chapter", "name", "language", "subject", "body", name="ChapterTextVersion")
class ChapterText(models.Model):
    """The words of one letter, or of one piece of a page, in one city and one language; without a city those of the network."""

    # By name: letters need this before there are cities.
    chapter = models.ForeignKey("merchants.Chapter", models.CASCADE, verbose_name=_("city"), related_name="texts", null=True)
    name = models.CharField(max_length=40)
    language = models.CharField(_("language"), max_length=5)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT, blank=True)
    body = models.TextField(_("text"), max_length=LONGEST_BODY)
    # What of another city stands in it, since it came along from there. Until somebody looked, the usual words are said.
    names = ArrayField(models.CharField(max_length=254), default=list, editable=False)

    objects = ChapterTextQuerySet.as_manager()

    class Meta:
        app_label = "merchants"
        verbose_name = _("text of a city")
        verbose_name_plural = _("texts of cities")
        ordering = ["name", "language"]
        constraints = [
            models.UniqueConstraint(fields=["chapter", "name", "language"], name="chapter_text_once", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(body=""), name="chapter_text_says_something"),
        ]

    def __str__(self):
        return f"{self.name} ({self.language})"

    @property
    def words(self):
        """The subject of a letter that keeps watch is never its city's."""
        text = TEXTS.get(self.name)
        return Words(text.shipped(self.language).subject if text and text.keeps_watch else self.subject, self.body)

    @property
    def stands(self):
        """Whether it can be sent: a later version may ask for a name that was not there when it was written."""
        text = TEXTS.get(self.name)
        return bool(text) and not any(text.troubles(self.words))


def filled_in(name, words, chapter):
    """What a page says in these words, ready to read."""
    return words.filled_in(TEXTS[name].values(chapter)).body


def usual_words(text, chapter, language):
    """What is said where this city has no Words of its own: those of HQ where it says this Text, else the shipped. For None the shipped."""
    of_hq = own_words(None, [text.name], language) if chapter and text.is_of_network else {}
    return of_hq.get(text.name) or text.shipped(language)


def own_words(chapter, names, language, *, or_of_network=False):
    """{name: Words} of what this city, or for None the network, says itself: what can be sent, and names no other city. One query.

    `or_of_network`: what the city does not say, as the network does.
    """
    whose = Q(chapter=chapter) | Q(chapter=None) if or_of_network else Q(chapter=chapter)
    rows = ChapterText.objects.filter(whose, name__in=names, language=language).order_by(F("chapter").asc(nulls_first=True))
    return {row.name: row.words for row in rows if row.stands and not row.names}
