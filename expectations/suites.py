"""The structure checks of every table, as data.

Belongs here: what must hold of a table's rows for anything built on it to be meaningful. Does not
belong here: whether figures are believable (that is the rulebook), nor how a check is run.
"""

from __future__ import annotations

from dataclasses import replace

from expectations.checks import Suite, filled, has_columns, one_of, rows, unique
from expectations.claim_checks import (
    ARTICLE_EXISTS,
    BOUNDS_IN_ORDER,
    FIGURE_IN_PLACE,
    LINKS_EXIST,
    OFFSETS_INSIDE,
    PERIOD_IN_ORDER,
)
from expectations.keys import KEY_SUITES
from expectations.series_checks import POINT_SUITE, REJECTED_POINT_SUITE
from expectations.thresholds import refuse_mismatch, thresholds
from pipelines import records
from pipelines.finding_states import FINDING_STATES
from pipelines.schemas import INGEST_RUN_SCHEMA

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "category": records.CATEGORIES,
    "qualifier": records.QUALIFIERS,
    "victim_class": records.VICTIM_CLASSES,
    "attribution": records.ATTRIBUTIONS,
    "verification": records.VERIFICATIONS,
    "period_kind": records.PERIOD_KINDS,
}

CURRENT_CLAIM_COLUMNS = (
    *records.CLAIM_SCHEMA,
    "source_kind",
    "publisher",
    "published_at",
    "url",
    "title",
    "language",
    "origin_id",
    "claimant_id",
    "claimant_name",
    "claimant_kind",
    "claimant_side",
    "relay_id",
    "place_id",
    "sentence",
    "as_of",
)

VERDICTS = ("contradictory", "suspicious", "compatible", "not_comparable", "explained")

SEVERITIES = ("warning", "information")

CLAIM_COLUMNS = (
    "claim_id",
    "article_id",
    "version",
    "extractor_version",
    "start",
    "end",
    "figure",
    "implicit",
    "category",
    "qualifier",
    "low",
    "low_closed",
    "high_closed",
    "approximate",
    "attribution",
    "period_kind",
    "cumulative",
    "verification",
    "confidence",
)

ARTICLE_SUITE = Suite(
    "raw.article_version",
    ("article_id", "version"),
    (
        has_columns(*records.ARTICLE_SCHEMA),
        filled("article_id", "version", "text", "text_sha256"),
        unique("article_id", "version"),
        rows(
            "text_is_what_was_stored",
            "The text has its SHA-256 and is not blank: offsets count in exactly this text.",
            """
            select article_id, version, text_sha256, left(text, 80) as text from batch
            where sha256(text) <> text_sha256 or not regexp_matches(text, '[^\\s]')
            """,
        ),
        rows(
            "versions_are_counted_from_one",
            "The versions of an article are 1, 2, 3 … without a gap.",
            """
            select article_id, count(*) as versions, max(version) as last_version from batch
            group by article_id having min(version) <> 1 or max(version) <> count(*)
            """,
        ),
    ),
)

REJECTED_SUITE = Suite(
    "raw.rejected_input",
    ("source_path", "raw_sha256", "reason"),
    (
        has_columns(*records.REJECTED_SCHEMA),
        filled("source_path", "reason", "seen_at"),
        unique("source_path", "raw_sha256", "reason"),
        one_of(reason=records.REJECT_REASONS),
    ),
)

RUN_SUITE = Suite(
    "raw.ingest_run",
    ("run_id", "source"),
    (
        has_columns(*INGEST_RUN_SCHEMA),
        filled(*INGEST_RUN_SCHEMA),
        unique("run_id", "source"),
        rows(
            "every_input_is_accounted_for",
            "Every input of a run is new, a new version, unchanged or rejected.",
            """
            select run_id, source, seen, n_new, n_new_version, n_unchanged, n_rejected from batch
            where seen <> n_new + n_new_version + n_unchanged + n_rejected
            """,
        ),
    ),
)

CLAIM_SUITE = Suite(
    "raw.claim",
    ("claim_id",),
    (
        has_columns(*records.CLAIM_SCHEMA),
        filled(*CLAIM_COLUMNS),
        unique("claim_id"),
        one_of(**VOCABULARIES),
        BOUNDS_IN_ORDER,
        PERIOD_IN_ORDER,
        ARTICLE_EXISTS,
        OFFSETS_INSIDE,
        FIGURE_IN_PLACE,
        LINKS_EXIST,
        rows(
            "confidence_is_a_share",
            "Confidence lies between 0 and 1.",
            "select claim_id, confidence from batch where confidence not between 0 and 1",
        ),
        rows(
            "evidence_is_json",
            "Evidence is a JSON list, so that every slot can be traced to its words.",
            """
            select claim_id, left(evidence, 80) as evidence from batch
            where case
                when json_valid(evidence) then json_type(evidence) <> 'ARRAY'
                else evidence is not null
            end
            """,
        ),
    ),
)

