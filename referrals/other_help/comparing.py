"""What accepting a file would do: what comes, what changes, what goes and what stays as it is."""

from dataclasses import dataclass, field
from hashlib import sha256

from referrals.models import OtherHelp

FIELDS = ["kind", "name", "street", "lat", "lng", "opening_hours", "wheelchair", "fee"]


@dataclass
class Plan:
    """`changes` are rows with their new values set, not saved."""

    comes: list[OtherHelp] = field(default_factory=list)
    changes: list[OtherHelp] = field(default_factory=list)
    goes: list[OtherHelp] = field(default_factory=list)
    stays: int = 0

    @property
    def mark(self):
        """Names this plan: whoever says yes says it to this one."""
        told = [[spot.source_id, *(getattr(spot, name) for name in FIELDS)] for spot in [*self.comes, *self.changes]]
        return sha256(repr([told, [spot.pk for spot in self.goes]]).encode()).hexdigest()


def plan_of(help_import):
    """The Plan of an import that waits: beside what the same list told this city before. One query."""
    there = {spot.source_id: spot for spot in _told_before(help_import).order_by("pk")}
    plan = Plan()
    for told in help_import.spots:
        spot = there.pop(told["source_id"], None)
        if spot is None:
            plan.comes.append(OtherHelp(**told))
        elif any(getattr(spot, name) != told[name] for name in FIELDS):
            vars(spot).update(told)
            plan.changes.append(spot)
        else:
            plan.stays += 1
    plan.goes = list(there.values())
    return plan


def _told_before(help_import):
    return OtherHelp.objects.filter(told_by__chapter=help_import.chapter_id, told_by__source=help_import.source)
