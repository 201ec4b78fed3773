"""What a check reports.

Belongs here: the record that every check of this package returns. Does not belong here: how a
check is run, or how its result is shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SAMPLE_ROWS = 20
"""The most offending rows that one result carries."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The outcome of one check on one table.

    `unexpected_count` counts all offending rows, `sample` shows at most `SAMPLE_ROWS` of them (key
    and the columns at fault; long text is cut in the query). `blocking` tells whether a failure
    must stop what is built on the table, or only warns.
    """

    name: str
    table: str
    success: bool
    unexpected_count: int
    sample: list[dict[str, Any]] = field(default_factory=list)
    blocking: bool = True
    description: str = ""
