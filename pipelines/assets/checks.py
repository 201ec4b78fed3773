"""The checks that stand beside the tables, as Dagster shows them.

Belongs here: which checks run in one step, and a check's outcome as metadata. Does not belong here:
an expectation, how grave it is (`expectations/thresholds.yml`), or the rules over figures.
"""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg

from expectations.results import CheckResult
from expectations.structure import structure_checks, structure_results
from expectations.volume import volume_results, volume_suites
from pipelines.assets.facts import asset_key, markdown_table
from pipelines.resources import WRITER_POOL, Home

STEPS = {
    "inputs": ("raw.article_version", "raw.rejected_input", "raw.ingest_run"),
    "reprints": ("raw.article_origin", "raw.article_copy", "raw.article_change"),
    "claims": ("raw.claim", "raw.extraction"),
    "series": ("raw.series_point", "raw.rejected_point"),
    "reference": ("raw.actor", "raw.actor_alias", "raw.place", "raw.publisher", "raw.opponent"),
    "core": ("core.claim",),
    "findings": ("flags.finding",),
}
"""Step → the tables that it checks: those that one step before has made."""


def check_sets() -> list[dg.AssetChecksDefinition]:
    """Return the checks, one step a stage; a failure that blocks stops what is downstream."""
    return [*(_structure_set(step, tables) for step, tables in STEPS.items()), _volume_set()]


def _structure_set(step: str, tables: Sequence[str]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"check_{step}",
        specs=[
            dg.AssetCheckSpec(
                check.name,
                asset=asset_key(table),
                description=check.description,
                blocking=check.blocking,
            )
            for table in tables
            for check in structure_checks(table)
        ],
        pool=WRITER_POOL,
    )
    def structure(home: Home) -> Iterator[dg.AssetCheckResult]:
        with home.live() as con:
            results = [found for table in tables for found in structure_results(con, table)]
        yield from map(check_result, results)

    return structure


def _volume_set() -> dg.AssetChecksDefinition:
    suites = volume_suites(Home.now())

    @dg.multi_asset_check(
        name="check_volume",
        specs=[
            dg.AssetCheckSpec(
                check.name, asset=asset_key(suite.table), description=check.description
            )
            for suite in suites
            for check in suite.checks
        ],
        pool=WRITER_POOL,
    )
    def volume(home: Home) -> Iterator[dg.AssetCheckResult]:
        with home.live() as con:
            results = volume_results(con, home.now())
        yield from map(check_result, results)

    return volume


def check_result(
    result: CheckResult,
    facts: Mapping[str, dg.MetadataValue] | None = None,
) -> dg.AssetCheckResult:
    """Return a check's outcome for Dagster, with the first offending rows as a table."""
    rows: Sequence[dict[str, object]] = result.sample
    columns = list(rows[0]) if rows else []
    table = markdown_table(columns, [[row.get(column) for column in columns] for row in rows])
    return dg.AssetCheckResult(
        asset_key=asset_key(result.table),
        check_name=result.name,
        passed=result.success,
        severity=dg.AssetCheckSeverity.ERROR if result.blocking else dg.AssetCheckSeverity.WARN,
        metadata={
            "unexpected_count": result.unexpected_count,
            **({"offending_rows": dg.MetadataValue.md(table)} if rows else {}),
            **(facts or {}),
        },
    )
