"""Learning cards: a situation to think about, or sentences to say. Nobody is asked for an answer, so nothing is right, wrong or counted."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from merchants.languages import name_of_language
from merchants.models import Chapter

from .thresholds import this_month
from .words import told

LONGEST_TITLE, LONGEST_SITUATION, LONGEST_SAY, LONGEST_FOUND, LONGEST_WISH = 80, 300, 100, 160, 300
FEWEST_PARTS, MOST_PARTS = 2, 4
# Each language holds {title, situation, parts: [{say, found}]}. What others found belongs to "step into the shoes" alone.
_MISSHAPEN = (
    "$.* ? (!("
    f'@.title.type() == "string" && @.title like_regex "^.{{1,{LONGEST_TITLE}}}$"'
    f' && @.situation.type() == "string" && @.situation like_regex "^.{{1,200}}.{{0,{LONGEST_SITUATION - 200}}}$"'
    f" && @.parts.size() >= {FEWEST_PARTS} && @.parts.size() <= {MOST_PARTS}"
    f' && !exists(@.parts[*] ? (!(@.say.type() == "string" && @.say like_regex "^.{{1,{LONGEST_SAY}}}$")))'
    "))"
)
_WITHOUT_FOUND = f'$.*.parts[*] ? (!(@.found.type() == "string" && @.found like_regex "^.{{1,{LONGEST_FOUND}}}$"))'


def _holds(path):
    """Whether something in the words answers to this path of SQL/JSON."""
    return Func(F("words"), template=f"jsonb_path_exists(%(expressions)s, '{path}'::jsonpath)", output_field=models.BooleanField())


class CardQuerySet(models.QuerySet):
    def shown(self):
        return self.filter(state=LearningCard.State.SHOWN)

    def of_the_network(self):
        return self.filter(chapter=None)

    def seen_in(self, chapter):
        """What this city reads (None: the network): its own cards, and those of the network it has no version of its own of."""
        own = self.model.objects.shown().filter(chapter=chapter)
        instead = own.filter(adapted_from__isnull=False).values("adapted_from")
        return self.shown().filter(Q(chapter=None) | Q(chapter=chapter)).exclude(Q(chapter=None) & Q(pk__in=instead))

    def for_audience(self, audience):
        return self.filter(audience__in=[audience, LearningCard.Audience.EVERYBODY])

    def asked_for_in(self, chapter):
        """Made or pointed at because a merchant of this city asked."""
        return self.filter(pk__in=CardWish.objects.filter(chapter=chapter, card__isnull=False).values("card"))


class LearningCard(models.Model):
    """One card of the network, or of one city. A city's version of a card of the network stands there in its place."""

    class Kind(models.TextChoices):
        SHOES = "shoes", _("Step into the shoes")
        TALK = "talk", _("Conversation card")

    class Audience(models.TextChoices):
        MERCHANTS = "merchants", _("for places")
        PROFESSIONALS = "professionals", _("for professionals")
        EVERYBODY = "both", _("for both")

    class State(models.TextChoices):
        DRAFT = "draft", _("being made")
        SHOWN = "shown", _("for everybody to read")

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, blank=True, verbose_name=_("city"), related_name="learning_cards")
    adapted_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, verbose_name=_("made from"), related_name="versions")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind)
    audience = models.CharField(_("for whom"), max_length=13, choices=Audience, default=Audience.EVERYBODY)
    icon = models.CharField(_("pictogram"), max_length=40, default="message-circle")
    words = models.JSONField(_("words"))
    state = models.CharField(_("state"), max_length=5, choices=State, default=State.DRAFT)

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning card")
        verbose_name_plural = _("learning cards")
        ordering = ["kind", "slug"]
        constraints = [
            models.CheckConstraint(condition=~Q(words={}) & ~Q(_holds(_MISSHAPEN)), name="card_has_its_words"),
            models.CheckConstraint(
                condition=Q(kind="talk") | Q(kind="shoes") & ~Q(_holds(_WITHOUT_FOUND)), name="card_tells_what_others_found"
            ),
            models.CheckConstraint(condition=Q(adapted_from__isnull=True) | Q(chapter__isnull=False), name="card_adapted_by_a_city"),
            models.UniqueConstraint(fields=["chapter", "adapted_from"], name="card_adapted_once_per_city"),
        ]

    def __str__(self):
        return self.told.words["title"]

    @property
    def told(self):
        """All its words in one language: the reader's, else the first there is."""
        return told(self.words, get_language())

    @property
    def is_shoes(self):
        return self.kind == self.Kind.SHOES

    @property
    def is_shown(self):
        return self.state == self.State.SHOWN

    @property
    def is_long(self):
        """Printed in smaller letters, to fit on a card of A6."""
        words = self.told.words
        return len(words["situation"]) + sum(len(text) for part in words["parts"] for text in part.values()) > 700

    @property
    def lacking(self):
        """The names of the site's languages it has no words in."""
        return [name_of_language(code) for code, _name in settings.WHOLE_LANGUAGES if code not in self.words]


class WishQuerySet(models.QuerySet):
    def to_read(self):
        return self.filter(card=None, settled_in=None)

    def over_before(self, *, unread, settled):
        return self.filter(Q(settled_in=None, told_in__lt=unread) | Q(settled_in__lt=settled))


class CardWish(models.Model):
    """What a merchant would like a card about. Which merchant is not known, so the answer goes to all places of the city.

    Answered or laid aside, its words are gone.
    """

    key = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="card_wishes")
    words = models.CharField(_("words"), max_length=LONGEST_WISH, blank=True)
    language = models.CharField(_("language"), max_length=3, default="nl")
    told_in = models.DateField(_("asked in"), default=this_month, editable=False)
    settled_in = models.DateField(_("settled in"), null=True, blank=True, editable=False)
    card = models.ForeignKey(LearningCard, models.CASCADE, null=True, blank=True, verbose_name=_("answered with"), related_name="wishes")

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("question for a card")
        verbose_name_plural = _("questions for cards")
        ordering = [F("settled_in").desc(nulls_first=True), "told_in", "key"]
        constraints = [
            # Written so that a NULL can never make them pass.
            models.CheckConstraint(
                condition=Q(settled_in__isnull=True, card__isnull=True) & ~Q(words="") | Q(settled_in__isnull=False, words=""),
                name="wish_settled_is_wordless",
            ),
            models.CheckConstraint(condition=Q(told_in__day=1) & (Q(settled_in__isnull=True) | Q(settled_in__day=1)), name="wish_months"),
        ]

    def __str__(self):
        # Not the words: the history of the admin keeps this.
        return str(_("a question for a card"))

    @property
    def is_settled(self):
        return self.settled_in is not None
