"""The articles stage: inputs become article versions, rejected inputs and origins.

Belongs here: the assets over `pipelines.articles`. Does not belong here: reading a format, telling
an article from its next version, or finding reprints.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import Field

from pipelines.articles import Batch, origins, read_inputs
from pipelines.assets.facts import OWNER, asset_key, table_facts, table_spec
from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from warehouse.load import known_articles, load_articles, load_origins

GROUP = "articles"
REJECTS_SHOWN = 20


class Inputs(dg.Config):
    """Which files and folders to read; none means the inbox, or the bundled samples."""

    paths: list[str] = Field(default_factory=list)


@dg.multi_asset(
    name="articles",
    specs=[
        table_spec(
            "raw.article_version",
            group=GROUP,
            description="One row is one stored text of an article; a change is a new version.",
            schema=ARTICLE_SCHEMA,
        ),
        table_spec(
            "raw.rejected_input",
            group=GROUP,
            description="One row is one input that could not be used, with the reason.",
            schema=REJECTED_SCHEMA,
        ),
    ],
    pool=WRITER_POOL,
)
def articles(
    context: dg.AssetExecutionContext, config: Inputs, home: Home
) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """Read the inputs and store what is new; every input is accounted for."""
    paths = [Path(path) for path in config.paths] or home.settings.input_paths()
    account = Account()
    with home.live() as con:
        known = known_articles(con)
        for batch in read_inputs(
            paths,
            run_id=context.run_id,
            now=home.now(),
            known=known,
            undated=home.settings.undated,
        ):
            load_articles(con, batch.articles, batch.rejected)
            account.add(batch)
        for table in ("raw.article_version", "raw.rejected_input"):
            metadata = {**table_facts(con, table), "inputs": account.metadata()}
            yield dg.MaterializeResult(asset_key=asset_key(table), metadata=metadata)


@dataclass
class Account:
    """What became of the inputs: every one is new, unchanged or rejected."""

    counts: Counter[str] = field(default_factory=Counter)
    rejects: list[dict[str, str]] = field(default_factory=list)

    def add(self, batch: Batch) -> None:
        """Count one batch, and keep its first rejections for the report."""
        rejected = batch.rejected.height
        new = batch.articles.height
        self.counts.update(seen=batch.seen, new=new, unchanged=batch.unchanged, rejected=rejected)
        shown = batch.rejected.select("source_path", "reason", "detail")
        self.rejects += shown.head(REJECTS_SHOWN - len(self.rejects)).to_dicts()

    def metadata(self) -> dg.MetadataValue[Any]:
        """Return the account for Dagster: seen, new, unchanged, rejected, rejects."""
        return dg.MetadataValue.json({**self.counts, "rejects": self.rejects})


@dg.asset(
    key=asset_key("raw.article_origin"),
    group_name=GROUP,
    description="One row is one article version and the release that it reprints, or is itself.",
    owners=[OWNER],
    kinds={"polars", "duckdb"},
    deps=[asset_key("raw.article_version")],
    pool=WRITER_POOL,
)
def article_origin(home: Home) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Group the article versions whose texts come from one release."""
    with home.live() as con:
        stored = con.sql("from raw.article_version order by article_id, version").pl()
        result = load_origins(con, origins(stored))
        return dg.MaterializeResult(
            metadata={**table_facts(con, "raw.article_origin"), "new": result.new}
        )
