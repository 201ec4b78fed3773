"""What each new text of an article changed against the one before, as a frame.

Belongs here: the comparison of many pairs. Does not belong here: how two texts are compared
(`figure_changes`), which version a text is (`identity`).
"""

from __future__ import annotations

from dataclasses import asdict

import polars as pl

from pipelines.articles.figure_changes import text_changes
from pipelines.schemas import CHANGE_SCHEMA


def version_changes(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return a row of CHANGE_SCHEMA for each pair of texts.

    `pairs` has article_id, version, since_version, text_before and text.
    """
    columns = ("article_id", "version", "since_version", "text_before", "text")
    rows = []
    for article_id, version, since_version, before, after in pairs.select(columns).iter_rows():
        change = text_changes(before, after)
        figures = [asdict(figure) for figure in change.figures]
        rows.append((article_id, version, since_version, change.added, change.removed, figures))
    return pl.DataFrame(rows, schema=CHANGE_SCHEMA, orient="row")