EXTRACTION_SUITE = Suite(
    "raw.extraction",
    ("article_id", "version", "extractor_version"),
    (
        has_columns(*records.EXTRACTION_SCHEMA),
        filled("article_id", "version", "extractor_version", "n_claims"),
        unique("article_id", "version", "extractor_version"),
        ARTICLE_EXISTS,
        rows(
            "ledger_counts_the_claims",
            "Every article that was read is in the ledger, with the number of its claims.",
            """
            with found as (
                select article_id, version, extractor_version, count(*) as claims
                from raw.claim group by all
            )
            select article_id, version, extractor_version, ledger.n_claims, found.claims
            from batch as ledger
            full join found using (article_id, version, extractor_version)
            where coalesce(ledger.n_claims, -1) <> coalesce(found.claims, 0)
            """,
        ),
    ),
)

CURRENT_CLAIM_SUITE = Suite(
    "core.claim",
    ("claim_id",),
    (
        has_columns(*CURRENT_CLAIM_COLUMNS),
        filled("claim_id", "figure", "category", "low", "source_kind"),
        unique("claim_id"),
        one_of(**VOCABULARIES),
        BOUNDS_IN_ORDER,
        PERIOD_IN_ORDER,
        ARTICLE_EXISTS,
        LINKS_EXIST,
        rows(
            "one_current_reading",
            "An article is read in one version, by one version of the extractor.",
            """
            select article_id, count(distinct (version, extractor_version)) as readings
            from batch where article_id is not null group by article_id having readings > 1
            """,
        ),
        rows(
            "claims_of_texts_are_anchored",
            "A claim of a text names its article, version and place; one of a series names none.",
            """
            select claim_id, source_kind, article_id, version, start, "end" from batch
            where case
                when source_kind = 'text'
                    then article_id is null or version is null or start is null or "end" is null
                else coalesce(article_id, version::varchar, start::varchar, "end"::varchar)
                    is not null
            end
            """,
        ),
        rows(
            "sentence_holds_figure",
            "The sentence shown with a claim holds its figure.",
            """
            select claim_id, left(figure, 80) as figure, left(sentence, 80) as sentence from batch
            where not contains(sentence, figure)
            """,
        ),
    ),
)

FINDING_SUITE = Suite(
    "flags.finding",
    ("finding_id",),
    (
        has_columns(*records.FINDING_SCHEMA),
        filled("finding_id", "rule", "rule_version", "verdict", "severity", "computation", "state"),
        unique("finding_id"),
        one_of(verdict=VERDICTS, severity=SEVERITIES, state=FINDING_STATES),
        rows(
            "findings_name_claims",
            "A finding names a claim; while it is reported, every claim that it names is current.",
            """
            with named as (
                select finding_id, unnest(claim_ids) as claim_id from batch where is_reported
            )
            select finding_id, claim_id from named anti join core.claim using (claim_id)
            union all
            select finding_id, null from batch where coalesce(len(claim_ids), 0) = 0
            """,
        ),
        rows(
            "reviews_name_findings",
            "Every decision of a reviewer is about a finding that is stored.",
            "select finding_id, state from flags.review anti join batch using (finding_id)",
        ),
    ),
)


def _with_severity(suite: Suite) -> Suite:
    told = thresholds().severity[suite.table]
    checks = (replace(check, blocking=told[check.name] == "blocks") for check in suite.checks)
    return replace(suite, checks=tuple(checks))


def _suites(*listed: Suite) -> dict[str, Suite]:
    names = {suite.table: [check.name for check in suite.checks] for suite in listed}
    refuse_mismatch(thresholds().severity, names)
    return {suite.table: _with_severity(suite) for suite in listed}


SUITES = _suites(
    ARTICLE_SUITE,
    REJECTED_SUITE,
    RUN_SUITE,
    POINT_SUITE,
    REJECTED_POINT_SUITE,
    CLAIM_SUITE,
    EXTRACTION_SUITE,
    CURRENT_CLAIM_SUITE,
    FINDING_SUITE,
    *KEY_SUITES,
)
"""Every suite by the name of its table, each check as grave as the reviewed file says."""
