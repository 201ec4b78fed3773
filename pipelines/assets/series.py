"""The series stage: each source of figures is an asset of its own, and their points are tables.

Belongs here: the assets over `pipelines.series_ingest`. Does not belong here: sources of articles
(`assets.sources`), reading a table, mappings.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.assets.facts import OWNER, account_facts, asset_key, table_facts, table_spec
from pipelines.assets.sources import GROUP as SOURCES
from pipelines.assets.sources import Chosen
from pipelines.resources import WRITER_POOL, Home
from pipelines.schemas import REJECTED_POINT_SCHEMA, SERIES_POINT_SCHEMA
from pipelines.series_ingest import ingest_series, read_series
from pipelines.sources import SeriesSource

GROUP = "series"
TABLES = {
    "raw.series_point": (
        "One row is one figure of a structured feed; a change is a new revision.",
        SERIES_POINT_SCHEMA,
    ),
    "raw.rejected_point": (
        "One row is one figure of a structured feed that could not be used, with the reason.",
        REJECTED_POINT_SCHEMA,
    ),
    "raw.series_feed": ("One row is one mapping by which a feed was read.", None),
}


def series_asset(source: SeriesSource) -> dg.AssetsDefinition:
    """Return the asset `source/<name>`; materialising it reads this source alone."""

    @dg.asset(
        key=asset_key(f"source.{source.name}"),
        group_name=SOURCES,
        description=f"The figures of {source.place}, read into raw.series_point.",
        owners=[OWNER],
        kinds={"series", "duckdb"},
        pool=WRITER_POOL,
    )
    def read_source(
        context: dg.AssetExecutionContext,
        config: Chosen,  # noqa: ARG001 - what a sensor names is the one file that there is
        home: Home,
    ) -> dg.MaterializeResult:  # type: ignore[type-arg]
        """Read the table and store what is new or revised; every figure is accounted for."""
        now, tell = home.now(), context.log.info
        ingestion = home.ingestion(context.run_id, source.name)
        folder = home.settings.fetched / source.name
        points, done = read_series(source, folder, now=now, tell=tell)
        with home.live() as con:
            account = ingest_series(con, source, points, ingestion, tell)
        done()
        return dg.MaterializeResult(metadata=account_facts(account))

    return read_source


def point_assets(sources: Sequence[str]) -> dg.AssetsDefinition:
    """Return the asset set `series`, which comes after the assets of the user's series."""
    after = [f"source.{name}" for name in sources]

    @dg.multi_asset(
        name="series",
        specs=[
            table_spec(table, group=GROUP, description=text, schema=schema, deps=after)
            for table, (text, schema) in TABLES.items()
        ],
        pool=WRITER_POOL,
    )
    def series(home: Home) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        """Tell what the tables hold once every series that runs now was read."""
        with home.live() as con:
            for table in TABLES:
                facts = table_facts(con, table)
                yield dg.MaterializeResult(asset_key=asset_key(table), metadata=facts)

    return series
