"""What the assets work with: the home of the data, and dbt.

Belongs here: Dagster resources, which read the environment when a step uses them, never at import.
Does not belong here: what is done with them (the assets), or where things lie (`settings`).
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import dagster as dg

from pipelines.ingest import Ingestion
from pipelines.settings import Settings
from warehouse.connect import Connection, WarehouseBusy, open_live, open_snapshot

WRITER_POOL = "duckdb_writer"
"""The pool of every step that opens the live file: DuckDB lets one process write."""

Exporter: TypeAlias = Callable[[Connection, Path], list[Path]]
"""Writes every mart of a connection into a directory and returns the files."""

BUSY_RETRIES = 5
BUSY_PAUSE_SECONDS = 2.0


class Home(dg.ConfigurableResource):  # type: ignore[type-arg]
    """The directory that holds the warehouse, and the inbox that feeds it.

    Unset fields follow the environment: see `Settings.from_environment`.
    """

    home: str | None = None
    inbox: str | None = None

    @property
    def settings(self) -> Settings:
        """The paths, resolved now."""
        return Settings.from_environment(
            home=Path(self.home) if self.home else None,
            inbox=Path(self.inbox) if self.inbox else None,
        )

    @contextmanager
    def live(self) -> Iterator[Connection]:
        """Open the live file for one step; ask Dagster for another try while it is locked.

        Only the lock is worth another try: any other error would come again.
        """
        try:
            with open_live(self.settings.live_path) as con:
                yield con
        except WarehouseBusy as busy:
            raise dg.RetryRequested(
                max_retries=BUSY_RETRIES, seconds_to_wait=BUSY_PAUSE_SECONDS
            ) from busy

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open the published snapshot read-only, for steps that write files from it."""
        with open_snapshot(self.settings.snapshots, sealed=False) as con:
            yield con

    def ingestion(self, run_id: str, source: str) -> Ingestion:
        """Return a reading of inputs into this home, for one run and source."""
        settings = self.settings
        return Ingestion(run_id, source, self.now(), settings.quarantine, settings.scratch)

    @staticmethod
    def now() -> dt.datetime:
        """Return the time of day in UTC; a test puts its own clock here."""
        return dt.datetime.now(dt.UTC)
