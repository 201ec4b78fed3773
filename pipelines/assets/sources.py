"""The sources stage: each source of articles that the user configured is an asset of its own.

Belongs here: the assets of articles that `sources.yml` makes. Does not belong here: series
(`assets.series`), the shape of that file, how an address is fetched, how a format is read.
"""

from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines.assets.facts import OWNER, account_facts, asset_key
from pipelines.ingest import ingest
from pipelines.resources import WRITER_POOL, Home
from pipelines.source_entries import entries_of
from pipelines.sources import ArticleSource

GROUP = "sources"


class Chosen(dg.Config):
    """Which files of the source to read; none means all of it."""

    paths: list[str] = Field(default_factory=list)


def source_asset(source: ArticleSource) -> dg.AssetsDefinition:
    """Return the asset `source/<name>`; materialising it reads this source alone."""

    @dg.asset(
        key=asset_key(f"source.{source.name}"),
        group_name=GROUP,
        description=f"What the {source.kind} {source.place} holds, read into raw.article_version.",
        owners=[OWNER],
        kinds={source.kind, "duckdb"},
        pool=WRITER_POOL,
    )
    def read_source(
        context: dg.AssetExecutionContext, config: Chosen, home: Home
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]
        """Read the source and store what is new; every input is accounted for."""
        settings, now, tell = home.settings, home.now(), context.log.info
        ingestion = home.ingestion(context.run_id, source.name)
        options = source.read_options(settings.undated, settings.scratch)
        paths = [Path(path) for path in config.paths]
        folder = settings.fetched / source.name
        entries, done = entries_of(source, options, folder, paths=paths, now=now, tell=tell)
        with home.live() as con:
            account = ingest(con, entries, ingestion, tell)
        done()
        return dg.MaterializeResult(metadata=account_facts(account))

    return read_source
