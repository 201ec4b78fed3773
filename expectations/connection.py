"""The shape of a DuckDB connection, as far as the checks need it.

Belongs here: the structural type only. Opening, locking and closing the warehouse does not: every
function of this package is given a connection that the warehouse opened.
"""

from __future__ import annotations

from typing import Any, Protocol


class Connection(Protocol):
    """What the checks ask of an open DuckDB connection."""

    def cursor(self) -> Any:
        """Return a second connection to the same open database."""

    def execute(self, query: str, parameters: object = None) -> Any:
        """Run one or more statements, the last of them with parameters."""

    def sql(self, query: str) -> Any:
        """Return the relation of one query."""
