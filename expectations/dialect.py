"""The SQLAlchemy dialect through which Great Expectations reads an open DuckDB connection.

Belongs here: the two mends that Great Expectations needs, and the engine options built on them.
Does not belong here: any check. Imported inside functions only, as it loads SQLAlchemy.

Great Expectations reads rows after SQLAlchemy has returned the connection to its pool, whose
rollback drops DuckDB's pending result: the rows are therefore fetched at once. And a file that one
connection has open cannot be opened a second time with other settings: the dialect hands out a
cursor of the connection that is open already.
"""

from __future__ import annotations

from typing import Any

from duckdb_sqlalchemy import ConnectionWrapper, Dialect, DuckDBExecutionContext
from sqlalchemy.dialects import registry
from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy
from sqlalchemy.pool import NullPool

from expectations.connection import Connection

URL = "duckdb+tallywire:///"


class BufferedExecutionContext(DuckDBExecutionContext):
    """Fetch every row of a result as soon as its statement has run."""

    def post_exec(self) -> None:
        """Replace the cursor's pending rows by a list of them."""
        super().post_exec()  # type: ignore[no-untyped-call]
        if self.cursor is not None and self.cursor.description is not None:
            self.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(
                self.cursor,
                initial_buffer=self.cursor.fetchall(),
            )


class OpenConnectionDialect(Dialect):
    """DuckDB over a connection that is open already; see `engine_options`."""

    execution_ctx_cls = BufferedExecutionContext
    supports_statement_cache = True


def engine_options(con: Connection) -> dict[str, Any]:
    """Return the `create_engine` options that make `URL` mean cursors of `con`."""
    registry.register("duckdb.tallywire", __name__, OpenConnectionDialect.__name__)

    def cursor() -> ConnectionWrapper:
        return ConnectionWrapper(con.cursor())

    return {"creator": cursor, "poolclass": NullPool}
