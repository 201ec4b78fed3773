"""The suites of tables that others are joined to: keys, references, ranges.

Belongs here: loaded tables whose rows need no more than that, as data. Does not belong here: tables
whose rows have rules of their own (see `suites`), or tables that dbt builds: their keys, references
and ranges are tested beside the models, and a test that fails stops what is built on them.
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
}
"""The columns that name a row of each table."""


def _refers(name: str, description: str, table: str, *columns: str) -> Check:
    """Return the check that every row names a row of `table` by columns of the same names."""
    using = ", ".join(columns)
    return rows(
        name,
        description,
        f"select {using} from batch anti join {table} using ({using})",
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
}
"""What must hold of a table beside its key."""


def _suite(table: str, key: tuple[str, ...]) -> Suite:
    return Suite(table, key, (filled(*key), unique(*key), *FURTHER.get(table, ())))


KEY_SUITES = tuple(_suite(table, key) for table, key in KEYS.items())
