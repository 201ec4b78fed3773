"""Reading inputs into the warehouse: batch by batch, with account, quarantine and progress.

Belongs here: what the Dagster assets and a script alike do to ingest. Does not belong here: reading
a format (`articles`), SQL (`warehouse`), fetching (`fetching`).
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.articles import Batch, InputFile, Quarantine, ReadOptions, Rejection, read_entries
from warehouse.article_load import (
    HeldInput,
    Ingested,
    held_inputs,
    known_articles,
    load_articles,
    resolve_inputs,
)
from warehouse.connect import Connection

REJECTS_SHOWN = 20
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ingestion:
    """One reading of one source: which run, what the source is called, when.

    `quarantine` takes copies of what is rejected; `scratch` is where members of archives lie while
    they are read.
    """

    run_id: str
    source: str
    now: dt.datetime
    quarantine: Path
    scratch: Path


@dataclass
class Account:
    """What became of the inputs: `seen == new + new_version + unchanged + rejected`."""

    counts: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    rejects: list[dict[str, str]] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """Count one batch, and keep its first rejections for the report."""
        new = batch.articles.filter(version=1).height
        self.counts.update(
            seen=batch.seen,
            new=new,
            new_version=batch.articles.height - new,
            unchanged=batch.unchanged,
            rejected=batch.rejected.height,
            replaced=int(batch.articles["n_replaced"].sum()),
        )
        self.languages.update(batch.articles["language"].fill_null("unknown").to_list())
        shown = batch.rejected.select("source_path", "reason", "detail")
        self.rejects += shown.head(REJECTS_SHOWN - len(self.rejects)).to_dicts()

    def as_dict(self) -> dict[str, object]:
        """Return the counts, the languages of what is new, and the first rejections."""
        return {**self.counts, "languages": dict(self.languages), "rejects": self.rejects}


def ingest(
    con: Connection,
    entries: Iterable[InputFile | Rejection],
    ingestion: Ingestion,
    tell: Tell = lambda _: None,
) -> Account:
    """Read `entries` and store what is new; returns the account, which is also stored.

    Every batch is one transaction: what dies in between is read again by the next run and changes
    nothing twice. `tell` gets a line a batch.
    """
    account = Account()
    for _ in _batches(con, entries, ingestion, account, tell):
        pass
    return account


def retry(
    con: Connection,
    ingestion: Ingestion,
    options_of: Callable[[str | None], ReadOptions],
    reasons: Iterable[str] = (),
    tell: Tell = lambda _: None,
) -> Account:
    """Read again what lies in quarantine, under its first names; what can be used leaves it.

    `options_of` gives the options of a source by its name; `reasons` limits to some reasons.
    """
    quarantine = Quarantine(ingestion.quarantine)
    tried: list[HeldInput] = []

    def entries() -> Iterator[InputFile]:
        for held in held_inputs(con, reasons):
            file = quarantine.held(held.kept_as, held.source_path, options_of(held.source))
            if file is not None:
                tried.append(held)
                yield file

    account = Account()
    refused: set[str] = set()
    for batch in _batches(con, entries(), ingestion, account, tell):
        refused.update(batch.rejected["source_path"])
    used = [held for held in tried if held.source_path not in refused]
    for kept_as in resolve_inputs(con, used, ingestion.now):
        quarantine.release(kept_as)
    return account


def _batches(
    con: Connection,
    entries: Iterable[InputFile | Rejection],
    ingestion: Ingestion,
    account: Account,
    tell: Tell,
) -> Iterator[Batch]:
    """Store batch by batch, add each to `account` and tell of it, then hand it on."""
    # The live file is ours alone, so what lies here is of a run that died.
    shutil.rmtree(ingestion.scratch, ignore_errors=True)
    batches = read_entries(
        entries,
        run_id=ingestion.run_id,
        now=ingestion.now,
        known=known_articles(con),
        quarantine=Quarantine(ingestion.quarantine),
    )
    for batch in batches:
        ingested = Ingested(
            ingestion.run_id, ingestion.source, ingestion.now, batch.seen, batch.unchanged
        )
        load_articles(con, batch.articles, batch.rejected, ingested)
        account.add(batch)
        tell(_progress(ingestion.source, account))
        yield batch


def _progress(source: str, account: Account) -> str:
    told = account.counts
    return (
        f"{source}: {told['seen']:,} inputs read: {told['new']:,} new, "
        f"{told['new_version']:,} new versions, {told['unchanged']:,} unchanged, "
        f"{told['rejected']:,} rejected"
    )
