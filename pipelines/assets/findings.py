"""The findings stage: what does not add up, and the checks that stand beside the tables.

Belongs here: the asset `flags/finding` and the asset checks over `expectations`. Does not belong
here: a rule or an expectation. Broken structure blocks what is downstream; a figure rule only
warns, because disputed figures are what the data is about.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from expectations.results import CheckResult
from expectations.rulebook import load_rules, rule_results, run_rules
from expectations.structure import structure_checks, structure_results, structure_tables
from pipelines.assets.facts import OWNER, asset_key, column_schema, markdown_table, table_facts
from pipelines.records import FINDING_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from warehouse.load import load_findings

GROUP = "findings"


@dg.asset(
    key=asset_key("flags.finding"),
    group_name=GROUP,
    description="One row is one thing that does not add up among the current claims.",
    owners=[OWNER],
    kinds={"sql", "duckdb"},
    deps=[asset_key("core.claim")],
    check_specs=[
        dg.AssetCheckSpec(rule.name, asset=asset_key("flags.finding"), description=rule.question)
        for rule in load_rules()
    ],
    metadata={
        "dagster/table_name": "flags.finding",
        "dagster/column_schema": column_schema(FINDING_SCHEMA),
    },
    pool=WRITER_POOL,
)
def finding(home: Home) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Run every rule over the current claims; each rule that finds something warns."""
    with home.live() as con:
        load_findings(con, run_rules(con, home.now()))
        return dg.MaterializeResult(
            metadata=table_facts(con, "flags.finding"),
            check_results=[check_result(result) for result in rule_results(con)],
        )


def check_sets() -> list[dg.AssetChecksDefinition]:
    """Return the structure checks, one step a table; a failure blocks what is downstream."""
    return [_check_set(table) for table in structure_tables()]


def _check_set(table: str) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"check_{table.replace('.', '_')}",
        specs=[
            dg.AssetCheckSpec(
                check.name,
                asset=asset_key(table),
                description=check.description,
                blocking=check.blocking,
            )
            for check in structure_checks(table)
        ],
        pool=WRITER_POOL,
    )
    def structure(home: Home) -> Iterator[dg.AssetCheckResult]:
        with home.live() as con:
            results = structure_results(con, table)
        yield from map(check_result, results)

    return structure


def check_result(result: CheckResult) -> dg.AssetCheckResult:
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
        },
    )
