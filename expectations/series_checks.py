"""The structure checks of the tables of structured feeds.

Belongs here: the suites of `raw.series_point` and `raw.rejected_point`. Does not belong here: other
tables (see `suites`), whether figures are believable (that is the rulebook).
"""

from __future__ import annotations

from expectations.checks import Suite, filled, has_columns, one_of, rows, unique
from pipelines import records, schemas

POINT_SUITE = Suite(
    "raw.series_point",
    ("point_key", "revision"),
    (
        has_columns(*schemas.SERIES_POINT_SCHEMA, "revision", "loaded_at"),
        filled("point_key", "revision", "feed", "as_of", "category", "figure", "low", "row_text"),
        unique("point_key", "revision"),
        one_of(
            category=records.CATEGORIES,
            qualifier=records.QUALIFIERS,
            victim_class=records.VICTIM_CLASSES,
            period_kind=records.PERIOD_KINDS,
        ),
        rows(
            "low_at_most_high",
            "An interval has a lower end of at least 0 that is not above its upper end.",
            "select point_key, figure, low, high from batch where low > high or low < 0",
        ),
        rows(
            "period_in_order",
            "A period ends on the day that the row stands for and does not end before it starts.",
            """
            select point_key, period_start, period_end, as_of from batch
            where period_start > period_end or period_end <> as_of
            """,
        ),
        rows(
            "revisions_are_counted_from_one",
            "The revisions of a point are 1, 2, 3 … without a gap.",
            """
            select point_key, count(*) as revisions, max(revision) as last_revision from batch
            group by point_key having min(revision) <> 1 or max(revision) <> count(*)
            """,
        ),
    ),
)

REJECTED_POINT_SUITE = Suite(
    "raw.rejected_point",
    ("feed", "row_sha256", "column_name", "reason"),
    (
        has_columns(*schemas.REJECTED_POINT_SCHEMA, "seen_at"),
        filled("feed", "row_number", "row_sha256", "reason", "seen_at"),
        unique("feed", "row_sha256", "column_name", "reason"),
        one_of(reason=schemas.POINT_REJECT_REASONS),
    ),
)
