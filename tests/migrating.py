"""What stands in the way of changing tables while the version before still serves: it would break, or wait behind a lock on every row."""

import re

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently
from django.db.migrations import operations as does
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import NOT_PROVIDED

GONE = does.RemoveField | does.RenameField | does.RenameModel | does.DeleteModel | does.AlterModelTable
ROOMS = ["merchants", "vouchers", "referrals", "encounters", "enchante"]
HOLDS = re.compile(r"\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)|\bSET\s+NOT\s+NULL|\bDROP\s+(COLUMN|TABLE)|\bRENAME\b", re.I)


def obstacles():
    """Of every migration of the house that has any: {"merchants.0005_letter_words": sentences}."""
    loader, state, found = MigrationLoader(None), ProjectState(), {}
    for app, name in loader.graph._generate_plan(nodes=loader.graph.leaf_nodes(), at_end=True):
        sentences = of(loader.get_migration(app, name), state)
        if sentences and app in ROOMS:
            found[f"{app}.{name}"] = sentences
    return found


def of(migration, state):
    """The sentences of one migration, which takes the state of all tables one step on. A table that it makes itself waits for nobody."""
    new, told = set(), []
    for step in migration.operations:
        model = getattr(step, "model_name", getattr(step, "name", "")).lower()
        if isinstance(step, does.CreateModel):
            new.add(model)
        elif model not in new and (sentence := _obstacle(step, (migration.app_label, model), state)):
            told.append(sentence)
        step.state_forwards(migration.app_label, state)
    return told


def _obstacle(step, model, state):
    if isinstance(step, GONE):
        return f"{step.describe()}: what runs still asks for it. Take it out of the code first, and away with the next version."
    if isinstance(step, does.AddField) and not _may_be_left_out(step.field):
        return f"{step.describe()}: what runs adds rows without it. Give it null=True or a db_default."
    if isinstance(step, does.AlterField) and _narrows(state.models[model].fields[step.name], step.field):
        return f"{step.describe()}: every row is looked at behind a lock. Add the rule as NOT VALID, and a new column for another kind."
    if isinstance(step, does.AddIndex) and not isinstance(step, AddIndexConcurrently):
        return f"{step.describe()}: nobody writes meanwhile. Use AddIndexConcurrently."
    if isinstance(step, does.AddConstraint) and not isinstance(step, AddConstraintNotValid):
        return f"{step.describe()}: every row is looked at behind a lock. Use AddConstraintNotValid, then ValidateConstraint."
    if isinstance(step, does.RunSQL) and HOLDS.search(str(step.sql)):
        return f"{step.describe()}: it renames, drops or holds a table."
    return None


def _may_be_left_out(field):
    return field.many_to_many or field.null or field.db_default is not NOT_PROVIDED


def _narrows(old, new):
    if old.many_to_many or new.many_to_many:
        return old.many_to_many != new.many_to_many
    shorter = (new.max_length or 0) < (old.max_length or 0)
    return type(old) is not type(new) or shorter or (old.null and not new.null) or _is_looked_up(new) > _is_looked_up(old)


def _is_looked_up(field):
    return bool(field.unique or field.db_index)
