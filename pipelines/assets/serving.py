"""The serving stage: one published read-only snapshot, with files for other tools beside it.

Belongs here: the last two assets. Does not belong here: how a snapshot is written or a mart is
exported; the exporter is handed in, because the dashboards stand above the assets.
"""

import dagster as dg

from pipelines.assets.facts import OWNER
from pipelines.resources import WRITER_POOL, Exporter, Home
from warehouse.publish import publish
from warehouse.surface import create_surface

GROUP = "serving"


def serving_assets(after: list[dg.AssetKey]) -> list[dg.AssetsDefinition]:
    """Return the serving assets, which come after all of the given tables."""

    @dg.asset(
        key=dg.AssetKey(["serving", "published_snapshot"]),
        group_name=GROUP,
        description="A numbered read-only copy of the warehouse; `current.duckdb` points to it.",
        owners=[OWNER],
        kinds={"duckdb"},
        deps=after,
        pool=WRITER_POOL,
    )
    def published_snapshot(home: Home) -> dg.MaterializeResult:  # type: ignore[type-arg]
        """Make the macros and views for analysts, and publish what the live file holds now."""
        with home.live() as con:
            create_surface(con)
            path = publish(con, home.settings.snapshots)
        return dg.MaterializeResult(
            metadata={"path": dg.MetadataValue.path(path), "bytes": path.stat().st_size}
        )

    @dg.asset(
        key=dg.AssetKey(["serving", "exports"]),
        group_name=GROUP,
        description="Parquet, CSV, HXL and a data package of every mart of the published snapshot.",
        owners=[OWNER],
        kinds={"parquet", "csv"},
        deps=[published_snapshot],
    )
    def exports(home: Home, exporter: dg.ResourceParam[Exporter]) -> dg.MaterializeResult:  # type: ignore[type-arg]
        """Write the marts for tools that read files."""
        with home.snapshot() as con:
            files = exporter(con, home.settings.exports)
        return dg.MaterializeResult(
            metadata={
                "directory": dg.MetadataValue.path(home.settings.exports),
                "files": len(files),
                "bytes": sum(file.stat().st_size for file in files),
            }
        )

    return [published_snapshot, exports]
