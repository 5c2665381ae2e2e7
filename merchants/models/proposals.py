"""What a team would like to see in the catalogue, until HQ has answered."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from merchants.osm_tags import OsmTagField

from .chapters import Chapter


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Proposal.State.WAITING)

    def answered_before(self, day):
        return self.filter(answered_on__lt=day)


class Proposal(models.Model):
    """A team would like one more service or kind of treat. It is offered nowhere before HQ says yes."""

    # As long as a kind of treat has room for.
    LONGEST_PLURAL = 60

    class Of(models.TextChoices):
        SERVICE = "service", _("a free service")
        TREAT_KIND = "treat_kind", _("a kind of treat")

    class State(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        ACCEPTED = "accepted", _("stands in the catalogue")
        DECLINED = "declined", _("not now")
        MERGED = "merged", _("there already, under another name")

    chapter = models.ForeignKey(Chapter, models.CASCADE, verbose_name=_("city"), related_name="proposals")
    of = models.CharField(_("what"), max_length=10, choices=Of)
    name = models.CharField(_("name"), max_length=60, help_text=_("Of one, in small letters: coffee, a glass of water."))
    words = models.CharField(
        _("how to ask for it, or the name of several"),
        max_length=120,
        help_text=_("Of a service the question: “May I have a glass of water?” Of a treat its name in the plural: coffees."),
    )
    icon = models.CharField(_("pictogram"), max_length=40)
    osm_tag = OsmTagField()
    why = models.CharField(
        _("why"), max_length=300, help_text=_("Who asks for it, and where would it be offered? No names of people, please.")
    )
    asked_on = models.DateField(_("proposed on"), default=timezone.localdate, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING, editable=False)
    answer = models.CharField(_("a word to the team"), max_length=300, blank=True, help_text=_("It goes along in the letter."))
    answered_on = models.DateField(_("answered on"), null=True, blank=True, editable=False)
    became = models.SlugField(_("became"), blank=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal for the catalogue")
        verbose_name_plural = _("proposals for the catalogue")
        ordering = ["-asked_on", "-id"]
        constraints = [
            # By expressions: of fields modeltranslation would ask it of every language, also where nobody filled one in.
            models.UniqueConstraint(F("chapter"), F("of"), F("name"), condition=Q(state="waiting"), name="proposed_once"),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_on=None, became="")
                | Q(state="declined", answered_on__isnull=False, became="")
                | Q(state__in=["accepted", "merged"], answered_on__isnull=False) & ~Q(became=""),
                name="proposal_answer_is_whole",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.get_of_display()})"
