"""The articles stage: inputs become article versions, rejected inputs and origins.

Belongs here: the assets over `pipelines.ingest` that read the inbox, paths that a run names, and
the quarantine. Does not belong here: the user's own sources (`assets.sources`), reading a format.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import dagster as dg
from pydantic import Field

from pipelines.articles import Undated, find_files
from pipelines.articles.draft import ReadOptions
from pipelines.articles.versions import version_changes
from pipelines.assets.facts import OWNER, account_facts, asset_key, table_facts, table_spec
from pipelines.ingest import Account, ingest, retry
from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from pipelines.schemas import INGEST_RUN_SCHEMA
from pipelines.sketches import COPY_SCHEMA
from pipelines.sources import LocalSource, Source, WebSource, load_sources
from pipelines.syndicate import syndicate
from warehouse.article_changes import load_changes, uncompared
from warehouse.clusters import count_clusters
from warehouse.connect import Connection

GROUP = "articles"
TABLES = {
    "raw.article_version": (
        "One row is one stored text of an article; a change is a new version.",
        ARTICLE_SCHEMA,
    ),
    "raw.rejected_input": (
        "One row is one input that could not be used, with the reason.",
        REJECTED_SCHEMA,
    ),
    "raw.ingest_run": (
        "One row is what became of the inputs of one source in one run.",
        INGEST_RUN_SCHEMA,
    ),
}


class Inputs(dg.Config):
    """Which files and folders to read; none means the inbox, or the bundled samples."""

    paths: list[str] = Field(default_factory=list)
    retry: bool = Field(default=False, description="Read the quarantine again, in place of paths.")
    reasons: list[str] = Field(
        default_factory=list, description="Only inputs rejected for these reasons; none means all."
    )


def article_assets(sources: Sequence[str]) -> dg.AssetsDefinition:
    """Return the asset set `articles`, which comes after the user's sources of articles."""
    after = [f"source.{name}" for name in sources]

    @dg.multi_asset(
        name="articles",
        specs=[
            table_spec(table, group=GROUP, description=text, schema=schema, deps=after)
            for table, (text, schema) in TABLES.items()
        ],
        pool=WRITER_POOL,
    )
    def articles(
        context: dg.AssetExecutionContext, config: Inputs, home: Home
    ) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        """Read the inputs and store what is new; every input is accounted for."""
        with home.live() as con:
            account = _read(con, context, config, home)
            for table in TABLES:
                facts = {**table_facts(con, table), **account_facts(account)}
                yield dg.MaterializeResult(asset_key=asset_key(table), metadata=facts)

    return articles


def _read(
    con: Connection, context: dg.AssetExecutionContext, config: Inputs, home: Home
) -> Account:
    settings = home.settings
    options = ReadOptions(undated=settings.undated, scratch=settings.scratch)
    paths = tuple(Path(path) for path in config.paths) or settings.input_paths()
    source = "retry" if config.retry else settings.name_of(paths)
    ingestion = home.ingestion(context.run_id, source)
    if config.retry:
        options_of = _Options(load_sources(settings.sources_path), options, settings.undated)
        return retry(con, ingestion, options_of, config.reasons, context.log.info)
    return ingest(con, find_files(paths, options), ingestion, context.log.info)


class _Options:
    """The options by the name of a source; those of the inbox where it is configured no more."""

    def __init__(
        self, sources: Mapping[str, Source], otherwise: ReadOptions, undated: Undated
    ) -> None:
        self._sources = sources
        self._otherwise = otherwise
        self._undated: Undated = undated

    def __call__(self, name: str | None) -> ReadOptions:
        found = self._sources.get(name or "")
        if not isinstance(found, LocalSource | WebSource):
            return self._otherwise
        return found.read_options(self._undated, self._otherwise.scratch)


@dg.multi_asset(
    specs=[
        table_spec(
            "raw.article_origin",
            group=GROUP,
            description="One row is one article version and the release that it reprints, or is.",
            deps=["raw.article_version"],
        ),
        table_spec(
            "raw.article_copy",
            group=GROUP,
            description="One row is a reprint beside its origin: what it kept and changed.",
            schema=COPY_SCHEMA,
            deps=["raw.article_version"],
        ),
    ],
    pool=WRITER_POOL,
)
def article_origin(context: dg.AssetExecutionContext, home: Home) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
    """Cluster the new article versions with those whose texts come from one release."""
    with home.live() as con:
        done = syndicate(con, context.log.info)
        told = {"new": done.new, "clusters": count_clusters(con)}
        compared = {"new": done.compared, "new_with_changed_figures": done.with_changed_figures}
        for table, facts in (("raw.article_origin", told), ("raw.article_copy", compared)):
            yield dg.MaterializeResult(
                asset_key=asset_key(table), metadata={**table_facts(con, table), **facts}
            )


@dg.asset(
    key=asset_key("raw.article_change"),
    group_name=GROUP,
    description="One row is what a new text of an article changed: sentences and figures.",
    owners=[OWNER],
    kinds={"polars", "duckdb"},
    deps=[asset_key("raw.article_version")],
    pool=WRITER_POOL,
)
def article_change(home: Home) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Compare each new text of an article with the one before."""
    new = figures = 0
    with home.live() as con:
        for pairs in uncompared(con):
            changes = version_changes(pairs)
            new += load_changes(con, changes).new
            figures += int(changes["figures"].list.len().sum())
        facts = table_facts(con, "raw.article_change")
        return dg.MaterializeResult(metadata={**facts, "new": new, "figures_changed": figures})
