"""The findings stage: what does not add up, and the checks that stand beside the tables.

Belongs here: the asset `flags/finding` and the asset checks over `expectations`. Does not belong
here: a rule or an expectation. Broken structure blocks what is downstream; a figure rule only
warns, because disputed figures are what the data is about.
"""

from collections.abc import Iterator, Sequence

import dagster as dg
from pydantic import Field

from expectations.incremental import remember, run_on_changes
from expectations.results import CheckResult
from expectations.rulebook import load_rules, rule_results
from expectations.structure import structure_checks, structure_results, structure_tables
from pipelines.assets.facts import OWNER, asset_key, column_schema, markdown_table, table_facts
from pipelines.records import FINDING_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from pipelines.review_file import ReviewFileError, read_reviews, review_frame
from pipelines.settings import Settings
from warehouse.connect import Connection
from warehouse.findings_load import load_findings
from warehouse.reviews import record_reviews, words_of

GROUP = "findings"


class Reach(dg.Config):
    """How far the rules look."""

    all_claims: bool = Field(
        default=False, description="Run every rule on all claims, not on what has changed alone."
    )


REVIEWS_FIT = dg.AssetCheckSpec(
    "reviews_fit",
    asset=asset_key("flags.finding"),
    description="The decisions of the home's reviews.yml can be read and fit what is found now.",
)


@dg.asset(
    key=asset_key("flags.finding"),
    group_name=GROUP,
    description="One row is one thing that does not add up among claims, with a reviewer's state.",
    owners=[OWNER],
    kinds={"sql", "duckdb"},
    deps=[asset_key("core.claim")],
    check_specs=[
        REVIEWS_FIT,
        *(
            dg.AssetCheckSpec(
                rule.name, asset=asset_key("flags.finding"), description=rule.question
            )
            for rule in load_rules()
        ),
    ],
    metadata={
        "dagster/table_name": "flags.finding",
        "dagster/column_schema": column_schema(FINDING_SCHEMA),
    },
    pool=WRITER_POOL,
)
def finding(config: Reach, home: Home) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Run the rules on what has changed; each rule with a finding that stands warns."""
    now = home.now()
    with home.live() as con:
        run = run_on_changes(con, now, all_claims=config.all_claims)
        loaded = load_findings(con, run.findings, now, run.scope)
        remember(con, run, now)
        reviewed = _apply_reviews(con, home.settings)
        counts = {"claims_changed": run.changed, "findings_new": loaded.new}
        return dg.MaterializeResult(
            metadata={**table_facts(con, "flags.finding"), **counts},
            check_results=[reviewed, *map(check_result, rule_results(con))],
        )


def _apply_reviews(con: Connection, settings: Settings) -> dg.AssetCheckResult:
    """Give findings the states of the home's file of decisions; a bad file warns, no more."""
    told = "there is no reviews.yml"
    passed = True
    try:
        if settings.reviews_path.exists():
            result = record_reviews(con, review_frame(read_reviews(settings.reviews_path)))
            told, passed = words_of(result), not result.stale
    except ReviewFileError as error:
        told, passed = str(error), False
    return dg.AssetCheckResult(
        asset_key=asset_key("flags.finding"),
        check_name=REVIEWS_FIT.name,
        passed=passed,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"reviews": told},
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
