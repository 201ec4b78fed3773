"""Run the extractor over a gold file and compare, with some documents held back if asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.claims import extract_claims
from pipelines.evaluation.fitting import fold_of
from pipelines.evaluation.gold import AnnotatedDocument, GoldDocument, read_gold
from pipelines.evaluation.scoring import Outcome, compare
from pipelines.evaluation.totals import Total, totals_of
from pipelines.lexicon import load_lexicon

FOLDS = 4
"""A quarter of the documents is held back."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came out, document by document: the open ones and those that are held back.

    Documents with claims give outcomes, those with totals give totals; the other is empty.
    """

    outcomes: tuple[Outcome, ...] = ()
    held_back: tuple[Outcome, ...] = ()
    totals: tuple[Total, ...] = ()
    held_back_totals: tuple[Total, ...] = ()


@dataclass(slots=True)
class _Group:
    outcomes: list[Outcome] = field(default_factory=list)
    totals: list[Total] = field(default_factory=list)


def measure_file(path: Path, hold_back: int | None = None) -> Measured:
    """Return how the extractor does on the documents of a gold file.

    With `hold_back` (0 to 3), the quarter of the documents that falls to this number is kept apart.
    The quarter is told by the `doc_id` alone, so it stays the same when the file grows. Raises
    `GoldError` where the file is none.
    """
    return measure(read_gold(path), hold_back)


def measure(documents: Sequence[GoldDocument], hold_back: int | None = None) -> Measured:
    """Return how the extractor does on some documents; see `measure_file`."""
    lexicon = load_lexicon()
    opened, held_back = _Group(), _Group()
    for document in documents:
        held = fold_of(document.article.article_id, FOLDS) == hold_back
        group = held_back if held else opened
        claims = extract_claims(document.article, lexicon)
        if isinstance(document, AnnotatedDocument):
            group.outcomes.append(compare(document, claims))
        else:
            group.totals.extend(totals_of(document, claims))
    return Measured(
        tuple(opened.outcomes),
        tuple(held_back.outcomes),
        tuple(opened.totals),
        tuple(held_back.totals),
    )
