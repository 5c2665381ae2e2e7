"""What becomes of a proposal for the catalogue: HQ takes it up, says what is there already, or says not now. The team gets a letter."""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from merchants import letters
from merchants.keys import broke
from merchants.models import Proposal, Service
from vouchers.models import TreatKind

ROWS = {Proposal.Of.SERVICE: (Service, "question"), Proposal.Of.TREAT_KIND: (TreatKind, "plural")}
LANGUAGES = [code for code, _name in settings.WHOLE_LANGUAGES]


class AlreadyAnswered(Exception):
    """Somebody answered this before."""


class CalledSo(Exception):
    """The catalogue has a row of this name; `row` is it."""

    def __init__(self, row):
        super().__init__(row)
        self.row = row


def rows_for(proposal):
    """The rows of the catalogue that a proposal of this sort may turn out to be."""
    return ROWS[proposal.of][0].objects.current()


def accept(*, proposal):
    """Put it in the catalogue, at the end of its row. Returns the new one. Raises AlreadyAnswered, CalledSo. Locks the proposal."""
    while True:
        try:
            return _accept(proposal)
        except IntegrityError as error:
            # Another of this name was taken up at this very moment: look once more, and find it.
            if not any(broke(error, f"{model._meta.db_table}_slug_key") for model, _words in ROWS.values()):
                raise


@transaction.atomic
def _accept(proposal):
    proposal = _unanswered(proposal)
    model, of_words = ROWS[proposal.of]
    if there := rows_for(proposal).filter(name_nl__iexact=proposal.name_nl).first():
        raise CalledSo(there)
    words = {f"name_{code}": getattr(proposal, f"name_{code}") for code in LANGUAGES}
    words |= {f"{of_words}_{code}": getattr(proposal, f"words_{code}") for code in LANGUAGES}
    last = model.objects.aggregate(last=Max("position", default=0))["last"]
    row = model(slug=_free_slug(model, proposal.name_nl), icon=proposal.icon, osm_tag=proposal.osm_tag, position=min(last + 10, 32_000))
    for name, text in words.items():
        setattr(row, name, text)
    row.save()
    _answer(proposal, Proposal.State.ACCEPTED, "proposal_accepted", row)
    return row


@transaction.atomic
def use_instead(*, proposal, row):
    """It is there already: the team hears which one to use. Raises AlreadyAnswered. Locks the proposal."""
    _answer(_unanswered(proposal), Proposal.State.MERGED, "proposal_merged", row.now)


@transaction.atomic
def decline(*, proposal):
    """Not now. Raises AlreadyAnswered. Locks the proposal."""
    _answer(_unanswered(proposal), Proposal.State.DECLINED, "proposal_declined")


def _unanswered(proposal):
    proposal = Proposal.objects.select_for_update(no_key=True, of=["self"]).select_related("chapter").get(pk=proposal.pk)
    if proposal.state != Proposal.State.WAITING:
        raise AlreadyAnswered
    return proposal


def _answer(proposal, state, template, row=None):
    proposal.state, proposal.answered_on, proposal.became = state, timezone.localdate(), row.slug if row else ""
    proposal.save(update_fields=["state", "answered_on", "became"])
    context = {"name": proposal.name_nl, "row": row and row.name_nl, "answer": proposal.answer}
    letters.write_to_team(proposal.chapter, event=f"proposal-{proposal.pk}", template=template, **context)


def _free_slug(model, name):
    base = slugify(name)[:40].strip("-") or "nieuw"
    taken = set(model.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
