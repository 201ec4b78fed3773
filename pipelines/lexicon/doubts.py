"""The vocabulary of certainty: patterns that say how sure the figures of an article are."""

import re
from pathlib import Path
from typing import cast

from pipelines.lexicon.model import Doubt
from pipelines.lexicon.reading import Row, read_table
from pipelines.records import VERIFICATIONS, Verification


def certainty(folder: Path) -> tuple[Doubt, ...]:
    """Return the patterns that say how sure a figure is; each must match its own example."""
    columns = ["id", "trigger", "pattern", "status", "example"]
    result = []
    for row in read_table("certainty", columns, key=["id"], folder=folder):
        pattern = _pattern(row)
        if row["trigger"] not in row["example"].lower():
            raise row.error(f"trigger {row['trigger']!r} does not stand in the example")
        if row["status"] not in VERIFICATIONS:
            raise row.error(f"status {row['status']!r} is none of {', '.join(VERIFICATIONS)}")
        status = cast(Verification, row["status"])
        result.append(Doubt(row["id"], row["trigger"], pattern, status))
    return tuple(result)


def _pattern(row: Row) -> re.Pattern[str]:
    """Return the compiled pattern of a row, which must match the row's example in lower case."""
    try:
        pattern = re.compile(row["pattern"])
    except re.error as error:
        raise row.error(f"pattern is no regular expression: {error}") from error
    if not pattern.search(row["example"].lower()):
        raise row.error(f"pattern does not match its example {row['example']!r}")
    return pattern
