"""The weights of confidence: how much each way of reaching a slot speaks for or against a claim."""

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from pipelines.lexicon.reading import LexiconError, read_table
from pipelines.records import How

Weights = Mapping[tuple[str, str], float]
"""Log odds by (slot, how it was reached or the rule that reached it)."""

COLUMNS = ("slot", "seen", "weight", "support")
ALWAYS = ("claim", "always")
"""The weight that every claim has."""

_WAYS = frozenset((*get_args(How), "missing"))
_RULE = re.compile(r"[a-z]\w*(?:\.[a-z0-9][\w-]*)+")
_LARGEST = 10.0


def confidence_weights(folder: Path) -> Weights:
    """Return the weights of `confidence.csv`, which `tallywire evaluate` fits to annotations.

    `support` is the number of documents behind a weight. Raises LexiconError with file and line
    where a weight is no number or belongs to nothing that evidence can say.
    """
    weights: dict[tuple[str, str], float] = {}
    for row in read_table("confidence", COLUMNS, key=["slot", "seen"], folder=folder):
        seen = row["seen"]
        if (row["slot"], seen) != ALWAYS and seen not in _WAYS and not _RULE.fullmatch(seen):
            raise row.error(
                f"seen {seen!r} is neither one of {', '.join(sorted(_WAYS))} nor a rule"
            )
        try:
            weight = float(row["weight"])
        except ValueError as error:
            raise row.error(f"weight {row['weight']!r} is no number") from error
        if not math.isfinite(weight) or abs(weight) > _LARGEST:
            raise row.error(f"weight {row['weight']} is beyond ±{_LARGEST:g}")
        if not row["support"].isdecimal():
            raise row.error(f"support {row['support']!r} is no whole number")
        weights[row["slot"], seen] = weight
    if ALWAYS not in weights:
        raise LexiconError(f"confidence.csv:1: no row has the weight {','.join(ALWAYS)}")
    return weights
