"""Importing places from a file.

A file is opened (`files`, `maps`, `elements`, `hsds`), understood by its columns (`layouts`, `osm`), checked row by row (`rows`) and
written in one transaction (`places`, `writing`). Each place remembers where it comes from, its source, licence and number there: the same
file twice changes nothing.

An import makes *suggested* places, seen by the team only: nobody is on the map before saying yes. With the day on which all places of a
network's own list agreed, they are on the map from then on, and their hours count as checked that day.

A later file changes only what the source changed since the last time, and never what somebody here changed meanwhile (`comparing`).
"""

from .places import AgreementRefused, import_places
from .table import FileNotUnderstood
from .writing import Report

__all__ = ["AgreementRefused", "FileNotUnderstood", "Report", "import_places"]
