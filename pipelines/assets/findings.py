"""The findings stage: what does not add up, with the state that reviewers gave it.

Belongs here: the asset `flags/finding` and the checks of the rules on it. Does not belong here: a
rule, or the checks of tables (`assets.checks`). A rule only warns, because disputed figures are
what the data is about.
"""

from collections.abc import Iterator

import dagster as dg
from pydantic import Field

from expectations.incremental import remember, run_on_changes
from expectations.rulebook import load_rules, rule_results
from pipelines.assets.checks import check_result
from pipelines.assets.facts import OWNER, asset_key, column_schema, table_facts
from pipelines.records import FINDING_SCHEMA
from pipelines.resources import WRITER_POOL, Home
from pipelines.review_file import ReviewFileError, read_reviews, review_frame
from pipelines.settings import Settings
from warehouse.connect import Connection
from warehouse.findings_load import load_findings
from warehouse.reviews import record_reviews, words_of

GROUP = "findings"
FINDINGS_PAGE = "http://127.0.0.1:8050/findings"
"""Where the dashboard shows findings, on its usual port."""


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
            check_results=[reviewed, *_rule_outcomes(con)],
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


def _rule_outcomes(con: Connection) -> Iterator[dg.AssetCheckResult]:
    """Yield the check of each rule, with the way to its findings."""
    rules = load_rules()
    for rule, result in zip(rules, rule_results(con, rules), strict=True):
        facts = {
            "findings": dg.MetadataValue.url(FINDINGS_PAGE),
            "review": dg.MetadataValue.text(f"tallywire review --rule {rule.rule_id}"),
        }
        yield check_result(result, facts)
