"""The suites of tables that others are joined to: keys, references, ranges.

Belongs here: tables whose rows need no more than that, as data. Does not belong here: tables whose
rows have rules of their own (see `suites`). What dbt builds has further tests beside its models.
"""

from __future__ import annotations

from expectations.checks import Check, Suite, filled, rows, unique
from expectations.claim_checks import ARTICLE_EXISTS

KEYS: dict[str, tuple[str, ...]] = {
    "raw.article_origin": ("article_id", "version"),
    "raw.article_copy": ("article_id", "version"),
    "raw.article_change": ("article_id", "version"),
    "raw.actor": ("actor_id",),
    "raw.actor_alias": ("actor_id", "alias"),
    "raw.place": ("place_id",),
    "raw.publisher": ("host",),
    "raw.opponent": ("side", "opponent"),
    "core.article": ("article_id",),
    "core.actor": ("actor_id",),
    "core.place": ("place_id",),
    "core.origin": ("origin_id",),
    "core.publisher": ("host",),
    "core.toll": ("toll_id",),
    "core.series_claim": ("claim_id",),
    "core.claim_known": ("claim_id",),
    "core.claimed_figure": ("claimed_figure_id",),
    "core.revision_across_articles": ("revision_id",),
    "core.revision_in_article": ("revision_id",),
    "marts.claim_audit": ("claim_id",),
    "marts.claim_revision": ("revision_id",),
    "marts.coverage_daily": ("publisher", "day"),
    "marts.language_coverage": ("publisher", "language"),
    "marts.publisher_echo": ("article_id",),
    "marts.source_disagreement": ("disagreement_id",),
    "marts.toll_by_source_daily": ("toll_id",),
    "marts.toll_by_source_period": ("toll_id",),
    "marts.toll_cumulative": ("series_id", "as_of"),
}
"""The columns that name a row of each table."""

NULLABLE_KEYS = ("marts.coverage_daily", "marts.language_coverage")
"""Tables in whose keys null means: not told."""


def _refers(name: str, description: str, table: str, *columns: str) -> Check:
    """Return the check that every row names a row of `table` by columns of the same names."""
    using = ", ".join(columns)
    return rows(
        name,
        description,
        f"select {using} from batch anti join {table} using ({using})",
    )


_ENDS_IN_ORDER = rows(
    "low_at_most_high",
    "An interval has a lower end of at least 0 that is not above its upper end.",
    "select * from batch where low > high or low < 0",
)

FURTHER: dict[str, tuple[Check, ...]] = {
    "raw.article_origin": (ARTICLE_EXISTS,),
    "raw.article_copy": (
        ARTICLE_EXISTS,
        rows(
            "kept_is_a_share",
            "The share that a copy keeps lies between 0 and 1.",
            "select article_id, version, kept from batch where kept not between 0 and 1",
        ),
    ),
    "raw.article_change": (ARTICLE_EXISTS,),
    "raw.actor_alias": (
        _refers(
            "actor_exists", "The actor that a name belongs to exists.", "raw.actor", "actor_id"
        ),
    ),
    "core.article": (ARTICLE_EXISTS,),
    "core.toll": (_ENDS_IN_ORDER,),
    "marts.claim_audit": (
        _refers("claim_exists", "Every claim is a current one.", "core.claim", "claim_id"),
    ),
    "marts.toll_by_source_daily": (_ENDS_IN_ORDER,),
    "marts.toll_by_source_period": (_ENDS_IN_ORDER,),
    "marts.toll_cumulative": (_ENDS_IN_ORDER,),
    "marts.coverage_daily": (
        rows(
            "counts_add_up",
            "Articles with claims are articles, and the share of them lies between 0 and 1.",
            """
            select publisher, day, n_articles, n_articles_with_claims, share_with_claims from batch
            where n_articles_with_claims > n_articles or share_with_claims not between 0 and 1
            """,
        ),
    ),
}
"""What must hold of a table beside its key."""


def _suite(table: str, key: tuple[str, ...]) -> Suite:
    held = () if table in NULLABLE_KEYS else (filled(*key),)
    return Suite(table, key, (*held, unique(*key), *FURTHER.get(table, ())))


KEY_SUITES = tuple(_suite(table, key) for table, key in KEYS.items())
