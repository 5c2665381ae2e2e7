"""What one can ask for: the services and the kinds of treat, as every page of the finder shows them."""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from modeltranslation.utils import build_localized_fieldname, get_language

from merchants.models import Service
from vouchers.models import TreatKind


@dataclass(frozen=True)
class Choice:
    """A service, or a kind of treat, in the reader's language."""

    id: int
    slug: str
    icon: str
    name: str
    # How several are called (treats), how one asks for it (services).
    several: str = ""
    question: str = ""


@dataclass(frozen=True)
class Choices:
    services: dict[str, Choice]
    treats: dict[str, Choice]


def load():
    """Everything one can ask for, in one query."""
    rows = _rows(Service, several="name", question="question", kind="service").union(
        _rows(TreatKind, several="plural", question="name", kind="treat"), all=True
    )
    found = {"service": {}, "treat": {}}
    for kind, _position, *values in rows.order_by("row_kind", "position", "slug"):
        choice = Choice(*values)
        found[kind][choice.slug] = choice
    return Choices(found["service"], found["treat"])


def _rows(model, *, several, question, kind):
    # A plain QuerySet: the translating one shuffles the columns of `values_list`, and a union goes by their order.
    words = {"row_name": "name", "row_several": several, "row_question": question}
    return (
        QuerySet(model)
        .order_by()
        .annotate(row_kind=Value(kind), **{column: _in_this_language(field) for column, field in words.items()})
        .values_list("row_kind", "position", "id", "slug", "icon", "row_name", "row_several", "row_question")
    )


def _in_this_language(field):
    return Coalesce(NullIf(F(build_localized_fieldname(field, get_language())), Value("")), F(field))
